"""The encodings in which tables are found, their names, and the names a user may give."""

from __future__ import annotations

import codecs

__all__ = ["AT_HOME", "CANDIDATES", "UTF_8", "codec_of", "shown_name"]

UTF_8 = "utf-8"
# Python's name, and the logarithm of how much rarer than Windows-1252 the encoding is among files
# that are not UTF-8 (an estimate). If several read a file alike, the first is named. Excel writes
# the Windows code page of its country as "CSV", the DOS code page as "CSV (MS-DOS)", and "CSV
# (Macintosh)".
CANDIDATES: tuple[tuple[str, float], ...] = (
    *(("cp1252", 0.0), ("cp1251", -2.0), ("cp1250", -2.5), ("cp1256", -2.5), ("cp1254", -3.0)),
    *(("cp1253", -3.5), ("cp1255", -3.5), ("cp874", -3.5), ("cp1257", -5.0), ("cp1258", -5.0)),
    *(("gb18030", -2.5), ("cp932", -3.0), ("cp949", -3.5), ("cp950", -3.5), ("euc_jp", -4.5)),
    *(("mac_roman", -3.5), ("iso8859-2", -4.0), ("iso8859-15", -4.0), ("koi8-r", -4.0)),
    *(("koi8-u", -4.5), ("cp850", -4.0), ("cp866", -4.0), ("cp437", -4.5), ("cp852", -5.0)),
    *(("iso8859-5", -5.0), ("iso8859-6", -5.5), ("iso8859-7", -5.0), ("iso8859-8", -5.5)),
    *(("iso8859-9", -5.0), ("mac_cyrillic", -5.5), ("mac_latin2", -5.5), ("mac_turkish", -6.0)),
    *(("mac_greek", -6.0), ("cp857", -6.0), ("cp737", -6.0), ("cp855", -6.5), ("cp862", -6.5)),
    *(("cp775", -7.0), ("iso8859-13", -7.0), ("iso8859-16", -7.0)),
)
# The languages an encoding is made for, and the share of each in what is written in it. A file is
# expected to be mostly in these.
_WEST = {
    **dict.fromkeys(("spanish", "portuguese", "french", "german", "nordic", "english"), 1.0),
    **dict.fromkeys(("catalan", "dutch", "albanian"), 0.3),
    "italian": 0.7,
    "icelandic": 0.1,
}
_CENTRE = ("polish", "czech", "hungarian", "southslavic", "romanian", "albanian")
_CYRILLIC = ("russian", "ukrainian", "bulgarian")
_MADE_FOR: tuple[tuple[tuple[str, ...], dict[str, float]], ...] = (
    (("cp1252", "iso8859-15", "mac_roman", "cp850", "cp437"), _WEST),
    (("cp1250", "iso8859-2", "cp852", "mac_latin2", "iso8859-16"), dict.fromkeys(_CENTRE, 1.0)),
    (("cp1254", "iso8859-9", "cp857", "mac_turkish"), {"turkish": 1.0}),
    (("cp1257", "iso8859-13", "cp775"), {"lithuanian": 1.0, "latvian": 1.0, "estonian": 1.0}),
    (("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5"), dict.fromkeys(_CYRILLIC, 1.0)),
    (("mac_cyrillic", "cp855"), dict.fromkeys(_CYRILLIC, 1.0)),
    (("cp1253", "iso8859-7", "mac_greek", "cp737"), {"greek": 1.0}),
    (("cp1255", "iso8859-8", "cp862"), {"hebrew": 1.0}),
    (("cp1256", "iso8859-6"), {"arabic": 1.0, "persian": 1.0}),
    (("cp932", "euc_jp"), {"japanese": 1.0}),
    (("gb18030",), {"simplified": 1.0}),
    (("cp950",), {"traditional": 1.0}),
    (("cp949",), {"korean": 1.0}),
    (("cp874",), {"thai": 1.0}),
    (("cp1258",), {"vietnamese": 1.0}),
)
AT_HOME = {codec: languages for several, languages in _MADE_FOR for codec in several}
NAMES = {
    **{f"cp{number}": f"windows-{number}" for number in (874, *range(1250, 1259))},
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "cp950": "big5",
    "euc_jp": "euc-jp",
    "mac_roman": "mac-roman",
    "mac_cyrillic": "mac-cyrillic",
    "mac_latin2": "mac-latin2",
    "mac_turkish": "mac-turkish",
    "mac_greek": "mac-greek",
    **{f"iso8859-{number}": f"iso-8859-{number}" for number in range(1, 17)},
}
# Spreadsheets write a superset under these names, so the superset is read (WHATWG Encoding).
WIDER = {"shift_jis": "cp932", "euc_kr": "cp949", "big5": "cp950"}
WIDER |= dict.fromkeys(("gb2312", "gbk"), "gb18030")
# Python codecs that are not encodings of files: escapes, host names, the Windows default, and
# UTF-7, in which half a letter can occur.
NOT_OF_FILES = frozenset(
    (
        *("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"),
        "utf_7",
    )
)


def codec_of(name: str) -> str:
    """Return Python's own name of an encoding called ``windows-1251``, ``cp1251``, ``latin2``,
    ``GBK`` …

    Raises :class:`LookupError` for one that does not exist.
    """
    wanted = name.strip().lower().replace("windows-874", "cp874")
    try:
        found = codecs.lookup(wanted)
        "a".encode(wanted)
    except (LookupError, UnicodeError, ValueError, AttributeError, TypeError):
        raise LookupError(f"no encoding is called {name!r}") from None
    codec = found.name.replace("-sig", "").replace("mac-", "mac_")
    text = getattr(found, "_is_text_encoding", True)
    if codec.replace("-", "_") in NOT_OF_FILES or not text or found.incrementaldecoder is None:
        raise LookupError(f"no encoding of files is called {name!r}")
    return WIDER.get(codec, codec)


def shown_name(codec: str) -> str:
    """Return the common name: ``windows-1251`` for ``cp1251``."""
    return NAMES.get(codec, codec)
