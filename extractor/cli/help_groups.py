"""Help in groups, for commands of many options: what goes in, comes out, reads, costs and fails."""

from __future__ import annotations

import click

__all__ = ["GROUPS", "OTHERS", "GroupedCommand"]

GROUPS: dict[str, tuple[str, ...]] = {
    "Listening": (
        *("host", "port", "token_file", "tls_cert", "tls_key", "with_mcp", "waiting", "grace"),
    ),
    "Input": (
        *("published", "publisher", "text_column", "id_column", "title_column"),
        *("published_column", "publisher_column", "url_column", "sheet", "encoding"),
        *("skip_lines", "split_live"),
    ),
    "Output": ("output", "force", "resume", "repair", "ordered", "quiet", "verbose"),
    "Model": (
        *("model", "base_url", "reader", "gate", "verify", "votes", "concurrency", "processes"),
        *("lessons", "fields", "yes"),
    ),
    "Cost": ("budget_tokens", "budget_usd", "prices", "cache", "dry_run"),
    "Failures": (
        *("errors", "timeout", "max_article_chars", "max_article_seconds", "too_long", "debug"),
    ),
}
"""Options by the names they have in code; a heading without any is left out."""
OTHERS = "Options"


class GroupedCommand(click.Command):
    """A command whose help has its options under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of each group in its order, then those of none."""
        place = {name: at for at, name in enumerate(n for names in GROUPS.values() for n in names)}
        heading_of = {name: heading for heading, names in GROUPS.items() for name in names}
        told: dict[str, list[tuple[str, str]]] = {heading: [] for heading in (*GROUPS, OTHERS)}
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        for option in sorted(options, key=lambda one: place.get(one.name or "", len(place))):
            record = option.get_help_record(ctx)
            if record is not None:
                told[heading_of.get(option.name or "", OTHERS)].append(record)
        for heading, records in told.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)
