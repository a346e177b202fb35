"""/footnote digest: what is new, now or on a schedule."""
