from __future__ import annotations

import pytest

from extractor.text.language import languages_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen shot dead four farmers in the village of Konduga on Tuesday.", ("en",)),
        ("Hombres armados secuestraron el lunes a dos periodistas en la ciudad.", ("es",)),
        ("Des hommes armés ont enlevé deux prêtres dans la ville, selon la police.", ("fr",)),
        ("Bewaffnete erschossen am Montag vier Bauern in einem Dorf.", ("de",)),
        ("Вооруженные люди убили четырех фермеров.", ()),
        ("قتل مسلحون أربعة مزارعين في القرية", ()),
        ("四名农民被杀。", ()),
        ("12 34 56", ()),
        ("", ()),
    ],
)
def test_a_text_is_of_the_language_whose_words_it_has(text: str, expected: tuple[str, ...]) -> None:
    assert languages_of(text) == expected


def test_capitals_are_no_other_language() -> None:
    assert languages_of("THE ARMY SAID THAT IT WAS IN CONTROL OF THE TOWN") == ("en",)


def test_names_of_another_language_in_an_english_text_change_nothing() -> None:
    text = "The leader of the Partido de la Revolución was shot in the town of La Paz on Monday."
    assert languages_of(text) == ("en",)


def test_a_one_line_brief_is_known_for_english() -> None:
    assert languages_of("Gunmen killed four farmers here on Tuesday, police said.") == ("en",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Pelo menos cinco pessoas morreram e outras doze ficaram feridas num ataque contra uma "
            "igreja na cidade de Kano, no norte da Nigéria, informou a polícia.",
            ("pt",),
        ),
        (
            "Almeno cinque persone sono state uccise e altre dodici ferite in un attentato contro "
            "una chiesa nella città di Kano, nel nord della Nigeria.",
            ("it",),
        ),
        (
            "Almenys cinc persones van morir i dotze més van resultar ferides en un atac contra "
            "una església a la ciutat de Kano, al nord de Nigèria, segons la policia.",
            (),
        ),
        (
            "Cel puțin cinci persoane au fost ucise într-un atac asupra unei biserici din orașul "
            "Kano, au anunțat autoritățile. Atacatorii au venit pe motociclete, au deschis focul.",
            (),
        ),
        (
            "Vijf mensen zijn gedood bij een aanval op een kerk in de stad Kano in het noorden van "
            "Nigeria. De daders kwamen op motorfietsen aan en openden het vuur op de menigte.",
            ("nl",),
        ),
    ],
    ids=["portuguese", "italian", "catalan", "romanian", "dutch"],
)
def test_no_text_is_taken_for_a_neighbour_s(text: str, expected: tuple[str, ...]) -> None:
    """Of Catalan and Romanian no words of dates are known: they are of no language."""
    assert languages_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israeli strikes hit Rafah; 20 dead, medics say", ("en",)),
        ("Three hostages freed after ransom payment", ("en",)),
        ("Roadside blast wounds six in Quetta", ("en",)),
        ("Dos soldados muertos en emboscada del ELN", ("es",)),
        ("Deux soldats tués dans une embuscade au Burkina Faso", ("fr",)),
        ("Dois soldados mortos em emboscada no norte de Moçambique", ("pt",)),
        ("Due soldati uccisi in un'imboscata nel nord del Mali", ("it",)),
        ("Dos soldats morts en una emboscada al nord de Mali", ()),
        ("Doi soldați uciși într-o ambuscadă în nordul Mali", ()),
        ("Twee soldaten gedood in hinderlaag in Mali", ()),
        ("Zwei Soldaten in Hinterhalt im Norden Malis getötet", ("de",)),
        ("To soldater dræbt i baghold i det nordlige Mali", ()),
        ("Bir camiye düzenlenen saldırıda en az on iki kişi öldü.", ("tr",)),
        ("Nonm ame kidnape de jounalis nan vil la lendi, lapolis di.", ()),
    ],
)
def test_a_headline_is_of_a_language_only_where_its_words_are_no_neighbour_s(
    text: str, expected: tuple[str, ...]
) -> None:
    assert languages_of(text) == expected


def test_a_long_text_needs_more_than_a_few_words_of_a_language() -> None:
    names = " ".join(f"Xelu{chr(97 + n)} Bran{chr(97 + n)}" for n in range(25))
    assert languages_of(f"{names} said the army was in {names}") == ()
