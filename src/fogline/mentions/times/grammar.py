"""The forms time expressions take: named patterns, and the search that finds where one of them stands.

Extents follow ISO-TimeML (TIMEX3): no preposition, but determiners and modifiers ("the past two weeks", "early May").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.numerals import alternatives, any_of, any_word, number_pattern, word_number
from fogline.mentions.scanning import Pieces, Scanner, pieces_of
from fogline.model.quick import quickly_made
from fogline.model.remembered import Remembered

YEAR = r"(?:1[0-9]|20)\d{2}"
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.]?\d)"
REACH = 9
"""Words before a trigger at which an expression may begin; the longest form of the grammar has nine before its head."""
REACH_CHARACTERS = 160
"""... and characters, more than nine words of such an expression have."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One form: its name, and its pattern with the parts named."""

    name: str
    pattern: re.Pattern[str]


@quickly_made
@dataclass(frozen=True, slots=True)
class Found:
    """Where a form was found."""

    rule: str
    match: re.Match[str]


def _cased(words: object) -> str:
    """Alternatives that match in title or upper case only: "may" is no month, "sat" no day."""
    both = [w for word in map(str, words) for w in (word, word.upper())]  # type: ignore[call-overload]
    return f"(?-i:{alternatives(both)})"


@cache
def atoms() -> dict[str, str]:
    """The building blocks of the rules, by the name they have between angle brackets."""
    times = table("times")
    month = _cased(times["months"])
    units = alternatives([u for u in times["units"] if u != "century"])
    clock_word, zones = alternatives(times["clock_words"]), alternatives(times["words"]["zones"])
    clock = (
        r"(?:\d{1,2}(?:[:.]\d{2})?\s?(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b|a\.m|p\.m)|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])"
        rf"|(?:[01]\d|2[0-3])[0-5]\d(?=\s+(?:hours\b|{zones}))|\b(?:{clock_word})\b)"
    )
    vague, modifier = alternatives(times["words"]["vague"]), alternatives(times["words"]["modifiers"])
    quantity = rf"(?:{vague}|half an?|{number_pattern()}|an?)"
    return {
        "month": rf"(?:{month}|{_cased(times['month_abbreviations'])}\b\.?)",
        "fullmonth": month,
        "weekday": _cased(times["weekdays"]),
        "anyweekday": rf"(?:{_cased(times['weekdays'])}|{_cased(times['weekday_abbreviations'])}\b\.?)",
        "daypart": alternatives(times["dayparts"]),
        "unit": rf"(?:{units}|centur(?:y|ie))",
        "season": alternatives(times["seasons"]),
        "ordinal": alternatives(table("numbers")["ordinals"]),
        "year": YEAR,
        "day": DAY,
        "zone": alternatives(times["words"]["zones"]),
        "clock": clock,
        "mod": modifier,
        "qty": quantity,
        "num": number_pattern(),
        "word": word_number(),
        "reference": alternatives(times["references"]),
        "feast": _cased(times["feasts"]),
        "set": alternatives(times["sets"]),
    }


@cache
def _sources() -> tuple[tuple[str, str], ...]:
    """Names and patterns of the rules, as the list has them, line breaks taken out."""
    rows = table("timex")["rules"]
    return tuple((str(r["name"]), "".join(line.strip() for line in r["pattern"].splitlines())) for r in rows)


def _fill(source: str) -> str:
    blocks = atoms()
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: f"(?:{blocks[m[1]]})" if m[1] in blocks else m[0], source)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by name, compiled with its parts named."""
    return {name: Rule(name, re.compile(rf"\b(?:{_fill(source)})", re.IGNORECASE)) for name, source in _sources()}


@cache
def starts() -> frozenset[str]:
    """The words (lower case) an expression may begin with, digits apart."""
    times, numbers = table("times"), table("numbers")
    words = [*times["months"], *times["month_abbreviations"], *times["weekdays"], *times["weekday_abbreviations"]]
    words += [*times["units"], *times["seasons"], *times["clock_words"], *times["sets"], *times["dayparts"]]
    words += [*numbers["units"], *numbers["tens"], *numbers["scales"], "dozen", "dozens", "hundreds", "thousands"]
    words += [w.split()[0].split("'")[0] for w in [*times["references"], *times["feasts"]]]
    words += [m.split()[0] for m in (*times["words"]["modifiers"], *times["words"]["vague"])]
    words += times["words"]["opening"]
    words += [*numbers["ordinals"], "third", "fourth"]
    return frozenset(w.lower() for w in words)


@cache
def triggers() -> frozenset[str]:
    """The words (lower case) one of which every expression holds, digits apart."""
    times = table("times")
    words = [
        *times["months"],
        *times["weekdays"],
        *times["seasons"],
        *times["clock_words"],
        *times["sets"],
        *times["dayparts"],
    ]
    words += [*times["month_abbreviations"], *times["units"], *(f"{u}s" for u in times["units"]), "centuries"]
    words += [
        w for phrase in times["references"] for w in phrase.split() if w not in {"the", "at", "near", "right", "these"}
    ]
    words += [w.split("'")[0] for phrase in times["feasts"] for w in phrase.split()]
    words += times["words"]["heads"]
    return frozenset(w.lower() for w in words)


_NUMBER = re.compile(r"\d")
_TIMELY_NUMBER = r"\d{4}(?!\d)|\d+(?:s|st|nd|rd|th|am|pm)\b|\d{1,2}(?:[-./:]\d|\s?[ap]\.?m\b|\s?[-–—]\s?\d)"
"""Digits that may be an expression's only trigger: years, clock times, numeric dates, ordinals, decades."""


@cache
def _triggering() -> Scanner:
    """Finds a trigger's word, or the first digit of a number that may be one."""
    words = any_of(triggers())
    return Scanner(rf"(?:{words}\b|(?={_TIMELY_NUMBER})\d)", may=rf"{words}\b|\d")


@cache
def _starting() -> re.Pattern[str]:
    """Matches any word in lower case; its first group is there where an expression may begin with it."""
    return re.compile(rf"({any_word(starts())}|\b\d)\w*|\w+")


@cache
def _holding(word: str) -> frozenset[str]:
    """The rules whose pattern has *word* in it (digits, for ""): no other can match across it."""
    stem = re.sub(r"(?:ies|ie|s|y|\d)$", "", word)
    told = re.compile(rf"(?<![a-z]){re.escape(stem)}" if stem else r"\\d", re.IGNORECASE)
    return frozenset(name for name, source in _sources() if told.search(_fill(source)))


@cache
def _fitting(opening: str, trigger: str) -> tuple[Rule, ...]:
    """The rules, in their order, that can begin with the word *opening* and hold *trigger*."""
    names = _holding(opening) & _holding(trigger)
    return tuple(rules()[name] for name, _ in _sources() if name in names)


def search(text: str) -> list[Found]:
    """Every stretch of *text* in which one of the forms stands, from left to right, none overlapping another."""
    pieces, done = pieces_of(text), 0
    out: list[Found] = []
    for at, word, number in _triggering().scan(pieces):
        if at < done:
            continue
        trigger = "" if word.isdigit() else word
        found = _across(text, _openings(pieces, at, number, done), at, trigger)
        if found is not None:
            out.append(found)
            done = found.match.end()
    return out


def _across(text: str, openings: list[tuple[int, str]], at: int, trigger: str) -> Found | None:
    """The form that begins at one of *openings* and holds the *trigger* at *at*."""
    for start, opening in openings:
        for rule in _fitting(opening, trigger):
            match = rule.pattern.match(text, start)
            if match is not None:
                if match.end() > at:
                    return Found(rule.name, match)
                break
    return None


def _openings(text: Pieces, at: int, number: int, done: int) -> list[tuple[int, str]]:
    """The words that an expression with the word at *at*, in piece *number*, may begin with, and where; "" for digits.

    They stand from *done* on, up to :data:`REACH` words before, with none between that is in no expression.
    """
    left = max(done, at - REACH_CHARACTERS)
    found: list[tuple[int, str]] = []
    wanted = REACH  # the word at *at* is one of them
    for i in range(number, -1, -1):
        start = text.start(i)
        for offset, opening, inside in _WORDS_IN[text.pieces[i]]:
            here = start + offset
            if here > at:
                continue
            if here < left or not wanted or not (inside or here == at):  # a year may run on: "2011Officials"
                found.reverse()
                return found
            wanted -= 1
            if opening is not None:
                found.append((here, opening))
    found.reverse()
    return found


def _words_in(piece: str) -> tuple[tuple[int, str | None, bool], ...]:
    """The words of *piece*, the last one first: where each begins, what an expression may begin with there, and whether
    it may stand in one."""
    words = [(word.start(), word[1], _may_be_inside(word[0])) for word in _starting().finditer(piece)]
    return tuple((at, "" if opening and opening.isdigit() else opening, inside) for at, opening, inside in words[::-1])


def _may_be_inside(word: str) -> bool:
    """Whether *word* is one of the patterns' own, or put together from what they spell out in parts."""
    letters = word.strip("0123456789")
    return not letters.isalpha() or _SPELT[letters]


def _is_spelt(letters: str) -> bool:
    parts = _parts()
    return letters in parts or any(
        letters[:end] in parts and _SPELT[letters[end:]] for end in range(len(letters) - 1, 1, -1)
    )


_SPELT: Remembered[str, bool] = Remembered(_is_spelt)


@cache
def _parts() -> frozenset[str]:
    """What the patterns of the rules spell out, in lower case: words, and parts of words such as a plural's "s"."""
    told = " ".join(_fill(source) for _, source in _sources())
    bare = re.sub(r"\(\?P<\w+>|\(\?P=\w+\)|\(\?-?[ims]+:|\\[a-zA-Z]", " ", told)
    runs = [run.lower() for run in re.findall(r"[^\W\d_]+\??", bare)]
    return frozenset(part for run in runs for part in (run.rstrip("?"), run[:-2] if run.endswith("?") else "") if part)


_WORDS_IN = Remembered(_words_in)
