"""One process at a time serves a token."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord.connection.alone import alone
from bot.errors import TokenInUse

URL = "https://discord.example/api/v10"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def test_a_second_one_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    with alone("a.secret.token", URL):
        with (
            pytest.raises(TokenInUse, match=r"Another Footnote \(process \d+\) already serves"),
            alone("a.secret.token", f"{URL}/"),
        ):
            pass
        with alone("another.token", URL), alone("a.secret.token", "http://127.0.0.1:1/api"):
            pass
    with alone("a.secret.token", URL):
        pass
    assert not any("secret" in f"{path}{path.read_bytes()!r}" for path in tmp_path.rglob("*") if path.is_file())


def test_where_no_lock_can_be_had_it_serves(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "footnote").write_text("a file, no folder", encoding="utf-8")
    with alone("a.secret.token", URL):
        assert "cannot be told" in caplog.text
