"""A file of a library's vectors that processes map into memory instead of reading it.

A line that says the dimension, then one record after the other: row number, key (see `Rows`), sum, vector. Each record
proves itself by its sum, so that one written in half, by a kill or beside a reader, counts for nothing. float32, as the
catalogue: float16 halves the file, but one scan of 100,000 × 384 took 143 ms of processor time instead of 34.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.catalogue.rows import Keys, Numbers, Vector

HEADER = b"footnote vectors 1 %010d\n"
START = 64  # bytes before the first record
WORDS = 6  # of 4 bytes before a vector
SEED = 0x9E3779B97F4A7C15
BLOCK = 4096
Records = NDArray[np.void]


def read(path: Path) -> Records | None:
    """Return the whole records of a file, mapped; None where there is none. A damaged one has records that fail."""
    try:
        with path.open("rb") as file:
            dimension = _dimension(file.read(START))
        count = (path.stat().st_size - START) // layout(dimension).itemsize if dimension else 0
        return np.memmap(path, layout(dimension), "r", START, (count,)) if count > 0 else None
    except OSError:
        return None


def whole(records: Records) -> NDArray[np.bool_]:
    """Tell which records are what was written."""
    return np.concatenate([_sums(block) == block["sum"] for block in _blocks(records)])


def append(path: Path, parts: Iterable[tuple[Numbers, Keys, Vector]], dimension: int) -> None:
    """Write records after the last whole one. Readers may have all of those mapped, so none is ever taken away."""
    with path.open("r+b") as file:
        size = os.fstat(file.fileno()).st_size
        end = size - (size - START) % layout(dimension).itemsize
        file.truncate(end)
        file.seek(end)
        for part in parts:
            file.writelines(block.tobytes() for block in _records(*part))


def write(path: Path, parts: Iterable[tuple[Numbers, Keys, Vector]], dimension: int) -> None:
    """Write a new file in one step; who has the old one mapped keeps that."""
    partial = path.with_suffix(".partial")
    partial.write_bytes((HEADER % dimension).ljust(START, b"\0"))
    append(partial, parts, dimension)
    partial.replace(path)


def layout(dimension: int) -> np.dtype[np.void]:
    return np.dtype([("row", "<i8"), ("key", "<u8"), ("sum", "<u8"), ("vector", "<f4", (dimension,))])


def _dimension(start: bytes) -> int:
    digits = start.rstrip(b"\0")[-11:-1]
    found = int(digits) if digits.isdigit() else 0
    return found if start == (HEADER % found).ljust(START, b"\0") else 0


def _records(rows: Numbers, keys: Keys, matrix: Vector) -> Iterable[Records]:
    for start in range(0, len(rows), BLOCK):
        some = slice(start, start + BLOCK)
        block = np.zeros(len(rows[some]), layout(matrix.shape[1]))
        block["row"], block["key"], block["vector"] = rows[some], keys[some], matrix[some]
        block["sum"] = _sums(block)
        yield block


def _blocks(records: Records) -> Iterable[Records]:
    return (np.asarray(records[start : start + BLOCK]) for start in range(0, len(records), BLOCK))


def _sums(block: Records) -> Keys:
    """Return the sum of all words of each record, its own sum left out; zeros, as of a page never written, fail."""
    words = block.view("<u4").reshape(len(block), -1)
    head, body = words[:, : WORDS - 2], words[:, WORDS:]
    sums: Keys = head.sum(axis=1, dtype=np.uint64) + body.sum(axis=1, dtype=np.uint64) + np.uint64(SEED)
    return sums
