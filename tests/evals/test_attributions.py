"""Our statements beside PolNeAR's attributions."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_tagger import write_both

from evals.attributions import Attribution, Figures, attributions, count, main, read_polnear
from extractor.analysis import Analysis
from extractor.models.tagger import TaggerModel
from extractor.reading import Match, Said, Statement, StatementKind
from extractor.text.article import Article

TEXT = "Mayor Ana Ruiz accused the army of shelling the town. He denied it on Monday."
ANN = """T1\tSource 0 14\tMayor Ana Ruiz
T2\tCue 15 22\taccused
T3\tContent 23 31;32 52\tthe army
of shelling the town
T4\tAttribution 15 22\taccused
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
#1\tAnnotatorNotes T4\tsure?
T5\tSource 54 56\tHe
T6\tCue 57 63\tdenied
T7\tContent 64 66\tit
T8\tAttribution 57 63\tdenied
E2\tAttribution:T8 Content:T7 Cue:T6 Source:T5
T9\tDiscard 67 76\tTrump, for one
"""


def words(analysis: Analysis, text: str) -> Said:
    start = analysis.article.text.index(text)
    return Said(text, analysis.article.span(start, start + len(text)), Match.EXACT)


def counted(speaker: str | None, accused: str | None) -> Figures:
    """The figures of one reading of the text, in which its first sentence is an allegation."""

    def read(analysis: Analysis) -> list[Statement]:
        by, against = (words(analysis, one) if one else None for one in (speaker, accused))
        return [Statement(StatementKind.ALLEGATION, (0,), by, against)]

    figures = Figures()
    count(figures, Analysis(Article(TEXT)), attributions(ANN), read)
    return figures


def test_attributions_are_read_with_broken_spans_and_lines_that_are_none() -> None:
    first, second = attributions(ANN)
    assert first == Attribution(((0, 14),), ((15, 22),), ((23, 31), (32, 52)))
    assert second.source == ((54, 56),)


def test_the_source_is_the_speaker_and_the_accused_stands_in_what_is_said() -> None:
    figures = counted("Ana Ruiz", "the army")
    assert (figures.wanted, figures.found, figures.kind) == (2, 1, 1)  # "He denied": not read
    assert (figures.named, figures.judged, figures.speaker) == (1, 1, 1)  # "He" names nobody
    assert (figures.against, figures.against_content, figures.against_source) == (1, 1, 0)
    assert figures.misses == []


def test_a_statement_the_wrong_way_round_is_counted_as_that() -> None:
    figures = counted("the army", "Mayor Ana Ruiz")
    assert (figures.judged, figures.speaker, figures.within_content) == (1, 0, 1)
    assert (figures.against_content, figures.against_source) == (0, 1)
    assert len(figures.misses) == 1


def test_a_statement_without_a_speaker_is_found_but_not_judged() -> None:
    figures = counted(None, None)
    assert (figures.found, figures.judged, figures.against) == (1, 0, 0)


@pytest.mark.parametrize(
    ("cue", "asked"), [("said", 0), ("rejected the accusation", 1), ("demanded an inquiry", 1)]
)
def test_only_cues_of_the_table_count(cue: str, asked: int) -> None:
    text = f"Ana Ruiz {cue} there."
    marked = [Attribution(((0, 8),), ((9, 9 + len(cue)),), ())]
    figures = Figures()
    count(figures, Analysis(Article(text)), marked, lambda _: [])
    assert figures.wanted == asked


def test_the_command_reads_the_folders_of_the_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for part in ("train", "dev"):
        for kind, name, text in (("text", "a.txt", TEXT), ("attributions", "a_4b22.ann", ANN)):
            folder = tmp_path / "polnear" / "data" / part / kind
            folder.mkdir(parents=True)
            (folder / name).write_text(text, encoding="utf-8")
    assert len(list(read_polnear(tmp_path / "polnear" / "data" / "dev"))) == 1
    monkeypatch.setenv("EXTRACT_EVAL_DATA", str(tmp_path))
    quiet = TaggerModel(*write_both(tmp_path, quiet=True))
    monkeypatch.setattr("evals.attributions.open_tagger", lambda: quiet)
    assert main([]) == 0
    assert "texts 1, attributions with a cue of the table 2" in capsys.readouterr().out


def test_without_data_it_says_so_and_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("EXTRACT_EVAL_DATA", raising=False)
    assert main([]) == 0
    assert "EXTRACT_EVAL_DATA" in capsys.readouterr().out
