"""Measures one peer in a process of its own, on one core: `python -m tests.bench.peers.measured NAME STEP HOME …`.

Prints a line of JSON: seconds of processor time of all its threads and children, megabytes.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench.peers.peer import Peer, model

MB = 1_000_000
QUESTIONS = (
    "How many people were hurt when the ferry hit the breakwater?",
    "Who paid for the repairs?",
    "When does the ferry sail again?",
    "What did the council decide about the harbour?",
    "Which captain was on the bridge in the fog?",
    "Who drove over the Kestrel Bridge first?",
    "Why is the lens of the lighthouse worth so much?",
    "What was found in the tap water of Eastwater?",
    "How many turbines stand in the wind park?",
    "Who won the election?",
)
ROUNDS = 4


def main() -> None:
    name, step, home = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    peer: Peer = importlib.import_module(f"tests.bench.peers.{name}").Stock(home)
    found = fresh(peer) if step == "fresh" else whole(peer, home, Path(sys.argv[4]), bare=step == "bare")
    print(json.dumps(found))


def questions() -> list[str]:
    """Return questions none of which is asked twice, since a peer may remember what it embedded."""
    return [f"{question} Case {number}" for number in range(ROUNDS) for question in QUESTIONS]


def fresh(peer: Peer) -> dict[str, float]:
    """The first question of a process, everything that has to be imported and loaded for it included."""
    assert peer.find(QUESTIONS[0])
    found = {"first": used(), "first_memory": peak()}
    peer.close()
    return found


def whole(peer: Peer, home: Path, articles: Path, *, bare: bool) -> dict[str, float]:
    """Everything else, in one process that has its model loaded; with `bare` what the model alone takes as well."""
    peer.warm()
    found = {"index": seconds(partial(peer.index, articles)), "memory": peak()}
    found["again"] = seconds(partial(peer.index, articles))
    before = len(peer.texts())
    change(articles)
    found["changed"] = seconds(partial(peer.index, articles))
    found["question"] = statistics.median(seconds(partial(peer.find, question)) for question in questions())
    texts = peer.texts()
    peer.close()
    found |= {"passages": before, "after_change": len(texts), "disk": size(home)}
    return found | (encoded(texts) if bare else {})


def encoded(texts: list[str]) -> dict[str, float]:
    """Seconds that the same passages take in sentence-transformers alone, and the share of them the model reads."""
    from sentence_transformers import SentenceTransformer

    bare = SentenceTransformer(model(), device="cpu")
    bare.encode(texts[:8])
    most = bare.max_seq_length or 0
    lengths = [len(ids) for ids in bare.tokenizer(texts, truncation=False, verbose=False)["input_ids"]]
    read = sum(min(length, most) for length in lengths) / sum(lengths)
    return {"bare": seconds(partial(bare.encode, texts)), "read": read}


def change(articles: Path) -> None:
    """Give one article another sentence."""
    path = sorted(articles.iterdir())[0]
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n\nThe harbour authority has corrected this report.\n", encoding="utf-8")


def seconds(work: Callable[[], object]) -> float:
    start = used()
    work()
    return used() - start


def used() -> float:
    """Seconds of processor time since this process began."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak() -> float:
    """The most memory that this process held, in MB. What `getrusage` says would begin with that of its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / MB


def size(folder: Path) -> float:
    """The files in a folder in MB; what it links to is not in it."""
    files = (Path(at) / name for at, _, names in os.walk(folder) for name in names)
    return sum(file.lstat().st_size for file in files) / MB


if __name__ == "__main__":
    main()
