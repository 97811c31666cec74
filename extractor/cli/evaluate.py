"""``extract evaluate``: how well a model reads texts with gold records, and runs side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli import INTERRUPTED, SOME_FAILED, debugging
from extractor.cli.option_sets import model_options, saying_options, together
from extractor.cli.options import Options
from extractor.cli.tables import note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.evaluate.report import Report

__all__ = ["evaluate"]

GRACE_S = 8.0
"""Seconds that articles in flight get after Ctrl-C."""

set_options = together(
    click.option(
        "--set",
        "name",
        default="news",
        show_default=True,
        metavar="NAME",
        help="The texts: a folder with articles.jsonl and gold.jsonl, or a name in evals/.",
    ),
    click.option(
        "--split",
        type=click.Choice(("dev", "test", "all")),
        default="dev",
        show_default=True,
        help="dev to work on; test for a figure that is told to others.",
    ),
    click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N texts."),
)
run_options = together(
    click.option("--concurrency", type=click.IntRange(1, 1024), metavar="N", help="Texts at once."),
    click.option("--cache", metavar="DIR", help="Keep replies there, as extract run does."),
    click.option("--prices", metavar="FILE", help="What tokens cost, as for extract run."),
    click.option(
        "-o",
        "--output",
        metavar="FILE",
        help="The report, JSON; evaluate-SET-SPLIT-MODEL.json here if left out. What was read is "
        "kept beside it.",
    ),
    click.option("-f", "--force", is_flag=True, help="Read anew and write the files anew."),
    click.option(
        "--resume", is_flag=True, help="Go on with a run that was stopped, or had failures."
    ),
)
show_options = together(
    click.option("--json", "as_json", is_flag=True, help="Print the report as JSON."),
    click.option(
        "--html", metavar="FILE", help="Write a page: the figures and every disagreement."
    ),
    click.option(
        "--resamples",
        type=click.IntRange(0, 100_000),
        default=1000,
        show_default=True,
        metavar="N",
        help="Draws of texts for the intervals; 0 for none.",
    ),
    click.option("--seed", type=int, default=1, show_default=True, help="Of those draws."),
)


@click.command("evaluate")
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@click.option("--compare", is_flag=True, help="Show REPORTs of earlier runs side by side.")
@set_options
@model_options
@run_options
@show_options
@saying_options
@click.pass_context
def evaluate(ctx: click.Context, /, reports: tuple[str, ...], compare: bool, **given: Any) -> None:
    """Read the texts of a set with a model, score its records against gold, tell all figures.

    Events, clean records, every field, statements, languages, tokens, seconds and dollars, with
    95 % intervals over texts. --compare shows earlier reports side by side; it asks no model.
    docs/evaluation.md defines every figure.

    \b
    Exit codes: 0 fine, 1 no such set or its gold is wrong, 2 wrong usage or no model,
    3 some texts failed, 130 interrupted (--resume goes on).
    """
    if compare or reports:
        if not (compare and reports):
            raise click.UsageError(
                "--compare goes with the reports of earlier runs, and they with it"
            )
        _compare(reports, given)
        return
    if given["force"] and given["resume"]:
        raise click.UsageError("--resume goes on with a run and --force begins anew; give one")
    ctx.exit(_run(given, debug=debugging(ctx)))


def _compare(paths: Sequence[str], given: dict[str, Any]) -> None:
    from extractor.evaluate.page import comparison
    from extractor.evaluate.rows import not_alike, read_report

    reports = [read_report(path) for path in paths]
    warning = not_alike(reports)
    if warning:
        _note(warning, quiet=given["quiet"])
    if given["html"]:
        _write_page(given["html"], comparison(reports), force=given["force"], inputs=paths)
    if given["as_json"]:
        click.echo(json.dumps(reports, indent=2, ensure_ascii=False))
    else:
        _print(reports)


def _run(given: dict[str, Any], *, debug: bool) -> int:
    from extractor.cli.prices import prices_of
    from extractor.cli.whole_file import check_target, whole_file
    from extractor.evaluate.report import made_report, units_of
    from extractor.evaluate.sets import load_set

    names = ("model", "base_url", "reader", "gate", "verify", "votes", "lessons", "fields")
    shared = ("timeout", "concurrency", "cache", "prices", "yes", "quiet", "verbose")
    settings_given = {name: given[name] for name in ("min_confidence", *names, *shared)}
    # In one process: other processes return events as lines, not as records.
    options = Options(**settings_given, processes=1)
    texts = load_set(given["name"], given["split"], given["limit"])
    output = given["output"] or _usual_name(given, texts.name)
    check_target(output, force=given["force"] or given["resume"], inputs=())
    if given["html"]:
        check_target(given["html"], force=given["force"] or given["resume"], inputs=(output,))
    prices = prices_of(options)
    reading = _Reading(options, texts, output, given, debug=debug)
    code = reading.code()
    if code not in (0, SOME_FAILED):
        return code
    model = reading.settings["model"]
    report = made_report(
        texts,
        reading.read,
        reading.settings | {"command": _command(given)},
        lambda tokens: 0.0 if _is_here(model) else prices.cost(model, tokens),
        resamples=given["resamples"],
        seed=given["seed"],
    )
    with whole_file(output) as file:
        file.write((json.dumps(report, indent=2, ensure_ascii=False) + "\n").encode())
    if given["html"]:
        from extractor.evaluate.page import page

        texts_by_key = {key: one.text for one in texts.articles for key in (one.key, one.sha256)}
        pieces = page(report, units_of(texts, reading.read), texts_by_key)
        _write_page(given["html"], pieces, force=True, inputs=())
    if given["as_json"]:
        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        _print([report])
    _note(f"the report is in {output}, what was read in {reading.path}", quiet=given["quiet"])
    return code


class _Reading:
    """Reads the texts with the model, continuing where an earlier run stopped."""

    def __init__(
        self, options: Options, texts: Any, output: str, given: dict[str, Any], *, debug: bool
    ) -> None:
        self.options = options
        self.texts = texts
        self.path = Path(output).with_suffix(".read.jsonl")
        self.resume = bool(given["resume"])
        self.debug = debug
        self.settings: dict[str, str] = {}
        self.read: dict[str, Any] = {}
        if self.path.exists() and not (given["force"] or given["resume"]):
            raise click.UsageError(
                f"{self.path} is of an earlier run: --resume goes on with it, --force reads anew"
            )

    def code(self) -> int:
        """Read all; returns the exit code."""
        from extractor.batch.loop import Batch
        from extractor.cli.opening import open_extractor
        from extractor.cli.report import Reporter
        from extractor.evaluate.reading import Readings, ReadText

        options = self.options
        reporter = Reporter(
            quiet=options.quiet, verbose=options.verbose, total=len(self.texts.articles)
        )
        with open_extractor(options, reporter.console()) as extractor:
            self.settings = _settings(extractor, options, self.texts)
            kept = Readings(self.path, self.settings, resume=self.resume)
            failed: dict[str, ReadText] = {}

            def take(done: Any) -> None:
                one = ReadText.of(done)
                if one.error is None:
                    kept.add(one)
                else:
                    failed[one.article] = one
                reporter.article(one.article, done)

            batch = Batch(extractor, take, concurrency=options.concurrency)
            wanted = [one for one in self.texts.articles if one.key not in kept.done]
            if kept.done:
                reporter.note(f"{len(kept.done)} texts were read before; {len(wanted)} are left")
            reporter.begin()
            try:
                for article in wanted:
                    if not batch.submit(article):
                        break
                batch.finish()
            except KeyboardInterrupt:
                batch.stop()
                if not batch.finish(GRACE_S):
                    batch.abandon()
                reporter.error("interrupted; the same command with --resume goes on from here")
                return INTERRUPTED
            finally:
                reporter.end()
                kept.close()
            reporter.summary()
        self.read = {**kept.done, **failed}
        return SOME_FAILED if failed else 0


def _settings(extractor: Any, options: Options, texts: Any) -> dict[str, str]:
    """The settings that decide what is read; for the tagger, also as a gate, with its weights."""
    settings: dict[str, str] = dict(extractor.settings)
    if options.verify or options.votes > 1:
        settings["looks"] = f"verify {options.verify}, votes {options.votes}"
    if options.gate:
        settings["gate"] = options.gate
    if "tagger" in (settings["model"], extractor.gate):
        import hashlib

        from extractor.models.tagger import tagger_weights

        settings["weights"] = hashlib.sha256(tagger_weights().read_bytes()).hexdigest()[:12]
    return settings | {"set_sha256": texts.sha256[:12]}


def _is_here(model: str) -> bool:
    """Whether the model runs on this machine, so that it costs nothing."""
    return model.split(":")[0] in ("tagger", "local")


def _usual_name(given: dict[str, Any], name: str) -> str:
    signs = (c if c.isalnum() or c in "_.-" else " " for c in given["model"] or "tagger")
    model = "-".join("".join(signs).split()).strip("-")
    reader = f"-{given['reader']}" if given["reader"] else ""
    return f"evaluate-{name}-{given['split']}-{model}{reader}.json"


def _command(given: dict[str, Any]) -> str:
    """The command to repeat it, without a server's address, which may hold a password."""
    words = ["extract evaluate", f"--set {given['name']}", f"--split {given['split']}"]
    for name in ("limit", "model", "reader", "gate"):
        if given[name]:
            words.append(f"--{name} {given[name]}")
    words += ["--base-url …"] if given["base_url"] else []
    words += ["--verify"] if given["verify"] else []
    words += [f"--votes {given['votes']}"] if given["votes"] > 1 else []
    least = given["min_confidence"]
    words += [f"--min-confidence {least:g}"] if least else []
    return " ".join(words)


def _write_page(path: str, pieces: Iterable[str], *, force: bool, inputs: Sequence[str]) -> None:
    from extractor.cli.whole_file import check_target, whole_file

    check_target(path, force=force, inputs=inputs)
    with whole_file(path) as file:
        for piece in pieces:
            file.write(piece.encode())


def _note(words: str, *, quiet: bool) -> None:
    if not quiet:
        note(words)


def _print(reports: Sequence[Report]) -> None:
    """The table of one run or several."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from extractor.cli.view import QuietConsole
    from extractor.evaluate.page import side_by_side
    from extractor.evaluate.rows import names_of

    first = reports[0]
    title = f"{first['set']}, {first['split']}: {first['texts']} texts, {first['date']}"
    table = Table(
        title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    table.add_column("figure")
    for name in names_of(reports):
        table.add_column(Text(name), justify="right")
        table.add_column("95 %", justify="right")
    for group, row, cells in side_by_side(reports):
        if row is None:
            table.add_section()
            table.add_row(Text(group, style="bold"))
            continue
        shown = [
            part for one in cells for part in ((one.value, one.interval) if one else ("–", ""))
        ]
        table.add_row(Text(f"  {row}"), *map(Text, shown))
    QuietConsole().print(table)
