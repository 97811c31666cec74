"""E-mail: the message is the article; attachments are named and never in memory."""

from __future__ import annotations

import base64
import email
import io
from datetime import date
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import ArticleError
from extractor.sources import read_articles
from extractor.sources.mail import read_mail
from extractor.text.article import Article

FIRST = "Gunmen killed four farmers near Konduga on Monday, police said."
SECOND = "Nobody claimed the attack. Officials promised an inquiry."
HTML = f"<html><body><p>{FIRST}</p><p>{SECOND}</p><style>p {{}}</style></body></html>"


def message(text: str | None = f"{FIRST}\n\n{SECOND}\n", **headers: str) -> EmailMessage:
    made = EmailMessage(policy=policy.SMTP)
    made["From"] = "Jane Doe <jane@example.org>"
    made["Subject"] = "Four killed near Konduga"
    made["Date"] = "Tue, 14 May 2024 23:30:00 -0500"
    made["Message-ID"] = "<m1@example.org>"
    for name, value in headers.items():
        del made[name.replace("_", "-")]
        made[name.replace("_", "-")] = value
    if text is not None:
        made.set_content(text)
    return made


def read(data: EmailMessage | bytes, *, notes: list[str] | None = None, **options):
    data = data if isinstance(data, bytes) else data.as_bytes()
    told = notes if notes is not None else []
    return list(read_mail(io.BytesIO(data), name="a.eml", note=told.append, **options))


def the_error(data: EmailMessage | bytes) -> str:
    (error,) = read(data)
    assert isinstance(error, ArticleError)
    return str(error)


def test_a_message_gives_its_text_subject_day_and_id_and_its_sender_is_no_publisher():
    (article,) = read(message(), publisher="Given")
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.title == "Four killed near Konduga"
    assert article.published == date(2024, 5, 14)  # by the sender's clock
    assert (article.id, article.publisher) == ("m1@example.org", "Given")
    assert article.extra == {"file": "a.eml", "from": "Jane Doe <jane@example.org>"}


def test_the_sender_of_a_newsletter_is_its_publisher():
    (article,) = read(message(List_Unsubscribe="<https://example.org/u>"))
    assert article.publisher == "Jane Doe"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Fwd: Four killed", FIRST),
        ("WG: Vier Tote", FIRST),
        ("Four killed", f"---------- Forwarded message ---------\nFrom: A\n\n{FIRST}"),
        ("Four killed", f"Begin forwarded message:\n\n{FIRST}"),
        ("Four killed", f"-----Original Message-----\nFrom: A\n\n{FIRST}"),
    ],
)
def test_the_day_a_message_was_passed_on_is_not_the_day_of_publication(subject, text):
    notes: list[str] = []
    (article,) = read(message(text, Subject=subject), notes=notes)
    assert article.published is None
    assert notes == [
        "a.eml: passed on to somebody on 2024-05-14; when it was published is not known"
    ]


def test_a_plain_part_that_only_points_to_the_html_is_not_the_text():
    made = message("Your mail program cannot show this newsletter.")
    made.add_alternative(HTML, subtype="html")
    (article,) = read(made)
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_the_plain_part_is_taken_where_both_tell_the_same():
    made = message()
    made.add_alternative(HTML.replace("<p>", "<p>• "), subtype="html")
    (article,) = read(made)
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_html_alone_is_read():
    made = message(None)
    made.set_content(HTML, subtype="html")
    (article,) = read(made)
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_lines_that_flow_are_joined_and_others_stay():
    made = message(f"{FIRST[:20]} \n{FIRST[20:].lstrip()}\n\nA\nB\n")
    made.set_param("format", "flowed")
    (article,) = read(made)
    assert article.text == f"{FIRST[:20]} {FIRST[20:].lstrip()}\n\nA\nB"


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "iso-8859-5"])
def test_a_part_is_read_in_the_encoding_it_names(charset):
    made = message(None)
    made.set_content("Взрыв в Мосуле убил пятерых, сообщила полиция.", charset=charset)
    (article,) = read(made)
    assert article.text == "Взрыв в Мосуле убил пятерых, сообщила полиция."


def test_an_encoding_that_is_wrong_or_unknown_is_found_and_told():
    text = "Взрыв в Мосуле убил пятерых человек, сообщила полиция в понедельник вечером."
    for named in ("no-such", "ascii"):
        notes: list[str] = []
        head = f"Subject: x\nContent-Type: text/plain; charset={named}\n\n"
        (article,) = read(head.encode() + text.encode("cp1251"), notes=notes)
        assert article.text == text
        assert notes == ["a.eml: read as windows-1251 (a guess; --encoding says otherwise)"]


def test_attachments_are_named_and_not_read():
    made = message()
    made.add_attachment(b"%PDF-1.7" * 1000, "application", "pdf", filename="report.pdf")
    made.add_attachment("Another text.", filename="notes.txt")
    notes: list[str] = []
    (article,) = read(made, notes=notes)
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert notes == ["a.eml: attachments not read: report.pdf (11 kB), notes.txt (0 kB)"]


def test_a_hundred_megabytes_attached_take_no_memory(monkeypatch):
    made = message()
    made.add_attachment(b"x", "video", "mp4", filename="film.mp4")
    before, end = made.as_bytes().split(b"eA==", 1)

    class Long(io.RawIOBase):
        def __init__(self) -> None:
            self.parts = [before, *[(b"QUJD" * 19 + b"\r\n") * 12_000] * 110, end]

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            while self.parts and not self.parts[0]:
                del self.parts[0]
            if not self.parts:
                return 0
            part = self.parts[0][: len(buffer)]
            self.parts[0] = self.parts[0][len(part) :]
            buffer[: len(part)] = part
            return len(part)

    notes: list[str] = []
    parsed: list[int] = []
    own = email.message_from_bytes
    monkeypatch.setattr(
        "email.message_from_bytes",
        lambda data, **how: (parsed.append(len(data)), own(data, **how))[1],
    )
    (article,) = read_mail(io.BufferedReader(Long(), 1 << 20), name="a.eml", note=notes.append)
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert notes == ["a.eml: attachments not read: film.mp4 (103 MB)"]
    assert max(parsed) < 2000


def test_a_message_that_only_holds_another_is_that_one():
    outer = message(None, Subject="Look", Date="Fri, 17 May 2024 08:00:00 +0000")
    outer.add_attachment(message())
    (article,) = read(outer)
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert (article.title, article.published) == ("Four killed near Konduga", date(2024, 5, 14))


def test_messages_attached_to_a_message_are_articles_of_their_own():
    outer = message("Please code these two.\n", Subject="Two for you", Message_ID="<o@example.org>")
    outer.add_attachment(message())
    second = message(f"{SECOND} {FIRST}\n", Subject="More", Date="Mon, 13 May 2024 08:00:00 +0000")
    second.add_attachment(message("Kept by itself.\n", Subject="Within"))
    outer.add_attachment(second)
    outer.add_attachment(b"%PDF", "application", "pdf", filename="report.pdf")
    notes: list[str] = []
    found = read(outer, notes=notes)
    assert [(one.title, one.published and one.published.day, one.text) for one in found] == [
        ("Two for you", 14, "Please code these two."),
        ("Four killed near Konduga", 14, f"{FIRST}\n\n{SECOND}"),
        ("More", 13, f"{SECOND} {FIRST}"),
        ("Within", 14, "Kept by itself."),
    ]
    assert [one.extra["file"] for one in found] == [
        *("a.eml", "a.eml, attached 1", "a.eml, attached 2", "a.eml, attached 2, attached 1")
    ]
    assert notes == [
        "a.eml: 2 messages attached to it, read as articles of their own",
        "a.eml, attached 2: 1 message attached to it, read as articles of their own",
        "a.eml: attachments not read: report.pdf (0 kB)",
    ]


def test_the_messages_of_a_digest_are_articles():
    parts = "".join(
        f"--b\n\nFrom: {name}@example.org\nSubject: {name}\n"
        "Date: Mon, 13 May 2024 08:00:00 +0000\n"
        f"\n{FIRST} {name}\n\n"
        for name in ("one", "two")
    )
    head = "From: l@example.org\nSubject: Digest\nList-Id: <l.example.org>\nMIME-Version: 1.0\n"
    data = f"{head}Content-Type: multipart/digest; boundary=b\n\n{parts}--b--\n"
    notes: list[str] = []
    found = read(data.encode(), notes=notes)
    assert [(one.title, one.text) for one in found] == [
        ("one", f"{FIRST} one"),
        ("two", f"{FIRST} two"),
    ]
    assert notes == ["a.eml: 2 messages attached to it, read as articles of their own"]


def test_an_attached_message_without_text_is_an_error_of_its_own():
    outer = message("See below.\n")
    outer.add_attachment(message("  \n"))
    article, error = read(outer)
    assert article.text == "See below."
    assert str(error) == "a.eml, attached 1: no text in this message"


def test_messages_within_messages_without_end_are_an_error():
    data = b"Content-Type: message/rfc822\n\n" * 60 + b"Subject: x\n\ntext\n"
    (error,) = read(data)
    assert isinstance(error, ArticleError)


def test_an_answer_that_quotes_another_message_has_not_its_day():
    notes: list[str] = []
    (article,) = read(message(f"Code this.\n\n> {FIRST}\n>\n> {SECOND}\n"), notes=notes)
    assert article.published is None
    assert notes == [
        "a.eml: an answer of 2024-05-14 that quotes another message; whose day is not known"
    ]
    (other,) = read(message(f"{FIRST} {SECOND}\n\n> Is there news?\n"))
    assert other.published == date(2024, 5, 14)


def test_a_message_without_text_is_an_error_that_names_what_is_attached():
    made = message(None)
    made.add_attachment(b"%PDF", "application", "pdf", filename="report.pdf")
    assert the_error(made) == (
        "a.eml: no text in this message; attached, to be saved and read by themselves: "
        "report.pdf (0 kB)"
    )
    assert the_error(message("  \n")) == "a.eml: no text in this message"


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"Subject: x\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n", "encrypted (PGP)"),
        (
            b"Subject: x\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB",
            "encrypted (S/MIME)",
        ),
        (b"Subject: x\n\n-----BEGIN PGP MESSAGE-----\n\nhQ\n", "encrypted (PGP)"),
        (b"Just some words.\nAnd more.\n", "no e-mail: it does not begin with headers"),
        (b" \n\n", "the file is empty"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(tmp_path, head, reason):
    path = tmp_path / "a.eml"
    path.write_bytes(head)
    (error,) = read_articles([str(path)])
    assert isinstance(error, ArticleError)
    assert reason in str(error)


def test_parts_within_parts_without_end_are_an_error():
    parts = b"".join(
        b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (n - 1, n) for n in range(1, 90)
    )
    data = b"Subject: x\nContent-Type: multipart/mixed; boundary=0\n\n" + parts
    assert "parts within parts, more than 50 deep" in the_error_of(data)


def the_error_of(data: bytes) -> str:
    with pytest.raises(ArticleError) as caught:
        read(data)
    return str(caught.value)


def test_headers_and_texts_without_end_are_an_error(monkeypatch):
    assert "headers have no end" in the_error_of(b"Subject: x\n" + b"X-Y: " + b"z" * 2_000_000)
    monkeypatch.setattr("extractor.sources.attachments.LARGEST", 1 << 16)
    assert "too much for an article" in the_error_of(b"Subject: x\n\n" + b"words\n" * 20_000)


def test_each_message_of_a_mailbox_is_an_article(tmp_path):
    path = tmp_path / "a.mbox"
    begin = b"From jane@example.org Tue May 14 23:30:00 2024\n"
    second = message("From Kano came a report of two deaths.\n", Message_ID="<m2@example.org>")
    plain = [each.as_bytes(policy=policy.default) for each in (message(), second)]
    path.write_bytes(begin + plain[0] + b"\n" + begin + plain[1])
    articles = list(read_articles([str(path)]))
    assert [article.id for article in articles] == ["m1@example.org", "m2@example.org"]
    assert articles[1].text == "From Kano came a report of two deaths."


def test_a_bad_message_of_a_mailbox_is_only_that_one(tmp_path):
    path = tmp_path / "a.mbox"
    begin = b"From jane@example.org Tue May 14 23:30:00 2024\n"
    path.write_bytes(begin + b"Subject: x\n\n\n" + begin + message().as_bytes())
    bad, good = read_articles([str(path)])
    assert str(bad) == f"{path}: no text in this message"
    assert good.text == f"{FIRST}\n\n{SECOND}"


def test_a_message_is_told_by_its_first_lines_on_standard_input_and_under_any_name(tmp_path):
    data = b"Received: from a by b\r\n" + message().as_bytes()
    (piped,) = read_articles(["-"], stdin=io.BytesIO(data))
    (tmp_path / "mail.msg1").write_bytes(data)
    (named,) = read_articles([str(tmp_path / "mail.msg1")])
    assert piped.text == named.text == f"{FIRST}\n\n{SECOND}"


def test_an_article_that_begins_like_a_letter_is_plain_text():
    text = f"From: our reporter\nDate: Monday\n\n{FIRST}"
    (article,) = read_articles(["-"], stdin=io.BytesIO(text.encode()))
    assert article.text == text


@settings(deadline=None)
@given(st.binary(max_size=400), st.integers(0, 900))
def test_a_damaged_message_never_ends_in_a_traceback(junk, at):
    made = message()
    made.add_alternative(HTML, subtype="html")
    made.add_attachment(b"x" * 50, "application", "pdf", filename="r\u00e9port.pdf")
    data = made.as_bytes()
    try:
        found = read(data[:at] + junk + data[at:])
    except ArticleError:
        return
    assert all(isinstance(each, (Article, ArticleError)) for each in found)


def test_a_kind_of_attachment_that_is_folded_is_told_in_one_line(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html;\n"
        b" charset=utf-8\nContent-Disposition: attachment\n\n<p>Text</p>\n"
    )
    (error,) = read_articles([path])
    assert isinstance(error, ArticleError) and "attached" in str(error)
    assert len(str(error).splitlines()) == 1


WRITTEN = base64.b64encode((FIRST * 3).encode()).decode().rstrip("=")
BROKEN_BASE64 = (
    "a.eml: its text is written in base64 that is damaged or cut off: words may be missing or "
    "wrong; save the message again"
)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (WRITTEN[:200], []),  # nothing shows that
        *((WRITTEN[:cut], [BROKEN_BASE64]) for cut in (201, 202, 203)),
        (f"{WRITTEN[:200]}\n?*?*\n{WRITTEN[200:]}", [BROKEN_BASE64]),
    ],
)
def test_a_text_whose_base64_is_cut_off_or_written_into_is_told(written, told):
    notes: list[str] = []
    head = "From: a@example.org\nSubject: A\nContent-Transfer-Encoding: base64\n\n"
    (article,) = read(f"{head}{written}\n".encode(), notes=notes)
    assert article.text.startswith(FIRST * 2)
    assert notes == told


def test_a_message_of_apple_mail_is_read_without_its_length_and_flags(tmp_path):
    message = (
        b"From: a@example.org\r\nSubject: Four killed\r\nDate: Tue, 14 May 2024 23:30:00 +0300\r\n"
        b"Content-Type: text/plain\r\n\r\nGunmen killed four farmers near Konduga.\r\n"
    )
    flags = b'<?xml version="1.0"?><plist version="1.0"><dict/></plist>\n'
    path = tmp_path / "1.emlx"
    path.write_bytes(b"%d       \n" % len(message) + message + flags)
    notes: list[str] = []
    (article,) = read_articles([str(path)], note=notes.append)
    assert article.text == "Gunmen killed four farmers near Konduga."
    assert (article.title, str(article.published)) == ("Four killed", "2024-05-14")
    assert not any("missing" in note for note in notes)
    path.write_bytes(b"%d\n" % (len(message) + 7) + message)
    (article,) = read_articles([str(path)], note=notes.append)
    assert f"{path}: 7 bytes of the message are missing: it is cut off" in notes
    path.write_bytes(message)
    (article,) = read_articles([str(path)])
    assert article.title == "Four killed"
