"""What is taught is read: a tiny model learns which sentence answers, and READER_MODEL takes what was written."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.answer.quote.readers import Excerpt
from bot.model.readers import ModelReader
from index.values import Span
from tests.bot.model.tiny import make_cross_encoder

pytestmark = pytest.mark.slow
RIGHT, WRONG, NONE = "It is 300 metres long.", "The cat sleeps.", "No."
LAST = Excerpt(f"{WRONG} {NONE}", (Span(0, 15), Span(16, 19)))


def test_a_taught_model_prefers_what_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from tests.quality import teach

    random.seed(1)
    torch.manual_seed(1)
    monkeypatch.setattr(teach, "FROZEN", ("embeddings",))
    monkeypatch.setattr(teach, "RATE", 0.01)
    teacher = teach.Teacher(make_cross_encoder(tmp_path / "tiny", ["score"]))
    lessons = [
        teach.Lesson("How long is it?", (RIGHT, WRONG), (0.0, 1.0), True),
        teach.Lesson("Who built it?", (WRONG, NONE), (0.0, 0.0), False),
    ]
    teacher.teach(lessons * 8, passes=40)
    teacher.save(tmp_path / "taught")
    excerpt = Excerpt(f"{RIGHT} {WRONG}", (Span(0, 22), Span(23, 38)))
    ((right, wrong),) = ModelReader(str(tmp_path / "taught")).read("How long is it?", [excerpt])
    assert right > 0 > wrong
    assert max(ModelReader(str(tmp_path / "taught")).read("Who built it?", [LAST])[0]) < 0
