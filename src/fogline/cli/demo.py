"""``fogline demo``."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from fogline.cli.console import progress, show_refusals, stdout, summary
from fogline.cli.serve import has_browser, say_address
from fogline.errors import UsageError
from fogline.ledger import ClaimFilter, Ledger
from fogline.sample import sample_folder

SERVE = "DEMO_SERVE"
"""The environment's word on whether the demo opens the page; 0: it ends with the summary."""

SHOWN_OF_ID = 8
"""Letters of a claim's id that are shown: enough to tell it from the others of the demo."""


@click.command("demo")
@click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("fogline-demo.fog"),
    show_default=True,
    help="Where the demo's ledger goes.",
)
def command(ledger: Path) -> int:
    """Build a ledger from the sample dispatches that ship with Fogline, say what to try next, and open its page.

    Ctrl-C ends it; with DEMO_SERVE=0 in the environment the page is not opened.
    """
    console = stdout()
    with sample_folder() as folder, Ledger.open(ledger) as opened:
        with progress(quiet=False) as (on_progress, on_step):
            report = opened.add([folder], progress=on_progress, step=on_step)
        show_refusals(report)
        counts = opened.counts()
        for line in summary(report, total_documents=counts.documents, total_claims=counts.claims):
            console.print(line, markup=False)
        some = next((claim for _, claim in opened.claims(ClaimFilter(event_type="retreat"))), None)
    fogline = _as_called()
    console.print("\nTry next:")
    for line in (
        f"claims {ledger} --place Lysychansk",
        f"claims {ledger} --type retreat --min-confidence 0.6",
        *([f"explain {ledger} {some.claim_id[:SHOWN_OF_ID]}"] if some else []),
        f"place {ledger} Sievierodonetsk",
        f"events {ledger} --min-claims 3",
        f"disagreements {ledger}",
        f"serve {ledger}",
        f"export {ledger} --format csv -o claims.csv",
        "build YOUR_ARTICLES/ --ledger war.fog",
    ):
        console.print(f"  {fogline} {line}", markup=False)
    if os.environ.get(SERVE, "1") != "0":
        console.print("\nThe page:")
        _serve(ledger)
    return 1 if report.refused else 0


def _serve(ledger: Path) -> None:
    """Show *ledger* in a browser until Ctrl-C, at the usual port or any that is free."""
    from fogline.web.serve import Place, serve

    with Ledger.open(ledger) as opened:
        try:
            serve(opened, Place(), name=ledger.name, open_browser=has_browser(), say=say_address)
        except UsageError:
            serve(opened, Place(port=0), name=ledger.name, open_browser=has_browser(), say=say_address)


def _as_called() -> str:
    """How this command is called from here: by name where it is on the path, else by where it stands."""
    called = Path(sys.argv[0])
    if shutil.which("fogline") or called.name != "fogline":
        return "fogline"
    here = Path.cwd()
    return str(called.relative_to(here) if called.is_absolute() and called.is_relative_to(here) else called)
