"""Every file gives its articles or one clear sentence, and never stops the rest."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources.files import SUPPORTED, discover, read, read_bytes
from index.values import Failure, Page

STORY = "The dam at Lowmere was closed on Sunday.\n\nNobody was hurt, the keeper said."


def only(path: Path, limit_mb: int = 25) -> Page | Failure:
    (found,) = read(path, limit_mb=limit_mb)
    return found


def failure(name: str, data: bytes, limit_mb: int = 25) -> str:
    (found,) = read_bytes(name, data, limit_mb=limit_mb, source=name)
    assert isinstance(found, Failure), found
    return found.reason


def test_discover_yields_supported_files_in_order_and_skips_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.MD", "a/notes.xlsx", ".hidden.txt", "~$draft.docx", ".git/d.txt", "z.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY)
    assert [p.relative_to(tmp_path).as_posix() for p in discover(tmp_path)] == ["a/c.MD", "b.txt", "z.jsonl"]


def test_what_is_passed_over_is_counted_by_kind(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.XLSX", "d.xlsx", "LICENSE", "e.png", ".hidden.png", "~$b.docx", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY)
    others: Counter[str] = Counter()
    assert [path.name for path in discover(tmp_path, others)] == ["b.txt"]
    assert others == {".xlsx": 2, "no suffix": 1, ".png": 1}


@pytest.mark.parametrize("catalogue", [(), ("catalogue.sqlite",)])
def test_discover_leaves_out_a_data_folder_below_the_articles(tmp_path: Path, catalogue: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text("A story.", "utf-8")
    data = tmp_path / "data"
    for name in ("models/m/verified.json", "lexical/meta.json", "lock", *catalogue):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("{}", "utf-8")
    assert [path.name for path in discover(tmp_path)] == ["a.txt"]


def test_discover_survives_symlink_loops_and_lists_a_linked_file_once(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text(STORY)
    (tmp_path / "again.txt").symlink_to(tmp_path / "real.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    names = [path.name for path in discover(tmp_path)]
    assert names == ["real.txt", "self.txt"]
    assert isinstance(only(tmp_path / "self.txt"), Failure)


def test_a_missing_folder_says_so(tmp_path: Path) -> None:
    (path,) = discover(tmp_path / "nowhere")
    found = only(path)
    assert isinstance(found, Failure)
    assert found.reason == "there is no file or folder of this name."


def test_a_file_is_known_by_its_own_absolute_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert only(tmp_path / "link.txt") == only(tmp_path / "a.txt")
    assert only(tmp_path / "a.txt").source == (tmp_path / "a.txt").resolve().as_posix()


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    found = only(path)
    assert isinstance(found, Failure)
    assert found.reason == "the file has 50.0 MB; MAX_FILE_MB allows 25."


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert isinstance(only(tmp_path / "pipe.txt"), Failure)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(STORY)
    path.chmod(0)
    found = only(path)
    assert isinstance(found, Failure)
    assert "permissions" in found.reason


@pytest.mark.parametrize("suffix", sorted(SUPPORTED))
@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_one_sentence(suffix: str, data: bytes) -> None:
    reason = failure("a" + suffix, data)
    assert reason.endswith(".")
    assert "\n" not in reason


def test_binary_under_a_text_name_is_refused() -> None:
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20
    assert "binary" in failure("a.txt", png)
    assert "binary" in failure("a.md", png)


def test_an_unknown_kind_names_the_known_ones() -> None:
    assert ".xlsx is not a kind that is read" in failure("a.xlsx", b"PK")
    assert ".txt" in failure("README", b"hello")


def test_an_endless_line_is_refused_and_a_long_one_is_read() -> None:
    assert "10,000,000 characters" in failure("a.txt", b"x" * 10_000_000)
    assert "characters" in failure("a.md", b"[" * 3_000_000)
    (found,) = read_bytes("a.txt", b"word " * 100_000, limit_mb=25, source="a")
    assert isinstance(found, Page)


def test_a_message_link_travels_with_the_page() -> None:
    (found,) = read_bytes("a.txt", STORY.encode(), limit_mb=1, source="s", origin="https://discord.example/1/2/3")
    assert isinstance(found, Page)
    assert (found.source, found.origin) == ("s", "https://discord.example/1/2/3")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["title", "text", "body", "author", "date", "url", "articles", "source", "x"]), inner
        )
    ),
    max_leaves=12,
)
markup = st.lists(
    st.sampled_from(["<p>", "</p>", "<html>", "<article>", "<h1>", "</figure>", "<figcaption>", "<!--", "---\n",
                     "title: x\n", "date: 2024-13-45\n", "# ", "|", "\n\n", "<script type='application/ld+json'>", "{",
                     "The bridge was closed on Monday. ", "]]>", "&#0;", "\x00", "%PDF-1.4\n", "1 0 obj<<", ">>",
                     "xref", "trailer", "stream", "/Length 9", "endobj", "[a]: <", "![", "](", "```"]),
    max_size=30,
).map(lambda parts: "".join(parts).encode())  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    suffix=st.sampled_from(sorted(SUPPORTED)),
    data=st.binary(max_size=300) | markup | json_values.map(lambda value: json.dumps(value).encode()),
)
def test_no_bytes_raise(suffix: str, data: bytes) -> None:
    for found in read_bytes("a" + suffix, data, limit_mb=1, source="a"):
        assert isinstance(found, Page | Failure)
        if isinstance(found, Page):
            assert found.text.strip()
            found.text.encode()
        else:
            assert found.reason.endswith(".")
