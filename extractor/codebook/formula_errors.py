"""What a spreadsheet shows where a formula failed: the value that was to stand there is lost.

Excel keeps the English words in a workbook and saves those of its own language in a CSV.
LibreOffice writes ``Err:502``, Google Sheets ``#ERROR!``, and ``Loading...`` where a page is still
fetched; a column that is too narrow is saved as ``####``.
"""

from __future__ import annotations

__all__ = ["FORMULA_ERRORS", "is_formula_error", "without_value"]

_ENGLISH = (
    "#N/A #N/A! #NA #NULL! #VALUE! #REF! #DIV/0! #NUM! #NAME? #SPILL! #CALC! #FIELD! #BLOCKED! "
    "#CONNECT! #BUSY! #UNKNOWN! #EXTERNAL! #PYTHON! #GETTING_DATA #ERROR! #NAME! #DIV/0"
)
# Excel in German, French, Spanish, Italian, Portuguese, Dutch, Turkish, Russian, Ukrainian, Polish,
# Czech, Hungarian, Swedish, Danish, Norwegian and Finnish, each word listed once.
_OTHERS = (
    "#NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #KALK! "
    "#VALEUR! #NOM? #NOMBRE! #NUL! #PROPAGATION! "
    "#N/D #N/D! #¡REF! #¡VALOR! #¿NOMBRE? #¡DIV/0! #¡NUM! #¡NULO! #¡NULA! #¡DESBORDAMIENTO! "
    "#RIF! #VALORE! #NOME? #NULLO! #VALOR! #NÚM! #NULO! "
    "#N/B #VERW! #WAARDE! #NAAM? #DEEL/0! #GETAL! #LEEG! "
    "#BAŞV! #DEĞER! #YOK #AD? #SAYI/0! #SAYI! #BOŞ! "
    "#Н/Д #ССЫЛКА! #ЗНАЧ! #ИМЯ? #ДЕЛ/0! #ЧИСЛО! #ПУСТО! #ПОСИЛАННЯ! #ЗНАЧЕННЯ! #ІМʼЯ? #ДІЛ/0! "
    "#ADR! #ARG! #NAZWA? #DZIEL/0! #LICZBA! #ZERO! "
    "#ODKAZ! #HODNOTA! #NENÍ_K_DISPOZICI #NÁZEV? #DĚLENÍ_NULOU! #ČÍSLO! "
    "#HIV! #ÉRTÉK! #HIÁNYZIK #NÉV? #ZÉRÓOSZTÓ! #SZÁM! #NULLA! "
    "#REFERENS! #VÄRDEFEL! #SAKNAS! #NAMN? #DIVISION/0! #OGILTIGT! "
    "#REFERENCE! #VÆRDI! #I/T #NAVN? #VERDI! "
    "#VIITTAUS! #ARVO! #PUUTTUU! #NIMI? #JAKO/0! #LUKU! #TYHJÄ!"
)
FORMULA_ERRORS = frozenset(
    {
        *_ENGLISH.split(),
        *("#N/A N/A", "Loading..."),
        *_OTHERS.split(),
        *(f"Err:{number}" for number in range(501, 541)),
        *("#" * width for width in range(3, 17)),
    }
)


def is_formula_error(cell: object) -> bool:
    """Whether a cell contains only such an error."""
    return isinstance(cell, str) and cell.strip() in FORMULA_ERRORS


def without_value(column: str, cell: str) -> str:
    """Returns a one-line message about such a cell in a column that must have a value."""
    return (
        f"{column}: {cell!r} is what a spreadsheet shows where a formula failed or a column is too "
        "narrow, and the row needs the value; mend it in the spreadsheet and export again"
    )
