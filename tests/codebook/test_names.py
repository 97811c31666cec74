from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from extractor.codebook.actors import ActorKind
from extractor.codebook.names import kind_of_acled_name

LEAST_RIGHT = 0.97  # share of kinds right on published names; it is 1.0 now


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Military Forces of Mali (2021-)", "Mali", "State forces"),
        ("Military Forces of Chad (2021-)", "Mali", "External/Other forces"),
        ("Military Forces of the Philippines (2016-2022)", "Philippines", "State forces"),
        ("Military Forces of Somaliland (2010-)", "Somalia", "State forces"),
        ("Mutiny of Military Forces of Guinea (2010-2021)", "Guinea", "State forces"),
        ("Police Forces of India (2014-) Assam Rifles", "India", "State forces"),
        ("Government of Argentina (2019-2023)", "Argentina", "State forces"),
        ("Protesters (Bolivia)", "Bolivia", "Protesters"),
        ("Rioters (India)", "India", "Rioters"),
        ("Civilians (Kenya)", "Kenya", "Civilians"),
        ("Unidentified Armed Group (Peru)", "Peru", "Political militia"),
        ("Unidentified Communal Militia (Mali)", "Mali", "Identity militia"),
        ("Unidentified Clan Militia (Somalia)", "Somalia", "Identity militia"),
        ("Dinka Ethnic Militia (South Sudan)", "South Sudan", "Identity militia"),
        ("Unidentified Military Forces", "Libya", "State forces"),
        ("Private Security Forces (Brazil)", "Brazil", "External/Other forces"),
        ("People's Defense Force - Anywhere", "Myanmar", "Political militia"),
        ("XLA: Xanadu Liberation Army", None, "Rebel group"),
        ("Sole Perpetrator (United States)", "United States", "Political militia"),
        ("some words", None, None),
    ],
)
def test_kinds_follow_from_names_in_acled_form(
    name: str, country: str | None, kind: str | None
) -> None:
    assert kind_of_acled_name(name, country) == (ActorKind(kind) if kind else None)


def test_kinds_of_published_names() -> None:
    folder = os.environ.get("EXTRACT_EVAL_DATA")
    if not folder or not (Path(folder) / "acled").is_dir():
        pytest.skip("EXTRACT_EVAL_DATA names no folder with acled/: published names not measured")
    cases: list[tuple[str, str | None, int]] = []
    for path in sorted((Path(folder) / "acled").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if "actor1" in row:
                    for number in ("1", "2"):
                        if row[f"actor{number}"]:
                            kind = int(row[f"inter{number}"])
                            cases.append((row[f"actor{number}"], row["country"], kind))
                elif "inter" in row:
                    cases.append((row["actor"], None, int(row["inter"])))
                elif "force" in row:
                    cases.append((row["actor"], row["country"].removeprefix("the "), 1))
    found = [(kind_of_acled_name(name, country), kind) for name, country, kind in cases]
    right = sum(1 for kind, code in found if kind and kind.code == code)
    assert cases
    assert right / len(cases) >= LEAST_RIGHT
