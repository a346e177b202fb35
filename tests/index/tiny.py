"""Writes a sentence-transformers model with few random weights, so that tests run real code quickly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,;:!?'\"()-“”’äöüßéèñøåçœ"


def make_model(folder: Path, *, seed: int = 7, layers: int = 2, pooling: str = "mean") -> Path:
    """Write a BERT of 32 dimensions that reads 64 tokens, and return its folder."""
    import torch
    from transformers import AutoModel, AutoTokenizer, BertConfig

    folder.mkdir(parents=True)
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    words = ["the", "near", "story", "in", "chapter", "of", "cost", "crowns", "harbour", "ferry", "council", "reef"]
    (folder / "vocab.txt").write_text("\n".join([*tokens, *words]), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer"}', encoding="utf-8")
    torch.manual_seed(seed)
    size: dict[str, Any] = {
        "hidden_size": 32,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "max_position_embeddings": 64,
    }
    config = BertConfig(vocab_size=len(tokens) + len(words), num_hidden_layers=layers, initializer_range=0.5, **size)
    AutoModel.from_config(config).save_pretrained(str(folder))  # type: ignore[no-untyped-call]
    AutoTokenizer.from_pretrained(str(folder), model_max_length=64).save_pretrained(str(folder))
    _write_modules(folder, pooling)
    return folder


def _write_modules(folder: Path, pooling: str) -> None:
    kinds = {"": "Transformer", "1_Pooling": "Pooling", "2_Normalize": "Normalize"}
    modules = [
        {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for number, (path, kind) in enumerate(kinds.items())
    ]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (folder / "sentence_bert_config.json").write_text(
        '{"max_seq_length": 64, "do_lower_case": false}', encoding="utf-8"
    )
    (folder / "1_Pooling").mkdir()
    (folder / "2_Normalize").mkdir()
    modes = {f"pooling_mode_{mode}": mode == key for mode, key in {"mean_tokens": "mean", "cls_token": "cls"}.items()}
    modes["pooling_mode_max_tokens"] = pooling == "max"
    for mode, key in {"mean_tokens": "mean", "cls_token": "cls"}.items():
        modes[f"pooling_mode_{mode}"] = pooling == key
    (folder / "1_Pooling" / "config.json").write_text(
        json.dumps({"word_embedding_dimension": 32} | modes), encoding="utf-8"
    )
