"""The shape of an answer for models that offer structured output."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Stated(BaseModel):
    """One short statement."""

    text: str = Field(description="One short sentence, one fact.")
    keys: list[str] = Field(description="Keys of the sentences that prove it.")


class Statements(BaseModel):
    """The answer."""

    statements: list[Stated] = Field(description="Empty when the sentences do not answer the question.")
