"""Recognises the lines in exports of press databases, in several languages: the beginning and end
of a document, and what stands above and below its text."""

from __future__ import annotations

import re

from extractor.text.words import FIGURES

__all__ = [
    "CLASSES",
    "LOADED",
    "coded",
    "is_body",
    "is_end",
    "is_end_of_factiva",
    "is_field",
    "is_length",
    "is_of_rights",
    "is_start_of_lexis",
    "is_word_count",
]

_ENDS = (
    *("End of Document", "Fin del documento", "Fin du document", "Ende des Dokuments"),
    *("Fine del documento", "Fim do documento", "Einde van document", "Einde van het document"),
)
ENDS_OF_NEXIS = frozenset(map(str.lower, _ENDS))
DOCUMENTS = ("document", "documents", "documento", "documentos", "dokumente", "dokumenten")
STARTS_OF_LEXIS = frozenset(
    f"# {of} # {documents}" for of in ("of", "de", "von") for documents in DOCUMENTS
)
END_OF_FACTIVA = re.compile(
    r"(?:AN\W+)?(?:Document[oe]?|Dokument|Документ) [A-Z0-9]{4,12}(?:19|20)\d{6}[a-z0-9]{5,12}"
)
FIELDS = frozenset(
    {
        *("section", "length", "byline", "dateline", "highlight", "graphic", "load-date"),
        *("language", "publication-type", "journal code", "subject", "organization", "geographic"),
        *("company", "person", "industry", "country", "city", "state", "acc-no", "document-type"),
        *("series", "type", "notes", "url", "copyright", "ticker", "headline", "sección"),
        *("seccion", "rubrique", "ressort", "seção", "seçao", "sezione", "sectie", "longitud"),
        *("longueur", "länge", "lunghezza", "tamanho", "lengte", "idioma", "langue", "sprache"),
        *("lingua", "taal", "autor", "auteur", "autore", "fecha de carga"),
    }
)
RESERVED = (
    *("all rights reserved", "todos los derechos reservados", "tous droits réservés"),
    *("alle rechte vorbehalten", "tutti i diritti riservati", "todos os direitos reservados"),
)
LOADED = "load-date"
CLASSES = (
    *("classification", "clasificación", "klassifizierung", "klassifikation"),
    *("classificazione", "classificação", "classificatie"),
)
BODY = ("body", "cuerpo", "corps", "textteil", "corpo", "hoofdtekst")
LENGTHS = ("length", "longitud", "longueur", "länge", "lunghezza", "tamanho", "lengte")
WORDS = (
    *("words", "palabras", "palavras", "mots", "wörter", "parole", "woorden"),
    *("слов", "слово", "слова"),
)
CODES = (
    *("HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "PG", "ED", "LA", "CY", "LP", "TD", "CT"),
    *("RF", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN", "SE"),
)


def is_end(words: str) -> bool:
    """Return whether a document of Nexis ends with this line."""
    return words.lower() in ENDS_OF_NEXIS


def is_start_of_lexis(words: str) -> bool:
    """Return whether a document of LexisNexis begins with this line: "3 of 12 DOCUMENTS"."""
    return words[:1].isdecimal() and FIGURES.sub("#", words.lower()) in STARTS_OF_LEXIS


def is_end_of_factiva(words: str) -> bool:
    """Return whether a document of Factiva ends with this line, which has its number."""
    return END_OF_FACTIVA.fullmatch(words) is not None


def is_field(words: str) -> bool:
    """Return whether the line is a field, or a rights line among the fields."""
    name, colon, _ = words.lower().partition(":")
    named = bool(colon) and name.rstrip() in FIELDS
    return named or is_of_rights(words) or name.removesuffix(".") in RESERVED


def is_of_rights(words: str) -> bool:
    """Return whether the line names the holder of the rights."""
    return words.lower().startswith(("©", "(c)", "copyright"))


def is_body(words: str) -> bool:
    """Return whether the text begins after this line."""
    return words.lower().removesuffix(":") in BODY


def is_length(words: str) -> bool:
    """Return whether the line is the field for the text's length: "LENGTH: 812 words"."""
    parts = words.lower().replace(":", " ", 1).split()
    return len(parts) == 3 and parts[0] in LENGTHS and _is_number(parts[1])


def is_word_count(words: str) -> bool:
    """Return whether the line is only the text's length: "812 words"."""
    number, _, unit = words.lower().partition(" ")
    return unit in WORDS and _is_number(number)


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").isdecimal()


def coded(words: str) -> tuple[str, str] | None:
    """Return the code at the start of a Factiva line and the remaining text: "HD | Three
    killed"."""
    code = words[:3].rstrip().removesuffix("|")
    value = words[len(code) :]
    if code not in CODES or not (value[:1] in ("", "|") or value[0].isspace()):
        return None
    return code, value.lstrip().removeprefix("|").strip()
