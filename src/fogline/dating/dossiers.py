"""What of a document bears on the day it appeared, in a form that can be held against other documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from fogline.codebook.loader import codebook
from fogline.lexicon.loader import table, words
from fogline.model.claim import Claim
from fogline.model.document import Document

RUN = 8
"""Words in a row that two texts share only where one has them from the other, or both from a third."""

LEAD = 500
"""Characters after the title in which an article tells its news."""

TOWN_KM = 30.0
"""How far a place may reach for a happening there to be a particular one: a large city, not a region."""

Happening = tuple[str, int]
"""A happening: its event type and the GeoNames id of its town."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What of one document is held against others.

    ``published`` is its day, where it is known; ``inferred`` says that it was found as those here are. ``weekday``
    (ISO) is the weekday it must have appeared on, as its words say; ``news_weekday`` the one it tells of last, on
    which or the day after which it appeared (``settled``: on which, as far as the text can tell).
    ``credits`` are the agencies whose copy it says it is.
    """

    document_id: str
    name: str
    published: date | None = None
    weekday: int | None = None
    news_weekday: int | None = None
    settled: bool = False
    words: str = ""
    not_before: date | None = None
    news: frozenset[Happening] = frozenset()
    """Happenings told as news: in the lead, or beside a weekday or "yesterday"."""
    told: frozenset[Happening] = frozenset()
    """All happenings it tells of, the news among them."""
    runs: frozenset[str] = frozenset()
    """Runs of words of its text."""
    quoted: frozenset[str] = frozenset()
    """Those of them that stand in quotations."""
    many: int = 0
    """How many runs its text has, where ``runs`` are but those that another text has, too: counted as far as that has
    any."""
    names: frozenset[str] = frozenset()
    credits: frozenset[str] = frozenset()


def dossier_of(
    document: Document,
    claims: Iterable[Claim],
    *,
    weekday: int | None = None,
    news_weekday: int | None = None,
    settled: bool = False,
    words: str = "",
    not_before: date | None = None,
) -> Dossier:
    """The dossier of *document* with its *claims*, but for its wording; the rest as :class:`Dossier` has it."""
    body = document.text[document.title_end :]
    particular = [claim for claim in claims if happening_of(claim) is not None]
    return Dossier(
        document_id=document.document_id,
        name=document.name,
        published=document.published,
        weekday=weekday,
        news_weekday=news_weekday,
        settled=settled,
        words=words,
        not_before=not_before,
        news=frozenset(_happenings(claim for claim in particular if _is_news(document, claim))),
        told=frozenset(_happenings(particular)),
        names=names_of(body),
        credits=frozenset(filter(None, (document.wire_credit, credit_of(body)))),
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """A text without its title, and its words in lower case."""

    text: str
    words: Sequence[str]

    def quotations(self) -> Iterator[Sequence[str]]:
        """The words of each quotation in it, in lower case."""
        return (_words_of(found[1]) for found in _QUOTATION.finditer(self.text))


def wording_of(document: Document) -> Wording:
    """The wording of *document*."""
    body = document.text[document.title_end :]
    return Wording(body, _words_of(body))


def with_wording(dossier: Dossier, wording: Wording) -> Dossier:
    """*dossier* with all runs of words of its text."""
    quoted = frozenset(run for words in wording.quotations() for run in _runs(words))
    return replace(dossier, runs=frozenset(_runs(wording.words)), quoted=quoted)


def with_wording_beside(dossier: Dossier, wording: Wording, asked: frozenset[str], words: frozenset[str]) -> Dossier:
    """*dossier* with those runs of words of its text that are among those *asked*, which are made of *words*.

    It is as good as the whole where it is held against the one text whose runs these are, and costs a fraction of it
    where that is a short one.
    """
    runs = frozenset(_runs_among(wording.words, asked, words))
    # What is quoted is a part of the text: where that has none of the runs, no quotation has.
    quotations = wording.quotations() if runs else ()
    quoted = frozenset(run for quotation in quotations for run in _runs_among(quotation, runs, words))
    return replace(dossier, runs=runs, quoted=quoted, many=_count(_runs(wording.words), len(asked)))


def to_record(dossier: Dossier) -> str:
    """*dossier* but for its wording and its day, as JSON: equal dossiers are equal text."""
    return json.dumps(
        {
            "name": dossier.name,
            "weekday": dossier.weekday,
            "news_weekday": dossier.news_weekday,
            "settled": dossier.settled,
            "words": dossier.words,
            "not_before": dossier.not_before.isoformat() if dossier.not_before else None,
            "news": sorted(dossier.news),
            "told": sorted(dossier.told),
            "names": sorted(dossier.names),
            "credits": sorted(dossier.credits),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_record(document_id: str, record: str, published: date | None) -> Dossier:
    """The dossier that :func:`to_record` wrote, with a day."""
    plain = json.loads(record)
    plain |= {name: frozenset((type_, town) for type_, town in plain[name]) for name in ("news", "told")}
    plain |= {name: frozenset(plain[name]) for name in ("names", "credits")}
    if plain["not_before"] is not None:
        plain["not_before"] = date.fromisoformat(plain["not_before"])
    return Dossier(document_id, published=published, **plain)


def happening_of(claim: Claim) -> Happening | None:
    """The happening *claim* tells of, if it is of a kind that befalls a town, in a town, and not denied or ahead."""
    place = town_of(claim)
    family = codebook().event_types[claim.event_type].family
    told = claim.polarity == "affirmed" and claim.modality in ("occurred", "ongoing", "planned")
    return (claim.event_type, place) if place and told and family in words("dating", "families") else None


def _happenings(claims: Iterable[Claim]) -> Iterator[Happening]:
    return (happening for claim in claims if (happening := happening_of(claim)) is not None)


def town_of(claim: Claim) -> int | None:
    """The id of the place of *claim*, if it is a town or smaller."""
    place = None if claim.place is None else claim.place.place
    if place is None or place.geonameid is None or place.geo_precision != 1:
        return None
    return place.geonameid if (place.radius_km or 0.0) <= TOWN_KM else None


def _is_news(document: Document, claim: Claim) -> bool:
    if claim.evidence.start < document.title_end + LEAD:
        return True
    return bool(_day_words().search(claim.evidence.of(document.text)))


@cache
def _day_words() -> re.Pattern[str]:
    days = "|".join(map(re.escape, [*table("times")["weekdays"], *sorted(words("dating", "news"))]))
    return re.compile(rf"\b(?:{days})\b", re.IGNORECASE)


_QUOTATION = re.compile(r"[“\"]([^“”\"\n]{40,600})[”\"]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_UNEVEN = "\u0130\u03a3"
"""Capitals whose small letter is two characters, or another at the end of a word: these are made small word by word."""
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)+")


def runs_of(text: str) -> frozenset[str]:
    """Every run of :data:`RUN` words of *text*, in lower case and without its punctuation."""
    return frozenset(_runs(_words_of(text)))


def _words_of(text: str) -> list[str]:
    if any(letter in text for letter in _UNEVEN):
        return [word.lower() for word in _WORD.findall(text)]
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def _runs_among(words: Sequence[str], asked: frozenset[str], known: frozenset[str]) -> Iterator[str]:
    """The runs of *words* that are *asked* for; only those of words that are *known* are put together to see."""
    stretch, marks = b"\1" * RUN, bytes(map(known.__contains__, words))
    start = marks.find(stretch)
    while start >= 0:
        if (run := " ".join(words[start : start + RUN])) in asked:
            yield run
        start = marks.find(stretch, start + 1)


def _count(runs: Iterable[str], enough: int) -> int:
    """How many different *runs* there are, or that they are *enough*."""
    found: set[str] = set()
    for run in runs:
        if len(found) >= enough:
            break
        found.add(run)
    return len(found)


def names_of(text: str) -> frozenset[str]:
    """Names of two words or more in running text, as they stand."""
    return frozenset(_NAME.findall(text))


_DATELINE_CREDIT = re.compile(r"\(([A-Z][\w .]{1,30})\)\s*[-–—:]\s")
_CLOSING_CREDIT = re.compile(r"\(([A-Z][\w .]{1,30})\)\W*\Z")


def credit_of(text: str) -> str | None:
    """The agency in the dateline ("KYIV (Northern Wire) -") or in parentheses at the end of *text*."""
    found = _DATELINE_CREDIT.search(text[:200]) or _CLOSING_CREDIT.search(text[-60:])
    return found[1] if found else None
