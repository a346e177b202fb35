"""Articles written in Word. The only importer of mammoth, which sees neither pictures nor anything outside the file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZipFile

from index.errors import UnreadableSource
from index.sources.datelines import read_foot
from index.sources.dates import parse_date
from index.sources.documents.markup import DAMAGED, author_of, counted, guarded, headline, parsed, said, title_of
from index.sources.documents.package import Package
from index.sources.xml import local
from index.values import Failure, Page

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Caption'] => figcaption:fresh
"""
_PARTS = ("[Content_Types].xml", "_rels/", "word/")
_MAX_ELEMENTS = 150_000  # of XML, of which a printed page has about 300; mammoth takes 20 s for this many
_CORE, _STYLE = "docProps/core.xml", "word/styles.xml"
_DEEPEST = 4  # styles that are based on another
_BOXES = (
    "//*[local-name()='drawing'][.//*[local-name()='txbxContent']]"
    "[not(ancestor::*[local-name()='AlternateContent']/*[local-name()='Fallback']//*[local-name()='txbxContent'])]"
    "[not(ancestor::*[local-name()='drawing'])]"
)
_TEMPLATE = "2013-12-23T23:15:00Z"  # when the template of python-docx was made: programs' files say nothing else
# What a reader does not see: hidden or struck text and readings; and tables of contents, which are no prose.
_ON = "[not(@*[local-name()='val' and (.='0' or .='false')])]"
_MARKS = f"*[local-name()='rPr']/*[local-name()='vanish' or local-name()='dstrike' or local-name()='strike']{_ON}"
_UNSEEN = (
    f"//*[local-name()='r'][{_MARKS}]"
    "|//*[local-name()='ruby']/*[local-name()='rt' or local-name()='rubyPr']"
    "|//*[local-name()='sdt'][.//*[local-name()='docPartGallery'][@*[local-name()='val']='Table of Contents']]"
)
# Elements whose text mammoth leaves out, under the names of others that it reads alike.
_ALIKE = {"fldSimple": "smartTag", "dir": "smartTag", "bdo": "smartTag", "ruby": "smartTag", "rubyBase": "smartTag",
          "cr": "br", "ptab": "tab"}  # fmt: skip
_HEADING_STYLES = (
    "//*[local-name()='style'][*[local-name()='tblStylePr'][@*[local-name()='type']='firstRow']"
    "//*[local-name()='b' or local-name()='shd']]/@*[local-name()='styleId']"
)
_BITS, _FIRST_ROW = re.compile("[0-9A-Fa-f]{1,8}"), 0x20
_FORMULA = "[formula]"  # stands where mammoth would leave nothing, and a number out of a sentence


@guarded
def read_docx(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the one article of a Word file; macros, comments, pictures and deleted text are not looked at."""
    package = Package(data, source)
    if not any(name.startswith("word/document") for name in package.names):
        raise UnreadableSource(source, "no Word document is in this file, whatever its name says.")
    tree = parsed(_html(_seen(package, source), source), source)
    for back in tree.xpath("//a[starts-with(@href,'#') and normalize-space()='↑']"):
        back.drop_tree()
    blocks, captions = said(tree)
    title, author, created = _facts(package)
    yield Page(
        source=source,
        text="\n\n".join(blocks),
        title=headline(tree) or title,
        byline=author,
        origin=origin,
        published=read_foot(blocks).published,
        created=created,
        captions=tuple(captions),
        marked=True,
    )


def _seen(package: Package, source: str) -> io.BytesIO:
    """Return the file anew with nothing but its text as a reader sees it."""
    from lxml import etree

    made = io.BytesIO()
    stated = [package.xml(part) for part in package.names if part == _STYLE]
    styles = {name for root in stated for name in _unseen_styles(root)}
    heading = {str(name) for root in stated for name in root.xpath(_HEADING_STYLES)}
    with ZipFile(made, "w") as archive:
        for name in package.names:
            if name.startswith(_PARTS) and name.endswith((".xml", ".rels")):
                root = package.xml(name)
                counted(root, _MAX_ELEMENTS, source)
                _see(root, styles)
                _head(root, heading)
                archive.writestr(name, etree.tostring(root))
    return made


def _unseen_styles(root: _Element) -> set[str]:
    """Return the names of styles that strike or hide what is written in them, or are based on one that does."""
    found: set[str] = set()
    styles = list(root.iter("{*}style"))
    for _ in styles[:_DEEPEST]:
        for style in styles:
            based = {_value(one) for one in style.iterchildren("{*}basedOn")}
            if style.xpath(_MARKS) or not found.isdisjoint(based):
                found |= {str(value) for key, value in style.attrib.items() if str(key).endswith("}styleId")}
    return found


def _value(element: _Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}val")), "")


def _is_styled(run: _Element, styles: set[str]) -> bool:
    """Tell a run whose style, or whose paragraph's, strikes or hides it, unless it says that it does not."""
    named = [*run.iterfind("{*}rPr/{*}rStyle"), *run.iterfind("../{*}pPr/{*}pStyle")]
    off = run.xpath("*[local-name()='rPr']/*[local-name()='strike' or local-name()='dstrike' or local-name()='vanish']")
    return not off and any(_value(one) in styles for one in named)


def _see(root: _Element, styles: set[str]) -> None:
    """Take out what is not seen, and name anew what is seen and would be lost."""
    from lxml import etree

    styled = [run for run in root.iter("{*}r") if _is_styled(run, styles)] if styles else []
    for drawing in root.xpath(_BOXES):  # which mammoth reads only where the file repeats them for older programs
        holder = next(drawing.iterancestors("{*}AlternateContent"), drawing)
        holder[:] = drawing.xpath(".//*[local-name()='txbxContent']")
        holder.tag = f"{drawing.tag.rpartition('}')[0]}}}pict"
    for unseen in [*root.xpath(_UNSEEN), *styled]:
        if unseen.getparent() is not None:
            unseen.getparent().remove(unseen)
    for element in root.iter(*(f"{{*}}{name}" for name in _ALIKE)):
        namespace, brace, name = element.tag.rpartition("}")
        element.tag = f"{namespace}{brace}{_ALIKE[name]}"
    word = root.tag.rpartition("}")[0] + "}"
    for formula in list(root.iter("{*}oMath")):
        for child in list(formula):
            formula.remove(child)
        formula.tag = f"{word}r"
        etree.SubElement(formula, f"{word}t").text = _FORMULA


def _head(root: _Element, heading: set[str]) -> None:
    """Mark the head rows of tables whose style sets the first row apart, as Word marks those that are repeated."""
    from lxml import etree

    for table in root.iter("{*}tbl"):
        look = next(table.iterfind("{*}tblPr/{*}tblLook"), None)
        rows = list(table.iterchildren("{*}tr"))
        styled = any(_value(one) in heading for one in table.iterfind("{*}tblPr/{*}tblStyle"))
        if not styled or look is None or not _heads_first(look) or len(rows) < 2:
            continue
        word = table.tag.rpartition("}")[0] + "}"
        properties = rows[0].find(f"{word}trPr")
        if properties is None:
            properties = etree.Element(f"{word}trPr")
            rows[0].insert(0, properties)
        if properties.find(f"{word}tblHeader") is None:
            etree.SubElement(properties, f"{word}tblHeader")


def _heads_first(look: _Element) -> bool:
    """Tell whether a table uses what its style has for the first row; older files say it in bits."""
    stated = {str(key).rpartition("}")[2]: str(value) for key, value in look.attrib.items()}
    bits = stated.get("val", "")
    said = _BITS.fullmatch(bits) is not None and bool(int(bits, 16) & _FIRST_ROW)
    return stated.get("firstRow", str(said).lower()) in ("1", "true", "on")


def _html(file: io.BytesIO, source: str) -> str:
    from xml.parsers.expat import ExpatError

    import mammoth

    try:
        return str(mammoth.convert_to_html(file, style_map=_STYLES, convert_image=lambda _: []).value)
    except (ExpatError, OSError) as error:
        raise UnreadableSource(source, DAMAGED) from error


def _facts(package: Package) -> tuple[str, str, date | None]:
    """Return the title, the author and the day of creation that a file's properties state."""
    if _CORE not in package.names:
        return "", "", None
    stated = {local(one): _text(one) for one in package.xml(_CORE).iter() if isinstance(one.tag, str)}
    created = stated.get("created", "")
    return (
        title_of(stated.get("title", "")),
        author_of(stated.get("creator", "").split(";")),
        None if created == _TEMPLATE else parse_date(created),
    )


def _text(element: _Element) -> str:
    return (element.text or "").strip()
