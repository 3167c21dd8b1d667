"""The export of a small random network computes what the network computes. Needs the extra ``train``; CI does without it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from onrecord.train.settings import Settings

torch = pytest.importorskip("torch", reason="the extra 'train' is not installed")


@pytest.mark.filterwarnings("ignore")  # of torch and its exporter, not ours
def test_export_and_network_agree(tmp_path: Path) -> None:
    from safetensors.torch import save_file
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from transformers import BertConfig, BertModel

    from onrecord.train.export import export
    from onrecord.train.network import AttributionNetwork

    encoder, run = tmp_path / "encoder", tmp_path / "run"
    run.mkdir()
    torch.manual_seed(3)
    config = BertConfig(hidden_size=384, num_hidden_layers=2, num_attention_heads=12, intermediate_size=64)
    BertModel(config, add_pooling_layer=False).save_pretrained(encoder)
    Tokenizer(WordPiece({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}, unk_token="[UNK]")).save(str(encoder / "tokenizer.json"))
    network = AttributionNetwork(BertModel.from_pretrained(encoder, add_pooling_layer=False))
    save_file(network.state_dict(), run / "average.safetensors")
    (run / "settings.json").write_text(json.dumps(asdict(Settings())))
    gaps = export(run, encoder, tmp_path / "model", int8=False)
    assert gaps["tagger_gap"] < 1e-4
    assert gaps["linker_gap"] < 1e-4
