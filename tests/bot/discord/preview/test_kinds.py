"""Every kind of message can be sent, is drawn whole, and quotes the articles that come with the bot."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from discord.ui import LayoutView

from bot.answer.prove.cite import position
from bot.discord.preview.kinds import named
from bot.discord.preview.page import page
from bot.discord.preview.pictures import NAMES, picture
from bot.discord.preview.samples import answers
from bot.discord.text.escaping import size
from bot.values import Citation
from index.clean.story import clean
from index.sources.files import read
from index.values import Page, Span
from tests.discord_server.rules import COMPONENTS_V2, check_message, walk

KINDS = sorted(named())
ARTICLES = Path(__file__).parents[4] / "articles"
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), "")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
WIDE = """<script>
const parts = [...document.querySelectorAll('section *, section')].filter(one => !one.closest('.asked'));
document.title = parts.filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display != 'inline')
  .map(one => one.closest('section').id + ': ' + one.className).join(', ') || 'none';
</script>"""


@pytest.mark.parametrize("kind", KINDS)
async def test_every_message_is_within_discords_limits_and_is_drawn_without_loading_anything(kind: str) -> None:
    sample = named()[kind]()
    components: Any = sample.view.to_components()
    if isinstance(sample.view, LayoutView):
        files = [{"filename": name} for name in sample.files]
        assert check_message({"flags": COMPONENTS_V2, "components": components, "attachments": files}) == []
    drawn = page(kind, sample)
    assert drawn.count("<section") == drawn.count("<article") == 4
    assert ("Only you can see this" in drawn) == sample.private
    for part in walk(components):
        assert part.get("label") is None or size(part["label"]) <= 80
        chosen = part.get("default_values") or [one for one in part.get("options") or [] if one.get("default")]
        for text in filter(None, (part.get("label"), not chosen and part.get("placeholder"))):
            assert text.strip("👍👎 ") in unescape(drawn)
    assert "default-src 'none'" in drawn
    assert "<script" not in drawn
    assert re.findall(r'src="(?!data:)', drawn) == []


def test_examples_quote_what_the_articles_say() -> None:
    quoted = [one for one in vars(answers).values() if isinstance(one, Citation)]
    assert len(quoted) >= 6
    for one in quoted:
        (found,) = read(ARTICLES / one.article_id, limit_mb=10)
        assert isinstance(found, Page)
        article = clean(found, article_id="a")
        assert one.quote in article.text
        at = article.text.index(one.quote)
        assert one.position == position(article, Span(at, at + len(one.quote)))
        assert (one.title, one.publisher, one.published) == (article.title, article.publisher, article.published)


@pytest.mark.slow
@needs_chromium
async def test_nothing_is_wider_than_a_phone(tmp_path: Path) -> None:
    drawn = {kind: page(kind, named()[kind](), widths=[400], themes=["dark"]) for kind in KINDS}
    sections = [re.search(r"<section.*</section>", one, re.DOTALL) for one in drawn.values()]
    named_ = zip(KINDS, sections, strict=True)
    marked = [one[0].replace("<section", f'<section id="{kind}"', 1) for kind, one in named_ if one]
    head = re.sub("<meta http-equiv.*?>", "", drawn[KINDS[0]].partition("<body>")[0])
    whole = f"{head}<body>{''.join(marked)}{WIDE}"
    assert await asyncio.to_thread(_title, whole, tmp_path) == "none"


def _title(html: str, folder: Path) -> str:
    """Return the title of a page after its scripts ran."""
    file = folder / "all.html"
    file.write_text(html, encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/p", "--dump-dom"]
    ran = subprocess.run([*command, file.as_uri()], capture_output=True, text=True, timeout=60, check=True)
    found = re.search("<title>(.*?)</title>", ran.stdout)
    return found[1] if found else ""


@pytest.mark.slow
@needs_chromium
async def test_a_picture_is_small_and_holds_the_message_alone() -> None:
    from PIL import Image

    data = picture(page("status", named()["status"](), ["dark"], [500]), 500, CHROMIUM)
    shot = Image.open(BytesIO(data))
    assert shot.width == 500
    assert 60 < shot.height < 400
    assert len(data) < 80_000
