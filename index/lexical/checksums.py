"""Tells whether the files of an index are what was written: tantivy ends each with a sum that it never compares."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

MAGIC = (1337).to_bytes(4, "little")
PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")


def sound(folder: Path) -> bool:
    """Tell whether every file that an index names is whole; a folder without an index is. Costs 1 ms per 2 MB."""
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        return all(_whole(folder / name) for segment in meta["segments"] for name in _files(segment))
    except FileNotFoundError:
        return True
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def _files(segment: dict[str, Any]) -> list[str]:
    name, deletes = segment["segment_id"].replace("-", ""), segment["deletes"]
    gone = [f"{name}.{deletes['opstamp']}.del"] if deletes else []
    return [f"{name}.{part}" for part in PARTS] + gone


def _whole(path: Path) -> bool:
    """Compare a file's bytes with the sum in its footer: JSON, the length of that, a magic number."""
    try:
        data = path.read_bytes()
        length = int.from_bytes(data[-8:-4], "little")
        footer: dict[str, Any] = json.loads(data[-8 - length : -8])
        return data[-4:] == MAGIC and zlib.crc32(memoryview(data)[: -8 - length]) == footer["crc"]
    except (OSError, ValueError, LookupError, TypeError):
        return False
