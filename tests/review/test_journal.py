"""The journal and the session on it: nothing decided is ever lost, and nothing half is believed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap

import pytest
from review_kit import KHAN_SHEIKHOUN, ROOT, fixture_records

from extractor.coding.words import note_of
from extractor.errors import ReviewError
from extractor.records import EventRecord
from extractor.review import decisions
from extractor.review.journal import Journal
from extractor.review.session import Session, Stale

SECOND = fixture_records()[1].id


def mended(record: EventRecord, **changes):
    return {**record.model_dump(mode="json"), **changes}


def test_every_decision_is_a_line_and_replaying_gives_the_same_state(open_session):
    session = open_session()
    decisions.accept(session, KHAN_SHEIKHOUN, 0)
    decisions.mend(session, SECOND, 0, mended(session.record(SECOND), notes="By hand."))
    decisions.reject(session, SECOND, 2, "not conflict")
    before = list(session.lines())
    lines = session.journal.path.read_text("utf-8").splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["accept", "mend", "reject"]
    assert json.loads(lines[1])["fields"] == ["notes"]
    again = open_session()
    assert list(again.lines()) == before
    assert again.counts() == {"open": 7, "mended": 0, "accepted": 1, "rejected": 1}
    assert again.record(SECOND).notes == "By hand."


def test_the_note_of_every_fresh_record_is_the_one_that_the_page_would_write():
    for record in fixture_records():
        assert record.notes == note_of(record)


def test_a_note_whose_sentences_stand_in_another_order_follows_the_fields(tmp_path):
    record = next(one for one in fixture_records() if one.id == KHAN_SHEIKHOUN)
    first, *said = record.notes.removesuffix(".").split(". ")
    notes = ". ".join([first, *reversed(said), said[-1]]) + "."  # as 0.2.0 could write it
    journal = Journal(tmp_path / "events.anna.journal.jsonl")
    session = Session([record.model_copy(update={"notes": notes})], [], journal, "anna")
    form = mended(session.record(KHAN_SHEIKHOUN), sub_event_type="Attack")
    form["casualties"]["killed"] |= {"low": 0, "high": 0, "coded": 0}
    decisions.mend(session, KHAN_SHEIKHOUN, 0, form)
    journal.close()
    now = session.record(KHAN_SHEIKHOUN)
    assert "attack in Khan Sheikhoun" in now.notes and "Nobody was killed." in now.notes
    assert now.notes == note_of(now)


def test_undo_takes_back_one_decision_after_the_other_and_is_itself_kept(open_session):
    session = open_session()
    start = list(session.lines())
    decisions.split(session, KHAN_SHEIKHOUN, 0, {"killed": "second"})
    decisions.merge(session, SECOND, 0, fixture_records()[2].id)
    decisions.add(session, "trade-talks", "Agreement")
    decisions.reject(session, KHAN_SHEIKHOUN, 1, "twice")
    assert len(session) == 10
    undone = [session.undo().undoes for _ in range(4)]
    assert undone == [4, 3, 2, 1]
    assert session.undo() is None
    assert list(session.lines()) == start
    assert list(open_session().lines()) == start


def test_a_half_line_was_no_decision(open_session, tmp_path):
    session = open_session()
    decisions.accept(session, KHAN_SHEIKHOUN, 0)
    path = session.journal.path
    whole = path.read_bytes()
    session.journal.close()
    for cut in (1, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole + whole[:cut])
        journal = Journal(path)
        assert [entry.number for entry in journal.replay()] == [1]
        assert path.read_bytes() == whole
        journal.close()


def test_a_damaged_journal_is_named_with_its_line_and_not_guessed_at(open_session):
    session = open_session()
    decisions.accept(session, KHAN_SHEIKHOUN, 0)
    path = session.journal.path
    for broken in (b"{}\n", b"[1]\n", b"nonsense\n", b'{"journal": 1, "number": 2}\n', b"\xff\n"):
        session.journal.close()
        path.write_bytes(path.read_bytes().splitlines(keepends=True)[0] + broken)
        with pytest.raises(ReviewError, match=r"journal\.jsonl:2: not a line of a journal"):
            list(Journal(path).replay())


def test_two_reviews_never_write_one_journal(tmp_path):
    first = Journal(tmp_path / "j.jsonl")
    with pytest.raises(ReviewError, match="in use"):
        Journal(tmp_path / "j.jsonl")
    first.close()
    assert not (tmp_path / "j.jsonl").exists()  # one without a decision leaves nothing behind


def test_two_coders_have_their_own(open_session):
    decisions.accept(open_session("anna"), KHAN_SHEIKHOUN, 0)
    ben = open_session("ben")
    assert ben.counts()["accepted"] == 0
    decisions.reject(ben, KHAN_SHEIKHOUN, 0, "no")
    assert open_session("anna").record(KHAN_SHEIKHOUN).review.status.value == "accepted"


def test_a_stale_page_changes_nothing(open_session):
    session = open_session()
    decisions.accept(session, KHAN_SHEIKHOUN, 0)
    with pytest.raises(Stale):
        decisions.reject(session, KHAN_SHEIKHOUN, 0, "from another tab")
    assert len(session.journal) == 1


def test_a_full_disk_refuses_the_decision_and_leaves_the_journal_whole(tmp_path):
    """A process of its own with a limit on the size of files, which is what a full disk is."""
    script = textwrap.dedent(
        f"""
        import resource, signal, sys
        tests = {str(ROOT / "tests")!r}
        sys.path[:0] = [{str(ROOT)!r}, tests, f"{{tests}}/review"]
        from pathlib import Path
        from review_kit import fixture_articles, fixture_records
        from extractor.errors import ReviewError
        from extractor.review import decisions
        from extractor.review.journal import Journal
        from extractor.review.session import Session
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        path = Path({str(tmp_path / "j.jsonl")!r})
        session = Session(fixture_records(), fixture_articles(), Journal(path), "anna")
        first, second = [row.id for row in session.rows()][:2]
        decisions.accept(session, first, 0)
        size = path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 900, size + 900))
        try:
            decisions.accept(session, second, 0)
        except ReviewError as error:
            print(error)
        print(path.stat().st_size == size, session.counts()["accepted"], len(session.journal))
        """
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "not saved" in done.stdout and "File too large" in done.stdout
    assert done.stdout.splitlines()[-1] == "True 1 1"


def test_the_file_that_comes_out_is_all_or_nothing(open_session, tmp_path):
    session = open_session()
    decisions.reject(session, SECOND, 0, "no event")
    out = tmp_path / "out.jsonl"
    out.write_text("as it was")
    assert session.save(out).records == 8
    kept = [EventRecord.from_json(line) for line in out.read_text("utf-8").splitlines()]
    assert SECOND not in [one.id for one in kept] and len(kept) == 8
    assert oct(out.stat().st_mode & 0o777) == oct(0o666 & ~_umask())
    with pytest.raises(ReviewError, match="cannot be written"):
        session.save(tmp_path / "no" / "out.jsonl")
    assert sorted(path.name for path in tmp_path.glob(".out*")) == []


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_what_a_page_sends_cannot_change_id_source_or_provenance(open_session):
    session = open_session()
    before = session.record(KHAN_SHEIKHOUN)
    given = mended(before, id="other", source=None, extraction={}, review=None, notes="x")
    given["event_type"] = "Battles"  # follows, and is not the page's to say
    entry = decisions.mend(session, KHAN_SHEIKHOUN, 0, given)
    after = session.record(KHAN_SHEIKHOUN)
    assert entry is not None and entry.fields == ["notes"]
    assert (after.id, after.source, after.extraction) == (
        before.id,
        before.source,
        before.extraction,
    )
    assert after.event_type is before.event_type


@pytest.mark.parametrize(
    "junk",
    [
        {},
        {"sub_event_type": "Tea"},
        {"sub_event_type": ["Attack"]},
        {"location": 5},
        {"location": {"name": "x", "country": ["Kenya"]}},
        {"actors": [{"role": "perpetrator"}]},
        {"casualties": {"killed": {"coded": float("nan")}, "injured": None}},
        {"date": {"start": "2017-99-99"}},
        {"notes": 7},
        {"unknown": 1},
    ],
)
def test_junk_is_refused_by_field_and_nothing_is_kept(open_session, junk):
    session = open_session()
    given = {**mended(session.record(KHAN_SHEIKHOUN)), **junk} if junk else {}
    with pytest.raises(ReviewError):
        decisions.mend(session, KHAN_SHEIKHOUN, 0, given)
    assert len(session.journal) == 0


def test_records_of_two_articles_merge_and_say_which_article_each_word_is_of(open_session):
    session = open_session()
    other = fixture_records()[4]
    decisions.merge(session, KHAN_SHEIKHOUN, 0, other.id)
    merged = session.record(KHAN_SHEIKHOUN)
    assert [report.id for report in merged.reports] == [KHAN_SHEIKHOUN, other.id]
    texts = {one.key: one.text for one in session.articles_of(merged)}
    assert len(texts) == 2
    for actor in merged.actors:
        for piece in actor.evidence:
            text = texts[piece.article_id or session.article_of(merged).key]
            assert text[piece.start : piece.end] == piece.text
    assert other.id not in session
