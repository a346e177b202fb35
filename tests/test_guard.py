"""Servers of tests do not outlive them."""

from __future__ import annotations

import subprocess
import sys

import psutil

from tests.conftest import ROOT

PARENT = """
import subprocess, sys, time
from tests.guard import Guard
server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
guard = Guard('kill -KILL "$1"', str(server.pid))
print(server.pid, flush=True)
time.sleep(600)
"""


def test_a_server_ends_when_what_started_it_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert parent.stdout
    server = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    gone, _ = psutil.wait_procs([server], timeout=30)
    assert gone or server.status() == psutil.STATUS_ZOMBIE
