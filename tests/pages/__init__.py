"""Web pages made of invented stories in many layouts, with what each says: articles, and pages that lead to some.

for page in articles(): read_web(page.html.encode(), page.url)   # page.sentences, page.title, page.published
for page in lists(): …                                           # no article is on them
"""

from tests.pages.articles import HEADINGS, articles
from tests.pages.lists import lists
from tests.pages.stories import Made

__all__ = ["HEADINGS", "Made", "articles", "lists"]
