"""Reads the paragraphs in a part of a page, without buttons, captions, scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["paragraphs_of"]

BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "header", "footer", "main", "ul", "ol", "li", "dl"),
        *("dt", "dd", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br", "hr"),
        *("address", "pre"),
    }
)
NO_TEXT = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "iframe", "button", "select", "form"),
        *("option", "textarea", "figure", "figcaption", "nav", "aside", "video", "audio", "head"),
    }
)


def paragraphs_of(
    part: Any,
    *,
    leave_out: Callable[[Any], bool],
    skip: Any = None,
    before: Any = None,
    after: Any = None,
) -> list[str]:
    """Return the paragraphs of an element in order, or only those ``before`` one element and
    ``after`` another. The element ``skip`` and those for which ``leave_out`` is true are left
    out."""
    lines: list[list[str]] = [[]]
    begun = after is None
    todo: list[tuple[Any, bool]] = [(part, False)]  # no recursion: pages are deeply nested
    while todo:
        element, leaving = todo.pop()
        if element is before:
            break
        block = element.tag in BLOCKS
        if leaving:
            if block:
                lines.append([])
            if element is after:
                begun, lines = True, [[]]
        else:
            if element is not part and _is_out(element, skip, leave_out, keep=(before, after)):
                if begun and element.tail:
                    lines[-1].append(element.tail)
                continue
            if block:
                lines.append([])
            todo.append((element, True))
            if begun and element.text:
                lines[-1].append(element.text)
            todo += [(child, False) for child in reversed(element)]
            continue
        if element is not part and begun and element.tail:
            lines[-1].append(element.tail)
    whole = (" ".join("".join(line).split()) for line in lines)
    return [line for line in whole if line] if begun else []


def _is_out(
    element: Any, skip: Any, leave_out: Callable[[Any], bool], *, keep: tuple[Any, ...]
) -> bool:
    if not isinstance(element.tag, str) or element.tag in NO_TEXT or element is skip:
        return True
    if any(one is not None and (one is element or element in one.iterancestors()) for one in keep):
        return False
    return leave_out(element)
