"""Which articles are copies of one text: wire stories under other headlines, cut, or with a paragraph more. Pure.

A text is sketched by MinHash (Broder, "On the resemblance and containment of documents") over its runs of five words;
how much of the shorter text stands in the longer follows from the sketches and the numbers of runs.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.text.language import words
from index.values import Article

# A change of anything that makes another signature of the same article needs a revision in catalogue/migrations that
# empties the tables `signatures` and `bands` and every `articles.story`: what is missing is filled in again.
RUN = 5  # words; two reports of one event in the sample articles share at most 0.02 of such runs
PERMUTATIONS = 128  # the standard deviation of an estimated similarity is at most 0.045
BANDS = PERMUTATIONS // 2
SHARED = 0.5  # of the shorter text's runs stand in the longer: see tests/index/test_duplicates.py for the cases
ALMOST_ALL = 0.8  # of short texts; and of both texts where one publisher, who updates and resumes, has both
SHORT = 60  # runs; below, what an office puts under each of its notices can be half of a text
LEAST = 10  # runs; below, only equal texts are copies
BATCH = 4096  # runs hashed at once: 2 MB of permutations
SIDE = 3  # words on one side of a figure that tell what it counts

_DATELINE = re.compile(r"[A-Z][\w .,'’/-]{2,60}(?:\([^()]{2,40}\))?\s*(?:—|–|--| - )\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to compare it with others.

    `hashes` are PERMUTATIONS minimum hashes of its runs, `runs` their number, `house` a hash of its publisher (0 where
    none is named), `figures` rows of (hash of the words on one side of a number, hash of the number), sorted.
    """

    hashes: NDArray[np.uint32]
    runs: int
    house: int
    figures: NDArray[np.uint32]


def sketch(article: Article) -> Signature:
    """Return an article's signature. Datelines and captions are left out: every office writes its own."""
    paragraphs = [words(text) for text in _paragraphs(article)]
    found = list(runs([word for paragraph in paragraphs for word in paragraph]))
    figures = {pair for paragraph in paragraphs for pair in _figures(paragraph)}
    house = " ".join(words(article.publisher))
    return Signature(
        minima(found),
        len(found),
        _hash(house) if house else 0,
        np.array(sorted(figures), np.uint32).reshape(-1, 2),
    )


def runs(text: Sequence[str]) -> set[str]:
    """Return the runs of words of a text that is given as words; a shorter text is one run."""
    return {" ".join(text[at : at + RUN]) for at in range(max(1, len(text) - RUN + 1)) if text}


def minima(found: Sequence[str]) -> NDArray[np.uint32]:
    """Return the least value of each permutation over some runs, as datasketch 2 has them ("affine32").

    Its package imports scipy's integrals, for half a second, where these lines are all that is wanted of it.
    """
    least = np.full(PERMUTATIONS, np.iinfo(np.uint32).max, np.uint32)
    factors, offsets = _permutations()
    for start in range(0, len(found), BATCH):
        values = _mixed(_hashed(found[start : start + BATCH]))
        least = np.minimum(least, (values[:, None] * factors + offsets).min(axis=0))
    return least


def keys(signature: Signature) -> list[int]:
    """Return the band keys: texts that share one may be alike. 64-bit integers, distinct, sorted.

    64 bands of two hashes: a copy cut to a quarter becomes a candidate with probability 0.98.
    """
    return sorted(set(signature.hashes.view(np.int64).tolist()))


def alike(one: Signature, other: Signature) -> bool:
    """Tell whether two texts are copies of one. Symmetric.

    Where both count the same thing differently, one is an update and a report of its own.
    """
    similarity = float(np.mean(one.hashes == other.hashes))
    shorter = min(one.runs, other.runs)
    if shorter < LEAST:
        return similarity == 1 and one.runs == other.runs > 0
    contained = similarity * (one.runs + other.runs) / (1 + similarity) / shorter
    if one.house == other.house != 0:
        enough = similarity >= ALMOST_ALL
    else:
        enough = contained >= (ALMOST_ALL if shorter < SHORT else SHARED)
    return enough and not _contradict(one, other)


def dump(signature: Signature) -> bytes:
    """Return a signature as bytes, little-endian."""
    head = struct.pack("<II", signature.runs, signature.house)
    return head + signature.hashes.astype("<u4").tobytes() + signature.figures.astype("<u4").tobytes()


def load(stored: bytes) -> Signature:
    """Return the signature that `dump` was given."""
    runs, house = struct.unpack_from("<II", stored)
    numbers = np.frombuffer(stored, "<u4", offset=8).astype(np.uint32)
    return Signature(numbers[:PERMUTATIONS], runs, house, numbers[PERMUTATIONS:].reshape(-1, 2))


def _paragraphs(article: Article) -> Iterator[str]:
    """Yield prose, number words as digits, the first paragraph without its dateline."""
    for place, block in enumerate(article.paragraphs):
        text = block.of(article.text).encode(errors="replace").decode()
        yield _in_digits(_DATELINE.sub("", text, count=1) if place == 0 else text, article.language)


def _in_digits(text: str, language: str) -> str:
    from text_to_num import alpha2digit

    try:
        return str(alpha2digit(text, language[:2].lower()))
    except ValueError:  # a language whose number words it does not know
        return text


def _figures(paragraph: Sequence[str]) -> Iterator[tuple[int, int]]:
    places = [at for at, word in enumerate(paragraph) if word[0].isdecimal()]
    masked = list(paragraph)
    for at in places:
        masked[at] = "#"
    for at in places:
        word = paragraph[at]
        value = _hash(word.replace(",", "."))
        if at >= SIDE:
            yield _hash(" ".join(masked[at - SIDE : at]) + " #"), value
        if at + SIDE < len(paragraph):
            yield _hash("# " + " ".join(masked[at + 1 : at + 1 + SIDE])), value


def _contradict(one: Signature, other: Signature) -> bool:
    """Tell whether some words stand by figures in both texts, and each has a figure there that the other lacks."""
    mine, theirs = _pairs(one.figures), _pairs(other.figures)
    only_mine, only_theirs = np.setdiff1d(mine, theirs), np.setdiff1d(theirs, mine)
    return bool(np.intersect1d(only_mine >> np.uint64(32), only_theirs >> np.uint64(32)).size)


def _pairs(figures: NDArray[np.uint32]) -> NDArray[np.uint64]:
    return (figures[:, 0].astype(np.uint64) << np.uint64(32)) | figures[:, 1]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).digest(), "little")


def _hashed(found: Sequence[str]) -> NDArray[np.uint32]:
    """Return 32 bits of SHA-1 of each run."""
    digests = [hashlib.sha1(run.encode(), usedforsecurity=False).digest()[:4] for run in found]
    return np.frombuffer(b"".join(digests), "<u4").astype(np.uint32)


def _mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return what the last step of MurmurHash3 makes of values."""
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    values = (values ^ (values >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return values ^ (values >> np.uint32(16))


@cache
def _permutations() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return what each permutation multiplies by, an odd number, and what it adds, modulo 2³²."""
    chance = np.random.RandomState(1)  # the same numbers for ever
    factors = chance.randint(0, 1 << 31, PERMUTATIONS, np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, chance.randint(0, 1 << 32, PERMUTATIONS, np.uint32)
