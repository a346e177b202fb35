"""OpenAI's embeddings, which many other servers offer too."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.model_server.wires import KEY, Body, Headers, Why
from tests.model_server.wires.openai import OpenAI

MOST = 2048  # texts of one request


class OpenAIEmbeddings(OpenAI):
    """Serves the vectors of `embed`."""

    def __init__(self, embed: Callable[[Sequence[str]], NDArray[np.float32]]) -> None:
        self._embed = embed

    def refused(self, path: str, headers: Headers, request: Body) -> tuple[int, str] | None:
        if path != "/v1/embeddings":
            return 404, f"no such path {path}"
        if headers.get("Authorization", "") != f"Bearer {KEY}":
            return 401, "wrong key"
        texts = self.texts(request)
        if not 0 < len(texts) <= MOST or not all(isinstance(text, str) and text for text in texts):
            return 400, "input is one text or several, none of them empty"
        return None if isinstance(request.get("model"), str) else (400, "no model")

    def texts(self, request: Body) -> list[str]:
        found = request.get("input", [])
        return [found] if isinstance(found, str) else list(found)

    def asked(self, request: Body) -> tuple[str, str]:
        return "", "\n".join(self.texts(request))

    def whole(self, text: str, request: Body, why: Why = "done") -> Body:
        rows = [self._row(row, request) for row in self._embed(self.texts(request))]
        data = [{"object": "embedding", "index": place, "embedding": row} for place, row in enumerate(rows)]
        tokens = sum(len(one) for one in self.texts(request)) // 4
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return {"object": "list", "data": data, "model": request["model"], "usage": usage}

    def _row(self, row: NDArray[np.float32], request: Body) -> str | list[float]:
        if request.get("encoding_format") == "base64":
            return base64.b64encode(row.astype("<f4").tobytes()).decode()
        return [float(value) for value in row]
