"""Evidence is shown under the name of its field, an actor's under that of his side."""

from __future__ import annotations

from extractor.records.evidence_fields import FIELDS, evidence_of


def test_all_evidence_of_a_record_is_given_under_its_own_name(example, record_with):
    actor = example["actors"][0]
    actors = [
        {**actor, "role": role, "evidence": [{"start": 0, "end": 6, "text": words}]}
        for role, words in (("perpetrator", "gunmen"), ("target", "market"))
    ]
    event = record_with(actors=actors)
    found = [(shown.label, evidence.text) for shown, evidence in evidence_of(event)]
    assert [one for one in found if one[0] in ("perpetrator", "target")] == [
        ("perpetrator", "gunmen"),
        ("target", "market"),
    ]
    days = [words for name, words in found if name == "when"]
    assert days == [one["text"] for one in example["date"]["evidence"]] != []
    assert {name for name, _ in found} <= {shown.label for shown in FIELDS}
