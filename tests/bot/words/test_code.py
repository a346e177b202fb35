"""What the bot says stands whole in the code, where it is found for the catalogues."""

from __future__ import annotations

import ast

from bot.words.collect import CODE, said


def test_sentences_are_found_wherever_they_stand() -> None:
    code = """
head = f"**{_('Sources')}** {counted('one more', '{number} more', rest)}"
text = marked("A sentence " "in two parts.")
other = _(HEADS["panel"]) + name("nothing")
"""
    assert set(said(code)) == {("Sources",), ("one more", "{number} more"), ("A sentence in two parts.",)}


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    for file in CODE.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "marked"):
                assert not any(isinstance(one, ast.JoinedStr | ast.BinOp) for one in call.args), f"{file}:{call.lineno}"
