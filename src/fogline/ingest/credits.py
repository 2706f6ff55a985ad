"""Wire credits: which agency's copy a text says it is."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from fogline.programs import pattern
from fogline.tables import read_table

HEAD_CHARACTERS = 400
"""A dateline with its credit stands in the first paragraph, after the title at most."""

FOOT_CHARACTERS = 400
"""A closing credit is one short paragraph."""


def wire_credit(text: str, *, title_end: int = 0) -> str | None:
    """The agency credited in the dateline, a by-line or a closing line of *text*, by its usual name.

    Only the forms of a credit count; that an agency is quoted ("officials told Reuters") does not.
    """
    head = text[title_end : title_end + HEAD_CHARACTERS]
    foot = text[title_end:][-FOOT_CHARACTERS:]
    found = _dateline().search(head) or _line().search(head) or _last(_line(), foot) or _last(_closing(), foot)
    if found is not None:
        return _names()[found["agency"]]
    unlisted = _UNLISTED.search(head)
    return unlisted["agency"] if unlisted else None


_UNLISTED = re.compile(
    r"^[A-ZÀ-Ý][A-ZÀ-Ý'’ .-]{2,40}(?:, [^\n()]{1,40})? "
    r"\((?P<agency>(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})\)[^\S\n]*[-–—] ",
    re.MULTILINE,
)
"""A dateline in capitals credits whoever stands in its brackets, listed or not: "KYIV, June 24 (Northwire) - …"."""


@cache
def _names() -> dict[str, str]:
    table = read_table(files(__package__), "wires.toml")
    return {form: agency["name"] for agency in table["agency"] for form in (*agency["full"], *agency["short"])}


@cache
def _agency() -> str:
    forms = sorted(_names(), key=len, reverse=True)
    return f"(?P<agency>{'|'.join(map(re.escape, forms))})"


@cache
def _dateline() -> re.Pattern[str]:
    """As in "KYIV, June 24 (Reuters) - …", "POKROVSK, Ukraine (AP) — …" or "(AFP) - …"."""
    place_and_day = r"^[^\S\n]*(?:[A-ZÀ-Ý][^\n!?()]{0,80})?"
    return pattern(rf"{place_and_day}[(/\[]{_agency()}[)/\]][^\S\n]*[-–—:]", re.MULTILINE)


@cache
def _line() -> re.Pattern[str]:
    """A line that is nothing but a credit: "Reuters", "(AFP)", "Source: TASS", "By Jane Doe, Associated Press"."""
    lead = r"(?:Source|Via|By|From|With|©|Credit)?:?[^\S\n]*"
    by = r"By [^\n]{3,60}(?:,| of| for) "
    return pattern(rf"^[^\S\n]*[-–—(\[]?(?:{by}|{lead}){_agency()}[)\]]?(?: (?:20|19)\d\d)?\.?[^\S\n]*$", re.MULTILINE)


@cache
def _closing() -> re.Pattern[str]:
    """A credit after the last sentence: "… the ministry said. (AFP)", "… — AP"."""
    return pattern(rf"[.!?”\"’'][^\S\n]*(?:[(\[]{_agency()}[)\]])\s*\Z")


def _last(form: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in form.finditer(text):  # noqa: B007 - the last one is wanted
        pass
    return found
