"""What the service says of a bad request: which part, what was found, what to send."""

from __future__ import annotations

import pytest

BOMB = {"text": "bomb"}
ONE, MANY = '{"text": "…", "published": "2026-03-11"}', '{"articles": [{"text": "…"'
LIBRARIES_WORDS = (
    *("Input should", "Field required", "valid ", "List should", "String should", "Not Found"),
    *("Method Not", "error parsing", "dictionary", "Value error"),
)


def said(served, path, given):
    status, told, _ = served.ask(path, given)
    message = told["error"]["message"]
    assert 400 <= status < 500
    assert "\n" not in message and not any(words in message for words in LIBRARIES_WORDS)
    return message


@pytest.mark.parametrize(
    ("path", "given", "message"),
    [
        ("/extract", {}, f"text is missing: send {ONE}"),
        ("/extract", b"", f"there is no body: send JSON, as {ONE}"),
        ("/extract", [BOMB], f"the body is a list: send an object, as {ONE}"),
        ("/extract", b'"x"', f"the body is a text: send an object, as {ONE}"),
        ("/extract", {"text": None}, "text is null, and has to be a text in quotes"),
        (
            "/extract",
            {**BOMB, "published": 20240510},
            "published is a number, and has to be a text in quotes, or null where it is not known",
        ),
        ("/extract", {**BOMB, "title": "x" * 2001}, "title is longer than 2,000 characters"),
        (
            "/extract",
            {"txt": "bomb"},
            "txt: no such key; did you mean text? (there are: text, id, title, published, "
            "publisher, url) (1 more is wrong)",
        ),
        (
            "/extract",
            {**BOMB, "articles": []},
            'articles: no such key; "articles" is asked of /extract/many (here there are: text, '
            "id, title, published, publisher, url)",
        ),
        ("/extract/many", {}, f"articles is missing: send {MANY}"),
        ("/extract/many", {"articles": []}, "articles is empty: send at least 1 article"),
        ("/extract/many", {"articles": {}}, "articles is an object, and has to be a list, as {"),
        (
            "/extract/many",
            {"articles": [BOMB] * 101},
            "articles holds 101, and at most 100 go in one request: send several",
        ),
        (
            "/extract/many",
            {"articles": [BOMB, {"text": True}]},
            "articles[1].text is true, and has to be a text in quotes",
        ),
        ("/extract/many", {"articles": [BOMB, "x"]}, "articles[1] is a text, and has to be an obj"),
        ("/extract/many", {"articles": [{**BOMB, "Title": "x"}]}, "articles[0].Title: no such key; "
         "did you mean title?"),
        ("/validate", {"records": [None]}, "records[0] is null, and has to be an object, as {"),
        ("/validate", {"records": [{}]}, "records: the records are empty: none has a field"),
        (
            "/validate",
            {"records": [{}], "kind": "acleds"},
            'kind is none of "event", "acled" or "ucdp"; left out, the keys of the records tell it',
        ),
        ("/validate", {"records": [{"a": 1}]}, 'by its columns (\'a\'); say with "kind" what they'),
        ("/extract/", BOMB, "there is no /extract/: ask /extract, without the slash at its end"),
        ("/extrakt", BOMB, "there is no /extrakt; did you mean /extract? (there are: POST /extr"),
        ("/health", BOMB, "/health is asked with GET, not with POST"),
        ("/extract", b'{"text": "a\nb"}', "at character 11: a line break, tab or other control"),
        ("/extract", b'{"text": "bomb"} x', "the body is not JSON at character 17: extra data"),
        ("/extract", b'{"text": "bomb\xe9"}', "no text in UTF-8 at byte 14: send JSON in UTF-8"),
        ("/extract", b'{"text": ' + b"9" * 5000 + b"}", "a number in the body has too many digits"),
    ],
)  # fmt: skip
def test_a_bad_request_is_told_what_to_send(serve, path, given, message):
    assert message in said(serve(), path, given)


def test_a_key_that_is_there_twice_is_not_read_as_the_last(serve):
    served = serve()
    twice = b'{"text": "a bomb", "text": "nothing"}'
    told = said(served, "/extract", twice)
    assert told == "the key 'text' is there twice with different values: send one"
    odd = b'{"a is there twice": 1, "a is there twice": 2}'
    assert said(served, "/extract", odd).startswith("the key 'a is there twice' is there twice")
    assert served.extractor.read == []
    assert served.ask("/extract", b'{"text": "a bomb", "text": "a bomb"}')[0] == 200


def test_what_was_sent_is_not_said_again(serve):
    secret = "the name of a witness"
    for given in (
        {"text": 5, "id": secret, "more": secret},
        {"text": [secret]},
        [secret],
        b'{"text": "' + secret.encode() + b'", "text": "x"}',
        b'{"text": "' + secret.encode(),
    ):
        assert secret not in said(serve(), "/extract", given)


def test_the_way_to_ask_is_in_the_header_of_a_wrong_method(serve):
    status, told, headers = serve().ask("/extract", method="PUT")
    assert (status, headers["allow"]) == (405, "POST")
    assert told["error"]["message"].startswith("/extract is asked with POST and a body, as {")


def test_a_long_name_of_a_key_is_cut_and_cannot_reach_a_terminal(serve):
    told = said(serve(), "/extract", {**BOMB, "\x1b[31m" + "k" * 500: 1})
    assert "\x1b" not in told and "k" * 60 not in told
