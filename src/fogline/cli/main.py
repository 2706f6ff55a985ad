"""``fogline``: the command line, a skin over :class:`fogline.ledger.Ledger`. One file a verb, loaded when called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from fogline.errors import FoglineError
from fogline.version import __version__, is_compiled

VERBS = {
    "build": "Read articles into a ledger: only what is new.",
    "bulk": "Read a corpus too large for one ledger into a folder of Parquet files.",
    "query": "Ask SQL of such a folder.",
    "watch": "Read feeds again and again; add what is new until stopped.",
    "demo": "Build a ledger from the shipped sample and show what is in it.",
    "claims": "List claims: who says what happened, where, when.",
    "explain": "Say why a claim reads as it does, and what else it could have been.",
    "events": "List events: claims about one happening, who tells it, how sure.",
    "event": "Show one event: its claims, and why each is in it.",
    "place": "Show who is said to have held a place, since when, on what words.",
    "control": "Say who is said to have held every place on a day.",
    "disagreements": "List where accounts conflict, with both sides' words.",
    "sources": "Count what each outlet and speaker has told.",
    "serve": "Show a ledger in a browser: map, time line, evidence, review.",
    "review": "Decide on claims and events: accept, correct, reject, merge, split, undo.",
    "mentions": "Print places, times, attributions … of each document as JSON lines; no ledger.",
    "export": "Write what is in a ledger in any of twelve formats.",
    "brief": "Write a situation brief as HTML, Markdown or PDF.",
    "ledger": "Copy and merge ledgers, say what is in one, verify it, make its file small.",
    "evaluate": "Score a ledger against annotations.",
    "gazetteer": "Add, list or remove GeoNames dumps of your own.",
}
"""Every verb, in the order in which ``--help`` lists them, with its one line."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

OBJECTS_UNSEARCHED = 200_000
"""New objects before a search for garbage. What is loaded stays: after Python's 700, it is searched 200 times before
the first article is read, for a twentieth of a second."""

STOPPED = "interrupted; what was committed stays, and the same command goes on from there"


class _SeenEnough(Exception):
    """The reader of our pipe has gone (``fogline claims … | head``)."""


class Verbs(click.Group):
    """Loads a verb's module only when it is called, so that ``--help`` is quick."""

    def invoke(self, ctx: click.Context) -> object:
        """Runs the verb; a reader of our pipe who has seen enough is told from an input that cannot be read."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _SeenEnough from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of their table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb *cmd_name*, if there is one."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"fogline.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of verbs, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(f"{__version__} (compiled)" if is_compiled() else __version__, prog_name="fogline")
def fogline() -> None:
    """Read reporting on an armed conflict into a ledger of sourced claims.

    Who claims that what happened, where, when, how many, how sure, each tied to the exact words it stands on.

    \b
    fogline build articles/ --ledger war.fog
    fogline claims war.fog --type retreat
    fogline export war.fog --format jsonl -o claims.jsonl

    Exit codes: 0 done; 1 some inputs could not be read (each is named on stderr with why, the rest is in the
    ledger); 2 what was asked cannot be done; 130 interrupted (what was committed stays).
    """


def main() -> NoReturn:
    """Run the command line as a program of its own, which ends without taking apart what it has loaded.

    The tables of reading are a million objects: Python goes through them three times as it ends, for up to a second,
    for memory that the system takes back at once.
    """
    gc.set_threshold(OBJECTS_UNSEARCHED, *gc.get_threshold()[1:])
    codes: list[int] = []
    atexit.register(_leave, codes)  # the first to be registered is the last to be called
    try:
        run()
    except SystemExit as end:
        if isinstance(end.code, int | None):  # a message would have to be said by Python itself
            codes.append(end.code or 0)
        raise


def _leave(codes: list[int]) -> None:
    """End this process with the code that is among *codes*; where there is none, it ends as Python has it."""
    if codes:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(codes[0])


def run() -> NoReturn:
    """Run the command line and exit with its code."""
    try:
        code = fogline.main(standalone_mode=False, prog_name="fogline")
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        _complain(STOPPED)
        sys.exit(INTERRUPTED)
    except KeyboardInterrupt:
        _complain(STOPPED)
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except FoglineError as error:
        _complain(str(error))
        sys.exit(2)
    except (_SeenEnough, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # what we write to: a full disk, a file taken away
        _complain(f"{error.filename or 'the output'}: {error.strerror or error}")
        sys.exit(2)


def _complain(message: str) -> None:
    click.echo(f"fogline: {message}", err=True)


if __name__ == "__main__":
    main()
