"""Page to Article: canonical text, title, byline, publisher, dates, captions told from prose. Pure."""

from index.clean.story import clean

__all__ = ["clean"]
