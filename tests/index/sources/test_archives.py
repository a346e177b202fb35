# ruff: noqa: E501
"""A zip archive is read like a folder, whatever somebody put into it."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources import archives
from index.sources.files import read, read_bytes
from index.values import Failure, Page

STORY = "The dam at Lowmere was closed on Sunday.\n\nNobody was hurt, the keeper said."


def packed(*files: tuple[str | zipfile.ZipInfo, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def found(data: bytes, limit_mb: int = 25) -> list[Page | Failure]:
    return list(read_bytes("a.zip", data, limit_mb=limit_mb, source="a.zip", origin="https://chat.example/1"))


def reasons(data: bytes, limit_mb: int = 25) -> dict[str, str]:
    return {item.source: item.reason for item in found(data, limit_mb) if isinstance(item, Failure)}


def sources(data: bytes) -> list[str]:
    return [item.source for item in found(data) if isinstance(item, Page)]


def test_every_kind_of_file_in_folders() -> None:
    pages = found(packed(("a.txt", STORY), ("2025/b.md", f"---\ntitle: Dam\n---\n{STORY}"), ("c.jsonl", '{"text": "x y."}\n' * 2),
                         ("2025/", ""), ("logo.png", b"\x89PNG"), ("__MACOSX/._a.txt", b"\0"), (".git/x.txt", "x")))  # fmt: skip
    assert [page.source.partition("#")[0] for page in pages] == [
        "a.zip!/a.txt",
        "a.zip!/2025/b.md",
        "a.zip!/c.jsonl",
        "a.zip!/c.jsonl",
    ]
    assert len({page.source for page in pages}) == 4
    assert all(isinstance(page, Page) and page.origin == "https://chat.example/1" for page in pages)


def test_a_bad_file_costs_no_other() -> None:
    data = packed(("a.txt", STORY), ("b.pdf", "no pdf"), ("c.txt", b""), ("d.json", "{oops"), ("e.txt", STORY))
    assert sources(data) == ["a.zip!/a.txt", "a.zip!/e.txt"]
    assert list(reasons(data)) == ["a.zip!/b.pdf", "a.zip!/c.txt", "a.zip!/d.json"]


@pytest.mark.parametrize(
    "name",
    ["../../etc/cron.d/a.txt", "/etc/a.txt", "C:\\Windows\\a.txt", "..\\..\\a.txt", "x/../../a.txt", "./././a.txt", "\\\\host\\share\\a.txt",
     "x\n\u202e/a.txt"],
)  # fmt: skip
def test_names_are_labels_and_nothing_is_written(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (source,) = sources(packed((zipfile.ZipInfo(name), STORY)))
    inner = source.removeprefix("a.zip!/")
    assert ".." not in inner.split("/")
    assert not inner.startswith("/")
    assert ":" not in inner
    assert inner.isprintable()
    assert list(tmp_path.rglob("*")) == []


def test_two_files_of_one_name_are_both_read() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed(("a.txt", STORY), ("a.txt", STORY + " More."), ("./a.txt", STORY))
    assert sources(data) == ["a.zip!/a.txt", "a.zip!/a (2).txt", "a.zip!/a (3).txt"]


def test_names_that_are_not_marked_as_utf_8() -> None:
    data = packed(("Föhr.txt", STORY))
    (source,) = sources(data)
    assert source == "a.zip!/Föhr.txt"
    unmarked = bytearray(data)
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        unmarked[at : at + 2] = struct.pack("<H", struct.unpack("<H", data[at : at + 2])[0] & ~0x800)
    assert sources(bytes(unmarked)) == ["a.zip!/Föhr.txt"]
    damaged = bytes(unmarked).replace("ö".encode(), b"\xff\x94")
    (source,) = sources(damaged)
    source.encode()


def test_an_encrypted_file_says_so() -> None:
    data = bytearray(packed(("a.txt", STORY), ("b.txt", STORY)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert sources(bytes(data)) == ["a.zip!/b.txt"]
    assert "encrypted" in reasons(bytes(data))["a.zip!/a.txt"]


def test_a_link_is_not_followed() -> None:
    link = zipfile.ZipInfo("passwd.txt")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    data = packed((link, "/etc/passwd"), ("a.txt", STORY))
    assert sources(data) == ["a.zip!/a.txt"]
    assert "link" in reasons(data)["a.zip!/passwd.txt"]


@pytest.mark.parametrize("name", ["inner.zip", "x.tar.gz", "x.7z", "x.RAR"])
def test_an_archive_inside_is_not_opened(name: str) -> None:
    data = packed((name, packed(("b.txt", STORY))), ("a.txt", STORY))
    assert sources(data) == ["a.zip!/a.txt"]
    assert "inside an archive" in reasons(data)[f"a.zip!/{name}"]


def test_bombs_do_not_go_off() -> None:
    bomb = packed(("zeros.txt", b"\0" * 30_000_000), ("a.txt", STORY))
    assert len(bomb) < 40_000
    assert "trap" in reasons(bomb)["a.zip!/zeros.txt"]
    assert sources(bomb) == ["a.zip!/a.txt"]
    large = packed(("large.txt", os.urandom(1_500_000)), ("a.txt", STORY), how=zipfile.ZIP_STORED)
    assert "MAX_FILE_MB allows 1" in reasons(large, limit_mb=1)["a.zip"]
    assert "more than 1 MB" in reasons(packed(("large.txt", os.urandom(700_000).hex())), limit_mb=1)["a.zip!/large.txt"]


def test_a_crowd_of_bombs_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 5_000_000)
    data = packed(*((f"{n}.txt", ("x" * 70 + f"{n}\n") * 12_000) for n in range(50)))
    assert "the rest stays out" in reasons(data)["a.zip"]
    assert len(found(data)) < 12


def test_stated_sizes_prove_nothing() -> None:
    data = bytearray(packed(("zeros.txt", b"\0" * 5_000_000), ("a.txt", STORY)))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 100)
    said = reasons(bytes(data))
    assert list(said) == ["a.zip!/zeros.txt"]
    assert sources(bytes(data)) == ["a.zip!/a.txt"]


def test_too_many_files() -> None:
    data = packed(*((f"{n}.txt", "x") for n in range(archives.MAX_FILES + 1)), how=zipfile.ZIP_STORED)
    assert reasons(data) == {"a.zip": "the archive holds more than 10,000 files."}


def test_archives_that_are_none() -> None:
    good = packed(("a.txt", STORY))
    for data in (b"hello", good[: len(good) // 2], b"PK\x03\x04" + b"\xff" * 100):
        assert "damaged, cut short or no zip" in reasons(data)["a.zip"]
    assert "no file of a kind" in reasons(packed(("a.xlsx", b"PK")))["a.zip"]
    assert "no file of a kind" in reasons(packed())["a.zip"]


def test_other_packings_and_damage() -> None:
    for how in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert sources(packed(("a.txt", STORY), how=how)) == ["a.zip!/a.txt"]
    data = packed(("a.txt", STORY), how=zipfile.ZIP_STORED)
    assert "damaged" in reasons(data.replace(b"Lowmere", b"Lowm\x00re", 1))["a.zip!/a.txt"]


def test_an_archive_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "week.zip").write_bytes(packed(("a.txt", STORY)))
    (page,) = read(tmp_path / "week.zip", limit_mb=25)
    assert page.source == f"{(tmp_path / 'week.zip').resolve().as_posix()}!/a.txt"


@settings(max_examples=300)
@given(
    names=st.lists(st.text(min_size=1, max_size=20).map(lambda name: name + ".txt"), min_size=1, max_size=4),
    places=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=12),
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_damage_raises(names: list[str], places: list[tuple[int, int]]) -> None:
    data = bytearray(packed(*((zipfile.ZipInfo(name.encode(errors="replace").decode()), STORY) for name in names)))
    for at, byte in places:
        data[at % len(data)] = byte
    for item in found(bytes(data), limit_mb=1):
        assert isinstance(item, Page | Failure)
        item.source.encode()


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    for item in [*found(data), *found(b"PK\x05\x06" + data), *found(b"PK\x03\x04" + data)]:
        assert isinstance(item, Failure)
