"""What every command that reads tables says of encodings, sheets and titles; its three options."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
from pathlib import Path

import click
import openpyxl
import pytest

from extractor.cli import main

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid" / "acled.csv"
RUSSIAN = "Неизвестные обстреляли машину полиции, двое сотрудников ранены, сообщили власти."
GUESS = "Note: {}: read as windows-1251 (a guess; --encoding says otherwise)"


def rows(**change: str) -> list[dict[str, str]]:
    with VALID.open(encoding="utf-8", newline="") as lines:
        return [{**row, **change} for row in csv.DictReader(lines)]


def as_csv(content: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(content[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(content)
    return out.getvalue()


@pytest.fixture
def russian(tmp_path):
    """A table in Windows-1251 that leaves no doubt."""
    path = tmp_path / "russian.csv"
    content = rows()
    content[0]["notes"] = RUSSIAN
    path.write_bytes(as_csv(content).encode("cp1251"))
    return path


@pytest.fixture
def doubtful(tmp_path):
    """One that is read as Windows-1251 with little to go by."""
    path = tmp_path / "doubtful.csv"
    content = rows()
    content[0]["notes"] = "Харків"
    path.write_bytes(as_csv(content).encode("cp1251"))
    return path


@pytest.fixture
def unclear(tmp_path):
    """One that could be several things."""
    path = tmp_path / "unclear.csv"
    content = rows()
    content[0]["notes"] = "Київ"
    path.write_bytes(as_csv(content).encode("cp1251"))
    return path


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.csv"
    text = f'id,published,text\n1,2024-03-06,"bomb. {RUSSIAN}"\n'
    path.write_bytes(text.encode("cp1251"))
    return path


def workbook(path: Path, *sheets: tuple[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in sheets:
        sheet = book.create_sheet(name)
        for cells in content:
            sheet.append(cells)
    book.save(path)
    return path


def table(content: list[dict[str, str]]) -> list[list[object]]:
    return [list(content[0]), *(list(row.values()) for row in content)]


@pytest.fixture
def book(tmp_path):
    """A licence, then the rows on two sheets, then something else."""
    content = rows()
    return workbook(
        tmp_path / "book.xlsx",
        ("README", [["ACLED data export"], ["Terms of use apply"]]),
        ("2022", table(content[:1])),
        ("2023", table(content[1:])),
        ("Regions", [["code", "name"], [1, "Coast"], [2, "North"]]),
    )


LEFT_OUT = (
    "Note: {0}: sheet 'README' left out, 2 rows (--sheet names the one to read)\n"
    "Note: {0}: sheet 'Regions' left out, 2 rows (--sheet names the one to read)\n"
)


def commands(path: Path, tmp_path: Path) -> list[tuple[object, ...]]:
    """Every command that reads records."""
    return [
        ("validate", path),
        ("validate", path, "--fix", tmp_path / f"fixed{path.suffix}"),
        ("convert", path, "--to", tmp_path / "out.jsonl"),
        ("load", path, "--to", tmp_path / "out.db"),
        ("merge", path, "-o", tmp_path / "merged.jsonl"),
        ("score", path, path),
    ]


def test_a_guess_is_told_by_every_command_that_reads_records(extract, russian, tmp_path):
    for command in commands(russian, tmp_path):
        done = extract(*command)
        assert done.exit_code == 0, done.stderr
        times = 2 if command[0] == "score" else 1
        assert done.stderr.splitlines().count(GUESS.format(russian)) == times, command
    notes = sqlite3.connect(tmp_path / "out.db").execute("SELECT notes FROM acled").fetchall()
    assert (RUSSIAN,) in notes
    assert RUSSIAN in (tmp_path / "fixed.csv").read_text("utf-8")
    assert RUSSIAN in (tmp_path / "merged.jsonl").read_text("utf-8")


def test_a_guess_is_told_by_every_command_that_reads_articles(
    extract, pipeline, articles, tmp_path
):
    done = extract("run", articles, "-o", tmp_path / "events.jsonl")
    assert GUESS.format(articles) in done.stderr
    for command in (
        ("show", tmp_path / "events.jsonl", "--articles", articles),
        ("score", tmp_path / "events.jsonl", tmp_path / "events.jsonl", "--articles", articles),
        ("show", tmp_path / "events.jsonl", "-a", articles, "--html", tmp_path / "page.html"),
        (
            *("review", tmp_path / "events.jsonl", "-a", articles, "--write-only"),
            *("-o", tmp_path / "reviewed.jsonl", "--coder", "me"),
        ),
    ):
        done = extract(*command)
        assert GUESS.format(articles) in done.stderr, command


def test_what_is_not_plain_is_refused_by_every_command_until_it_is_named(
    extract, unclear, tmp_path
):
    for command in commands(unclear, tmp_path):
        done = extract(*command)
        assert done.exit_code == 2, command
        assert f"{unclear}:2: not UTF-8, and its encoding is not plain: " in done.stderr
        assert "'Київ' in windows-1251 or " in done.stderr
        assert "--encoding NAME says which" in done.stderr
        done = extract(*command, "--encoding", "windows-1251")
        assert done.exit_code == 0, done.stderr
        assert "guess" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("fixed.csv", "merged.jsonl", "out.db", "out.jsonl", "unclear.csv")
    ]
    for name in ("fixed.csv", "merged.jsonl", "out.jsonl"):
        assert "Київ" in (tmp_path / name).read_text("utf-8")


def test_fix_makes_no_uncertain_guess_permanent(extract, doubtful, tmp_path):
    out = tmp_path / "out.csv"
    done = extract("validate", doubtful, "--fix", out)
    assert done.exit_code == 2
    assert not out.exists()
    assert (
        f"Error: {doubtful}: read as windows-1251, which is no certain guess: with --encoding "
        "windows-1251, or another, --fix writes it as UTF-8"
    ) in done.stderr
    assert extract("validate", doubtful).exit_code == 0
    done = extract("validate", doubtful, "--fix", out, "--encoding", "cp1251")
    assert done.exit_code == 0
    assert "W109 mended: Not UTF-8" in done.stdout
    assert "'windows-1251' became 'utf-8'" in done.stdout
    assert "Харків" in out.read_text("utf-8")


def test_fix_names_a_plain_guess_that_it_wrote_as_utf_8(extract, russian, tmp_path):
    out = tmp_path / "out.csv"
    done = extract("validate", russian, "--fix", out, "--format", "jsonl")
    changes = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["code"], each["value"], each["fixed"]) for each in changes] == [
        ("W109", "windows-1251", "utf-8")
    ]
    assert out.read_text("utf-8") == as_csv(
        [{**row, "notes": RUSSIAN} if not n else row for n, row in enumerate(rows())]
    )


def test_fix_knows_the_encoding_of_event_records_too(extract, tmp_path):
    from sample_events import sample_event

    path, out = tmp_path / "events.jsonl", tmp_path / "out.jsonl"
    record = sample_event().model_copy(update={"summary": "Харків"})
    text = record.json_line().encode("utf-8").decode("utf-8") + "\n"
    path.write_bytes(text.encode("cp1251", "backslashreplace"))
    done = extract("validate", path, "--fix", out)
    assert "read as windows-1251, which is no certain guess" in done.stderr
    assert not out.exists()
    done = extract("validate", path, "--fix", out, "--encoding", "cp1251")
    assert "Харків" in out.read_text("utf-8")
    assert "'windows-1251' became 'utf-8'" in done.stdout


def test_an_encoding_that_does_not_exist_is_wrong_usage(extract, russian, articles, tmp_path):
    for command in (
        *commands(russian, tmp_path),
        ("run", articles),
        ("show", russian, "-a", articles),
        ("review", russian, "-a", articles),
        ("batch", "submit", articles, "--job", tmp_path / "job"),
        ("distribute", articles, "-o", tmp_path / "events"),
    ):
        done = extract(*command, "--encoding", "klingon")
        assert done.exit_code == 2
        assert "no encoding is called 'klingon'" in done.stderr


def test_a_packed_table_on_standard_input_is_guessed_too(extract, russian):
    packed = gzip.compress(russian.read_bytes())
    done = extract("convert", "-", "--to", "-", "--format", "jsonl", input=packed)
    assert GUESS.format("standard input") in done.stderr
    assert RUSSIAN in done.stdout


def test_a_text_an_article_a_line_and_a_page_take_the_encoding_that_is_named(
    extract, pipeline, tmp_path
):
    for name, text in (
        ("a.txt", f"bomb. {RUSSIAN}"),
        ("a.jsonl", json.dumps({"text": f"bomb. {RUSSIAN}"}, ensure_ascii=False) + "\n"),
        ("a.html", f"<html><body><article><p>bomb. {RUSSIAN * 5}</p></article></body></html>"),
    ):
        path = tmp_path / name
        path.write_bytes(text.encode("koi8-r"))
        done = extract("run", path, "--encoding", "koi8-r")
        assert done.exit_code == 0, done.stderr
        assert "read as" not in done.stderr
        shown = extract("show", "-", "-a", path, "--encoding", "koi8-r", input=done.stdout)
        assert "сотрудников" in shown.stdout
    done = extract("run", tmp_path / "a.txt", "--encoding", "utf-8")
    assert "not utf-8, as --encoding says: byte 6 does not fit" in done.stderr


def test_every_sheet_is_read_or_named_by_every_command(extract, book, tmp_path):
    for command in commands(book, tmp_path):
        done = extract(*command)
        assert done.exit_code == 0, done.stderr
        times = 2 if command[0] == "score" else 1
        assert done.stderr.count(LEFT_OUT.format(book)) == times, command
    loaded = sqlite3.connect(tmp_path / "out.db").execute("SELECT count(*) FROM events")
    assert loaded.fetchone() == (3,)
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 3
    assert openpyxl.load_workbook(tmp_path / "fixed.xlsx").sheetnames == [
        *("README", "2022", "2023", "Regions")
    ]


def test_a_sheet_can_be_named_to_every_command(extract, book, tmp_path):
    for command in commands(book, tmp_path):
        done = extract(*command, "--sheet", "2022")
        assert done.exit_code == 0, done.stderr
        assert "sheet '2023' left out, 2 rows" in done.stderr
        done = extract(*command, "--sheet", "2021", "--force") if "--fix" in command else done
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1
    done = extract("convert", book, "--to", tmp_path / "b.jsonl", "--sheet", "2021")
    assert done.exit_code == 2
    assert "no sheet '2021'; there are 'README', '2022', '2023', 'Regions'" in done.stderr


def test_a_sheet_is_named_for_the_workbooks_among_several_files(extract, book, tmp_path):
    other = tmp_path / "more.csv"
    other.write_text(as_csv(rows(event_id_cnty="KEN77")[:1]), encoding="utf-8")
    done = extract("convert", book, other, "--to", tmp_path / "a.jsonl", "--sheet", "2023")
    assert "3 read, 3 written" in done.stderr
    done = extract("load", other, "--to", tmp_path / "a.db", "--sheet", "2023")
    assert done.exit_code == 2
    assert "has no sheets: it is CSV" in done.stderr


def test_findings_changes_and_bad_rows_say_their_sheet(extract, tmp_path):
    one, two, three = rows()
    two["latitude"], three["event_id_cnty"] = "91", one["event_id_cnty"]
    three["event_date"] = "12 March 2022"
    turned = table([two, three])
    turned = [cells[::-1] for cells in turned]
    path = workbook(tmp_path / "b.xlsx", ("2022", table([one])), ("2023", [["Title"], *turned]))
    done = extract("validate", path)
    column = openpyxl.utils.get_column_letter(len(one) - list(one).index("latitude"))
    assert f"2023!{column}3 ({two['event_id_cnty']}): latitude is" in done.stdout
    assert f"event_id_cnty '{one['event_id_cnty']}' was already used in row 2 of '2022'" in (
        done.stdout
    )
    fixed = tmp_path / "fixed.xlsx"
    done = extract("validate", path, "--fix", fixed, "-f", "csv")
    change = next(line for line in csv.DictReader(io.StringIO(done.stdout)) if line["fixed"])
    assert (change["sheet"], change["line"], change["fixed"]) == ("2023", "4", "2022-03-12")
    sheet = openpyxl.load_workbook(fixed)["2023"]
    assert sheet.cell(4, len(one) - list(one).index("event_date")).value == "2022-03-12"
    done = extract("load", path, "--to", tmp_path / "a.db")
    assert f"Error: {path}, sheet '2023':3: E2" in done.stderr
    assert f"Error: {path}, sheet '2023':4: {one['event_id_cnty']} stands in row 2 of '2022'" in (
        done.stderr
    )
    done = extract("convert", path, "--to", tmp_path / "a.jsonl")
    assert f"Error: {path}, sheet '2023':3: latitude" in done.stderr


def test_an_error_about_columns_names_the_other_sheets(extract, tmp_path):
    path = workbook(tmp_path / "b.xlsx", ("Cover", [["hello"]]), ("Data", [["a", "b"], [1, 2]]))
    for command in commands(path, tmp_path):
        done = extract(*command)
        assert done.exit_code == 2
        assert "; there is also a sheet 'Data', which --sheet names" in done.stderr, command
    done = extract("run", path)
    assert "; there is also a sheet 'Data', which --sheet names" in done.stderr


def test_articles_are_read_from_every_sheet_that_holds_some(extract, pipeline, tmp_path):
    path = workbook(
        tmp_path / "articles.xlsx",
        ("About", [["collected in May"]]),
        ("May", [["id", "text"], ["a", "a bomb"], ["b", "a bomb in town"]]),
        ("June", [["Text", "ID"], ["a bomb again", "a"]]),
    )
    done = extract("run", path)
    assert [json.loads(line)["source"]["article_id"] for line in done.stdout.splitlines()] == [
        *("a", "b", "a")
    ]
    assert f"Note: {path}: sheet 'About' left out, 1 row" in done.stderr
    again = f"{path}, sheet 'June':2: id 'a' was already used in row 2 of 'May'"
    assert f"Note: {again}" in done.stderr
    done = extract("run", path, "--sheet", "June")
    assert len(done.stdout.splitlines()) == 1
    assert "sheet 'May' left out, 2 rows" in done.stderr


def table_commands() -> list[click.Command]:
    """Every command, also those of groups."""
    found = []
    waiting: list[click.Command] = [main]
    while waiting:
        command = waiting.pop()
        if isinstance(command, click.Group):
            waiting += [
                each
                for name in command.list_commands(click.Context(command))
                if (each := command.get_command(click.Context(command), name))
            ]
        else:
            found.append(command)
    return found


def test_the_options_stand_together_in_every_command_that_reads_a_table():
    named = {"--encoding", "--sheet", "--skip-lines"}
    having = {}
    for command in table_commands():
        options = {name for param in command.params for name in param.opts} & named
        if options:
            having[command.name] = options
    readers = {"run", "submit", "distribute", "show", "review", "score", "validate", "convert"}
    assert having == dict.fromkeys(readers | {"load", "merge", "diff", "learn"}, named)


TITLED = "Note: {0}: 2 lines above the header in line 4 left out"


def test_title_lines_are_told_by_every_command_or_skipped_by_their_number(extract, tmp_path):
    path = tmp_path / "titled.csv"
    path.write_text(f"ACLED export, 2026\nCite the source\n\n{as_csv(rows())}", encoding="utf-8")
    for command in commands(path, tmp_path):
        done = extract(*command)
        assert done.exit_code == 0, done.stderr
        times = 2 if command[0] == "score" else 1
        assert done.stderr.count(TITLED.format(path)) == times, command
        for made in ("fixed.csv", "out.jsonl", "out.db", "merged.jsonl"):
            (tmp_path / made).unlink(missing_ok=True)
        done = extract(*command, "--skip-lines", "3")
        assert done.exit_code == 0, done.stderr
        assert "above the header" not in done.stderr
        if command[0] == "load":
            loaded = sqlite3.connect(tmp_path / "out.db").execute("SELECT count(*) FROM events")
            assert loaded.fetchone() == (3,)


def test_lines_to_skip_are_told_for_the_tables_among_several_files(extract, tmp_path):
    path, other = tmp_path / "titled.csv", tmp_path / "more.jsonl"
    path.write_text(f"Title\n{as_csv(rows())}", encoding="utf-8")
    other.write_text(json.dumps(rows(event_id_cnty="KEN77")[0]) + "\n", encoding="utf-8")
    out = tmp_path / "a.jsonl"
    done = extract("convert", path, other, "--to", out, "--skip-lines", "1")
    assert "4 read, 4 written" in done.stderr
    done = extract("convert", other, "--to", out, "--skip-lines", "1", "--force")
    assert done.exit_code == 2
    assert "has no lines above its records to skip: it is JSON Lines" in done.stderr


def test_a_long_file_with_titles_is_read_by_several_processes(tmp_path):
    from dataclasses import replace
    from datetime import date

    from extractor.records.kinds import fitting
    from extractor.tables import TableOptions, open_table
    from extractor.validate import Options, Report, validate_table

    path = tmp_path / "long.csv"
    content = [{**row, "event_id_cnty": f"KEN{n}"} for n in range(60) for row in rows()[:1]]
    content[50]["latitude"] = "91"
    path.write_text(f"Title\n\n{as_csv(content)}", encoding="utf-8")
    for processes in (1, 2):
        options = Options(today=date(2026, 11, 23), processes=processes, part_bytes=4000)
        report = Report("a")
        with open_table(path, replace(TableOptions(), fits=fitting(None))) as table:
            found = [(each.code, each.line) for each in validate_table(table, options, report)]
        assert ("E210", 54) in found
        assert report.rows == 60
