"""``extract schema``: the JSON Schemas of what is written and what can be checked."""

from __future__ import annotations

import click


@click.command("schema")
@click.argument("name", type=click.Choice(["event", "acled", "reading"]))
def schema(name: str) -> None:
    """Print a JSON Schema (draft 2020-12): `event` of a record, `acled` of an export's row,
    `reading` of what a model is asked for by the reader `record`."""
    # Bytes, so that the output is the file under schemas/ in every locale.
    if name == "reading":
        import json

        from extractor.readers.record import ArticleReading

        text = json.dumps(ArticleReading.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
    else:
        from extractor.records.schema import schema_text

        text = schema_text("event" if name == "event" else "acled")
    click.echo(text.encode("utf-8"), nl=False)
