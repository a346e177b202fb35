"""One process at a time owns a data folder."""

from __future__ import annotations

import os
from pathlib import Path

from index.catalogue.owner import Ownership


def test_one_owner_at_a_time_and_the_next_one_afterwards(tmp_path: Path) -> None:
    one, other = Ownership(tmp_path), Ownership(tmp_path)
    assert one.acquire()
    assert one.acquire()
    assert not other.acquire(0.1)
    assert (one.held, other.held, other.pid) == (True, False, os.getpid())
    one.release()
    assert other.acquire()
    other.release()
    assert other.pid == 0
