"""Host names without a name server."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from aiohttp.abc import AbstractResolver, ResolveResult


class Names(AbstractResolver):
    """Answers from a table of name → addresses. A list of lists gives each question another answer: rebinding."""

    def __init__(self, table: dict[str, Sequence[str] | Sequence[Sequence[str]]]) -> None:
        self.table, self.asked = table, list[str]()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        found = self.table.get(host.rstrip("."))
        if not found:
            raise OSError(socket.EAI_NONAME, "no such name")
        addresses = [found] if isinstance(found[0], str) else found
        turn = addresses[min(self.asked.count(host), len(addresses)) - 1]
        return [_answer(host, str(address), port) for address in turn]

    async def close(self) -> None:
        """Nothing is open."""


def _answer(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
