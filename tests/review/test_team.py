"""A team's file, the dealing of articles, what two codings differ in and what is made of them."""

from __future__ import annotations

import json

import pytest
from review_kit import KHAN_SHEIKHOUN, fixture_articles, fixture_records

from extractor.errors import ReviewError
from extractor.records import EventRecord
from extractor.review.journal import Journal
from extractor.review.session import Session, with_review
from extractor.review.team import Person, Team, read_team, share_of
from extractor.review.team_agreement import agreement_of
from extractor.review.team_compare import FIELDS, Pair, chosen, differing, pairs_of, shown_pair
from extractor.review.team_dealing import Desk, dealt, desk_of, read_assignments
from extractor.review.team_log import TeamLog
from extractor.review.team_review import TeamReview
from extractor.review.team_sessions import CoderSession


def team_of(tmp_path, text):
    path = tmp_path / "team.toml"
    path.write_text(text, encoding="utf-8")
    return read_team(path)


def test_a_teams_file_names_people_with_roles(tmp_path):
    team = team_of(
        tmp_path,
        'double = "10%"\nseed = 7\n[[person]]\nname = "أنا"\n'
        '[[person]]\nname = "ben"\n[[person]]\nname = "c"\nrole = "adjudicator"\nfull_name = "<b>"',
    )
    assert (team.coders, team.adjudicators) == (["أنا", "ben"], ["c"])
    assert (team.double, team.seed, team.people[2].full_name) == (0.1, 7, "<b>")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nonsense", "is not TOML"),
        ("", "names nobody"),
        ("person = 3", "names nobody"),
        ("person = [3]", "person 1: is a table"),
        ('[[person]]\nname = "../x"', "person 1: name '../x'"),
        ('[[person]]\nname = ".x"', "as it names a file"),
        ("[[person]]\nname = 5", "as it names a file"),
        ('[[person]]\nname = "a"\nrole = "boss"', "coder or adjudicator"),
        ('[[person]]\nname = "a"\ntoken = "x"', "--new-token NAME makes one"),
        ('[[person]]\nname = "a"\n[[person]]\nname = "A"', "stands there twice"),
        ('[[person]]\nname = "a"\nrole = "adjudicator"', "nobody is a coder"),
        ('doubel = 1\n[[person]]\nname = "a"', "doubel is not known"),
        ('double = "half"\n[[person]]\nname = "a"', "a share of the events, as 10% or 0.1"),
        ('seed = true\n[[person]]\nname = "a"', "seed is a whole number"),
        ('[[person]]\nname = "a"\nfull_name = 3', "full_name is a text"),
    ],
)
def test_what_does_not_fit_in_a_teams_file_is_named(tmp_path, text, told):
    with pytest.raises(ReviewError, match=r"team\.toml") as error:
        team_of(tmp_path, text)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("given", "share"), [("10%", 0.1), ("0.1", 0.1), (1, 1.0), ("100 %", 1.0)])
def test_a_share_is_written_as_per_cent_or_fraction(given, share):
    assert share_of(given) == share


@pytest.mark.parametrize("given", ["10", "-1%", "101%", "nan", "", None, True, [1]])
def test_what_is_no_share_is_refused(given):
    with pytest.raises(ValueError, match="a share of the events"):
        share_of(given)


def desk(*sizes: int) -> Desk:
    return Desk(events={f"a{n}": size for n, size in enumerate(sizes)})


def test_articles_are_dealt_in_turn_to_whoever_has_fewest_events():
    made = dealt(desk(1, 1, 1, 5, 1, 1, 0), ["anna", "ben"], {}, 0, 1)
    assert made["a0"] == ("anna",) and made["a1"] == ("ben",)
    load = {who: sum(desk(1, 1, 1, 5, 1, 1, 0).events[a] for a, c in made.items() if who in c)
            for who in ("anna", "ben")}  # fmt: skip
    assert sorted(load.values()) == [4, 6]
    assert len(made["a6"]) == 1  # without an event: somebody looks for what was missed


def test_the_sample_coded_twice_is_drawn_by_its_seed():
    many = desk(*[1] * 200, 0, 0)
    twice = [
        {a for a, coders in dealt(many, ["a", "b", "c"], {}, 0.1, seed).items() if len(coders) > 1}
        for seed in (1, 1, 2)
    ]
    assert twice[0] == twice[1] != twice[2]
    assert [len(one) for one in twice] == [20, 20, 20]
    assert not twice[0] & {"a200", "a201"}


def test_what_was_dealt_stays_when_the_file_grows():
    before = dealt(desk(*[1] * 20), ["a", "b"], {}, 0.5, 1)
    after = dealt(desk(*[1] * 40), ["a", "b"], before, 0.5, 1)
    assert {article: after[article] for article in before} == before
    assert sum(len(coders) > 1 for coders in after.values()) == 20


def test_coding_twice_needs_two_coders():
    with pytest.raises(ReviewError, match="needs two coders"):
        dealt(desk(1), ["anna"], {}, 0.1, 1)


def test_an_article_under_another_id_is_known_by_its_text():
    record = json.loads(fixture_records()[0].json_line())
    record["source"]["article_id"] = "elsewhere"
    made = desk_of([EventRecord.model_validate(record)], fixture_articles())
    assert made.article_of("elsewhere") == "khan-sheikhoun"
    assert made.events["khan-sheikhoun"] == 1 and "elsewhere" not in made.events


def assigned(tmp_path, rows, header="article,coder"):
    path = tmp_path / "assign.csv"
    path.write_text(f"{header}\n{rows}", encoding="utf-8-sig")
    made = desk_of(fixture_records(), fixture_articles())
    return read_assignments(path, made, ["anna", "ben", "dora"])


def test_articles_and_events_are_assigned_by_hand_and_to_two(tmp_path):
    found = assigned(tmp_path, "two-attacks,anna\ntwo-attacks,ben\ntrade-talks,ben\n")
    assert found == {"two-attacks": ("anna", "ben"), "trade-talks": ("ben",)}
    assert assigned(tmp_path, f"{KHAN_SHEIKHOUN},ben", "event,coder") == {
        "khan-sheikhoun": ("ben",)
    }


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("nowhere,anna", "assign.csv:2: there is no article 'nowhere'"),
        ("two-attacks,eve", "assign.csv:2: 'eve' is no coder of the team"),
        ("two-attacks", "assign.csv:2: '' is no coder"),
        ("two-attacks,anna\ntwo-attacks,ben\ntwo-attacks,dora", "assign.csv:4: a third coder"),
        ("trade-talks,anna\ntrade-talks,ben", "assign.csv:3: trade-talks has no event"),
    ],
)
def test_an_assignment_that_cannot_be_is_named_with_its_line(tmp_path, rows, told):
    with pytest.raises(ReviewError) as error:
        assigned(tmp_path, rows)
    assert told in str(error.value)


def test_an_assignment_without_its_columns_is_refused(tmp_path):
    with pytest.raises(ReviewError, match="needs a header"):
        assigned(tmp_path, "x,y", "a,b")


def test_tokens_are_kept_as_hashes_only_and_a_new_one_closes_the_old(tmp_path):
    path = tmp_path / "events.team.jsonl"
    log = TeamLog(path, lambda: "now")
    old, ben = log.new_token("anna"), log.new_token("ben")
    new = log.new_token("anna")
    log.close()
    text = path.read_text("utf-8")
    assert not any(token in text for token in (old, new, ben))
    again = TeamLog(path, lambda: "now")
    assert [again.person_of(token) for token in (old, new, ben)] == [None, "anna", "ben"]
    for junk in ("", "x" * 100_000, "\ud800", json.loads(text.splitlines()[0])["sha256"]):
        assert again.person_of(junk) is None
    again.close()


def test_a_teams_log_is_locked_mended_and_not_guessed_at(tmp_path):
    path = tmp_path / "events.team.jsonl"
    log = TeamLog(path, lambda: "now")
    log.deal({"a": ("anna", "ben")}, 0.1, 1)
    log.open("a", "chris")
    with pytest.raises(ReviewError, match="this team's review runs already"):
        TeamLog(path, lambda: "now")
    log.close()
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"team":1,"act')
    again = TeamLog(path, lambda: "now")
    assert (again.mended_tail, again.articles, again.opened) == (14, {"a": ("anna", "ben")}, {"a"})
    again.close()
    assert path.read_bytes() == whole
    for broken in (b"{}\n", b"[]\n", b'{"team":1,"action":"x"}\n', b'{"team":9}\n', b"\xff\n"):
        path.write_bytes(whole + broken)
        with pytest.raises(ReviewError, match=r"team\.jsonl:3: "):
            TeamLog(path, lambda: "now")


@pytest.fixture
def review(tmp_path):
    """A review by anna and ben, in this process: the two attacks are both's."""
    opened = []

    def begin(**given):
        for one in opened:
            one.close()
        opened.clear()
        journals = {who: Journal(tmp_path / f"{who}.jsonl") for who in ("anna", "ben", "chris")}
        log = TeamLog(tmp_path / "team.jsonl", lambda: "now")
        opened.extend([log, *journals.values()])
        people = Team((Person("anna"), Person("ben"), Person("chris", "adjudicator")))
        records, articles = fixture_records(), fixture_articles()
        hand = given.get("by_hand", {"two-attacks": ("anna", "ben")})
        return TeamReview(people, log, records, articles, journals, lambda desk: hand)

    yield begin
    for one in opened:
        one.close()


def test_many_are_decided_at_once_over_articles_unless_one_is_closed(review):
    made = review()
    anna = made.sessions["anna"]
    records = [anna.record(row.id) for row in anna.rows()]
    stamp = {"status": "accepted", "coder": "anna", "at": "2024-01-01T00:00:00Z", "reason": None}
    after = [with_review(one, **stamp) for one in records]
    assert len({one.source.article_id for one in records}) > 1
    anna.decide("accept", records[0].id, records, after)
    assert anna.counts()["open"] == 0
    made.log.open("two-attacks", "chris")
    before = len(anna.journal)
    with pytest.raises(ReviewError, match="it is closed"):
        anna.decide("reopen", records[0].id, after, records)
    with pytest.raises(ReviewError, match="it is closed"):
        anna.undo()
    assert len(anna.journal) == before


def test_of_a_decision_on_many_what_is_others_now_is_left_out(review, tmp_path):
    alone = Journal(tmp_path / "anna.jsonl")
    session = Session(fixture_records(), fixture_articles(), alone, "anna")
    records = [session.record(row.id) for row in session.rows()]
    stamp = {"status": "accepted", "coder": "anna", "at": "2024-01-01T00:00:00Z", "reason": None}
    session.decide("accept", records[0].id, records, [with_review(r, **stamp) for r in records])
    alone.close()
    made = review()  # what anna began is hers
    assert made.sessions["anna"].counts()["accepted"] == len(records)
    assert made.sessions["anna"].not_mine == 0
    hers = {"two-attacks"}
    desk, journal = made.desk, made.journals["anna"]
    own = CoderSession(
        [one for one in fixture_records() if one.source.article_id in hers],
        fixture_articles(),
        journal,
        "anna",
        desk=desk,
        closed=lambda article: "",
        mine=hers,
    )
    assert (own.counts()["accepted"], len(own), own.not_mine) == (2, 2, 1)


# Two codings


def decided(record: EventRecord, status="accepted", reason=None, **changes) -> EventRecord:
    whole = json.loads(record.json_line())
    for path, value in changes.items():
        *steps, last = path.split("__")
        part = whole
        for step in steps:
            part = part[int(step)] if step.isdecimal() else part[step]
        part[last] = value
    made = EventRecord.model_validate(whole)
    return with_review(made, status=status, coder="x", at="2024-01-01T00:00:00Z", reason=reason)


RECORD = fixture_records()[0]


def test_two_equal_codings_differ_in_nothing_and_evidence_is_no_value():
    one = decided(RECORD)
    other = decided(RECORD, date__evidence=[], location__text=None)
    assert differing(Pair(one, other)) == []


def test_each_field_that_differs_is_named():
    other = decided(
        RECORD,
        date__start="2017-04-05",
        date__end="2017-04-05",
        location__name="Saraqib",
        actors__0__name="Somebody",
        casualties__killed=None,
        allegations=[],
        notes="By hand.",
    )
    found = differing(Pair(decided(RECORD), other))
    assert found == ["date", "location", "perpetrators", "killed", "allegations", "notes"]
    shown = shown_pair(Pair(decided(RECORD), other))
    by_name = {one["name"]: one for one in shown["fields"]}
    assert by_name["notes"]["left"] == [] and "By hand." in by_name["notes"]["right"]
    assert not by_name["date"]["same"] and by_name["targets"]["same"]
    json.dumps(shown)


def test_an_event_that_only_one_keeps_differs_in_being_kept():
    assert differing(Pair(decided(RECORD), decided(RECORD, "rejected", "no"))) == ["status"]
    assert differing(Pair(decided(RECORD, "rejected", "a"), decided(RECORD, "rejected", "b"))) == []
    assert differing(Pair(decided(RECORD), None)) == ["status"]
    assert differing(Pair(None, decided(RECORD, "rejected", "no"))) == []


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("record", fixture_records(), ids=lambda one: one.id)
def test_choosing_every_field_of_the_other_gives_the_others_values(record, name):
    """Left is another event of the same shape: each field can be taken from the right alone."""
    other = decided(RECORD, date__start="2017-04-05", date__end="2017-04-05", notes="Own words.")
    one = decided(record)
    try:
        made = chosen(Pair(one, other), "left", [name])
    except ReviewError as error:  # values of two events need not go together, and that is said
        assert "do not go together" in str(error)
        return
    assert made is not None and made.id == record.id
    for field, rule in FIELDS.items():
        wanted = other if field == name else one
        assert rule.value(made) == rule.value(wanted), field


def test_fields_are_taken_from_either_side_and_the_note_follows():
    one = decided(RECORD, location__name="Idlib")
    one = one.model_copy(update={"notes": RECORD.notes})
    other = decided(RECORD, date__start="2017-04-05", date__end="2017-04-05")
    made = chosen(Pair(one, other), "right", ["location"])
    assert made is not None and made.location is not None and made.date is not None
    assert (made.location.name, str(made.date.start)) == ("Idlib", "2017-04-05")
    assert "Idlib" in made.notes or made.notes == other.notes
    assert chosen(Pair(one, None), "right", []) is None
    for keep, fields in (("both", []), ("left", ["nothing"])):
        with pytest.raises(ReviewError):
            chosen(Pair(one, other), keep, fields)


def test_events_are_paired_by_id_and_what_coders_added_by_what_is_in_it():
    first, second = fixture_records()[1:3]
    added = json.loads(first.json_line()) | {"id": "feed"}
    added["extraction"] |= {"reader": "coder"}
    mine = EventRecord.model_validate(added)
    theirs = EventRecord.model_validate(added | {"id": "beef"})
    pairs = pairs_of([second, mine], [theirs, second])
    assert {(p.left.id, p.right.id) for p in pairs if p.left and p.right} == {
        (second.id, second.id),
        ("feed", "beef"),
    }
    alone = pairs_of([second, mine], [second])
    assert Pair(mine, None) in alone and len(alone) == 2
    far = EventRecord.model_validate(json.loads(RECORD.json_line()) | {"id": "feed"})
    same_id = EventRecord.model_validate(
        json.loads(far.json_line()) | {"extraction": added["extraction"]}
    )
    assert {(bool(p.left), bool(p.right)) for p in pairs_of([mine], [same_id])} == {
        (True, False),
        (False, True),
    }


def test_alpha_is_that_of_the_score():
    records = fixture_records()
    pairs = {
        one.id: [Pair(decided(one), decided(one, "rejected", "no") if n == 0 else decided(one))]
        for n, one in enumerate(records)
    }
    found = {one["name"]: one for one in agreement_of(pairs)["fields"]}
    assert found["kept"]["events"] == len(records) and found["kept"]["same"] == 0.8889
    assert found["kept"]["alpha"] == 0.0  # one of nine rejected by one only: what chance gives
    assert found["date"]["alpha"] == 1.0 and found["date"]["events"] == len(records) - 1
    assert agreement_of({})["fields"] == [
        {"name": "kept", "title": "event kept", "events": 0, "same": None, "alpha": None,
         "alpha_interval": None}
    ]  # fmt: skip
