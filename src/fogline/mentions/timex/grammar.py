"""The forms time expressions take: named patterns, and the search that finds where one of them stands.

Extents follow ISO-TimeML (TIMEX3): no preposition, but determiners and modifiers ("the past two weeks", "early May").
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.numerals import alternatives, number_pattern, word_number

YEAR = r"(?:1[0-9]|20)\d{2}"
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.]?\d)"
ZONE = r"(?:GMT|UTC|BST|CET|CEST|EET|EEST|EST|EDT|ET|PST|PDT|MSK|(?:local|Kyiv|Moscow) time)"
MODIFIER = (
    r"(?:about|around|approximately|roughly|nearly|almost|some|more than|less than|over|at least|at most|up to|"
    r"no more than|no less than|as many as|as much as|well over|just over|just under|fewer than|under)"
)
VAGUE = r"(?:a couple(?: of)?|couple of|several|a few|few|many|some|a number of|dozens of|hundreds of|thousands of)"
REACH = 9
"""Words before a trigger at which an expression may begin; the longest form of the grammar has nine before its head."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One form: its name, and its pattern with the parts named."""

    name: str
    pattern: re.Pattern[str]


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
    clock_word = alternatives(times["clock_words"])
    clock = (
        r"(?:\d{1,2}(?:[:.]\d{2})?\s?(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b|a\.m|p\.m)|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])"
        rf"|(?:[01]\d|2[0-3])[0-5]\d(?=\s+(?:GMT|UTC|hours))|\b(?:{clock_word})\b)"
    )
    quantity = rf"(?:{VAGUE}|half an?|{number_pattern()}|an?)"
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
        "zone": ZONE,
        "clock": clock,
        "mod": MODIFIER,
        "qty": quantity,
        "num": number_pattern(),
        "word": word_number(),
        "reference": alternatives(times["references"]),
        "feast": _cased(times["feasts"]),
        "set": alternatives(times["sets"]),
    }


RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<y>(?:19|20)\d{2})-(?P<m>0\d|1[0-2])-(?P<d>[0-3]\d)(?:[T ](?P<clock>\d{2}:\d{2})(?::\d{2})?Z?)?(?!\d)"),
    ("year_first", r"(?P<y>(?:19|20)\d{2})[./](?P<m>0?\d|1[0-2])[./](?P<d>[0-3]?\d)(?!\d)"),
    ("numeric", r"(?P<a>[0-3]?\d)(?P<sep>[./-])(?P<b>[0-3]?\d)(?P=sep)(?P<y>(?:19|20)\d{2}|\d{2})(?![\d./-]\d)"),
    (
        "day_range",
        r"(?:(?P<d1><day>)(?:\s?[-–—]\s?|\s+(?:to|until|through|till)\s+|(?<=between \d)\s+and\s+|"
        r"(?<=between \d\d)\s+and\s+)(?P<d2><day>)\s+(?:of\s+)?(?P<mon><month>)"
        r"|(?P<mon_><month>)\s+(?P<d1_><day>)(?:\s?[-–—]\s?|\s+(?:to|until|through|till)\s+)(?P<d2_><day>)(?!\s+<month>))"
        r"(?:,?\s+(?P<y><year>)(?!\d))?",
    ),
    (
        "date",
        r"(?:(?P<clock><clock>)(?:\s+<zone>)?,?\s+)?(?:(?P<part>early|late|mid|earlier|later)\s+(?:on\s+)?)?"
        r"(?:(?P<which>last|next|this coming|this past|this)\s+)?(?:(?P<wd><anyweekday>)(?:\s+(?P<dp_><daypart>))?,?\s+)?"
        r"(?:(?P<mon><month>)\s+(?:the\s+)?(?P<d><day>|<ordinal>\b)|(?:the\s+)?(?P<d_><day>)\s+(?:of\s+)?(?P<mon_><month>))"
        r"(?:,?\s+(?P<y><year>)(?!\d))?(?:\s+(?P<dp><daypart>)\b)?",
    ),
    (
        "period_of",
        r"(?:the\s+)?(?P<of>week|night|evening|morning|afternoon)\s+of\s+(?:(?P<wd><weekday>),?\s+)?"
        r"(?:(?P<mon><month>)\s+(?P<d><day>)|(?P<d_><day>)\s+(?:of\s+)?(?P<mon_><month>))(?:,?\s+(?P<y><year>))?",
    ),
    (
        "ordinal_of",
        r"(?:the\s+)?(?P<o><ordinal>|last|final)\s+(?P<u>day|week|weekend|month|quarter|half|(?P<n><num>)\s+(?:day|week|month)s)"
        r"\s+of\s+(?:(?P<mon><fullmonth>)(?:,?\s+(?P<y><year>))?|(?P<y_><year>)|(?P<rel>this|last|next)\s+(?P<ru>year|month))\b",
    ),
    (
        "weekday",
        r"(?:(?P<clock><clock>)(?:\s+<zone>)?,?\s+(?:(?:on|of)\s+)?)?(?:(?P<part>early|late|mid)\s+(?:on\s+)?)?"
        r"(?:(?P<which>last|next|this coming|this past|this|(?:the\s+)?following|the previous|the next|each|every)\s+)?"
        r"(?P<wd><weekday>)(?!\w)(?:\s+(?P<dp><daypart>)\b)?(?:\s+(?:of\s+)?(?P<rel>last|this|next)\s+week\b)?",
    ),
    ("feast", r"(?:(?P<which>last|next|this)\s+)?(?P<f><feast>)\b(?:,?\s+(?P<y><year>))?"),
    (
        "month",
        r"(?:(?P<part>(?:the\s+)?(?:beginning|start|end|middle|first half|second half)\s+of|early|mid|late|earlier|later)[\s-]+)?"
        r"(?:the\s+month\s+of\s+)?(?:(?P<which>last|next|this past|this coming|this|each|every)\s+)?"
        r"(?:(?P<mon><fullmonth>)(?!\w)(?:(?:,|\s+of)?\s+(?P<y><year>)(?!\d)|\s+(?:of\s+)?(?P<rel>last|this|next|that)\s+year\b)?"
        r"|(?P<mon_><month>)\s+(?P<y_><year>)(?!\d))",
    ),
    (
        "season",
        r"(?:(?P<part>(?:the\s+)?(?:beginning|start|end|middle)\s+of|(?:the\s+)?(?:early|mid|late))[\s-]+)?"
        r"(?:(?P<which>this past|this coming|this|last|next|each|every|the following|the previous|the)\s+)?"
        r"(?P<s><season>)\b(?:(?:\s+of)?\s+(?P<y><year>)|\s+(?:of\s+)?(?P<rel>last|this|next)\s+year)?",
    ),
    (
        "quarter",
        r"(?:the\s+(?!\w+-quarter))?(?:(?P<rel>year-ago|year-earlier|comparable|current|latest|previous|last|next|this)\s+)?(?:(?:year-ago|fiscal)\s+)?"
        r"(?P<o><ordinal>)[\s-]quarters?\b(?:(?:\s+of)?\s+(?:fiscal\s+)?(?P<y><year>)|\s+(?:of\s+)?(?P<yr>last|this|next)\s+year)?",
    ),
    (
        "the_quarter",
        r"(?:the\s+)?(?P<rel>(?:comparable\s+)?year-ago|(?:comparable\s+)?year-earlier|latest|current|previous|last|next|this|that|the)"
        r"\s+(?P<u>quarter|(?<=ago )period|(?<=earlier )period|(?<=latest )period)\b(?!\s+of\b)",
    ),
    (
        "half_of",
        r"(?:the\s+)?(?P<o>first|second)[\s-]half(?:\s+of\s+(?P<y><year>)|\s+of\s+(?P<yr>last|this|next|the)\s+year)",
    ),
    (
        "deictic",
        r"(?:(?P<clock><clock>)(?:\s+<zone>)?,?\s+)?(?:(?P<part>early|late|earlier|later|mid)\s+)?"
        r"(?P<w>(?:the\s+)?day\s+before\s+yesterday|(?:the\s+)?day\s+after\s+tomorrow|today|yesterday|tomorrow|tonight|overnight|"
        r"last\s+night|this\s+(?:morning|afternoon|evening))\b(?:\s+(?P<dp><daypart>)\b)?",
    ),
    (
        "ago",
        r"(?:(?P<mod><mod>|just|only)\s+)?(?P<q><qty>)\s+(?:(?P<half>and a half)\s+)?(?:more\s+)?(?P<u><unit>)s?(?:\s+or\s+so)?"
        r"\s+(?P<dir>ago|earlier|later|from now|previously)\b",
    ),
    ("year_ago", r"(?P<u>year|month|week)[- ](?P<dir>ago|earlier)\b"),
    (
        "next_day",
        r"(?:the\s+)?(?P<which>next|following|previous|preceding|same|that same|that very|that)\s+"
        r"(?P<u>day|morning|afternoon|evening|night|week|month|year|weekend)\b(?!-)|the\s+(?P<u_>day|week|month|year|night)\s+(?P<w_>before|after)\b(?!\s+(?:the|a|he|she|they|it|his)\b)",
    ),
    (
        "this_unit",
        r"(?:(?P<part>earlier|later|early|late|sometime|the\s+(?:end|beginning|start|middle)\s+of)\s+)?"
        r"(?:(?P<which>(?:the\s+)?(?:past|last|next|coming|current|upcoming|present)|this\s+(?:past|coming|fiscal)|this|last|next)|(?P<in>(?<=earlier\s)in\s+the|"
        r"(?<=later\s)in\s+the|(?<=early\s)in\s+the|(?<=late\s)in\s+the))\s+"
        r"(?P<u>week|month|year|decade|century|weekend|quarter|fiscal year)\b(?!s|-(?:old|long))|the\s+(?P<u_>weekend)\b",
    ),
    ("hours", r"(?:the\s+)?early\s+hours\s+of\s+(?:(?P<rel>this|the|yesterday)\s+)?(?P<w><weekday>|morning|today|(?<=yesterday )morning)"
     r"(?:\s+morning)?"),
    (
        "past_n",
        r"(?:(?:the|these|those|this)\s+)?"
        r"(?P<which>past|last|next|coming|first|previous|following|final|preceding|recent|early|latest|upcoming)\s+"
        r"(?:(?P<q>(?:\((?:several|few)\))|several|few|couple of|<num>)[\s-])?(?P<u><unit>)s\b",
    ),
    ("past_seasons", r"(?:the\s+)?past\s+(?P<q><num>)\s+(?:<season>)s\b"),
    (
        "duration",
        r"(?:(?P<mod><mod>)\s+)?(?:(?:the|these|those)\s+(?!\S+-))?"
        r"(?P<q><qty>|another|an additional|a full|a whole)(?P<half>\s+and\s+a\s+half)?"
        r"(?:\s+(?:more|additional|full|further|consecutive|straight|whole|long|solid))?"
        r"[\s-](?P<u><unit>)s?(?P<tail>-long|-old|\s+and\s+a\s+half)?(?![\w])(?:\s+or\s+so\b)?",
    ),
    (
        "bare_units",
        r"(?:(?:these|many|early|recent)\s+)?(?P<u>minute|hour|day|week|month|year|decade|centurie)s(?P<tail>-long)?"
        r"(?:\s+or\s+(?:even\s+)?(?:hours|days|weeks|months|years|decades))?(?!\w)",
    ),
    ("long", r"(?P<u><unit>)-long\b"),
    (
        "set",
        r"(?:(?P<w><set>)|(?:once|twice|three\s+times)\s+(?:a|every|each)\s+(?P<u3><unit>)|"
        r"(?:every|each)\s+(?:(?P<q>other|single|<num>)\s+)?(?P<u><unit>|<daypart>)s?)\b(?![-])",
    ),
    (
        "decade",
        r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?:(?P<y>(?:1[0-9]|20)\d0)['’]?s|['’](?P<yy>\d0)s)\b",
    ),
    ("century", r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<n>\d{1,2})(?:st|nd|rd|th)[- ]century\b"),
    (
        "year",
        r"(?:(?P<part>(?:the\s+)?(?:beginning|start|end|middle)\s+of|early|mid|late)[\s-]+)?(?:the\s+year\s+)?"
        r"(?P<fiscal>fiscal\s+(?:year\s+)?)?(?P<y><year>)(?![\d%]|[.,:/-]\d|-(?:ton|foot|mile|strong|pound|seat|member|meter|metre|bed|room))",
    ),
    ("reference", r"(?P<w><reference>)\b(?!-)"),
    (
        "clock",
        r"(?:(?P<mod>about|around|just\s+after|just\s+before|shortly\s+after|shortly\s+before|nearly|almost)\s+)?"
        r"(?:(?P<part>early|late)\s+)?(?P<clock><clock>)",
    ),
    ("ordinal_day", r"(?:the\s+|its\s+|their\s+)?(?P<o><ordinal>|\d+(?:st|nd|rd|th))\s+(?:straight\s+|consecutive\s+)?(?P<u>day|week|month|year)\b(?!-)"),
)  # fmt: skip
"""In the order they are tried at one word: the first that fits wins."""


def _fill(source: str) -> str:
    blocks = atoms()
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: f"(?:{blocks[m[1]]})" if m[1] in blocks else m[0], source)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by name, compiled with its parts named."""
    return {name: Rule(name, re.compile(rf"\b(?:{_fill(source)})", re.IGNORECASE)) for name, source in RULES}


@cache
def starts() -> frozenset[str]:
    """The words (lower case) an expression may begin with, digits apart."""
    times, numbers = table("times"), table("numbers")
    words = [*times["months"], *times["month_abbreviations"], *times["weekdays"], *times["weekday_abbreviations"]]
    words += [*times["units"], *times["seasons"], *times["clock_words"], *times["sets"], *times["dayparts"]]
    words += [*numbers["units"], *numbers["tens"], *numbers["scales"], "dozen", "dozens", "hundreds", "thousands"]
    words += [w.split()[0].split("'")[0] for w in [*times["references"], *times["feasts"]]]
    words += MODIFIER.strip("(?:)").replace("|", " ").split()
    words += (
        "the a an this that these those last next past coming previous following preceding same first second final recent early late "
        "mid earlier later each every several few many some couple half another just only shortly year today yesterday tomorrow tonight "
        "overnight day week night evening morning afternoon beginning start end middle sometime within for its their once twice three "
        "fiscal upcoming current latest comparable minutes hours days weeks months years decades centuries at"
    ).split()
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
    words += "today yesterday tomorrow tonight overnight period ago half".split()
    return frozenset(w.lower() for w in words)


@cache
def _combined() -> re.Pattern[str]:
    """All rules in one pattern; the name of the one that fits is the match's ``lastgroup``."""
    parts = []
    for name, source in RULES:
        bare = re.sub(r"\(\?P<\w+>", "(?:", _fill(source).replace("(?P=sep)", "[./-]"))
        parts.append(f"(?P<{name}>{bare})")
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)


_WORD = re.compile(r"\w+")


def search(text: str) -> Iterator[Found]:
    """Every stretch of *text* in which one of the forms stands, from left to right, none overlapping another."""
    begin, hold, done = starts(), triggers(), 0
    recent: deque[int] = deque(maxlen=REACH)
    for word in _WORD.finditer(text):
        at, token = word.start(), word.group().lower()
        digits = token[0].isdigit()
        recent.append(at) if digits or token in begin else recent.append(-1)
        if at < done or not (digits or token in hold):
            continue
        for start in list(recent):
            if start < done:
                continue
            found = _combined().match(text, start)
            if found and found.end() > at and found.lastgroup:
                exact = rules()[found.lastgroup].pattern.match(text, start)
                if exact:
                    yield Found(found.lastgroup, exact)
                    done = exact.end()
                    break
