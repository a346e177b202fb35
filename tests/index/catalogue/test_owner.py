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


def test_who_is_not_willing_never_works(tmp_path: Path) -> None:
    bot = Ownership(tmp_path, willing=False)
    assert not bot.acquire()
    assert not bot.files


def test_on_a_shared_catalogue_all_work_who_are_willing_and_one_writes_in_the_folder(tmp_path: Path) -> None:
    worker, other, bot = (Ownership(tmp_path, willing=willing, shared=True) for willing in (True, True, False))
    assert (worker.acquire(), other.acquire(), bot.acquire()) == (True, True, False)
    assert [one.files for one in (worker, other, bot)] == [True, False, False]
    worker.release()
    assert not bot.acquire()
    assert bot.files
    bot.release()
