"""Control words of RTF: which groups hold no text, which words are signs, and code pages.

Source: Rich Text Format Specification 1.9.1, "Contents of an RTF File".
"""

from __future__ import annotations

import codecs

__all__ = [
    "BREAKS",
    "FORMATS",
    "OTHERS",
    "READ",
    "SIGNS",
    "UNREAD",
    "codec_of_page",
    "codec_of_script",
]

# Groups whose words are not part of the text. Groups that begin with \* are not either, unless in
# READ.
UNREAD = frozenset(
    {
        *("annotation", "atnauthor", "atnid", "atnref", "author", "bkmkend", "bkmkstart"),
        *("buptim", "category", "colortbl", "comment", "company", "creatim", "datafield"),
        *("doccomm", "docvar", "falt", "ffdeftext", "ffhelptext", "ffl", "ffname", "fldinst"),
        *("filetbl", "fontemb", "fontfile", "fonttbl", "footer", "footerf", "footerl"),
        *("footerr", "ftncn", "ftnsep", "ftnsepc", "generator", "header", "headerf"),
        *("headerl", "headerr", "hlinkbase", "info", "keywords", "list", "listlevel"),
        *("listname", "listoverride", "listoverridetable", "listpicture", "liststylename"),
        *("listtable", "listtext", "manager", "nextfile", "nonshppict", "nonesttables"),
        *("objalias", "objclass", "objdata", "objname", "objsect", "operator", "panose"),
        *("pict", "pn", "pntext", "pntxta", "pntxtb", "printim", "private", "revtbl"),
        *("revtim", "rsidtbl", "rxe", "shprslt", "sn", "sp", "stylesheet", "subject", "sv"),
        *("tc", "tcn", "template", "themedata", "txe", "upr", "userprops", "xe", "xmlnstbl"),
    }
)  # fmt: skip
READ = frozenset({"shpinst", "shptxt", "ud", "fldrslt", "footnote"})
SIGNS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
HEAD = b"{\\rtf"
# First bytes of other files that are called .rtf.
OTHERS = ((b"PK\x03\x04", "a zip file or .docx"), (b"\xd0\xcf\x11\xe0", "a .doc of before 2007"),
           (b"%PDF-", "a PDF document"), (b"<", "a page of HTML or XML"))  # fmt: skip
FORMATS = {
    "v": "hidden",
    "super": "raised",
    "nosupersub": "raised",
    **dict.fromkeys(("deleted", "strike", "striked"), "deleted"),  # words that no longer hold
}
BREAKS = frozenset({"par", "sect", "page", "column"})  # a paragraph ends; \line is one line of it
# \fcharset of a font: the script of its bytes. 0 and 1 are the document's own code page.
_SCRIPTS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_PAGES = {936: "gb18030", 10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic",
          10029: "mac_latin2", 10081: "mac_turkish", 65001: "utf-8"}  # fmt: skip


def codec_of_page(number: int) -> str | None:
    """Return Python's codec for a Windows code page; ``None`` if Python has none."""
    name = _PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def codec_of_script(charset: int) -> str | None:
    """Return Python's codec for a font's character set; ``None`` for the document's own."""
    return _SCRIPTS.get(charset)
