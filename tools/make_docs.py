"""Writes the documentation that is made from the code: the command line and the codebook.

    python tools/make_docs.py [--check]

``--check`` writes nothing and ends with 1 where a page does not say what the code says.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click

from fogline.cli.main import VERBS, fogline
from fogline.codebook.loader import AcledCode, EventType, codebook
from fogline.codebook.sub_events import SubEventRule, sub_event_rules

DOCS = Path(__file__).parents[1] / "docs"
MADE = "<!-- made by tools/make_docs.py: change the code, then run it -->\n\n"
WIDTH = 100


def command_line() -> str:
    """The page on the command line: every verb's own help."""
    parts = [MADE, "# The command line\n\n", _help(fogline, "fogline")]
    for verb in VERBS:
        parts.append(f"\n## fogline {verb}\n\n")
        command = import_module(f"fogline.cli.{verb}").command
        parts.append(_help(command, f"fogline {verb}"))
        for name, part in getattr(command, "commands", {}).items():
            parts.append(f"\n### fogline {verb} {name}\n\n")
            parts.append(_help(part, f"fogline {verb} {name}"))
    return "".join(parts)


def codebook_page() -> str:
    """The page on the codebook: event types with their codes, and measures."""
    book = codebook()
    rows = [_row(kind) for kind in book.event_types.values()]
    measures = [f"| `{m.measure_id}` | {m.unit or '–'} | {m.note or ''} |\n" for m in book.measures.values()]
    return "".join(
        [
            MADE,
            "# The codebook\n\n",
            "Event types with their codes in ACLED's codebook (event / sub-event) and PLOVER. Where ACLED has ",
            "several, the first is the default, and the others are taken where words, actors or place call for ",
            "them.\n\n",
            "| type | means | ACLED | PLOVER |\n| --- | --- | --- | --- |\n",
            *rows,
            "\n## ACLED sub-events by words\n\n",
            "The first row of a type whose words are there is taken. *Trigger*: words of the trigger itself; ",
            "*around*: of the trigger, its modifiers, means, agents or patients; *patient*: of whom it is done to. ",
            "Where no row fits, the forces of the place's own state make a capture *Government regains territory*, ",
            "and an attack on civilians is violence against civilians.\n\n",
            "| types | sub-event | words |\n| --- | --- | --- |\n",
            *_sub_event_rows(),
            "\n## Measures\n\nWhat a claim's figures measure.\n\n| measure | unit | note |\n| --- | --- | --- |\n",
            *measures,
        ]
    )


PAGES = {"command-line.md": command_line, "codebook.md": codebook_page}


def main() -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = [name for name, page in PAGES.items() if _read(DOCS / name) != page()]
    for name in stale:
        if check:
            print(f"docs/{name} does not say what the code says: run python tools/make_docs.py", file=sys.stderr)
        else:
            (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
            print(f"wrote docs/{name}")
    return 1 if check and stale else 0


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    return f"```text\n{command.get_help(context)}\n```\n"


def _sub_event_rows() -> Iterator[str]:
    rules = [rule for some in sub_event_rules().values() for rule in some]
    for rule in dict.fromkeys(rules):
        types = ", ".join(f"`{event_type}`" for event_type in rule.event_types)
        kind = codebook().event_types[rule.event_types[0]]
        code = kind.acled_for(rule.key)
        name = f"{code.sub_event_type}" if code else ""
        plover = kind.plover_by.get(rule.key)
        yield f"| {types} | {name}{f' (PLOVER {plover})' if plover else ''} | {_asked_by(rule)} |\n"


def _asked_by(rule: SubEventRule) -> str:
    lists = (
        ("trigger", rule.trigger),
        ("around", rule.around),
        ("but not", rule.not_around),
        ("patient", rule.patient),
    )
    parts = [f"*{name}* {' '.join(sorted(words))}" for name, words in lists if words]
    for name, pattern in (("sentence", rule.sentence), ("but not sentence", rule.not_sentence)):
        if pattern is not None:
            escaped = pattern.pattern.replace("|", "\\|")
            parts.append(f"*{name}* `{escaped}`")
    return "; ".join(parts) + ("; only of what happened or goes on" if rule.told_as_fact else "")


def _row(kind: EventType) -> str:
    codes = [kind.acled, *kind.sub_events.values()]
    acled = "; ".join(_code(code) for code in codes if code is not None) or "–"
    plover = ", ".join(dict.fromkeys(root for root in (kind.plover, *kind.plover_by.values()) if root)) or "–"
    return f"| `{kind.type_id}` | {kind.means} | {acled} | {plover} |\n"


def _code(code: AcledCode) -> str:
    return f"{code.event_type} / {code.sub_event_type}"


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
