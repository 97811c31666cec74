"""The CASE 2021 adapter, on snippets written for these tests."""

from __future__ import annotations

import pytest

from evals.case2021 import ATTRIB, LABELS, by_lexicon, figures, main, read_snippets, with_ties
from extractor import Article
from extractor.codebook.types import SubEventType


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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A suicide bomber blew himself up at a market in Kano.", "Suicide bomb"),
        ("The group claimed responsibility for the attack on a hotel.", ATTRIB),
        ("Air strikes hit a village, killing six; the army denied responsibility.",
         "Air/drone strike"),
        ("The minister opened a library.", "none"),
    ],
)  # fmt: skip
def test_a_text_about_who_did_it_is_told_from_an_event(text, kind):
    assert by_lexicon(Article(text)) == kind


class SecondChoice:
    """A model that always answers with the second choice."""

    def ask(self, messages, *, max_tokens, choices):
        from extractor.models.protocol import Answer
        from extractor.reading import Tokens

        self.asked = messages[0]["content"]
        return Answer(choices[1], Tokens())


def test_the_model_only_breaks_ties():
    model = SecondChoice()
    code = with_ties(model)
    assert code(Article("A suicide bomber blew himself up at a market.")) == "Suicide bomb"
    assert not hasattr(model, "asked")
    text = "Rebels abducted a girl and raped her."
    kinds = {"Sexual violence", "Abduction/forced disappearance"}
    assert code(Article(text)) in kinds and "B. " in model.asked


def test_attrib_is_measured_against_the_types_as_one_class():
    gold = ["Attack", "Grenade", ATTRIB, ATTRIB, "DIPLO"]
    coded = ["Attack", ATTRIB, ATTRIB, "Attack", "none"]
    found = figures(gold, coded).plain()
    assert found["snippets"] == 2 and found["accuracy"] == 0.5
    assert found["attrib_precision"] == found["attrib_recall"] == 0.5
    assert found["no_event_right"] == 1


def test_without_data_it_says_so_and_passes(monkeypatch, capsys):
    monkeypatch.delenv("EXTRACT_EVAL_DATA", raising=False)
    assert main([]) == 0
    assert "EXTRACT_EVAL_DATA" in capsys.readouterr().out


def test_it_prints_a_table_and_writes_json(monkeypatch, capsys, tmp_path):
    folder = tmp_path / "case2021"
    folder.mkdir()
    rows = "id\tEventSnippet\tSubType\n1\tA suicide bomber blew himself up.\tSUIC_BOMB\n"
    (folder / "dev.tsv").write_text(rows)
    monkeypatch.setenv("EXTRACT_EVAL_DATA", str(tmp_path))
    assert main(["--json", str(tmp_path / "out.json"), "--errors"]) == 0
    assert "weighted_f1            1.000" in capsys.readouterr().out
    assert '"machine"' in (tmp_path / "out.json").read_text()
