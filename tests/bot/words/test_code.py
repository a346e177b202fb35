"""What the bot says stands whole in the code, where it is found for the catalogues."""

from __future__ import annotations

import ast

from bot.words.collect import CODE, collected, forms

CALLS = {"_": 1, "marked": 1, "counted": 2}


def said(tree: ast.AST) -> list[tuple[str, ...]]:
    """The sentences that are spoken, wherever they stand: those inside an f-string are seen by no collection."""
    found = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS:
            texts = [one.value for one in call.args[: CALLS[call.func.id]] if isinstance(one, ast.Constant)]
            found += [tuple(map(str, texts))] if len(texts) == CALLS[call.func.id] else []
    return found


def test_every_sentence_is_collected() -> None:
    catalogue = {one for message in collected() for one in forms(message.id)}
    for file in CODE.rglob("*.py"):
        for sentence in said(ast.parse(file.read_text("utf-8"))):
            assert set(sentence) <= catalogue, f"{file.name}: {sentence}"


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    for file in CODE.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS:
                assert not any(isinstance(one, ast.JoinedStr) for one in call.args), f"{file.name}:{call.lineno}"
