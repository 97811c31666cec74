"""``extract review --team``: several people, one server, a part for each."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli.streams import say
from extractor.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from extractor.custom_fields import CustomField
    from extractor.records import EventRecord
    from extractor.review.out import Only, Written
    from extractor.review.team import Team
    from extractor.review.team_dealing import Coders, Desk
    from extractor.review.team_log import TeamLog
    from extractor.review.team_review import TeamReview
    from extractor.text.article import Article

__all__ = ["TeamOptions", "TeamRun", "review_in_team", "team_options"]

Command = TypeVar("Command", bound="Callable[..., Any]")


@dataclass(frozen=True)
class TeamOptions:
    """The options of a team; ``file`` is ``None`` if one person reviews."""

    file: str | None
    double: str | None
    assign: str | None
    new_tokens: tuple[str, ...]
    hosts: tuple[str, ...]
    certificate: str | None
    key: str | None

    def check(self, **alone: object) -> None:
        """Raise a usage error if options of a team and of one person (``alone``) are mixed."""
        if self.file is None:
            given = {
                "--double": self.double,
                "--assign": self.assign,
                "--new-token": self.new_tokens,
                "--host": self.hosts,
                "--tls-cert": self.certificate,
                "--tls-key": self.key,
            }
            wrong = next((name for name, value in given.items() if value), None)
            if wrong:
                raise click.UsageError(f"{wrong} is for a team: it needs --team FILE")
            return
        wrong = next((name for name, value in alone.items() if value), None)
        if wrong:
            raise click.UsageError(f"--{wrong} is for one coder; the team's file names its people")


def team_options(command: Command) -> Command:
    """``--team`` and what belongs to it; the command gets them as one argument ``team``."""

    @wraps(command)
    def with_team(*args: Any, **given: Any) -> Any:
        names = ("double", "assign", "certificate", "key")
        options = TeamOptions(
            file=given.pop("team_file"),
            new_tokens=given.pop("new_tokens"),
            hosts=given.pop("hosts"),
            **{name: given.pop(name) for name in names},
        )
        return command(*args, team=options, **given)

    decorated: Any = with_team
    for option in (
        click.option("--tls-key", "key", metavar="FILE", help="The certificate's key, PEM."),
        click.option(
            "--tls-cert", "certificate", metavar="FILE", help="Certificate for HTTPS, PEM."
        ),
        click.option(
            "--host",
            "hosts",
            multiple=True,
            metavar="NAME",
            help="With --team: reached from elsewhere under this name or address; needs "
            "--tls-cert and --tls-key. More names can follow.",
        ),
        click.option(
            "--new-token",
            "new_tokens",
            multiple=True,
            metavar="NAME",
            help="With --team: a new address for this person; the old one is closed.",
        ),
        click.option(
            "--assign",
            metavar="FILE",
            help="With --team: CSV with article or event, and coder; the others are dealt in turn.",
        ),
        click.option(
            "--double",
            metavar="SHARE",
            help="With --team: share of events that two code, as 10%.",
        ),
        click.option(
            "--team",
            "team_file",
            metavar="FILE",
            help="TOML that names the coders and adjudicators: each gets an address of their own.",
        ),
    ):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


@dataclass(frozen=True)
class TeamRun:
    """A team's review and what to do with it."""

    events: str
    records: list[EventRecord]
    articles: list[Article]
    output: Path | None
    fields: tuple[CustomField, ...]  # the user's own
    only: Only | None
    port: int | None
    write_only: bool
    may_write: Callable[[bool], None]  # refuses to overwrite a file; told whether work exists
    written: Callable[[Written, Only], None]  # reports what was written


def review_in_team(options: TeamOptions, run: TeamRun) -> None:
    """Review until Ctrl-C, or only write; raises :class:`ReviewError`."""
    from extractor.review.journal import Journal
    from extractor.review.server import listen
    from extractor.review.team import read_team
    from extractor.review.team_log import TeamLog
    from extractor.review.team_server import Place, serve_team

    team = _team(read_team(Path(str(options.file))), options)
    place = Place(options.hosts, options.certificate, options.key)
    place.check()
    stem = run.events.removesuffix(".jsonl")
    paths = {one.name: Path(f"{stem}.{one.name}.journal.jsonl") for one in team.people}
    kept = Path(f"{stem}.team.jsonl")
    if run.output and run.output.absolute() in {one.absolute() for one in (kept, *paths.values())}:
        raise ReviewError(f"-o {run.output} is where decisions are kept; name another file")
    with contextlib.ExitStack() as held:
        log = TeamLog(kept, _now)
        held.callback(log.close)
        journals = {}
        for name, path in paths.items():
            journals[name] = Journal(path)
            held.callback(journals[name].close)
        review = _review(team, log, run, journals, options.assign)
        served = any(log.has_token(one.name) for one in team.people)
        for session in review.sessions.values():
            session.only = run.only or session.only
        run.may_write(served or any(len(journal) for journal in journals.values()))
        _greet(review)
        if not run.write_only:
            with (
                contextlib.closing(listen(run.port, place.host)) as listener,
                contextlib.suppress(KeyboardInterrupt),  # Ctrl-C is how a review ends
            ):
                site = place.site(listener.getsockname()[1])
                tokens = _tokens(team, log, options.new_tokens)
                serve_team(
                    review,
                    listener,
                    place,
                    output=run.output,
                    name=Path(run.events).name,
                    ready=lambda address: _tell(team, site, tokens),
                )
        _end(review, run)


def _team(team: Team, options: TeamOptions) -> Team:
    from dataclasses import replace

    from extractor.review.team import share_of

    names = {one.name for one in team.people}
    unknown = next((name for name in options.new_tokens if name not in names), None)
    if unknown is not None:
        raise ReviewError(f"--new-token {unknown}: nobody in {options.file} has this name")
    if options.double is None:
        return team
    try:
        return replace(team, double=share_of(options.double))
    except ValueError as error:
        raise ReviewError(f"--double {error}") from None


def _review(
    team: Team,
    log: TeamLog,
    run: TeamRun,
    journals: Mapping[str, Any],
    assign: str | None,
) -> TeamReview:
    from extractor.review.team_dealing import read_assignments
    from extractor.review.team_review import TeamReview

    def by_hand(desk: Desk) -> Mapping[str, Coders]:
        return read_assignments(Path(assign), desk, team.coders) if assign else {}

    before = log.double
    review = TeamReview(team, log, run.records, run.articles, journals, by_hand, run.fields)
    if before is not None and before != team.double:
        say(f"Note: {before:.0%} was drawn to be coded twice, and stays for what is dealt already")
    return review


def _greet(review: TeamReview) -> None:
    from extractor.review.team_sessions import CoderSession

    for path, tail in [
        (review.log.path, review.log.mended_tail),
        *((one.journal.path, one.journal.mended_tail) for one in review.sessions.values()),
    ]:
        if tail:
            say(f"Note: {path} ended in half a line, which was never a decision; cut off")
    for name, session in review.sessions.items():
        if isinstance(session, CoderSession) and session.not_mine:
            say(f"Note: {session.not_mine} decisions of {name} are about articles of others")


def _tokens(team: Team, log: TeamLog, wanted: tuple[str, ...]) -> dict[str, str]:
    """New tokens for those who have none or asked for another."""
    return {
        one.name: log.new_token(one.name)
        for one in team.people
        if one.name in wanted or not log.has_token(one.name)
    }


def _tell(team: Team, site: str, tokens: Mapping[str, str]) -> None:
    for name, token in tokens.items():
        say(f"{name}: {site}/?token={token}")
    if tokens:
        say("Give each person their address; it is shown this once (--new-token makes another)")
    old = [one.name for one in team.people if one.name not in tokens]
    if old:
        say(f"With the address they have: {', '.join(old)}")
    say(f"Review: {site}/")
    say("Ctrl-C ends it; every decision is kept at once")


def _end(review: TeamReview, run: TeamRun) -> None:
    for name, session in review.sessions.items():
        counts = session.counts()
        say(f"{name}: {', '.join(f'{number} {status}' for status, number in counts.items())}")
    twice = review.counts()
    if any(twice.values()):
        statuses = ", ".join(f"{number} {status}" for status, number in twice.items())
        say(f"Articles that two code: {statuses}")
    if run.output is not None:
        # An adjudicator's choice on the page is kept, as in a review by one coder.
        only = next((review.sessions[one].only for one in review.team.adjudicators), None)
        wanted = only or run.only or "kept"
        run.written(review.save(run.output, wanted), wanted)


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
