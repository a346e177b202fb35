"""The language model that an operator may configure: calls, limits and what they cost."""
