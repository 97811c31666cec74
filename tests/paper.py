"""Small PDF and Word files made by code: each piece of text where a test wants it.

The font is Courier, in which each letter is 0.6 of the size wide.
"""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Iterable, Sequence

from extractor.errors import ArticleError
from extractor.sources import read_articles
from extractor.text.article import Article

FIRST = (
    "Gunmen killed four farmers near Konduga on Monday, police said. The attackers came on "
    "motorcycles before dawn and set two houses on fire, according to a resident who fled with "
    "his children."
)
SECOND = (
    "Nobody claimed the attack. Officials promised an inquiry and said that soldiers had been sent "
    "to the area, where eleven people have died in such raids since the beginning of the year."
)
THIRD = (
    "In Mosul a car bomb exploded near a market and killed five people. Another ten were wounded, "
    "a hospital said. The governor blamed Islamic State, which did not comment on the report."
)
FOURTH = (
    "The two countries agreed to talk. Their ministers will meet in Geneva next week, a spokesman "
    "said, adding that the border stays closed until both sides have withdrawn their troops."
)

Placed = tuple[float, float, float, str]
"""From the left, from the bottom, size of the font (all in points), the words."""


def pdf(
    *pages: Iterable[Placed],
    title: str = "",
    picture: Sequence[int] = (),
    font: str = "/Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding",
) -> bytes:
    """A document of these pages; those numbered in ``picture`` show one of 1000 by 1400 pixels."""
    objects: list[bytes] = [b"", b"", f"<< {font} >>".encode("latin-1")]
    objects.append(
        b"<< /Type /XObject /Subtype /Image /Width 1000 /Height 1400 /BitsPerComponent 1 "
        b"/ColorSpace /DeviceGray /Length 1 >>\nstream\n\x00\nendstream"
    )
    kids = []
    for number, page in enumerate(pages, start=1):
        drawn = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET\n" for x, y, size, text in page
        )
        drawn += "q 595 0 0 842 0 0 cm /Im1 Do Q\n" if number in picture else ""
        data = drawn.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(data), data))
        image = "/XObject << /Im1 4 0 R >>" if number in picture else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {image} >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    objects.append(f"<< /Title ({_escaped(title)}) >>".encode("cp1252"))
    return _file(objects)


def set_text(
    text: str,
    *,
    x: float = 72,
    y: float = 740,
    width: int = 75,
    size: float = 10,
    leading: float = 12,
    indent: float = 0,
) -> list[Placed]:
    """Paragraphs (parted by blank lines) in lines of at most ``width`` letters, a gap between."""
    placed: list[Placed] = []
    for paragraph in text.split("\n\n"):
        for number, line in enumerate(textwrap.wrap(paragraph, width)):
            placed.append((x + (0 if number else indent), y, size, line))
            y -= leading
        y -= 0 if indent else leading / 2
    return placed


def docx_with(document_xml: str, **parts: str | bytes) -> bytes:
    """A Word package around the XML of a body; ``parts`` are others by their path."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-'
        'types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    body = f'<?xml version="1.0"?><w:document {space}><w:body>{document_xml}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", body)
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)


def read_paper(data: bytes, *, notes: list[str] | None = None, **options):
    told = notes if notes is not None else []
    return list(read_articles(["-"], stdin=io.BytesIO(data), note=told.append, **options))


def the_text(*pages: list[Placed], notes: list[str] | None = None) -> str:
    (article,) = read_paper(pdf(*pages), notes=notes)
    assert isinstance(article, Article), article
    return article.text


def the_error(data: bytes) -> str:
    (error,) = read_paper(data)
    assert isinstance(error, ArticleError), error
    return str(error)


def flowed(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)
