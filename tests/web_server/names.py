"""Host names without a name server."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence

from aiohttp.abc import AbstractResolver, ResolveResult

Table = Mapping[str, Sequence[str] | Sequence[Sequence[str]]]


class Names(AbstractResolver):
    """Answers from a table of name → addresses. A list of lists gives each question another answer: rebinding.

    `ports` by IP version replaces the port that was asked for, so that port 80 leads to a server of the test.
    """

    def __init__(self, table: Table, ports: Mapping[int, int] | None = None) -> None:
        self.table, self.ports, self.asked = table, ports or {}, list[str]()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        found = self.table.get(host.rstrip("."))
        if not found:
            raise OSError(socket.EAI_NONAME, "no such name")
        addresses = [found] if isinstance(found[0], str) else found
        turn = addresses[min(self.asked.count(host), len(addresses)) - 1]
        return [self._answer(host, str(address), port) for address in turn]

    async def close(self) -> None:
        """Nothing is open."""

    def _answer(self, host: str, address: str, port: int) -> ResolveResult:
        family, version = (socket.AF_INET6, 6) if ":" in address and "." not in address else (socket.AF_INET, 4)
        flags = socket.AI_NUMERICHOST
        return ResolveResult(
            hostname=host, host=address, port=self.ports.get(version, port), family=family, proto=0, flags=flags
        )
