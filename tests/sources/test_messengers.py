"""Exports of Telegram and WhatsApp: each message an article of its own day."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import ArticleError
from extractor.sources import Columns, read_articles

FIRST = "Gunmen killed four farmers near Konduga on Monday, police said."
SECOND = "Nobody claimed the attack. Officials promised an inquiry."
MESSAGES = [
    {"id": 1, "type": "service", "date": "2024-05-13T08:00:00", "action": "create", "text": ""},
    {
        "id": 2,
        "type": "message",
        "date": "2024-05-14T23:30:00",
        "from": "The Desk",
        "text": ["Gunmen killed ", {"type": "bold", "text": "four"}, " farmers near Konduga."],
    },
    {"id": 3, "type": "message", "date": "2024-05-15T09:00:00", "photo": "a.jpg", "text": ""},
    {
        "id": 4,
        "type": "message",
        "date": "2024-05-15T10:00:00",
        "edited": "2024-06-01",
        "forwarded_from": "Another Desk",
        "text": SECOND,
    },
]
CHANNEL = {"name": "The Desk", "type": "public_channel", "id": 12, "messages": MESSAGES}


def read(path, **options):
    notes: list[str] = []
    found = [*read_articles([str(path)], note=notes.append, **options)]
    return found, [note.removeprefix(f"{path}: ") for note in notes]


@pytest.mark.parametrize(
    "whole", [CHANNEL, {"about": "Your data.", "chats": {"about": "", "list": [CHANNEL]}}]
)
@pytest.mark.parametrize("indent", [None, 1])
def test_messages_of_a_channel_in_json(tmp_path, whole, indent):
    path = tmp_path / "result.json"
    path.write_text(json.dumps(whole, indent=indent))
    found, notes = read(path)
    assert [(each.id, each.text, each.published) for each in found] == [
        ("telegram:12/2", "Gunmen killed four farmers near Konduga.", date(2024, 5, 14)),
        ("telegram:12/4", SECOND, date(2024, 5, 15)),
    ]
    assert [each.publisher for each in found] == ["The Desk", "Another Desk"]
    assert notes == [
        "an export of Telegram: 2 messages, each an article; 2 without a text passed over",
        "1 message was passed on from others, on the day that is given",
    ]
    streamed = list(read_articles(["-"], stdin=io.BytesIO(path.read_bytes())))
    assert [each.text for each in streamed] == [each.text for each in found]


def test_a_chat_of_persons_has_no_publisher_and_a_named_column_is_asked_for(tmp_path):
    path = tmp_path / "result.json"
    path.write_text(json.dumps({**CHANNEL, "type": "private_group"}))
    found, _ = read(path)
    assert [each.publisher for each in found] == [None, "Another Desk"]
    assert [each.extra.get("from") for each in found] == ["The Desk", None]
    (error,), _ = read(path, columns=Columns(text="words"))
    assert isinstance(error, ArticleError)


def test_a_cut_export_is_one_line(tmp_path):
    path = tmp_path / "result.json"
    path.write_text(json.dumps(CHANNEL)[:-40])
    (error,), _ = read(path)
    assert isinstance(error, ArticleError)
    assert str(error).startswith(f"{path}: ")
    assert "\n" not in str(error)


def message(number: int, day: str, words: str, *, kind: str = "", more: str = "") -> str:
    name = "" if "joined" in kind else '<div class="from_name">The Desk </div>'
    return (
        f'<div class="message default clearfix{kind}" id="message{number}"><div class="body">'
        f'<div class="pull_right date details" title="{day} 23:30:00 UTC+03:00">23:30</div>'
        f'{name}{more}<div class="text">{words}</div></div></div>'
    )


def test_messages_of_a_channel_in_pages(tmp_path):
    reply = '<div class="reply_to details">In reply to <a href="#">this message</a></div>'
    history = (
        '<div class="message service" id="message-1"><div class="body details">14 May</div></div>'
        + message(2, "14.05.2024", f"{FIRST}<br>Four <strong>died</strong>.", more=reply)
        + message(3, "15.05.2024", SECOND, kind=" joined")
        + message(4, "15.05.2024", " ")
    )
    path = tmp_path / "messages.html"
    path.write_text(
        "<!DOCTYPE html><html><head></head><body><div class='page_wrap'>"
        f'<div class="page_body chat_page"><div class="history">{history}</div></div></div></body>'
        "</html>"
    )
    found, notes = read(path)
    assert [(each.text, each.published, each.publisher) for each in found] == [
        (f"{FIRST}\nFour died.", date(2024, 5, 14), "The Desk"),
        (SECOND, date(2024, 5, 15), "The Desk"),
    ]
    assert notes == [
        "an export of Telegram: 2 messages, each an article; 1 without a text passed over"
    ]


ANDROID = "{}, 09:0{} - {}"
IOS = "\u200e[{}, 09:0{}:07\u202fAM] {}"


@pytest.mark.parametrize("form", [ANDROID, IOS])
@pytest.mark.parametrize(
    ("figures", "days"),
    [
        (("14/05/2024", "15/05/2024"), (date(2024, 5, 14), date(2024, 5, 15))),
        (("5/14/24", "5/15/24"), (date(2024, 5, 14), date(2024, 5, 15))),
        (("30.04.24", "01.05.24"), (date(2024, 4, 30), date(2024, 5, 1))),
        (("2024-05-14", "2024-05-15"), (date(2024, 5, 14), date(2024, 5, 15))),
        # Only day first goes on: month first the second came before the first.
        (("09/05/2024", "01/06/2024"), (date(2024, 5, 9), date(2024, 6, 1))),
    ],
)
def test_a_chat_of_whatsapp(tmp_path, form, figures, days):
    path = tmp_path / "chat.txt"
    first, second = figures
    lines = [
        form.format(first, 1, "Messages and calls are end-to-end encrypted."),
        form.format(first, 2, f"Anna: {FIRST}"),
        "A second paragraph: with a colon.",
        form.format(second, 3, "Ben: <Media omitted>"),
        form.format(second, 4, f"Ben: {SECOND}"),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found, notes = read(path)
    assert [(each.text, each.published) for each in found] == [
        (f"{FIRST}\nA second paragraph: with a colon.", days[0]),
        (SECOND, days[1]),
    ]
    assert [each.extra["from"] for each in found] == ["Anna", "Ben"]
    assert notes == [
        "a chat of WhatsApp: 2 messages, each an article; 2 without a text passed over"
    ]


def test_days_of_a_chat_that_stay_open_are_told(tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text(f"05/06/2024, 09:01 - A: {FIRST}\n06/07/2024, 09:02 - B: {SECOND}\n")
    found, notes = read(path)
    assert [each.published for each in found] == [None, None]
    assert notes[1] == (
        "its days are open: 05/06/2024 is 2024-06-05 or 2024-05-06; --published gives one for all"
    )
    assert [each.published for each in read(path, published="2024-07-07")[0]] == [
        date(2024, 7, 7),
        date(2024, 7, 7),
    ]


@pytest.mark.parametrize(
    "text", [f"14/05/2024, 09:01 - {FIRST}\n\n{SECOND}", f"14 May 2024\n\n{FIRST}", "9:00 - a\n"]
)
def test_a_text_that_only_begins_with_a_day_is_no_chat(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text)
    (article,), _ = read(path)
    assert article.text == text


@settings(deadline=None)
@given(st.integers(0, 600), st.text(max_size=10), st.sampled_from(["a.json", "a.html", "a.txt"]))
def test_a_damaged_export_never_ends_in_a_traceback(tmp_path_factory, at, junk, name):
    whole = {
        "a.json": json.dumps(CHANNEL),
        "a.html": '<html><div class="page_body chat_page">' + message(1, "14.05.2024", FIRST) * 3,
        "a.txt": f"05/06/2024, 09:01 - A: {FIRST}\n06/07/2024, 09:02 - B: {SECOND}\n" * 3,
    }[name]
    path = tmp_path_factory.mktemp("chat") / name
    path.write_text(whole[:at] + junk + whole[at + len(junk) :], encoding="utf-8")
    for each in read_articles([str(path)]):
        if isinstance(each, ArticleError):
            assert "\n" not in str(each)


@pytest.mark.parametrize("chats", [[], {"list": 5}, {"list": [7]}, {}, None, "x"])
def test_an_export_whose_chats_are_no_list_has_no_messages(tmp_path, chats):
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"name": "x", "type": "public_channel", "chats": chats}))
    found, notes = read(path)
    assert found == []
    assert notes == ["an export of Telegram: 0 messages, each an article"]
