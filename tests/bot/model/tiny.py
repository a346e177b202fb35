"""Writes cross-encoders with few weights, so that tests run real code quickly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,"


def make_cross_encoder(folder: Path, labels: Sequence[str], always: str = "") -> Path:
    """Write a BERT classifier with these classes, in this order, sure of one of them or of none; return its folder."""
    import torch
    from transformers import BertForSequenceClassification

    config = _config(folder)
    config.id2label = dict(enumerate(labels))
    config.label2id = {name: place for place, name in config.id2label.items()}
    model = BertForSequenceClassification(config)
    if always:
        with torch.no_grad():
            model.classifier.bias[list(labels).index(always)] += 8.0  # logits of random weights stay below 1
    model.save_pretrained(str(folder))
    return folder


def make_reader(folder: Path) -> Path:
    """Write a BERT that marks answers, with random weights; return its folder."""
    from transformers import BertForQuestionAnswering

    BertForQuestionAnswering(_config(folder)).save_pretrained(str(folder))
    return folder


def _config(folder: Path) -> Any:
    """Write a tokenizer of letters into a new folder; return the sizes of a model for it, and seed its weights."""
    import torch
    from transformers import AutoTokenizer, BertConfig

    folder.mkdir(parents=True)
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    (folder / "vocab.txt").write_text("\n".join(tokens), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer"}', encoding="utf-8")
    AutoTokenizer.from_pretrained(str(folder), model_max_length=256).save_pretrained(str(folder))
    size: dict[str, Any] = {"hidden_size": 16, "num_attention_heads": 2, "intermediate_size": 32}
    torch.manual_seed(7)
    return BertConfig(vocab_size=len(tokens), num_hidden_layers=1, max_position_embeddings=256, **size)


def teach(folder: Path, pairs: Sequence[tuple[str, str, str]], steps: int = 60) -> Path:
    """Train a cross-encoder on pairs of texts and their class until it knows them by heart."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    model = AutoModelForSequenceClassification.from_pretrained(str(folder)).train()
    batch = tokenizer([one for one, _, _ in pairs], [two for _, two, _ in pairs], padding=True, return_tensors="pt")
    classes = torch.tensor([model.config.label2id[label] for _, _, label in pairs])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(steps):
        optimizer.zero_grad()
        model(**batch, labels=classes).loss.backward()
        optimizer.step()
    model.eval().save_pretrained(str(folder))
    return folder


def teach_reader(folder: Path, answers: Sequence[tuple[str, str, str]], steps: int = 60) -> Path:
    """Train a reader on questions, texts and the answer in each, "" for none, until it knows them by heart."""
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    model = AutoModelForQuestionAnswering.from_pretrained(str(folder)).train()
    batch = tokenizer([q for q, _, _ in answers], [text for _, text, _ in answers], padding=True, return_tensors="pt")
    starts, ends = [], []
    for row, (_question, text, answer) in enumerate(answers):
        at = text.index(answer)
        starts.append(batch.char_to_token(row, at, 1) if answer else 0)
        ends.append(batch.char_to_token(row, at + len(answer) - 1, 1) if answer else 0)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(steps):
        optimizer.zero_grad()
        model(**batch, start_positions=torch.tensor(starts), end_positions=torch.tensor(ends)).loss.backward()
        optimizer.step()
    model.eval().save_pretrained(str(folder))
    return folder


def exported(folder: Path) -> Path:
    """Write a model's ONNX form, with tokenizer and configuration, into a folder beside it; return that."""
    import json
    import shutil

    import torch
    import transformers
    from transformers import AutoTokenizer

    target = folder.with_name(f"{folder.name}-onnx")
    target.mkdir()
    (kind,) = json.loads((folder / "config.json").read_text("utf-8"))["architectures"]
    model = getattr(transformers, kind).from_pretrained(str(folder)).eval()
    example = AutoTokenizer.from_pretrained(str(folder))("A.", "B.", return_tensors="pt")
    names = ["input_ids", "attention_mask", "token_type_ids"]
    sizes = {name: {0: "rows", 1: "tokens"} for name in names}
    inputs = tuple(example[name] for name in names)
    torch.onnx.export(model, inputs, str(target / "model.onnx"), input_names=names, dynamic_axes=sizes, dynamo=False)
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(folder / name, target / name)
    return target
