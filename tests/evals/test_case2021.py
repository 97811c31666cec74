"""The CASE 2021 adapter, on snippets written for these tests."""

from __future__ import annotations

import pytest
from tiny_tagger import write_both

from evals import case2021
from evals.case2021 import ATTRIB, LABELS, Coded, by_tagger, figures, main, read_snippets
from extractor import Article
from extractor.codebook.types import SubEventType
from extractor.models.encoder.tagging import Filler, Found, Tagged
from extractor.models.tagger import TaggerModel


def test_every_sub_event_type_has_its_label():
    assert set(LABELS.values()) == set(SubEventType) and len(LABELS) == 25


def test_snippets_are_read_with_our_names_of_types(tmp_path):
    file = tmp_path / "dev.tsv"
    file.write_text(
        'id\tEventSnippet\tSubType\n1\t"A ""bomb"" went off"\tREM_EXPLOS\n2\tX\tDIPLO\n'
    )
    first, second = read_snippets(file)
    assert (first.text, first.label) == ('A "bomb" went off', "Remote explosive/landmine/IED")
    assert second.label == "DIPLO"


class Marker:
    """In place of a tagger: finds what it is told to, of words looked at besides the last alone."""

    attributions = relations = ("",)

    def __init__(self, events=(), statements=(), asked=None):
        self.events, self.statements, self.asked = list(events), list(statements), asked
        self.looked_at = []

    def read(self, text, sentences, also=()):
        self.looked_at += [text[start:end] for start, end in also]
        return Tagged(self.events if not also else [self.asked], self.statements, 0.0)


def found(text, words, kind, *, sure=0.9, real=0.99, p=0.9, **roles):
    def at(part):
        start = text.index(part)
        return Filler(start, start + len(part), sure)

    fillers = {role: [at(part)] for role, part in roles.items()}
    return Found(at(words), [(kind, p)], real, 0.0, fillers)


def coded(text, marker):
    return by_tagger(marker)(Article(text))


def test_the_type_is_that_of_the_words_that_are_likeliest_of_theirs_place_or_not():
    text = "Men marched past the wreck of a bombing, others opened fire."
    marched = found(text, "marched", "Peaceful protest", sure=0.99, p=0.5)
    fired = found(text, "opened fire", "Shelling/artillery/missile attack", sure=0.2, p=0.8)
    none = found(text, "wreck", "Grenade", real=0.1, p=1.0)
    assert coded(text, Marker([marched, none, fired])) == (fired.kind, True)


def test_the_type_is_as_the_parties_allow():
    text = "Rebels of the Red Brigade recaptured the town."
    taken = found(text, "recaptured", "Government regains territory", doer="Rebels")
    assert coded(text, Marker([taken])).label == "Non-state actor overtakes territory"


@pytest.mark.parametrize(
    ("text", "sure", "label"),
    [
        ("The group claimed responsibility for the attack.", 0.95, ATTRIB),
        ("The group claimed responsibility for the attack.", 0.5, "Attack"),
        ("After the attack the group claimed responsibility.", 0.95, "Attack"),
        ("The group, it is said, responsibility shuns, and the attack.", 0.95, "Attack"),
    ],
)
def test_a_text_is_about_who_did_it_where_that_is_surer_and_told_first(text, sure, label):
    attack = found(text, "attack", "Attack")
    claim = found(text, "responsibility", "claim", sure=sure, speaker="group")
    if "claimed" not in text:
        claim = found(text, "it is said", "denial", sure=sure)
    assert coded(text, Marker([attack], [claim])).label == label


def test_where_nothing_stands_out_every_word_is_looked_at():
    text = "Children fled."
    marker = Marker(asked=found(text, "fled", "Attack", real=0.3))
    assert coded(text, marker) == ("Attack", False)
    assert marker.looked_at == ["Children", "fled"]


def test_attrib_is_measured_against_the_types_as_one_class():
    gold = ["Attack", "Grenade", ATTRIB, ATTRIB, "DIPLO"]
    ours = [Coded("Attack"), Coded(ATTRIB), Coded(ATTRIB), Coded("Attack"), Coded("Other", False)]
    plain = figures([*gold, "DIPLO"], [*ours, Coded("Other")]).plain()
    assert plain["snippets"] == 2 and plain["accuracy"] == 0.5
    assert plain["attrib_precision"] == plain["attrib_recall"] == 0.5
    assert plain["no_event_right"] == 0.5


def test_without_data_it_says_so_and_passes(monkeypatch, capsys):
    monkeypatch.delenv("EXTRACT_EVAL_DATA", raising=False)
    assert main([]) == 0
    assert "EXTRACT_EVAL_DATA" in capsys.readouterr().out


def test_it_prints_a_table_and_writes_json(monkeypatch, capsys, tmp_path):
    folder = tmp_path / "case2021"
    folder.mkdir()
    rows = "id\tEventSnippet\tSubType\n1\tGunmen killed four farmers.\tATTACK\n2\tX y.\tDIPLO\n"
    (folder / "dev.tsv").write_text(rows)
    monkeypatch.setenv("EXTRACT_EVAL_DATA", str(tmp_path))
    monkeypatch.setattr(case2021, "open_tagger", lambda: TaggerModel(*write_both(tmp_path)))
    out = tmp_path / "out.json"
    assert main(["--json", str(out), "--errors", "--half", "even"]) == 0
    shown = capsys.readouterr().out
    assert "snippets               1.000" in shown and "Attack" in shown
    assert '"machine"' in out.read_text() and '"eval": "case2021-even"' in out.read_text()
    monkeypatch.setattr(case2021, "by_records", lambda _: lambda _: Coded("Attack"))
    assert main(["--records", "--half", "even"]) == 0
    assert "weighted_f1            1.000" in capsys.readouterr().out
