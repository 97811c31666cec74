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
                "We and our partners store cookies on a device.",
                "Accept all or reject all of the purposes below.",
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
            [
                "We recognize you are attempting to access this website from a "
                "country belonging to the European Economic Area (EEA), so access "
                "cannot be granted at this time."
            ],
            "a notice that it is not available here",
        ),
        (
            ["Ova stranica koristi kolačiće. Nastavkom posjete prihvaćate kolačiće."],
            "a consent notice",
        ),
        (["Please verify your age before you go on to this page."], "a check of age"),
        (
            ["Your session has timed out. Please reload the page to go on with what you did."],
            "a notice of an expired session",
        ),
        (
            ["Our site is undergoing scheduled maintenance. We will be back online shortly."],
            "a notice of maintenance",
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
    "words",
    [
        "Noi e i nostri partner archiviamo informazioni su un dispositivo, come i cookie. "
        "Puoi gestire le tue scelte facendo clic qui sotto.",
        "Wij en onze partners slaan informatie op een apparaat op, zoals cookies. "
        "Klik op akkoord om door te gaan naar de site.",
        "My i nasi partnerzy przechowujemy informacje na urządzeniu, np. w plikach cookie. "
        "Kliknij przycisk poniżej, aby przejść do serwisu.",
        "Para seguir leyendo, acepta las cookies. Nosotros y nuestros socios tratamos tus datos.",
        "Um Ihnen das beste Erlebnis zu bieten, nutzen wir Technologien wie Cookies auf dem Gerät.",
        "Kişisel verileriniz bizim için önemlidir. Devam etmek için lütfen kabul edin.",
        "این سایت برای بهبود تجربه شما از کوکی استفاده می‌کند. با ادامه استفاده موافقت می‌کنید.",
        "אתר זה משתמש בעוגיות כדי לשפר את חוויית הגלישה שלך. המשך הגלישה הוא הסכמה לכך.",
        "نستخدم ملفات الكوكيز لتحسين تجربتك. بالضغط على موافق فإنك توافق على سياسة الخصوصية.",
        "我们使用 Cookie 来改善您的体验。继续浏览本网站即表示您同意。",
        "当サイトではクッキーを使用しています。続行するには同意ボタンをクリックしてください。",
        "이 사이트는 더 나은 서비스를 위해 쿠키를 사용합니다. 동의를 클릭하십시오.",
        "हम आपके अनुभव को बेहतर बनाने के लिए कुकीज़ का उपयोग करते हैं।",
        "Noi și partenerii noștri stocăm informații pe un dispozitiv, cum ar fi modulele cookie.",
        "Vi och våra partners lagrar information på en enhet, såsom cookies. Klicka på Godkänn.",
    ],
)
def test_consent_is_asked_for_in_many_languages_and_other_words(words: str) -> None:
    with pytest.raises(ArticleError, match="only a consent notice"):
        page_article(page(words), where="a.html")


@pytest.mark.parametrize(
    "words",
    [
        "This content is available to members only. Already a member? Log in here.",
        "Este contenido es exclusivo para suscriptores. Si ya eres suscriptor, inicia sesión.",
        "Pour lire la suite de cet article, identifiez-vous ou abonnez-vous.",
        "Mit einem Abonnement lesen Sie diesen Artikel weiter. Sie haben schon ein Abo? Anmelden.",
        "Questo contenuto è riservato agli abbonati. Abbonati subito o accedi per leggere.",
        "Dit artikel is exclusief voor abonnees. Log in of neem een abonnement om verder te lezen.",
        "Den här artikeln är låst för prenumeranter. Logga in för att läsa vidare.",
        "Ten artykuł jest dostępny tylko dla prenumeratorów. Zaloguj się, aby czytać dalej.",
        "Материал доступен только подписчикам. Войдите, чтобы читать дальше.",
        "Матеріал доступний лише для передплатників. Увійдіть, щоб читати далі.",
        "Artikel ini khusus untuk pelanggan. Silakan masuk untuk melanjutkan membaca.",
        "הכתבה זמינה למנויים בלבד. התחברו כדי להמשיך לקרוא את הכתבה המלאה.",
        "این مطلب فقط برای مشترکین در دسترس است. برای ادامه مطالعه وارد شوید.",
        "यह लेख केवल ग्राहकों के लिए है। आगे पढ़ने के लिए लॉग इन करें।",
        "この記事は有料会員限定です。ログインまたは会員登録して続きをお読みください。",
        "本文仅限订阅用户阅读。请登录或订阅后继续阅读全文内容，谢谢您的支持。",
    ],
)
def test_a_demand_to_subscribe_in_many_languages_is_no_article(words: str) -> None:
    with pytest.raises(ArticleError, match="only a demand to log in or subscribe"):
        page_article(page(words), where="a.html")
    story = "Gunmen attacked the market of Danwara on Tuesday, killing nine people, police said."
    assert story in page_article(page(story, words), where="a.html").text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<p>Loading, please wait while the page is loading</p>", "loads or leads elsewhere"),
        ("<p>You are being redirected to the new page of our site.</p>", "leads elsewhere"),
        ("<p>Sayfa bulunamadı. Aradığınız sayfa kaldırılmış olabilir.</p>", "cannot be shown"),
        ("<p>عذرا، الصفحة التي تبحث عنها غير موجودة أو تم نقلها.</p>", "cannot be shown"),
        ("<p>Something went wrong. Please try again later.</p>", "cannot be shown"),
        ("<p>Press &amp; Hold to confirm you are a human (and not a bot).</p>", "robots"),
        ("<p>Please enable JS and disable any ad blocker</p>", "a demand for a script"),
        (
            "<p>Dieser Artikel ist nur für Abonnenten verfügbar.</p><p>Jetzt vier Wochen für einen "
            "Euro testen.</p>",
            "subscribe",
        ),
        ("<p>By Binta Sow, Staff Correspondent, Dambuwa Post</p>", "around an article"),
        ("<p>Share this article on Facebook Twitter WhatsApp Email</p>", "around an article"),
        (
            "<h3>Get our newsletter</h3><p>Sign up for our morning briefing and the top stories in "
            "your inbox. Enter your email address.</p>",
            "around an article",
        ),
        (
            "<ul><li>World</li><li>Politics</li><li>Business</li><li>Sports</li><li>Culture</li>"
            "</ul>",
            "around an article",
        ),
    ],
)
def test_an_empty_shell_is_no_article(body: str, kind: str) -> None:
    head = "<title>Raiders burn grain store</title>"
    shell = f"<html><head>{head}</head><body><h1>Raiders burn grain store</h1>{body}</body></html>"
    with pytest.raises(ArticleError, match=f"only .*{kind}"):
        page_article(shell, where="a.html")


def test_an_article_in_one_sentence_of_somebody_s_words_is_read() -> None:
    said = "“We buried our dead at noon. You cannot imagine it,” the mayor of Dambuwa said."
    assert said in page_article(page(said, "Share this on Facebook"), where="a.html").text
    device = "An explosive device killed two partners of the mill near Dambuwa, the army said."
    notice = "We use cookies to improve your experience. Accept"
    assert device in page_article(page(device, notice), where="a.html").text


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
