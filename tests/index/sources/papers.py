# ruff: noqa: E501
"""Files of word processors, books and mails with the words of a test in them, made by hand."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def docx(body: str, *, head: str = "", styles: str = "", main: str = "word/document.xml", **core: str) -> bytes:
    """Return a Word file with more `styles`; `head` stands before the document's root, `core` are its properties."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    styles += "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in {"Titel": "Title", "berschrift1": "heading 1", "Beschriftung": "caption"}.items()
    )
    facts = "".join(f"<{name.replace('_', ':')}>{value}</{name.replace('_', ':')}>" for name, value in core.items())
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{kind}/officeDocument" Target="{main}"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{kind}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r2" Type="{kind}/footnotes" Target="footnotes.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="2">{paragraph("Counted by the port office.")}</w:footnote></w:footnotes>',
        main: f'{head}<w:document xmlns:w="{_W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>{body}</w:body></w:document>',
        "word/media/image1.png": b"\x89PNG" * 100,
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{facts}</cp:coreProperties>',
    })  # fmt: skip


_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def odt(body: str, *, styles: str = "", meta: str = "", manifest: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "text", "table", "style", "meta"))
    spaces += f' xmlns:draw="{_OFFICE}:drawing:1.0" xmlns:svg="{_OFFICE}:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    })  # fmt: skip


def epub(*chapters: str, metadata: str = "", locked: str = "", kind: str = "application/xhtml+xml") -> bytes:
    items = "".join(
        f'<item id="c{n}" href="text/chapter%20{n}.xhtml" media-type="{kind}"/>' for n, _ in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n, _ in enumerate(chapters))
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<metadata>{metadata}</metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}</manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>',
        "OEBPS/nav.xhtml": "<html><body><nav><ol><li>Contents of the book</li></ol></nav></body></html>",
    }
    for n, chapter in enumerate(chapters):
        parts[f"OEBPS/text/chapter {n}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
            f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{chapter}</body></html>'
        )
    if locked:
        parts["META-INF/encryption.xml"] = (
            f'<encryption><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData><CipherReference URI="{locked}"/>'
            "</CipherData></EncryptedData></encryption>"
        )
    return zipped(parts)


def mail(html: str = "", text: str = "", files: dict[str, bytes] | None = None, **headers: str) -> bytes:
    """Return a mail; `headers` replace those that every one has."""
    made = EmailMessage()
    standing = {"From": '"The Harbour Post" <news@post.example>', "Subject": "Ferry returns", "Message-ID": "<1@post.example>",
                "Date": "Thu, 03 Apr 2025 23:30:00 -0500"}  # fmt: skip
    for name, value in {**standing, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
        made[name] = value
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in (files or {}).items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()
