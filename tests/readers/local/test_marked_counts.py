"""Marked counts of people: parts, tellings of one number, and who tells them."""

from __future__ import annotations

from marked import Marked

from extractor.models.encoder.tagging import Filler
from extractor.reading import TollTold


def killed(text: str, *words: str, teller: tuple[str, ...] = ()) -> list[TollTold]:
    """What the marked words, given in text order, come to."""
    marked = Marked(text)
    fillers: list[Filler] = []
    for one in words:
        start = text.index(one, fillers[-1].end if fillers else 0)
        fillers.append(Filler(start, start + len(one), 0.97))
    marked.event(text.split()[0], killed=fillers, teller=list(teller))
    return list(marked.told().tolls)


def numbers(tolls: list[TollTold]) -> list[tuple[str | None, int | None, int | None]]:
    return [(t.teller.text if t.teller else None, t.low, t.high) for t in tolls]


def test_parts_told_side_by_side_are_summed() -> None:
    (toll,) = killed("Killed were two policemen and a trader in Kano.", "two policemen", "a trader")
    assert (toll.low, toll.high) == (3, 3)
    assert toll.said and toll.said.text == "two policemen and a trader"


def test_parts_that_one_teller_tells_are_summed_too() -> None:
    text = "Police said two policemen and a trader were killed in Kano."
    tolls = killed(text, "two policemen", "a trader", teller=("Police",))
    assert numbers(tolls) == [("Police", 3, 3)]


def test_a_part_without_an_upper_end_leaves_the_sum_open() -> None:
    text = "Killed were at least five soldiers and two traders in Kano."
    assert numbers(killed(text, "at least five soldiers", "two traders")) == [(None, 7, None)]


def test_a_number_told_again_counts_once() -> None:
    text = "Killed were four people in Kano. The four people were farmers. Four died."
    assert numbers(killed(text, "four people", "four people", "Four")) == [(None, 4, 4)]


def test_the_number_beside_the_event_s_own_words_stands_before_others() -> None:
    text = "Killed were nine men. First it was five men. Later five were found. In all 12 people."
    assert numbers(killed(text, "nine men", "five men", "five", "12 people")) == [(None, 9, 9)]


def test_of_other_numbers_the_nearer_and_the_one_told_again_stand() -> None:
    text = "A raid. Dead are nine men. First it was five men. Later five were found. In all 12."
    assert numbers(killed(text, "nine men", "five men", "12")) == [(None, 9, 9)]
    text = "A raid. The dead: first five men. Later it was nine. Nine men, said the mayor."
    assert numbers(killed(text, "five men", "nine", "Nine men")) == [(None, 9, 9)]


def test_the_wounded_behind_the_dead_are_no_part_of_them() -> None:
    text = "A bomb in Kano: four people died and nine were hurt."
    dead, hurt = killed(text, "four people", "nine")
    assert [(one.state, one.low) for one in (dead, hurt)] == [("killed", 4), ("injured", 9)]


def test_what_is_told_about_the_dead_is_no_further_count() -> None:
    text = "A bomb in Kano killed at least three people, one of them a child, on Monday."
    assert numbers(killed(text, "at least three people", "one of them")) == [(None, 3, None)]


def test_the_counts_of_several_tellers_stand_side_by_side() -> None:
    text = "Deaths in Kano: police said six people died. Residents said ten people died. Seven did."
    tolls = killed(text, "six people", "ten people", "Seven", teller=("police", "Residents"))
    assert numbers(tolls) == [(None, 7, 7), ("police", 6, 6), ("Residents", 10, 10)]


def test_a_teller_tells_no_counts_of_other_sentences() -> None:
    text = "Killed in Kano were six people. Police said they had opened a case."
    assert numbers(killed(text, "six people", teller=("Police",))) == [(None, 6, 6)]


def test_a_bare_word_for_dead_beside_a_number_is_no_further_one() -> None:
    assert numbers(killed("The dead in Kano were 70 people.", "dead", "70 people")) == [
        (None, 70, 70)
    ]


def test_one_person_beside_others_is_a_part_where_words_are_not_spaced() -> None:
    text = "爆炸 造成两名商人和一名警察死亡。"
    assert numbers(killed(text, "两名商人", "一名警察")) == [(None, 3, 3)]
    assert numbers(killed("爆炸 的死者有70人。", "死者", "70人")) == [(None, 70, 70)]


def test_a_vague_count_stands_alone_and_leaves_a_number_beside_it_open() -> None:
    (toll,) = killed("Killed were dozens of villagers in Kano.", "dozens of villagers")
    assert (toll.low, toll.high, toll.vague) == (None, None, "dozens")
    text = "Killed were two chiefs and dozens of villagers in Kano."
    assert numbers(killed(text, "two chiefs", "dozens of villagers")) == [(None, 2, None)]


def test_bombers_who_die_are_not_whom_they_killed() -> None:
    marked = Marked("Two women killed at least ten people in Maroua, Cameroon, when they blew up.")
    dead = ["Two women", "at least ten people"]
    marked.event("blew up", "Suicide bomb", doer="Two women", killed=dead, place="Maroua")
    assert [toll.low for toll in marked.told().tolls] == [10]
    alone = Marked("Two women blew themselves up in Maroua, Cameroon.")
    alone.event("blew", "Suicide bomb", doer="Two women", killed="Two women", place="Maroua")
    assert [toll.low for toll in alone.told().tolls] == [2]


def test_of_words_joined_by_a_comma_the_number_counts() -> None:
    text = "Обстреляли экипаж ДПС, двое полицейских погибли в Хасавюрте."
    assert numbers(killed(text, "экипаж ДПС", "двое полицейских")) == [(None, 2, 2)]


def test_without_is_looked_for_four_words_before_a_count() -> None:
    text = "Estalló una bomba en Convención, sin que se reportaran víctimas."
    assert numbers(killed(text, "víctimas")) == [(None, 0, 0)]
    assert numbers(killed(text.replace("sin que se", "y luego se"), "víctimas")) != [(None, 0, 0)]


def test_what_only_names_a_toll_is_no_part_of_its_number() -> None:
    text = "Killed in Kano: the army put the number of dead at four."
    assert numbers(killed(text, "number of dead at four")) == [(None, 4, 4)]
    text = "Killed in Kano: the death toll of at least twelve stands."
    assert numbers(killed(text, "death toll of at least twelve")) == [(None, 12, None)]


def unsure(text: str, words: str, trigger: str, sure: float = 0.74) -> list[tuple[int | None, str]]:
    """The lower bounds and words of the dead where the tagger is unsure of a count."""
    marked = Marked(text)
    start = text.index(words)
    marked.event(trigger, killed=[Filler(start, start + len(words), sure)])
    return [(toll.low, toll.said.text) for toll in marked.told().tolls if toll.said]


WHISKED = "Gunmen whisked away five persons in Kano."


def test_an_unsure_count_of_dead_stands_only_beside_a_word_for_dying() -> None:
    assert unsure(WHISKED, "five persons", "whisked away") == []
    assert unsure("Five died of cholera. Gunmen beat two men.", "two men", "beat") == []
    two = [(2, "two men")]
    assert unsure("Gunmen beat two men, who died in Kano.", "two men", "beat") == two
    assert unsure("The raid in Kano killed. Two men were teachers.", "Two men", "killed") == [
        (2, "Two men")
    ]


def test_a_count_of_dead_that_the_tagger_is_sure_of_needs_no_word_for_dying() -> None:
    assert unsure(WHISKED, "five persons", "whisked away", sure=0.75) == [(5, "five persons")]


def test_in_a_language_that_is_not_recognised_an_unsure_count_stands() -> None:
    text = "Ένοπλοι επιτέθηκαν σε 5 άνδρες."
    assert unsure(text, "5 άνδρες", "επιτέθηκαν") == [(5, "5 άνδρες")]
