"""Fits the attribution network. Seeded, resumable, CPU or GPU; bfloat16 where the processor has it."""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor
from transformers import AutoModel

from onrecord.attribute.encoding import Encoded, Window, encode, windows
from onrecord.attribute.linking import block_buckets, distance_buckets
from onrecord.corpus import Example, read_corpus
from onrecord.train.augment import augmented
from onrecord.train.layers import annotated
from onrecord.train.network import AttributionNetwork
from onrecord.train.rounding import round_linears
from onrecord.train.settings import Settings
from onrecord.train.tune import held_out

_IGNORED = -100


@dataclass(frozen=True, slots=True)
class Labelled:
    """One window with its labels: tags (L, 3) in outside/begin/inside; per cue its pieces and link tags (C, L)."""

    ids: np.ndarray
    features: np.ndarray
    tags: np.ndarray
    cues: np.ndarray
    links: np.ndarray
    blocks: np.ndarray


def _pieces(encoded: Encoded, spans: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """The half-open ranges of pieces that spans cover."""
    found = []
    for start, end in spans:
        first = int(np.searchsorted(encoded.offsets[:, 1], start, side="right"))
        last = int(np.searchsorted(encoded.offsets[:, 0], end, side="left"))
        if last > first:
            found.append((first, last))
    return found


def labelled(example: Example, tokenizer: Tokenizer, settings: Settings, phase: int = 0) -> Iterator[Labelled]:
    """The windows of an example with their labels."""
    encoded = encode(annotated(example.text), tokenizer)
    if not len(encoded):
        return
    blocks = np.zeros(len(encoded), dtype=np.int64)
    blocks[encoded.starts] = 1
    blocks = np.cumsum(blocks)
    tags = np.zeros((len(encoded), 3), dtype=np.int64)
    links: list[tuple[int, int, np.ndarray]] = []
    for gold in example.golds:
        cue = _pieces(encoded, gold.cue)
        if not cue:
            continue
        row = np.zeros(len(encoded), dtype=np.int64)
        for column, (spans, tag) in enumerate(((gold.cue, 0), (gold.source, 1), (gold.content, 3))):
            for first, last in _pieces(encoded, spans):
                tags[first:last, column] = np.where(tags[first:last, column] == 1, 1, 2)
                tags[first, column] = 1
                if tag:
                    row[first:last] = tag + 1
                    row[first] = tag
        links.append((cue[0][0], cue[-1][1] - 1, row))
    for window in windows(encoded, settings.window - 2, settings.overlap, phase=phase):
        yield _cut(encoded, window, tags, links, blocks)


def _cut(
    encoded: Encoded, window: Window, tags: np.ndarray, links: list[tuple[int, int, np.ndarray]], blocks: np.ndarray
) -> Labelled:
    own = slice(window.start, window.end)
    inside = [(f, l, row) for f, l, row in links if window.start <= f and l < window.end and row[own].any()]
    size = window.end - window.start
    return Labelled(
        encoded.ids[own],
        encoded.features[own],
        tags[own],
        np.array([(f - window.start, l - window.start) for f, l, _ in inside], dtype=np.int64).reshape(-1, 2),
        np.array([row[own] for *_, row in inside], dtype=np.int64).reshape(-1, size),
        blocks[own],
    )


def batches(examples: list[Example], tokenizer: Tokenizer, settings: Settings, epoch: int) -> list[list[Labelled]]:
    """One epoch: every example once, augmented and windowed anew, windows of like length together."""
    rng = random.Random(settings.seed * 1000 + epoch)
    found: list[Labelled] = []
    for example in examples:
        phase = rng.randrange(settings.window // 2)
        found += labelled(augmented(example, rng), tokenizer, settings, phase)
    found = [item for item in found if len(item.ids)]
    rng.shuffle(found)
    chunk = settings.batch * 40
    grouped: list[list[Labelled]] = []
    for at in range(0, len(found), chunk):
        part = sorted(found[at : at + chunk], key=lambda item: len(item.ids))
        grouped += [part[k : k + settings.batch] for k in range(0, len(part), settings.batch)]
    rng.shuffle(grouped)
    return grouped


def collate(batch: list[Labelled], tokenizer: Tokenizer) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """ids, features, mask (B, L) and tags (B, L, 3), with [CLS] and [SEP] around each window."""
    length = max(len(item.ids) for item in batch) + 2
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    features, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    tags = torch.full((len(batch), length, 3), _IGNORED, dtype=torch.long)
    for row, item in enumerate(batch):
        size = len(item.ids)
        ids[row, 0], ids[row, size + 1] = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        ids[row, 1 : size + 1] = torch.from_numpy(item.ids)
        features[row, 1 : size + 1] = torch.from_numpy(item.features)
        mask[row, : size + 2] = 1
        tags[row, 1 : size + 1] = torch.from_numpy(item.tags)
    return ids, features, mask, tags


def link_loss(
    network: AttributionNetwork,
    batch: list[Labelled],
    piece: Tensor,
    cue: Tensor,
    tags: Tensor,
    false_cues: int,
    generator: torch.Generator,
) -> Tensor:
    """Cross-entropy of the link tags over all cues of a batch, and over a few false cues that must link to nothing."""
    total, count = piece.new_zeros(()), 0
    likely = tags[..., :3].detach().softmax(-1)[..., 1:].sum(-1)
    for row, item in enumerate(batch):
        size = len(item.ids)
        cues, links = item.cues, item.links
        wrong = (likely[row, 1 : size + 1] > 0.1).cpu().numpy() & (item.tags[:, 0] == 0)
        spots = np.flatnonzero(wrong)
        if false_cues and len(spots):
            picked = spots[torch.randint(len(spots), (min(false_cues, len(spots)),), generator=generator).numpy()]
            cues = np.concatenate([cues, np.stack([picked, picked], 1)])
            links = np.concatenate([links, np.zeros((len(picked), size), dtype=np.int64)])
        if not len(cues):
            continue
        distance = torch.from_numpy(distance_buckets(cues[:, 0], cues[:, 1], size)).to(piece.device)
        block = torch.from_numpy(block_buckets(cues[:, 0], item.blocks)).to(piece.device)
        own = (cue[row, cues[:, 0] + 1] + cue[row, cues[:, 1] + 1]) / 2
        logits = network.linker(piece[row : row + 1, 1 : size + 1], own, distance, block).float()
        target = torch.from_numpy(links).to(piece.device)
        total = total + F.cross_entropy(logits.reshape(-1, logits.shape[-1]), target.reshape(-1), reduction="sum")
        count += len(cues)
    return total / max(count, 1) / 20


def tag_loss(logits: Tensor, tags: Tensor) -> Tensor:
    """Cross-entropy of the three roles' tags; cues count most, for an attribution hangs on its cue."""
    weights = (2.0, 0.5, 0.5)
    logits = logits.float().unflatten(-1, (3, 3))
    losses = [F.cross_entropy(logits[:, :, k].flatten(0, 1), tags[..., k].flatten(), ignore_index=_IGNORED) for k in range(3)]
    return sum((w * loss for w, loss in zip(weights, losses, strict=True)), logits.new_zeros(()))


class Run:
    """One training run in a folder of its own: settings, a log line a report, the latest state, the averaged weights."""

    def __init__(self, folder: Path, encoder: Path, settings: Settings, device: str = "cpu") -> None:
        torch.manual_seed(settings.seed)
        self.folder, self.settings, self.device = folder, settings, torch.device(device)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "settings.json").write_text(json.dumps(asdict(settings), indent=1))
        self.tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        bert = AutoModel.from_pretrained(encoder, attention_probs_dropout_prob=0.0, add_pooling_layer=False)
        self.network = AttributionNetwork(bert).to(self.device)
        self.network.tagger.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        if settings.start:
            self.network.load_state_dict(load_file(Path(settings.start) / "average.safetensors"))
        if settings.rounded:
            round_linears(self.network.tagger.encoder)
        self.average = copy.deepcopy(self.network).eval()
        heads = [p for n, p in self.network.named_parameters() if "tagger.encoder" not in n]
        body = [p for n, p in self.network.named_parameters() if "tagger.encoder" in n and p.requires_grad]
        groups = [{"params": body, "peak": settings.encoder_rate}, {"params": heads, "peak": settings.head_rate}]
        self.optimizer = torch.optim.AdamW(groups, lr=0.0, weight_decay=settings.weight_decay, fused=True)
        self.step = 0
        self.epoch = 0

    def fit(self, examples: list[Example]) -> None:
        """Trains to the last epoch; a run that was stopped goes on at the epoch it was in."""
        if (self.folder / "state.safetensors").exists():
            self._resume()
        steps = len(batches(examples, self.tokenizer, self.settings, 0)) * self.settings.epochs
        while self.epoch < self.settings.epochs:
            self._one_epoch(examples, steps)
            self.epoch += 1
            self._save()

    def _one_epoch(self, examples: list[Example], steps: int) -> None:
        self.network.train()
        generator = torch.Generator().manual_seed(self.settings.seed * 7919 + self.epoch)
        begun, sums = time.monotonic(), [0.0, 0.0]
        for seen, batch in enumerate(batches(examples, self.tokenizer, self.settings, self.epoch), start=1):
            self._rates(steps)
            ids, features, mask, tags = (part.to(self.device) for part in collate(batch, self.tokenizer))
            with torch.autocast(self.device.type, torch.bfloat16):
                logits, piece, cue = self.network.tagger(ids, features, mask)
                link = link_loss(
                    self.network, batch, piece, cue, logits, self.settings.false_cues if self.epoch else 0, generator
                )
                tag = tag_loss(logits, tags)
            loss = link + tag
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad(set_to_none=True)
            self.step += 1
            self._move_average()
            sums[0] += tag.item()
            sums[1] += link.item()
            if seen % 50 == 0:
                self._log(
                    epoch=self.epoch,
                    step=self.step,
                    steps=steps,
                    tag=sums[0] / seen,
                    link=sums[1] / seen,
                    seconds=time.monotonic() - begun,
                )

    def _rates(self, steps: int) -> None:
        warm = max(1, int(steps * self.settings.warmup))
        share = self.step / warm if self.step < warm else max(0.0, (steps - self.step) / max(1, steps - warm))
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * share

    def _move_average(self) -> None:
        decay = min(self.settings.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for slow, fast in zip(self.average.parameters(), self.network.parameters(), strict=True):
                if fast.requires_grad:
                    slow.lerp_(fast, 1 - decay)

    def _log(self, **values: float) -> None:
        line = json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in values.items()})
        with (self.folder / "log.jsonl").open("a") as log:
            log.write(line + "\n")

    def _save(self) -> None:
        tensors = {f"network.{k}": v for k, v in self.network.state_dict().items()}
        for number, state in enumerate(self.optimizer.state_dict()["state"].values()):
            tensors |= {f"optimizer.{number}.{k}": v for k, v in state.items()}
        tensors["step"] = torch.tensor([self.step, self.epoch])
        save_file({k: v.contiguous().clone() for k, v in tensors.items()}, self.folder / "state.part")
        save_file({k: v.contiguous().clone() for k, v in self.average.state_dict().items()}, self.folder / "average.part")
        (self.folder / "average.part").replace(self.folder / "average.safetensors")
        (self.folder / "state.part").replace(self.folder / "state.safetensors")

    def _resume(self) -> None:
        tensors = load_file(self.folder / "state.safetensors")
        self.network.load_state_dict({k[8:]: v for k, v in tensors.items() if k.startswith("network.")})
        self.average.load_state_dict(load_file(self.folder / "average.safetensors"))
        state: dict[int, dict[str, Tensor]] = {}
        for key, value in tensors.items():
            if key.startswith("optimizer."):
                _, number, name = key.split(".")
                state.setdefault(int(number), {})[name] = value
        self.optimizer.load_state_dict({"state": state, "param_groups": self.optimizer.state_dict()["param_groups"]})
        self.step, self.epoch = (int(n) for n in tensors["step"])


def fit(data: Path, encoder: Path, folder: Path, settings: Settings, device: str = "cpu") -> None:
    """Trains on ``data`` (a corpus of :func:`read_corpus`) less the held-out articles."""
    examples = [example for example in read_corpus(data) if not held_out(example)]
    Run(folder, encoder, settings, device).fit(examples)
