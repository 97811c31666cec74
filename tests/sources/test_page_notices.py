"""A page that shows a notice in the place of its article has no article; one with both has one."""

from __future__ import annotations

import pytest

from extractor.errors import ArticleError
from extractor.sources.html import page_article

STORY = (
    "Armed men on horseback burned a grain store outside the town of Dambuwa before dawn, killing "
    "three guards and wounding a watchman, the district head said."
)


def page(*lines: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        "<html><head><title>Raiders burn grain store</title></head><body><article>"
        f"<h1>Raiders burn grain store</h1>{body}<button>Accept</button></article></body></html>"
    )


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (
            [
                "We care about your privacy. We and our 120 vendors store and access information "
                "on a device.",
                "You can change your mind at any time in the settings at the bottom of the page.",
            ],
            "a consent notice",
        ),
        (
            [
                "Valoramos tu privacidad",
                "Nosotros y nuestros socios guardamos datos personales y usamos cookies para ello.",
            ],
            "a consent notice",
        ),
        (
            ["Avec votre accord, nos partenaires et nous utilisons des cookies sur ce site."],
            "a consent notice",
        ),
        (["Wir verwenden Cookies, um Ihnen ein besseres Angebot zu machen."], "a consent notice"),
        (["Наш сайт использует файлы cookie, чтобы он был удобнее для вас."], "a consent notice"),
        (["نحن نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا."], "a consent notice"),
        (
            ["You need to enable JavaScript to run this app."],
            "a demand for a script or a browser",
        ),
        (
            ["Checking your browser before you go on.", "Your browser will be redirected shortly."],
            "a check for robots",
        ),
        (
            ["Subscribe to continue reading this article.", "Already a subscriber? Sign in"],
            "a demand to log in or subscribe",
        ),
        (
            ["Access denied. You don't have permission to access this page on this server."],
            "a note that it cannot be shown",
        ),
    ],
)
def test_a_notice_under_a_headline_is_no_article(lines: list[str], kind: str) -> None:
    with pytest.raises(ArticleError) as error:
        page_article(page(*lines), where="a.html")
    assert str(error.value) == f"a.html: no article text in this page, only {kind}"


@pytest.mark.parametrize(
    "lines",
    [
        [STORY, "This site uses cookies to improve your experience."],
        ["This site uses cookies to improve your experience.", STORY],
        ["Three guards were killed near Dambuwa, police said.", "We use cookies for statistics."],
        [STORY + " Subscribe to continue reading this article."],
        ["Fighters denied aid workers access to the town and said water is no longer available."],
        [
            "Parliament adopted a law on cookies after clashes outside in which two people died.",
            "Police used tear gas against protesters who asked for more privacy, an officer said.",
            STORY,
        ],
    ],
    ids=["before", "after", "short", "pay wall", "words of notices", "about cookies"],
)
def test_an_article_beside_a_notice_is_read(lines: list[str]) -> None:
    assert lines[0][:40] in page_article(page(*lines), where="a.html").text or lines[0] != STORY
