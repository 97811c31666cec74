"""The MUC-4 adapter, on keys written for these tests."""

from __future__ import annotations

from datetime import date

import pytest
from sample_events import sample_event as event
from tiny_tagger import write_both

from evals.gtt import Filled, score_article
from evals.muc import main
from evals.muc_events import as_muc, bare, purely_military, role_fillers
from evals.muc_keys import (
    Loc,
    Message,
    dates,
    death_toll,
    entities,
    locations,
    read_set,
    split_key,
    split_texts,
    strings,
    template,
)
from evals.muc_score import compatible, figures, place_right, score_message
from evals.running import Read, said
from extractor.models.tagger import TaggerModel
from extractor.records import EventRecord
from extractor.text.article import Article

KEY = """\
;;; a remark
0.  MESSAGE: ID                     TST9-MUC9-0001 (NOSC)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
2.  INCIDENT: DATE                  - 03 JAN 90
3.  INCIDENT: LOCATION              PERU: LIMA (CITY): MIRAFLORES (NEIGHBORHOOD)
4.  INCIDENT: TYPE                  BOMBING / ATTACK
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID         "BOMB"
                                    ? "DYNAMITE" / "STICKS OF DYNAMITE"
7.  INCIDENT: INSTRUMENT TYPE       BOMB: "BOMB"
9.  PERP: INDIVIDUAL ID             -
10. PERP: ORGANIZATION ID           "SHINING PATH" / "SENDERO"
11. PERP: ORGANIZATION CONFIDENCE   POSSIBLE / REPORTED AS FACT: "SHINING PATH" / "SENDERO"
12. PHYS TGT: ID                    "OFFICE OF \\"EL SOL\\""
18. HUM TGT: NAME                   "ANA DIAZ"
19. HUM TGT: DESCRIPTION            "JUDGE": "ANA DIAZ"
                                    "PASSERSBY"
21. HUM TGT: NUMBER                 1: "ANA DIAZ"
                                    5: "PASSERSBY"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "ANA DIAZ"
                                    INJURY: "PASSERSBY"
"""


def one_template():
    (slots,) = split_key(KEY)
    return template(slots, "TST9-MUC9-0001", date(1990, 1, 3))


def test_a_key_is_read_with_alternatives_and_continued_lines():
    gold = one_template()
    assert gold.optional and gold.types == ("BOMBING", "ATTACK")
    assert gold.weapons == (("BOMB",), ("DYNAMITE", "STICKS OF DYNAMITE"))
    assert gold.organizations == (("SHINING PATH", "SENDERO"),)
    assert gold.confidence[0][1] == {"POSSIBLE", "REPORTED AS FACT"}
    assert gold.physical == (('OFFICE OF "EL SOL"',),)
    assert gold.names == (("ANA DIAZ",),)
    assert gold.descriptions == (("JUDGE",), ("PASSERSBY",))
    assert gold.deaths == (1, 1)


def test_texts_are_split_at_their_ids():
    file = "TST9-MUC9-0001\n\n   One.\n\n\nDEV-MUC3-0002 (NOSC)\n\n   Two.\n"
    assert split_texts(file) == [("TST9-MUC9-0001", "   One."), ("DEV-MUC3-0002", "   Two.")]


def test_on_or_before_reaches_two_months_back():
    assert dates("- 03 MAR 90", None) == (((date(1989, 12, 31), date(1990, 3, 3)),), False)
    assert dates("(02 MAR 90) / (01 MAR 90 - 02 MAR 90)", None) == (
        ((date(1990, 3, 2),) * 2, (date(1990, 3, 1), date(1990, 3, 2))),
        True,
    )
    assert dates("07 DEC", date(1990, 1, 3)) == (((date(1989, 12, 7),) * 2,), True)
    assert dates("-", None) == ((), False)


@pytest.mark.parametrize(
    ("numbers", "effects", "toll"),
    [
        (['3: "A"'], ['DEATH: "A"'], (3, 3)),
        (['PLURAL: "A"'], ['DEATH: "A"'], (2, None)),
        (['12 / 15: "A"', '17: "A"'], ['DEATH: "A"', 'INJURY: "A"'], (12, 15)),
        (['~100: "A"', '5-: "B"'], ['DEATH: "A"', 'DEATH: "B"'], (95, None)),
        (['2: "A"'], ['? DEATH: "A"'], (0, 2)),
        ([], ['DEATH: "A"'], (1, None)),
        (['2: "A"'], ['INJURY: "A"'], (0, 0)),
    ],
)
def test_deaths_are_the_numbers_of_those_whose_effect_is_death(numbers, effects, toll):
    assert death_toll(numbers, effects) == toll


def test_a_location_has_alternatives_levels_and_both_ends_of_a_road():
    assert locations("(CHILE: ARICA (CITY)) / (CHILE)") == (
        Loc("CHILE", ((("ARICA", "CITY"),),)),
        Loc("CHILE"),
    )
    (road,) = locations("COLOMBIA: CUCUTA (CITY) - TIBU (TOWN)")
    assert road.levels == ((("CUCUTA", "CITY"), ("TIBU", "TOWN")),)


def test_strings_keep_quotes_within_quotes():
    assert strings('"A \\"B\\" C" / "D"') == ('A "B" C', "D")
    assert entities(["-", "*"]) == ()


def place(**changed):
    return event(location=changed).location


LIMA = {
    "name": "Lima", "admin1": "Lima", "country": "Peru", "iso": 604, "region": "South America",
    "latitude": -12.0432, "longitude": -77.0282, "precision": 1, "text": "Lima",
}  # fmt: skip


def test_the_town_is_right_where_the_key_goes_into_it():
    (miraflores,) = one_template().places
    assert place_right(place(**LIMA), miraflores)
    callao = LIMA | {"name": "Callao", "admin1": "Callao", "latitude": -12.0566, "text": "Callao"}
    assert place_right(place(**callao), Loc("PERU", ((("LIMA", "CITY"),),)))
    arequipa = LIMA | {"name": "Arequipa", "admin1": "Arequipa", "latitude": -16.4, "text": "there"}
    assert not place_right(place(**arequipa), miraflores)
    assert not compatible(place(**arequipa), miraflores)


def test_a_whole_country_is_compatible_but_not_right():
    peru = place(**LIMA | {"name": "Peru", "admin1": None, "precision": 3, "text": "Peru"})
    (miraflores,) = one_template().places
    assert compatible(peru, miraflores) and not place_right(peru, miraflores)
    assert not compatible(peru, Loc("CHILE"))
    assert not compatible(None, miraflores)


def attack(**changed) -> EventRecord:
    when = {"start": "1990-01-02", "end": "1990-01-02", "precision": 1, "text": None}
    return event(date=when, location=LIMA, **changed)


def actor(role, kind, name, text, attribution="reported_as_fact"):
    return {"role": role, "kind": kind, "name": name, "text": text, "attribution": attribution}


def test_events_that_muc_does_not_count_are_dropped_by_rule():
    told = date(1990, 1, 3)
    old = {"start": "1989-01-02", "end": "1989-01-02", "precision": 1, "text": None}
    soldiers = actor("target", "State forces", "Military Forces of Peru (1985-1990)", "soldiers")
    judge = actor("target", "State forces", "Government of Peru (1985-1990)", "a judge")
    dropped: dict[str, int] = {}
    kept = as_muc(
        [
            attack(),
            event(date=old, location=LIMA),
            attack(sub_event_type="Peaceful protest"),
            attack(actors=[soldiers]),
            attack(actors=[judge]),
        ],
        told,
        dropped,
    )
    assert len(kept) == 2
    assert dropped == {"not recent": 1, "no act of terrorism": 1, "purely military": 1}
    assert not purely_military(attack(actors=[judge, soldiers]))


def test_a_battle_without_any_target_is_one_between_armed_groups():
    battle = {"disorder_type": "Political violence", "event_type": "Battles"}
    clash = attack(sub_event_type="Armed clash", **battle)
    assert purely_military(clash)
    assert not purely_military(attack())
    assert not purely_military(clash.model_copy(update={"physical_targets": ("a bank",)}))


def test_an_event_is_found_when_type_date_and_place_are_compatible():
    text = "Lima, 3 Jan 90. A bomb of Shining Path killed Ana Diaz."
    message = Message(Article(text, id="x"), (one_template(),), date(1990, 1, 3))
    group = actor("perpetrator", "Rebel group", "Shining Path", "Shining Path", "possible")
    dead = {"low": 1, "high": 1, "coded": 1, "text": "killed Ana Diaz"}
    ours = attack(
        sub_event_type="Remote explosive/landmine/IED",
        actors=[group],
        casualties={"killed": dead, "injured": None},
        weapons=[{"text": "A bomb", "evidence": []}],
        victims=[{"text": "Ana Diaz", "evidence": []}],
    )
    result = score_message(message, as_muc([ours], message.told, {}))
    (pair,) = result.pairs
    assert pair.found and pair.deaths and pair.attribution and pair.organization
    found = figures([result])
    assert found["events_f1"] == 1 and found["articles"] == 1
    assert "relevance_f1" in found
    counts = result.roles.counts
    assert counts["PerpOrg"].f1 == counts["Victim"].f1 == counts["Weapon"].f1 == 1
    assert counts["Target"].r_den == 0  # its string does not stand in the text


def test_an_optional_template_need_not_be_found():
    message = Message(Article("Nothing.", id="x"), (one_template(),), date(1990, 1, 3))
    assert message.relevant is None
    found = figures([score_message(message, [])])
    assert found["events_recall"] == 0 and found["gold_events"] == 1


def test_fillers_lose_articles_counts_and_titles():
    assert bare("the three  armed\nmen") == "armed men"
    assert bare("Colonel Ana Diaz") == "Ana Diaz"
    assert bare("two") == "two"


def filled(kind, **roles):
    return Filled(kind, roles)


def test_gtt_maps_templates_so_that_the_article_is_best():
    gold = [
        filled("attack", PerpOrg=[["FMLN", "THE FRONT"]], Victim=[["ANA DIAZ"]]),
        filled("bombing / attack", Weapon=[["BOMB"]]),
    ]
    ours = [
        filled("attack", Weapon=[["the bomb"]]),
        filled("attack", PerpOrg=[["fmln"]], Victim=[["Ana"]]),
    ]
    scores = score_article(ours, gold)
    assert scores.counts["Weapon"].f1 == 1
    assert scores.counts["PerpOrg"].f1 == 1
    assert scores.counts["Victim"].f1 == 0
    assert (scores.micro.p_num, scores.micro.p_den) == (4, 5)
    assert (scores.micro.r_num, scores.micro.r_den) == (4, 5)


def test_gtt_never_maps_templates_of_other_types():
    scores = score_article([filled("arson", Weapon=[["X"]])], [filled("attack", Weapon=[["X"]])])
    assert scores.micro.f1 == 0 and scores.micro.r_den == 2


def test_many_templates_are_mapped_without_trying_all():
    gold = [filled("attack", Victim=[[f"N{i}"]]) for i in range(9)]
    scores = score_article(gold[::-1], gold)
    assert scores.micro.f1 == 1


def test_it_reads_scores_and_shows_what_differs(tmp_path, monkeypatch, capsys):
    data = tmp_path / "muc" / "tst4a"
    data.mkdir(parents=True)
    text = "Lima, 3 Jan 90 (EFE) -- [Text] Horsemen killed two weavers in Lima today, police said."
    (data / "tst4-muc4.mixed-case").write_text(f"TST4-MUC4-0001\n\n   {text}\n")
    (data / "key-tst4.v2").write_text(KEY.replace("TST9-MUC9", "TST4-MUC4"))
    monkeypatch.setenv("EXTRACT_EVAL_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    model = TaggerModel(*write_both(tmp_path, quiet=True))
    monkeypatch.setattr("extractor.pipeline.open_model", lambda *_, **__: model)
    assert main(["--errors"]) == 0
    assert "MISSED   ?BOMBING/ATTACK" in capsys.readouterr().out
    (read,) = (tmp_path / "build" / "evals" / "muc-tst4a.jsonl").read_text().splitlines()
    assert Read.from_json(read).article == "TST4-MUC4-0001"
    ours = attack(source={"article_id": "TST4-MUC4-0001"})
    (tmp_path / "ours.jsonl").write_text(ours.json_line() + "\n")
    given = ["--score-only", "ours.jsonl", "--errors", "--all", "--json", "out.json"]
    assert main(given) == 0
    shown = capsys.readouterr().out
    assert "gold  ?BOMBING/ATTACK" in shown and "events_f1" in shown
    assert '"gold_events": 1' in (tmp_path / "out.json").read_text()


def test_who_did_it_is_an_organisation_or_somebody_by_name():
    """A doer whom a table knows is an organisation, but for a person's name."""
    for words, role in (("Oscar Ruiz", "PerpInd"), ("Red Brigade", "PerpOrg")):
        doer = actor("perpetrator", "Rebel group", "Shining Path", words)
        filled = role_fillers(attack(actors=[doer]))
        assert filled[role] == ((words,),), words


@pytest.mark.parametrize("name", ["tst3", "tst4"])
def test_the_sets_that_a_maintainer_has_are_read_in_mixed_case_with_the_last_key(
    name, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("EXTRACT_EVAL_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "muc").mkdir()
    assert said(lambda: main(["--set", name])) == 2
    told = capsys.readouterr().err
    assert f"key-{name}.v" in told and len(told.strip().splitlines()) == 1
    data = tmp_path / "muc" / name
    data.mkdir()
    identity = f"{name.upper()}-MUC4-0001"
    for file, text in (("", "IN CAPITALS"), (".mixed-case", "In mixed case, 3 Jan 90")):
        (data / f"{name}-muc4{file}").write_text(f"{identity}\n\n   {text}\n")
    (data / f"key-{name}.v2").write_text("")
    (data / f"key-{name}.v10").write_text(KEY.replace("TST9-MUC9-0001", identity))
    (message,) = read_set(tmp_path / "muc", name)
    assert message.article.text.strip().startswith("In mixed case")
    assert len(message.templates) == 1
    (tmp_path / "ours.jsonl").write_text(attack(source={"article_id": identity}).json_line() + "\n")
    assert main(["--set", name, "--score-only", "ours.jsonl", "--json", "out.json"]) == 0
    assert f'"eval": "muc-{name}"' in (tmp_path / "out.json").read_text()
