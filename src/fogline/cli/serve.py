"""``fogline serve``."""

from __future__ import annotations

import os
import sys

import click

from fogline.cli.arguments import ledger_argument
from fogline.ledger import Ledger
from fogline.store.address import Where


@click.command("serve")
@ledger_argument
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address lets others in, with a token.")
@click.option("--token", metavar="TEXT", help="The token, where it is not to be made up anew each time.")
@click.option("--read-only", is_flag=True, help="Take no decisions.")
@click.option("--open/--no-open", "open_browser", default=None, help="Open the page in a browser; where there is one.")
def command(ledger: Where, port: int, host: str, token: str | None, read_only: bool, open_browser: bool | None) -> None:
    """Show LEDGER in a browser: map, time line, evidence, review. Ctrl-C ends it.

    Only this machine is answered. With --host others are, if they bring the token that the printed address carries.
    Every address of the page answers programs with JSON, too: docs/api.md.

    \b
    fogline serve war.fog
    fogline serve war.fog --port 0 --no-open
    """
    from fogline.web.serve import Place, serve  # a second's worth of libraries

    with Ledger.open(ledger, create=False) as opened:
        serve(
            opened,
            Place(host, port, token),
            name=ledger.name,
            read_only=read_only,
            open_browser=has_browser() if open_browser is None else open_browser,
            say=say_address,
        )


def say_address(address: str) -> None:
    """Print where the page is."""
    click.echo(f"{address}   (Ctrl-C ends)")
    sys.stdout.flush()


def has_browser() -> bool:
    """Whether somebody sits before this: a terminal, and a screen that is not a text browser's."""
    screen = sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    return screen and sys.stdout.isatty()
