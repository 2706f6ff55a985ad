"""The plain words of a brief: what happened, who says it, when, how many. Each as hedged as the evidence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from fogline.export.record import Record
from fogline.export.sides import Actor

BASES = {
    "claimed": "on the word of its holder's side, or of outlets",
    "conceded": "the side that lost it says so",
    "cross_party": "both sides say so",
    "verified": "somebody says to have verified it",
}
MEASURES = {
    "killed": "killed",
    "wounded": "wounded",
    "casualties": "killed or wounded",
    "missing": "missing",
    "captured": "captured",
    "evacuated": "evacuated",
    "displaced": "displaced",
    "trapped": "trapped",
}
"""Measures of people, in the order in which the table of figures has them."""


@cache
def _types() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__package__) / "phrases.toml").read_text(encoding="utf-8"))


def heading(event: Record) -> str:
    """``Withdrawal from Sievierodonetsk, 24 June 2022``."""
    words = _types()[event["event_type"]]
    place = event["place"]
    title = words["title"].format(place=place["name"]) if place else words["bare"]
    when = days(event["time"]["start"], event["time"]["end"])
    return f"{title}, {when}" if when else title


def what(event: Record, agent: Actor | None) -> str:
    """``a withdrawal of Ukrainian forces from Sievierodonetsk``."""
    place = event["place"]["name"] if event["place"] else None
    who = None if agent is None else acting(agent)
    places = {f"{word}_place": f" {word} {place}" if place else "" for word in ("of", "from", "on")}
    places["at_place"] = f" in {place}" if place else ""
    return _types()[event["event_type"]]["what"].format(
        by=f" by {who}" if who else "", of_agent=f" of {who}" if who else "", **places
    )


def acting(agent: Actor) -> str | None:
    """The agent as it can be named: by its own name, else by its side; ``None`` where neither is told."""
    if agent.name[:1].isupper():
        return agent.name
    return side(agent.party) if agent.party else None


def party(name: str) -> str:
    """A party's id as a name."""
    return name.replace("_", " ").replace("-", " ").title()


def side(name: str) -> str:
    """``Russia's side``."""
    return f"{party(name)}’s side"


def who(record: Record) -> str:
    """Who says it, with the side: ``Serhiy Haidai (Ukraine’s side)``; the outlet where nobody is named."""
    speaker = record["speaker"]
    if speaker is None:
        return outlet(record["document"])
    if speaker["party"] and party(speaker["party"]).casefold() != speaker["name"].casefold():
        return f"{_capital(speaker['name'])} ({side(speaker['party'])})"
    return _capital(speaker["name"])


def _capital(name: str) -> str:
    """A description ("sources") with the article that a sentence wants."""
    return f"the {name}" if name[:1].islower() and not name.startswith(("the ", "an ", "a ")) else str(name)


def outlet(document: Record) -> str:
    """The outlet's name; where none is known, the article's title, else its file's name."""
    if document["outlet"]:
        return str(document["outlet"])
    return f"the article {titled(document['title'])}" if document["title"] else f"the article {document['name']}"


def titled(title: str) -> str:
    """A title in quotation marks; those in it become single ones."""
    inner = re.sub(r'"([^"]*)"', r"‘\1’", title).replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def source(document: Record) -> str:
    """``The Gulf Post, “Title”, 3 July 2022``."""
    title = titled(document["title"]) if document["title"] and document["outlet"] else None
    day = written_day(document["published"]) if document["published"] else "undated"
    if document["published_basis"] == "inferred":
        day += " (inferred)"
    told = ", ".join(part for part in (outlet(document), title, day) if part)
    return told[0].upper() + told[1:]


def days(start: str | None, end: str | None) -> str:
    """Days as people write them; an open end says so, and nothing known is nothing."""
    if start and end:
        return written_day(start) if start == end else f"{written_day(start)} to {written_day(end)}"
    if start:
        return f"from {written_day(start)} on"
    return f"until {written_day(end)}" if end else ""


def on_days(start: str | None, end: str | None) -> str:
    """The same within a sentence: `` on 24 June 2022``."""
    if start and end and start != end:
        return f" between {written_day(start)} and {written_day(end)}"
    told = days(start, end)
    return "" if not told else f" {told}" if told.startswith(("from", "until")) else f" on {told}"


def written_day(day: str | date) -> str:
    """``24 June 2022``."""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{found.day} {found:%B} {found.year}"


def listed(names: Sequence[str]) -> str:
    """``A, B and C``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def amount(figure: Mapping[str, Any]) -> str:
    """``13 to 20``, ``at least 13``, ``up to 40``, ``20``."""
    low, best, high = figure["low"], figure["best"], figure["high"]
    if low is not None and high is not None:
        return number(low) if low == high else f"{number(low)} to {number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return f"up to {number(high)}" if high is not None else number(best) if best is not None else "not told"


def number(value: float) -> str:
    """A number with its thousands apart."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"
