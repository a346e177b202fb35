"""One process at a time serves a token."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord.connection.alone import alone
from bot.errors import TokenInUse

HOME = Path("home")
URL = "https://discord.example/api/v10"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.discord.connection.alone.MOMENT", 0.2)
    HOME.mkdir()
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def test_a_second_one_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    with alone("a.secret.token", URL, HOME):
        for token, url, home in (("a.secret.token", f"{URL}/", Path("other")), ("another.token", URL, HOME)):
            with (
                pytest.raises(TokenInUse, match=r"Another Footnote \(process \d+\) already serves"),
                alone(token, url, home),
            ):
                pass
        with alone("another.token", URL, Path("other")):
            pass
    with alone("a.secret.token", "http://127.0.0.1:1/api", HOME):
        pass
    with alone("a.secret.token", URL, HOME):
        pass
    assert not any("secret" in f"{path}{path.read_bytes()!r}" for path in tmp_path.rglob("*") if path.is_file())


def test_where_no_lock_can_be_had_it_serves(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "footnote").write_text("a file, no folder", encoding="utf-8")
    with alone("a.secret.token", URL, HOME):
        assert "cannot be told" in caplog.text


def test_processes_of_different_shards_serve_one_token_and_none_beside_them_all_of_it() -> None:
    with alone("a.secret.token", URL, HOME, (0, 1)), alone("a.secret.token", URL, HOME, (2,)):
        for shards in ((1, 3), ()):
            with pytest.raises(TokenInUse, match="SHARD_IDS"), alone("a.secret.token", URL, HOME, shards):
                pass
        with alone("a.secret.token", URL, HOME, (3,)):
            pass
    with alone("a.secret.token", URL, HOME), pytest.raises(TokenInUse), alone("a.secret.token", URL, HOME, (0,)):
        pass
