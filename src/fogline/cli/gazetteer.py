"""``fogline gazetteer``: GeoNames dumps of one's own beside the built-in gazetteer."""

from __future__ import annotations

from pathlib import Path

import click

from fogline.gazetteer.dumps import add_dump, dumps_folder, installed_dumps, remove_dump


@click.group("gazetteer")
def command() -> None:
    """Add, list or remove GeoNames dumps that know more places than the built-in gazetteer.

    Dumps come from GeoNames (UA.zip for one country, allCountries.zip for all). They are kept in the user's data
    folder (or in $FOGLINE_HOME) and used by every later build, which then reads its documents again.
    """


@command.command("add")
@click.argument("dumps", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DUMP...")
def add(dumps: tuple[Path, ...]) -> None:
    """File each DUMP (UA.zip, UA.txt, allCountries.zip); one of the same name is replaced."""
    for dump in dumps:
        click.echo(f"{dump.stem}: {add_dump(dump, dumps_folder()):,} places")


@command.command("list")
def list_() -> None:
    """Name the dumps that are in use."""
    installed = installed_dumps(dumps_folder())
    for path in installed:
        click.echo(f"{path.stem}  {path.stat().st_size / 1e6:.1f} MB  {path}")
    if not installed:
        click.echo("only the built-in gazetteer is in use", err=True)


@command.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def remove(names: tuple[str, ...]) -> None:
    """Remove the dumps called NAME (as `list` prints them)."""
    for name in names:
        remove_dump(name, dumps_folder())
        click.echo(f"{name}: removed")
