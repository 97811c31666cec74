"""Who speaks in a statement and of whom: one party's words told as one, each statement once."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.models.encoder.tagging import Filler
from extractor.readers.local.fillers import with_appositions
from extractor.reading import Statement, StatementKind

LEAD = "Gunmen killed four farmers in Konduga, Nigeria, on Monday. "


def fillers(text: str, *names: str) -> list[Filler]:
    return [Filler(text.index(name), text.index(name) + len(name), 0.9) for name in names]


@pytest.mark.parametrize(
    ("text", "marked", "named"),
    [
        ("said its director, Anna Brandt, on", ("its director", "Anna Brandt"), 1),
        ("the army, the police and the mayor", ("the army", "the police", "the mayor"), 3),
        ("police blamed rebels of Kano", ("police", "rebels"), 2),
        ("the army\n\nThe police", ("the army", "The police"), 2),
    ],
)
def test_words_with_a_comma_between_that_name_one_party_are_one(
    text: str, marked: tuple[str, ...], named: int
) -> None:
    joined = with_appositions(text, fillers(text, *marked))
    assert len(joined) == named
    if named == 1:
        ends = sorted(fillers(text, *marked), key=lambda one: one.start)
        assert (joined[0].start, joined[0].end) == (ends[0].start, ends[-1].end)


def statements(text: str, *said: tuple[str, str, dict[str, object]]) -> tuple[Statement, ...]:
    marked = Marked(LEAD + text)
    event = marked.event("killed", place="Konduga", doer="Gunmen")
    for words, kind, parties in said:
        marked.statement(words, kind, about=[event.words], **parties)
    return marked.reading().statements


def test_the_parts_of_a_partys_name_are_accused_as_one() -> None:
    (one,) = statements(
        "The chief accused fighters of the Islamic State.",
        (
            "accused",
            "allegation",
            {"speaker": "The chief", "accused": ["fighters of", "the Islamic State"]},
        ),
    )
    assert one.accused and one.accused.text == "fighters of the Islamic State"


def test_words_for_a_party_end_with_the_bracket_that_they_open() -> None:
    (one,) = statements(
        "The chief accused the Rapid Support Forces (RSF) of it.",
        (
            "accused",
            "allegation",
            {"speaker": "The chief", "accused": "the Rapid Support Forces (RSF"},
        ),
    )
    assert one.accused and one.accused.text == "the Rapid Support Forces (RSF)"


def test_a_statement_by_nobody_is_that_of_the_one_who_speaks_there() -> None:
    (one,) = statements(
        "The governor denied this and rejected the report.",
        ("rejected", "denial", {}),
        ("denied", "denial", {"speaker": "The governor"}),
    )
    assert one.speaker and one.speaker.text == "The governor"


def test_who_only_denies_accuses_nobody() -> None:
    both = (
        ("rejected", "denial", {"speaker": "The ministry"}),
        ("charges", "allegation", {"speaker": "The ministry"}),
    )
    (one,) = statements("The ministry rejected the charges.", *both)
    assert one.kind is StatementKind.DENIAL


def test_who_denies_and_accuses_somebody_does_both() -> None:
    told = statements(
        "The ministry rejected the charges and blamed rebels.",
        ("rejected", "denial", {"speaker": "The ministry"}),
        ("blamed", "allegation", {"speaker": "The ministry", "accused": "rebels"}),
    )
    assert {one.kind for one in told} == {StatementKind.DENIAL, StatementKind.ALLEGATION}


def test_who_would_investigate_is_another_than_who_is_asked_where_somebody_else_is_named() -> None:
    text = "The council asked the governor for a judicial panel."
    marked = Marked(LEAD + text)
    governor, panel = marked.words("the governor", 0.98), marked.words("judicial panel", 0.93)
    (one,) = statements(
        text,
        (
            "asked",
            "request",
            {
                "speaker": "The council",
                "addressee": governor,
                "investigator": [governor, panel],
            },
        ),
    )
    assert one.addressee and one.addressee.text == "the governor"
    assert one.investigator and one.investigator.text == "judicial panel"


def test_of_two_events_whose_words_are_as_sure_a_statement_is_about_the_nearer() -> None:
    text = (
        "Herders burned huts in Daffo, Nigeria, on Monday. It rained. It rained again. "
        "Soldiers shot two men in Mangu, Nigeria, on Tuesday. Relatives accused the soldiers."
    )
    marked = Marked(text)
    burning = marked.event("burned", "Looting/property destruction", place="Daffo", day="Monday")
    shooting = marked.event("shot", place="Mangu", day="Tuesday")
    marked.statement(
        "accused", "allegation", speaker="Relatives", about=[burning.words, shooting.words]
    )
    reading = marked.reading()
    attack = next(one for one in reading.events if one.sub_event_types[0] == "Attack")
    assert [one.events for one in reading.statements] == [(attack.key,)]


def test_two_parties_side_by_side_are_two_where_the_verb_comes_first() -> None:
    text = "قتل مسلحون أربعة مزارعين في طرابلس يوم الاثنين. واتهمت الحكومة قوات حفتر بذلك."
    marked = Marked(text)
    event = marked.event("قتل", place="طرابلس", doer="مسلحون")
    forces, government = marked.words("قوات حفتر", 0.99), marked.words("الحكومة", 0.7)
    marked.statement(
        "واتهمت", "allegation", speaker="الحكومة", accused=[government, forces], about=[event.words]
    )
    (one,) = marked.reading().statements
    assert one.speaker and one.speaker.text == "الحكومة"
    assert one.accused and one.accused.text == "قوات حفتر"


@pytest.mark.parametrize("sure", [0.9, 0.99])
def test_speaker_and_accused_are_those_who_fit_best_together(sure: float) -> None:
    text = "The chief said that rebels had done it."
    marked = Marked(LEAD + text)
    chief, rebels = marked.words("The chief", sure), marked.words("rebels", 0.6)
    (one,) = statements(
        text,
        ("said", "allegation", {"speaker": ["The chief"], "accused": [chief, rebels]}),
    )
    assert one.speaker and one.speaker.text == "The chief"
    assert one.accused and one.accused.text == "rebels"


def test_who_is_named_only_after_a_statement_does_not_make_it() -> None:
    (one,) = statements(
        "Rebels were blamed by some. The mayor opened a school.",
        ("blamed", "allegation", {"speaker": "The mayor", "accused": "Rebels"}),
    )
    assert one.speaker is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [("Then he blamed herders.", "The chief"), ("Villagers blamed herders.", None)],
)
def test_a_pronoun_at_the_beginning_says_who_speaks(text: str, speaker: str | None) -> None:
    told = statements(
        f"The chief denied all. {text}",
        ("denied", "denial", {"speaker": "The chief"}),
        ("blamed", "allegation", {"accused": "herders"}),
    )
    (one,) = (one for one in told if one.kind is StatementKind.ALLEGATION)
    assert (one.speaker.text if one.speaker else None) == speaker


def test_a_statement_that_names_no_party_is_not_told() -> None:
    assert statements("This was denied.", ("denied", "denial", {})) == ()
    (one,) = statements("Herders were blamed.", ("blamed", "allegation", {"accused": "Herders"}))
    assert one.speaker is None


@pytest.mark.parametrize(("sure", "claims"), [(0.6, True), (0.9, False)])
def test_a_claim_is_in_doubt_only_where_somebody_is_surely_accused(
    sure: float, claims: bool
) -> None:
    text = "Ansar said its fighters had done it."
    accused = Marked(LEAD + text).words("its fighters", sure)
    told = statements(text, ("said", "claim", {"speaker": "Ansar", "accused": accused}))
    assert [(one.kind, one.accused) for one in told] == (
        [(StatementKind.RESPONSIBILITY, None)] if claims else []
    )


def test_a_speakers_words_end_where_those_of_the_accused_begin() -> None:
    text = "قتل مسلحون أربعة مزارعين في طرابلس يوم الاثنين. واتهم المحافظ تنظيم الدولة بذلك."
    marked = Marked(text)
    event = marked.event("قتل", place="طرابلس", doer="مسلحون")
    both, accused = marked.words("المحافظ تنظيم الدولة", 0.99), "تنظيم الدولة"
    marked.statement("واتهم", "allegation", speaker=both, accused=accused, about=[event.words])
    (one,) = marked.reading().statements
    assert one.speaker and one.speaker.text == "المحافظ"
    assert one.accused and one.accused.text == "تنظيم الدولة"


def test_who_is_named_in_the_sentence_itself_speaks_before_who_was_named_earlier() -> None:
    text = "The chief wept. The mayor blamed herders."
    marked = Marked(LEAD + text)
    chief, mayor = marked.words("The chief", 0.99), marked.words("The mayor", 0.6)
    (one,) = statements(
        text, ("blamed", "allegation", {"speaker": [chief, mayor], "accused": "herders"})
    )
    assert one.speaker and one.speaker.text == "The mayor"


@pytest.mark.parametrize(
    ("text", "asked", "left"),
    [
        (
            "Rights groups called for an independent investigation.",
            "an independent investigation",
            "",
        ),
        ("Rights groups called for a judicial inquiry.", "judicial inquiry", ""),
        (
            "Rights groups asked a commission of inquiry to investigate.",
            "a commission of inquiry",
            "same",
        ),
        ("Rights groups asked the United Nations to investigate.", "the United Nations", "same"),
    ],
)
def test_an_inquiry_is_nobody_who_is_asked_for_it(text: str, asked: str, left: str) -> None:
    parties: dict[str, object] = dict.fromkeys(("addressee", "investigator"), asked)
    words = "called for" if "called" in text else "asked"
    (one,) = statements(text, (words, "request", {"speaker": "Rights groups", **parties}))
    named = [said.text if said else "" for said in (one.addressee, one.investigator)]
    assert named == ([asked] * 2 if left else ["", ""])


def test_who_asks_is_not_asked_and_makes_no_inquiry() -> None:
    # "طالبت": the verb comes first, and who asks is marked as who is asked, too
    text = "وطالبت الأمم المتحدة بفتح تحقيق."
    un = "الأمم المتحدة"
    parties = {"speaker": "المتحدة", "addressee": un, "investigator": un}
    (one,) = statements(text, ("وطالبت", "request", parties))
    assert one.speaker and one.speaker.text == un
    assert one.addressee is None and one.investigator is None


SHORT = "The network blamed the militia."


@pytest.mark.parametrize(
    ("before", "short", "speaker"),
    [
        ("The Sudanese Doctors Network counted them.", SHORT, "Sudanese Doctors Network"),
        ("Sudanese Doctors Network counted. It is so. So. ", SHORT, "Sudanese Doctors Network"),
        ("When Doctors Network spoke, the Doctors Network wept.", SHORT, "Doctors Network"),
        ("The Doctors Network counted. It is. It is so. So.", SHORT, "The network"),
        ("The Aid Network and the Doctors Network came.", SHORT, "The network"),
        ("The Networks and Network News came.", SHORT, "The network"),
        ("Network\n\nThe network came.", SHORT, "The network"),
        ("Prime Minister Isa came.", "The minister blamed the militia.", "The minister"),
        ("An Iranian Army came.", "The army blamed the militia.", "The army"),
        ("Residents of Kano came.", "Residents blamed the militia.", "Residents"),
        ("Une Ligue des Droits vint.", "La ligue a blamed the militia.", "La ligue"),
    ],
)
def test_a_definite_noun_means_the_one_name_shortly_before_that_ends_with_it(
    before: str, short: str, speaker: str
) -> None:
    marked = Marked(f"{LEAD}{before} {short}")
    event = marked.event("killed", place="Konduga", doer="Gunmen")
    start = len(LEAD) + len(before) + 1
    said = " ".join(short.split()[: 2 if short[:2] in ("Th", "La") else 1])
    words = Filler(start, start + len(said), 0.9)
    marked.statement(
        "blamed", "allegation", speaker=words, accused="the militia", about=event.words
    )
    (allegation,) = marked.reading().statements
    assert allegation.speaker and allegation.speaker.text == speaker
    assert allegation.speaker.probability == 0.9


def test_a_relative_pronoun_is_no_party() -> None:
    (one,) = statements(
        "Amaq, which serves the group, said soldiers did it.",
        (
            "said",
            "allegation",
            {
                "speaker": [Filler(len(LEAD), len(LEAD) + 4, 0.8), Filler(65, 70, 0.9)],
                "accused": "soldiers",
            },
        ),
    )
    assert one.speaker and one.speaker.text == "Amaq"
