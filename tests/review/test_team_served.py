"""A team's review over real HTTP: who is let in, who sees what, what a kill leaves."""

from __future__ import annotations

import json
import re

from review_kit import KHAN_SHEIKHOUN, fixture_articles, fixture_records
from team_kit import ask

from extractor.review.app import make_app
from extractor.review.journal import Journal
from extractor.review.session import Session
from extractor.review.team import Person, Team
from extractor.review.team_app import make_team_app
from extractor.review.team_log import TeamLog
from extractor.review.team_review import TeamReview

TWO = [one.id for one in fixture_records() if one.source.article_id == "two-attacks"]
SECRET = "benwasherexyzzy"
BOTH = "two-attacks,anna\ntwo-attacks,ben\n"
BLIND = f"{BOTH}khan-sheikhoun,ben\n"


def test_each_person_has_an_address_and_only_hashes_are_written(serve_team):
    served = serve_team().start()
    assert set(served.tokens) == {"anna", "ben", "chris"}
    people = {name: served.person(name) for name in served.tokens}
    for name, person in people.items():
        assert person.get("start")["coder"] == person.get("team/start")["person"] == name
    people["anna"].accept_all()
    served.stop()
    written = "".join(path.read_text("utf-8") for path in served.folder.iterdir())
    assert not any(token in written for token in served.tokens.values())
    again = served.start()
    assert not any("token" in line for line in again.told)  # they have their addresses
    assert served.person("ben").get("start")["coder"] == "ben"
    served.stop()
    old = served.tokens["ben"]
    served.more += ["--new-token", "ben"]
    served.start()
    assert served.tokens["ben"] != old
    assert served.person("ben").get("start")["coder"] == "ben"
    assert ask(served, "GET", f"/?token={old}")[0].status == 403


def test_without_a_token_there_is_a_sign_in_and_no_data(serve_team):
    served = serve_team().start()
    for path in ("/", "/team", f"/event/{KHAN_SHEIKHOUN}", "/?token=wrong", "/?token="):
        answer, text = ask(served, "GET", path)
        assert answer.status == 403 and "Sign in" in text
        assert "Khan Sheikhoun" not in text and "anna" not in text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    for path in ("/api/start", "/api/events", "/api/team/start", "/static/app.js", "/events.x",
                 "/api/team/compare?article=two-attacks", "/static/outlines.json"):  # fmt: skip
        answer, text = ask(served, "GET", path)
        assert answer.status == 403 and text.startswith("Sign in first")
    for path in ("/static/look.css", "/static/teamsignin.js"):
        assert ask(served, "GET", path)[0].status == 200
    for body in (
        {"token": "x"},
        {"token": ["x"]},
        {},
        [],
        {"token": "\ud800"},
        {"token": "x" * 9999},
    ):
        assert ask(served, "POST", "/api/team/enter", body)[0].status == 403
    assert ask(served, "POST", "/api/team/leave", {})[0].status == 403


def test_the_cookie_is_for_this_page_alone_and_ends_with_signing_out(serve_team):
    served = serve_team().start()
    answer, _ = ask(served, "POST", "/api/team/enter", {"token": served.tokens["anna"]})
    assert answer.status == 200
    given = answer.headers["set-cookie"]
    assert "HttpOnly" in given and "SameSite=Strict" in given and served.tokens["anna"] not in given
    anna, elsewhere, ben = served.person("anna"), served.person("anna"), served.person("ben")
    for head in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        assert ask(served, "GET", "/api/start", Cookie=anna.cookie, **head)[0].status == 403
        token = {"token": served.tokens["anna"]}
        assert ask(served, "POST", "/api/team/enter", token, **head)[0].status == 403
    forged = {"Cookie": anna.cookie, "Origin": "", "Content_Type": "text/plain"}
    assert ask(served, "POST", "/api/team/leave", {}, **forged)[0].status == 403
    assert anna.post("team/leave")["http"] == 200
    assert elsewhere.raw("GET", "/api/start")[0] == 403
    assert ben.raw("GET", "/api/start")[0] == 200


def every_route(tmp_path):
    """All routes of a person's application and of the shared one, as they are in the code."""
    log = TeamLog(tmp_path / "x.team.jsonl", lambda: "now")
    journal = Journal(tmp_path / "x.anna.journal.jsonl")
    team = Team((Person("anna"),))
    review = TeamReview(team, log, fixture_records(), fixture_articles(), {"anna": journal})
    session = review.sessions["anna"]
    assert isinstance(session, Session)
    found = []
    for app in (make_app(session, output=None, name="x"), make_team_app(review, name="x")):
        for route in app.routes:
            found += [(method, route.path) for method in route.methods]
    journal.close()
    log.close()
    return found


def asked(method, path):
    """Requests to a route that name what another has, in every way a route could take it."""
    events = (KHAN_SHEIKHOUN, *TWO)
    known = {"only": "all", "ending": "jsonl"}
    filled = [
        re.sub(r"\{(\w+)(?::path)?\}", lambda found: known.get(found[1], event), path)  # noqa: B023
        for event in events
    ]
    if method != "POST":
        for one in dict.fromkeys(filled):
            for query in ("", f"?q={SECRET}", "?article=two-attacks", "?article=khan-sheikhoun",
                          "?limit=1000&whole=1&status=accepted|rejected|mended|open"):  # fmt: skip
                yield one + query, None
        return
    actions = ["accept", "mend", "reject", "reopen", "merge", "split", "add", "adjudicate", "undo"]
    for action in actions:
        for event in (KHAN_SHEIKHOUN, TWO[0]):  # of the second of TWO anna decides nothing
            for revision in range(3):
                yield (
                    path,
                    {"action": action, "event": event, "revision": revision, "other": TWO[1],
                     "article": "two-attacks", "type": "Attack", "reason": "x", "sides": {},
                     "record": {}, "field": "date", "start": 0, "end": 5, "choices": [{}],
                     "events": {event: revision}, "cells": [[event, "notes", "x"]], "q": SECRET},
                )  # fmt: skip


def test_no_route_shows_a_coder_what_another_has_decided(serve_team, tmp_path):
    """Every route there is, one added tomorrow too. Ben has done all of his; anna not."""
    served = serve_team().assign(BLIND).start()
    ben, anna = served.person("ben"), served.person("anna")
    for event in ben.ids():
        assert ben.mend(event, notes=SECRET)["http"] == 200
        assert ben.decide("reject", event, reason=SECRET)["http"] == 200
    assert KHAN_SHEIKHOUN in ben.ids() and KHAN_SHEIKHOUN not in anna.ids()
    assert set(TWO) < set(anna.ids())
    routes = every_route(tmp_path)
    assert len(routes) > 20
    tried = 0
    for method, path in routes:
        if path == "/api/team/leave":
            continue
        for address, body in asked(method, path):
            status, text = anna.raw(method, address.replace("|", "%7C"), body)
            # The words that anna asks with may come back; an article's own may not be his.
            assert SECRET not in text.replace(f"?q={SECRET}", ""), (method, address, body)
            assert "ben" not in re.findall(r'"(?:coder|name)": ?"(\w+)"', text), address
            assert status in (200, 404, 405, 409, 422), (status, method, address)
            tried += 1
    assert tried > 150
    assert anna.shown(KHAN_SHEIKHOUN)["http"] == 422
    nothing = anna.compare("two-attacks")
    assert nothing == anna.compare("khan-sheikhoun") == anna.compare("nowhere")
    assert nothing["http"] == 422 and "nothing to compare" in nothing["error"]
    assert served.person("chris").compare("two-attacks")["http"] == 422  # nor an adjudicator
    assert served.person("chris").get("team/start")["articles"] == []
    written = served.person("chris").raw("GET", "/download/all.jsonl")[1].splitlines()
    assert not any(SECRET in line for line in written if json.loads(line)["id"] in TWO)


def test_two_codings_are_compared_once_both_are_done_and_closed_by_that(serve_team):
    served = serve_team().assign(BLIND).start()
    anna, ben, chris = (served.person(name) for name in ("anna", "ben", "chris"))
    for coder in (anna, ben):
        coder.accept_all()
    ben.decide("reopen", TWO[1])
    assert chris.compare("two-attacks")["http"] == 422  # not done by both again
    day = {**ben.shown(TWO[1])["record"]["date"], "start": "2023-03-11", "end": "2023-03-11"}
    assert ben.mend(TWO[1], date=day)["http"] == 200
    assert chris.compare("two-attacks")["http"] == 422  # mended is not decided
    ben.decide("accept", TWO[1])
    (mine,) = anna.get("team/start")["articles"]
    assert (mine["article"], mine["differs"]) == ("two-attacks", None)  # not before it is closed
    assert chris.get("team/start")["articles"][0]["differs"] == 1
    shown = chris.compare("two-attacks")
    assert [pair["differs"] for pair in shown["pairs"]] == [[], ["date"]]
    assert anna.get("team/start")["articles"][0]["differs"] == 1
    for coder in (anna, ben):
        for action in ("reopen", "reject", "accept"):
            answer = coder.decide(action, TWO[0], reason="x")
            assert answer["http"] == 422 and "it is closed" in answer["error"]
        assert coder.post("undo")["http"] in (200, 422)
        assert coder.shown(TWO[0])["record"]["review"]["status"] == "accepted"
    assert "date" in anna.compare("two-attacks")["pairs"][1]["differs"]
    figures = {one["name"]: one for one in chris.get("team/agreement")["fields"]}
    assert figures["kept"]["alpha"] == 1.0 and figures["date"]["alpha"] < 1
    assert anna.get("team/agreement")["http"] == 422


def test_an_adjudicator_decides_and_that_is_what_comes_out(serve_team):
    served = serve_team().assign(BOTH).start()
    anna, ben, chris = (served.person(name) for name in ("anna", "ben", "chris"))
    anna.accept_all()
    where = {**ben.shown(TWO[0])["record"]["location"], "name": "Damboa"}
    ben.mend(TWO[0], location=where)
    ben.decide("accept", TWO[0])
    ben.decide("reject", TWO[1], reason="no event")
    before = [one for one in fixture_records() if one.id in TWO]
    assert chris.post("save")["http"] == 200 and anna.post("save")["http"] == 422
    # Nothing of either coder's is in the file before it is adjudicated.
    assert [one for one in served.written() if one["id"] in TWO] == [
        json.loads(one.json_line()) for one in before
    ]
    choices = [{"keep": "left", "fields": ["location"]}, {"keep": "right"}]
    early = chris.post("team/adjudicate", article="two-attacks", choices=choices)
    assert early["http"] == 422 and "open the comparison first" in early["error"]
    assert [p["differs"] for p in chris.compare("two-attacks")["pairs"]] == [
        ["location"],
        ["status"],
    ]
    for wrong in (
        [],
        choices[:1],
        [{"keep": "x"}, {}],
        ["left", "right"],
        [{"keep": "left", "fields": ["review"]}, {"keep": "left"}],
        [{"keep": "left", "fields": 5}] * 2,
    ):
        answer = chris.post("team/adjudicate", article="two-attacks", choices=wrong)
        assert answer["http"] == 422 and "Traceback" not in answer["error"]
    for other in (anna, ben):
        answer = other.post("team/adjudicate", article="two-attacks", choices=choices)
        assert answer["http"] == 422
    assert chris.post("team/adjudicate", article="two-attacks", choices=choices)["http"] == 200
    again = chris.post("team/adjudicate", article="two-attacks", choices=choices)
    assert (again["http"], again["stale"]) == (409, True)
    (entry,) = served.journal("chris")
    assert (entry["action"], entry["event"], entry["before"]) == ("adjudicate", "two-attacks", [])
    chris.post("save")
    (kept,) = [one for one in served.written() if one["id"] in TWO]
    assert kept["location"]["name"] == "Damboa" and "Damboa" in kept["notes"]
    assert (kept["review"]["status"], kept["review"]["coder"]) == ("accepted", "chris")
    # An adjudicator mends it further in the event's page, and can take it all back.
    assert chris.mend(TWO[0], notes="Both are right.")["http"] == 200
    for undone in ("mend", "adjudicate"):
        assert chris.post("undo")["undone"] == undone
    assert chris.ids() == []
    assert chris.post("team/adjudicate", article="two-attacks", choices=choices)["http"] == 200
    shown = anna.compare("two-attacks")
    assert (shown["adjudicator"], shown["may"]) == ("chris", False)
    assert [one["left"]["status"] for one in shown["final"]] == ["accepted", "rejected"]


def test_a_team_stays_within_its_articles(serve_team):
    served = serve_team().assign(BLIND).start()
    anna, chris = served.person("anna"), served.person("chris")
    other = next(one for one in anna.ids() if one not in TWO)
    answer = anna.decide("merge", TWO[0], other=other)
    assert answer["http"] == 422 and "within one article" in answer["error"]
    assert anna.decide("merge", TWO[0], other=TWO[1])["http"] == 200
    answer = anna.post("decide", action="add", article="khan-sheikhoun", type="Attack")
    assert answer["http"] == 422
    answer = chris.post("decide", action="add", article="two-attacks", type="Attack")
    assert answer["http"] == 422 and "adjudicate the article first" in answer["error"]


def test_killed_in_the_middle_nothing_decided_is_lost(serve_team):
    served = serve_team().assign(BOTH).start()
    anna, ben, chris = (served.person(name) for name in ("anna", "ben", "chris"))
    anna.accept_all()
    ben.decide("accept", TWO[0])
    dealt = {name: served.person(name).ids() for name in ("anna", "ben")}
    served.kill()
    served.start()
    anna, ben, chris = (served.person(name) for name in ("anna", "ben", "chris"))
    assert {"anna": anna.ids(), "ben": ben.ids()} == dealt
    assert anna.get("start")["status"]["open"] == 0
    assert ben.shown(TWO[0])["record"]["review"]["status"] == "accepted"
    ben.decide("reject", TWO[1], reason="no event")
    assert chris.compare("two-attacks")["http"] == 200
    served.kill()
    for name in ("anna", "team"):  # and half a line each, as a crash leaves it
        suffix = "team.jsonl" if name == "team" else "anna.journal.jsonl"
        with (served.folder / f"events.{suffix}").open("a") as lines:
            lines.write('{"half":')
    served.start()
    assert sum("ended in half a line" in line for line in served.told) == 2
    anna, chris = served.person("anna"), served.person("chris")
    assert anna.decide("reopen", TWO[0])["http"] == 422  # still closed
    choices = [{"keep": "left"}, {"keep": "left"}]
    assert chris.post("team/adjudicate", article="two-attacks", choices=choices)["http"] == 200
    served.kill()
    served.start()
    assert served.person("chris").compare("two-attacks")["adjudicator"] == "chris"
    told = served.stop()
    assert "1 adjudicated, 0 agreed, 0 to adjudicate" in told
    assert {one["id"] for one in served.written()} == {one.id for one in fixture_records()}
