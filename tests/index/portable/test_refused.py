"""What is not a whole and lawful export changes nothing, and the reader is told where it goes wrong."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from index.errors import ExportRefused, IndexFault
from index.library import Library
from index.portable import lines
from index.portable.stage import stages
from index.portable.survey import survey
from index.values import Progress
from tests.index.conftest import home_settings
from tests.index.invariants import check
from tests.index.portable.conftest import forged, objects, vector
from tests.remembering import SharingLibrary

Lines = list[tuple[str, Any]]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory, tiny_model: Path, models: Path) -> Iterator[Library]:
    """An empty data folder, which every refused file leaves empty."""
    with SharingLibrary.open(home_settings(tmp_path_factory.mktemp("other"), tiny_model, models)) as library:
        yield library


@pytest.fixture
def file(sample: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "all.jsonl"
    path.write_bytes(sample)
    return path


def refused(library: Library, path: Path, *words: str) -> str:
    """Assert that a file is refused with a sentence that has these words, and that nothing of it is there."""
    with pytest.raises(ExportRefused) as caught:
        library.import_file(path)
    said = str(caught.value)
    assert all(word in said for word in (path.name, *words)), said
    assert "\n" not in said
    assert library.libraries() == []
    with library.catalogue.database.read() as connection:
        for table in ("articles", "revisions", "passages", "records", "sources", "quoted"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    return said


@pytest.mark.parametrize(
    "data",
    [b"{}\n", b'{"title": "A story", "text": "It rained."}\n', b"\x00\xff" * 50, b"%PDF-1.7\n", b"PK\x03\x04zip"],
)
def test_what_is_no_export_is_called_so(other: Library, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "some.jsonl"
    path.write_bytes(data)
    refused(other, path, "is not an export of Footnote")


def test_an_empty_file_and_a_missing_one(other: Library, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    refused(other, tmp_path / "empty.jsonl", "is empty")
    refused(other, tmp_path / "none.jsonl", "cannot be read", "No such file")
    (tmp_path / "folder.jsonl").mkdir()
    refused(other, tmp_path / "folder.jsonl", "cannot be read")


def test_a_file_that_was_cut_off_is_noticed_wherever_it_was_cut(other: Library, file: Path) -> None:
    data = file.read_bytes()
    ends = [match.end() for match in re.finditer(b"\n", data)]
    for end in [*ends[:-1], *(end - 10 for end in ends), ends[0] + 1]:
        file.write_bytes(data[:end])
        refused(other, file, "cut off")
    file.write_bytes(data[: ends[-2]])
    assert f"after line {len(ends) - 1}," in refused(other, file)


def test_an_altered_line_is_named(other: Library, file: Path) -> None:
    rows = file.read_bytes().splitlines(keepends=True)
    for number, row in enumerate(rows, 1):
        if number > 1:
            refused(other, _with(file, rows, number, row.replace(b":", b": ", 1)), f"line {number}:", "altered")
    refused(other, _with(file, rows, 4, b""), "line 4:", "missing")
    refused(other, _with(file, rows, 4, rows[3] * 2), "line 5:", "altered")
    refused(other, _with(file, rows, 4, b"{}\n"), "line 4:", "no line of an export")
    refused(other, _with(file, rows, len(rows), rows[-1] + b"{}\n"), f"line {len(rows) + 1}:")
    file.write_bytes(b"".join(rows))
    assert survey(file, "", lambda *_: None)[0].live == 2


def _with(path: Path, rows: list[bytes], number: int, row: bytes) -> Path:
    path.write_bytes(b"".join([*rows[: number - 1], row, *rows[number:]]))
    return path


def test_a_newer_format_says_that_footnote_is_too_old(other: Library, file: Path, tmp_path: Path) -> None:
    (_, header), *rest = objects(file)
    newer = forged(tmp_path / "new.jsonl", [("footnote", header | {"format": 2, "colour": "red"}), *rest])
    assert "Update Footnote" in refused(other, newer, "format 2", "reads 1")


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_compressed_files_are_read_whatever_their_name_and_refused_when_damaged(
    other: Library, file: Path, pack: Callable[[bytes], bytes]
) -> None:
    whole = pack(file.read_bytes())
    for data in (whole[: len(whole) // 2], whole[:-60], whole[:40], whole[:60] + b"\x00" * 40 + whole[100:]):
        file.write_bytes(data)
        refused(other, file)
    file.write_bytes(whole)
    assert survey(file, "", lambda *_: None)[0].live == 2


def test_a_line_without_end_is_not_read_to_its_end(other: Library, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 1 << 20)
    first = file.read_bytes().splitlines(keepends=True)[0]
    file.write_bytes(gzip.compress(first + b'{"article":"' + b"x" * (8 << 20)))
    refused(other, file, "line 2:", "longer than any article")


def edited(path: Path, tmp_path: Path, kind: str, change: Callable[[Any], None], place: int = 0) -> Path:
    """Return a copy of an export whose one line is changed and whose sums are right."""
    rows = objects(path)
    change([value for name, value in rows if name == kind][place])
    return forged(tmp_path / "forged.jsonl", rows)


def _set(*keys: str | int, value: Any) -> Callable[[Any], None]:
    def change(row: Any) -> None:
        for key in keys[:-1]:
            row = row[key]
        row[keys[-1]] = value

    return change


UNLAWFUL: list[tuple[str, Callable[[Any], None], str]] = [
    ("article", _set("id", value="../../etc/passwd"), "article.id"),
    ("article", _set("id", value="0" * 12 + "\n"), "article.id"),
    ("article", _set("source", value=""), "article.source"),
    ("article", _set("revision", value=0), "article.revision"),
    ("article", _set("revision", value=7), "revision 7"),
    ("article", _set("revision", value=10**30), "article.revision"),
    ("article", _set("live", value=1), "article.live"),
    ("article", _set("passages", value=1), "passages"),
    ("article", _set("indexed_at", value="yesterday"), "article.indexed_at"),
    ("article", _set("indexed_at", value="2024-01-01T00:00:00"), "article.indexed_at"),
    ("article", _set("colour", value="red"), "article.colour"),
    ("article", lambda row: row.pop("digest"), "article.digest"),
    ("revision", _set("number", value=-1), "revision.number"),
    ("revision", _set("body", "text", value="It rained."), "block"),
    ("revision", _set("body", "text", value="a\x00b"), "revision.body.text"),
    ("revision", _set("body", "title", value="A\nB"), "revision.body.title"),
    ("revision", _set("body", "title", value="\u202eTurned"), "revision.body.title"),
    ("revision", _set("body", "published", value="2024-13-01"), "revision.body.published"),
    ("revision", _set("body", "blocks", value=[]), "cover"),
    ("revision", _set("body", "blocks", 0, value=[0, 10**6, 0]), "block"),
    ("revision", _set("body", "blocks", 0, value=[0, 10, 9]), "revision.body.blocks"),
    ("revision", _set("body", "blocks", 0, value=[-4, 10, 0]), "revision.body.blocks"),
    ("revision", _set("body", "sentences", value=[[0, 9], [5, 20]]), "overlap"),
    ("revision", _set("body", "sentences", value=[[9, 4]]), "overlap"),
    ("revision", _set("body", "sentences", value=[[0, 10**6]]), "not inside a paragraph"),
    ("revision", _set("body", "sentences", value=[[0, 10**12]]), "revision.body.sentences"),
    ("revision", _set("body", "sentences", value=[[0.0, 5.5]]), "revision.body.sentences"),
    ("passage", _set("start", value=-1), "passage.start"),
    ("passage", _set("end", value=10**6), "passage"),
    ("passage", _set("kind", value="heading"), "passage.kind"),
    ("passage", _set("kind", value="caption"), "section"),
    ("passage", _set("section", value="Reuters"), "section"),
    ("passage", _set("vector", value=vector([float("nan")] * 32)), "unit vector"),
    ("passage", _set("vector", value=vector([float("inf")] * 32)), "unit vector"),
    ("passage", _set("vector", value=vector([3e38] * 32)), "unit vector"),
    ("passage", _set("vector", value=vector([0.0] * 32)), "unit vector"),
    ("passage", _set("vector", value=vector([1.0])), "unit vector"),
    ("passage", _set("vector", value=vector([1.0] + [0.0] * 400)), "unit vector"),
    ("passage", _set("vector", value="AAA="), "unit vector"),
    ("passage", _set("vector", value="no base64 %%"), "unit vector"),
    ("passage", _set("vector", value=""), "unit vector"),
    ("source", _set("kind", value="shell"), "source.kind"),
    ("source", _set("counts", value={"found": 1, "stolen": 2}), "source.counts"),
    ("source", _set("validators", value={"etag": ["a"]}), "source.validators"),
    ("source", _set("due_at", value="soon"), "source.due_at"),
    ("record", _set("kind", value="\x1fat"), "record.kind"),
    ("record", _set("value", value=1234), "record.value"),
    ("record", _set("value", value=[]), "record.value"),
    ("record", _set("value", "cost", value=float("inf")), "record.value"),
    ("record", _set("value", "deep", value=json.loads("[" * 300 + "]" * 300)), "record"),
    ("quoted", _set("checked", value=2**40), "quoted.checked"),
    ("footnote", _set("library", value="../../tmp/x"), "can be no name"),
    ("footnote", _set("library", value="\x1fimport\x1fdefault"), "can be no name"),
    ("footnote", _set("format", value="1"), "footnote.format"),
    ("footnote", _set("dimension", value=31), "unit vector"),
]


@pytest.mark.parametrize(("kind", "change", "word"), UNLAWFUL)
def test_a_forged_line_with_right_sums_is_refused(
    other: Library, file: Path, tmp_path: Path, kind: str, change: Callable[[Any], None], word: str
) -> None:
    refused(other, edited(file, tmp_path, kind, change), word)


def test_lines_out_of_order_are_refused(other: Library, file: Path, tmp_path: Path) -> None:
    rows = objects(file)
    kinds = [kind for kind, _ in rows]

    def moved(kind: str, to: int) -> Lines:
        row = rows[kinds.index(kind)]
        rest = [one for one in rows if one is not row]
        return [*rest[:to], row, *rest[to:]]

    first, tail = kinds.index("article"), kinds.index("file")
    same = [(kind, value | {"source": "/same"}) if kind == "article" else (kind, value) for kind, value in rows]
    orders = {
        "a passage before its revision": moved("passage", first + 1),
        "a revision without article": moved("revision", first),
        "a record before the articles": moved("record", first),
        "an article after the records": moved("article", len(rows) - 2),
        "no header": rows[1:],
        "two headers": [rows[0], *rows],
        "nothing after the header": rows[:1],
        "an unknown kind": [*rows[:-1], ("secret", {}), rows[-1]],
        "an article twice": [*rows[:tail], *rows[1:tail], *rows[tail:]],
        "a source twice": same,
    }
    for name, order in orders.items():
        assert refused(other, forged(tmp_path / "forged.jsonl", order)), name


def test_a_file_that_becomes_another_one_while_it_is_read_is_refused(
    scratch: Library, file: Path, tmp_path: Path
) -> None:
    rows = objects(file)
    header = {key: value for key, value in rows[0][1].items() if key != "counts"}
    wholes = [forged(tmp_path / name, [("footnote", header), *rows[1:]]) for name in ("one.jsonl", "two.jsonl")]
    changed = edited(wholes[1], tmp_path, "record", _set("value", value={"question": "Who paid?"}))

    def swap(progress: Progress) -> None:
        if progress.stage == "reading" and changed.exists():
            changed.replace(wholes[0])

    with pytest.raises(ExportRefused, match="changed while it was read"):
        scratch.import_file(wholes[0], progress=swap)
    assert scratch.libraries() == []
    assert stages(scratch.catalogue) == {}


def test_counts_that_do_not_add_up_are_refused(other: Library, file: Path, tmp_path: Path) -> None:
    path = forged(tmp_path / "forged.jsonl", objects(file))
    data = path.read_text(encoding="utf-8").splitlines(keepends=True)
    header = re.sub(r'"record": ?2', '"record":3', data[0])
    body = header[: header.index(',"sum"')]
    chain = lines._sum(b"", body.encode()).decode()
    path.write_text("".join([f'{body},"sum":"{chain}"}}\n', *data[1:]]), encoding="utf-8")
    refused(other, path, "3 record")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.binary(max_size=3).map(repr),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_line_says_the_laws_hold(scratch: Library, file: Path, tmp_path: Path, data: st.DataObject) -> None:
    _anything(scratch, file, tmp_path, data)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@given_settings(max_examples=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_line_says_the_laws_hold_many_times(
    scratch: Library, file: Path, tmp_path: Path, data: st.DataObject
) -> None:
    _anything(scratch, file, tmp_path, data)


@pytest.fixture
def scratch(tmp_path: Path, tiny_model: Path, models: Path) -> Iterator[Library]:
    with SharingLibrary.open(home_settings(tmp_path / "scratch", tiny_model, models)) as library:
        yield library


def _anything(library: Library, file: Path, folder: Path, data: st.DataObject) -> None:
    """Make one field of one line anything: the file is refused, or all that came in is lawful."""
    rows = objects(file)
    _, row = data.draw(st.sampled_from([one for one in rows if one[0] != "end"]))
    inner = row.get("body", row) if data.draw(st.booleans()) else row
    name = data.draw(st.sampled_from([*inner, "other"]))
    old = inner.get(name)
    if isinstance(old, list) and old and data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(old) - 1))
        old[place] = data.draw(st.lists(st.integers(-2, 400), min_size=2, max_size=3) | values)
    else:
        inner[name] = data.draw(st.integers(-2, 400) | values)
    try:
        path = forged(folder / "forged.jsonl", rows)
    except ValueError:  # a header that JSON cannot say
        return
    try:
        library.import_file(path, "default", "replace")
    except IndexFault:
        return
    check(library)
    for summary in library.articles("default"):
        article = library.article("default", summary.id)
        assert all(block.of(article.text).strip() for block in article.blocks)
        assert all(one.end <= other.start for one, other in pairwise(article.sentences))


@given_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_are_refused_or_whole(other: Library, file: Path, tmp_path: Path, data: st.DataObject) -> None:
    """A few bytes of the file are others, or are gone: it is refused, since every byte counts."""
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    put = data.draw(st.binary(max_size=4))
    cut = data.draw(st.integers(0, 4))
    path = tmp_path / "mangled.jsonl"
    path.write_bytes(whole[:at] + put + whole[at + cut :])
    if path.read_bytes() == whole:
        return
    with pytest.raises(ExportRefused):
        survey(path, "", lambda *_: None)
