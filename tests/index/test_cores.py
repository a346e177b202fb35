"""No more threads compute than there are places, and one that waits keeps nobody out."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.cores import Cores


def test_no_more_compute_at_once_than_there_are_places() -> None:
    places, guard = Cores(2), threading.Lock()
    inside, most = 0, 0
    both = threading.Barrier(2, timeout=10)

    def work(number: int) -> None:
        nonlocal inside, most
        with places.computing(), places.computing():
            with guard:
                inside += 1
                most = max(most, inside)
            both.wait()  # passes only where two are inside together
            with guard:
                inside -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(16)))
    assert most == 2


def test_who_waits_leaves_the_place_to_another() -> None:
    places, answered = Cores(1), threading.Event()

    def other() -> None:
        with places.computing():
            answered.set()

    with places.computing():
        thread = threading.Thread(target=other)
        thread.start()
        with places.waiting():
            assert answered.wait(10)
        thread.join()
        with ThreadPoolExecutor(1) as pool:  # the place is taken again
            assert not pool.submit(lambda: places._places.acquire(blocking=False)).result()
    with places.computing():
        pass


def test_a_fault_gives_the_place_back() -> None:
    places = Cores(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), places.computing(), places.waiting():
            1 / 0  # noqa: B018
    with places.waiting(), places.computing():
        pass
