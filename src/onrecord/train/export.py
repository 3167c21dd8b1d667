"""Exports a trained network to ONNX, holds the export to the original, and writes the model folder."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import AutoModel

from onrecord.attribute.decoding import Decoding
from onrecord.attribute.encoding import encode
from onrecord.attribute.linking import BLOCK_BUCKETS, DISTANCE_BUCKETS
from onrecord.corpus import read_corpus
from onrecord.errors import ModelUnusable
from onrecord.evaluate.gate import CORPUS
from onrecord.train.layers import annotated
from onrecord.train.network import LINK_WIDTH, AttributionNetwork

_OPSET = 17
_OVERLAP = 64  # pieces that neighbouring windows share at reading; 96 and 128 gave no better F1 on held-out articles
_PARITY = 2e-3  # largest difference of a logit between the network and its export in the same precision


def load(weights: Path, encoder: Path) -> AttributionNetwork:
    """The network with the averaged weights of a run, ready to be traced."""
    bert = AutoModel.from_pretrained(
        encoder, attention_probs_dropout_prob=0.0, add_pooling_layer=False, attn_implementation="eager"
    )
    network = AttributionNetwork(bert)
    network.load_state_dict(load_file(weights))
    return network.eval()


def export(run: Path, encoder: Path, folder: Path, *, int8: bool = True) -> dict[str, float]:
    """Writes ``tagger.onnx``, ``linker.onnx``, ``tokenizer.json`` and ``decoding.json`` from the averaged weights of a run.

    Returns the parity figures: the largest difference of a logit between the network and its export, in full and 8-bit
    precision.

    :raises ModelUnusable: the export does not compute what the network computes.
    """
    network = load(run / "average.safetensors", encoder)
    window = json.loads((run / "settings.json").read_text(encoding="utf-8"))["window"]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "tagger.onnx"
        _export_tagger(network, plain)
        gap = _tagger_gap(network, plain)
        fused = optimize_model(
            str(plain),
            model_type="bert",
            num_heads=network.tagger.encoder.config.num_attention_heads,
            hidden_size=network.tagger.encoder.config.hidden_size,
        )
        fused.save_model_to_file(str(Path(scratch) / "fused.onnx"))
        gap = max(gap, _tagger_gap(network, Path(scratch) / "fused.onnx"))
        if int8:
            heads = [node.name for node in fused.model.graph.node if node.op_type in ("MatMul", "Gemm") and _is_head(node)]
            quantize_dynamic(
                Path(scratch) / "fused.onnx",
                folder / "tagger.onnx",
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
                nodes_to_exclude=heads,
                extra_options={"DefaultTensorType": TensorProto.FLOAT},
            )
        else:
            shutil.copy(Path(scratch) / "fused.onnx", folder / "tagger.onnx")
    _export_linker(network, folder / "linker.onnx")
    linker_gap = _linker_gap(network, folder / "linker.onnx")
    for name, found in (("tagger", gap), ("linker", linker_gap)):
        if not found < _PARITY:
            raise ModelUnusable(f"the {name}'s export differs from the network by {found:.2g} (at most {_PARITY} is rounding)")
    (folder / "parity.json").write_text(json.dumps(_parity(network, encoder)) + "\n")
    shutil.copy(encoder / "tokenizer.json", folder / "tokenizer.json")
    (folder / "decoding.json").write_text(
        json.dumps({"window": window, "overlap": _OVERLAP, **asdict(Decoding())}, indent=1) + "\n"
    )
    return {"tagger_gap": gap, "linker_gap": linker_gap, "int8_gap": _tagger_gap(network, folder / "tagger.onnx")}


def _parity(network: AttributionNetwork, encoder: Path) -> dict[str, Any]:
    """What the network in full precision says of a text of our own: whoever has the export can hold it to this without torch."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    encoded = encode(annotated(read_corpus(CORPUS)[0].text), tokenizer)
    ids = np.concatenate([[tokenizer.token_to_id("[CLS]")], encoded.ids, [tokenizer.token_to_id("[SEP]")]])[None]
    features = np.pad(encoded.features, 1)[None]
    with torch.no_grad():
        tags = network.tagger(torch.from_numpy(ids), torch.from_numpy(features), torch.ones(ids.shape, dtype=torch.long))[0]
    return {"ids": ids.tolist(), "features": features.tolist(), "tags": [[round(float(x), 3) for x in row] for row in tags[0]]}


def _is_head(node: object) -> bool:
    return any(part in getattr(node, "name", "") for part in ("/tags/", "/piece/", "/cue/"))


def _sample(length: int = 64) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(7)
    ids = torch.randint(1000, 20000, (2, length), generator=generator)
    mask = torch.ones_like(ids)
    mask[1, length // 2 :] = 0
    return ids, torch.randint(0, 45, ids.shape, generator=generator), mask


def _export_tagger(network: AttributionNetwork, path: Path) -> None:
    names = ("ids", "features", "mask")
    outputs = ("tags", "piece", "cue")
    torch.onnx.export(
        network.tagger, _sample(), str(path), input_names=names, output_names=outputs, opset_version=_OPSET, dynamo=False,
        dynamic_axes={name: {0: "windows", 1: "pieces"} for name in (*names, *outputs)},
    )  # fmt: skip


def _linker_sample() -> tuple[torch.Tensor, ...]:
    generator = torch.Generator().manual_seed(8)
    piece = torch.randn(1, 40, 2 * LINK_WIDTH, generator=generator)
    cue = torch.randn(3, 2 * LINK_WIDTH, generator=generator)
    return (
        piece,
        cue,
        torch.randint(0, DISTANCE_BUCKETS, (3, 40), generator=generator),
        torch.randint(0, BLOCK_BUCKETS, (3, 40), generator=generator),
    )


def _export_linker(network: AttributionNetwork, path: Path) -> None:
    torch.onnx.export(
        network.linker, _linker_sample(), str(path), input_names=("piece", "cue", "distance", "block"), output_names=("links",),
        opset_version=_OPSET, dynamo=False,
        dynamic_axes={"piece": {1: "pieces"}, "cue": {0: "cues"}, "distance": {0: "cues", 1: "pieces"}, "block": {0: "cues", 1: "pieces"}, "links": {0: "cues", 1: "pieces"}},
    )  # fmt: skip


def _tagger_gap(network: AttributionNetwork, path: Path) -> float:
    ids, features, mask = _sample(100)
    with torch.no_grad():
        wanted = network.tagger(ids, features, mask)[0].numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = session.run(["tags"], {"ids": ids.numpy(), "features": features.numpy(), "mask": mask.numpy()})[0]
    real = mask.numpy().astype(bool)
    return float(np.abs(wanted[real] - found[real]).max())


def _linker_gap(network: AttributionNetwork, path: Path) -> float:
    sample = _linker_sample()
    with torch.no_grad():
        wanted = network.linker(*sample).numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = session.run(None, dict(zip(("piece", "cue", "distance", "block"), (part.numpy() for part in sample), strict=True)))[0]
    return float(np.abs(wanted - found).max())
