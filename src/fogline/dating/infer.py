"""Infers the day of a document without one from dated documents about the same happenings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fogline.codebook.loader import codebook
from fogline.dating.dossiers import Dossier, Happening

SPAN = 7
"""Days within which every dated document near with a feature must lie for the feature to tell of a time at all."""

CLUSTER = 3
"""Days within which the documents that vote for a time must lie."""

ENOUGH = 3.0
"""Votes that make a time sure; what each tie is worth stands in :func:`_ties`."""

OPPOSED = 0.25
"""The share of votes for other times from which on no time is sure."""

SAME_TEXT = 0.5
"""The share of one text's runs of words that the other must have for both to be one text."""

SELDOM = "territory"
"""The family (codebook) of happenings that befall one town once or twice in a war."""

LONG_QUOTATION = 5
"""Shared runs of words that make twelve words of one quotation."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The day found for a document, and the words and documents that it rests on."""

    day: date
    evidence: str


@dataclass(frozen=True, slots=True)
class _Tie:
    """What ties an undated document to a dated one: the votes, and the ground for them in words."""

    other: Dossier
    day: date
    votes: float
    ground: str
    copy: bool = False
    """Whether both have their text, or the substance of it, from one copy."""


def infer_day(dossier: Dossier, near: Iterable[Dossier], *, inferred: Collection[str] = ()) -> Dated | None:
    """The day of *dossier*, if dated documents *near* it that share news, names or wording with it agree on a time, and
    its own weekday leaves one day of it.

    Whether a feature tells of a time is judged by those near alone, so that no other document bears on the day. Those
    whose ids are *inferred* got their day in this way themselves, and have half the votes.
    """
    dated = sorted((other for other in near if other.published is not None), key=lambda d: d.document_id)
    features = _features(dated, _features_of(dossier) | dossier.quoted)
    ties = [tie for other in dated if (tie := _tie(dossier, other, features)) is not None]
    ties = [replace(t, votes=t.votes / 2) if t.other.document_id in inferred else t for t in ties]
    chosen = _agreeing(ties)
    if not chosen:
        return None
    day = _fitting(dossier, chosen)
    if day is None or (dossier.not_before is not None and day < dossier.not_before):
        return None
    return Dated(day, _evidence(dossier, chosen))


def telling(days: Iterable[date]) -> bool:
    """Whether what has been told of on these *days* tells of a time."""
    known = list(days)
    return bool(known) and (max(known) - min(known)).days <= SPAN


def _features(dated: Iterable[Dossier], asked: frozenset[Hashable]) -> frozenset[Hashable]:
    """Those of *asked* that tell of a time: all *dated* documents that have them lie within :data:`SPAN` days."""
    days: dict[Hashable, list[date]] = defaultdict(list)
    for dossier in dated:
        assert dossier.published is not None
        for feature in asked & _features_of(dossier):
            days[feature].append(dossier.published)
    return frozenset(feature for feature, all_ in days.items() if telling(all_))


def _features_of(dossier: Dossier) -> frozenset[Hashable]:
    """All that a time may be told by."""
    return frozenset[Hashable]().union(dossier.news, dossier.told, dossier.runs, dossier.names)


def _tie(dossier: Dossier, other: Dossier, features: frozenset[Hashable]) -> _Tie | None:
    assert other.published is not None
    shared = len(dossier.runs & other.runs) / max(min(len(dossier.runs), max(other.many, len(other.runs))), 1)
    news = dossier.news & other.news & features
    told = (((dossier.news & other.told) | (dossier.told & other.news)) - news) & features
    if shared >= SAME_TEXT:
        return _Tie(other, other.published, 4.0, "has the same text", copy=True)
    votes = min(sum(_worth(happening) for happening in news) + sum(_worth(happening) for happening in told) / 2, 3.0)
    if not votes:
        return None
    quoted = ((dossier.quoted & other.runs) | (dossier.runs & other.quoted)) & features
    names = dossier.names & other.names & features
    votes += 2.5 if len(quoted) >= LONG_QUOTATION else 1.5 if quoted else 0.0
    same_copy = bool(dossier.credits & other.credits)
    votes += 1.0 if same_copy else 0.0
    votes += min(len(names) * 0.5, 1.0)
    return _Tie(other, other.published, votes, _ground(news | told, quoted, names), copy=same_copy)


def _worth(happening: Happening) -> float:
    """The votes of a happening that both tell as news: a town changes hands seldom, it is shelled every other day."""
    return 2.0 if codebook().event_types[happening[0]].family == SELDOM else 0.5


def _ground(happenings: Iterable[tuple[str, int]], runs: Iterable[str], names: Iterable[str]) -> str:
    types = sorted({type_ for type_, _ in happenings})
    parts = [f"the same {', '.join(types)}"] if types else []
    parts += [f"“{min(runs)}”"] if runs else []
    parts += [", ".join(sorted(names)[:3])] if names else []
    return "tells of " + "; ".join(parts)


def _agreeing(ties: Sequence[_Tie]) -> list[_Tie]:
    """The ties of the :data:`CLUSTER` days that have most votes, if these are enough and the others' are few."""
    best: list[_Tie] = []
    most = 0.0
    for first in sorted({tie.day for tie in ties}):
        group = [t for t in ties if 0 <= (t.day - first).days < CLUSTER]
        votes = sum(t.votes for t in group)
        if votes > most:
            best, most = group, votes
    total = sum(t.votes for t in ties)
    return best if most >= ENOUGH and total - most <= OPPOSED * total else []


def _fitting(dossier: Dossier, ties: Sequence[_Tie]) -> date | None:
    """The one day near the *ties* that the document's own weekday leaves."""
    first, last = min(t.day for t in ties), max(t.day for t in ties)
    copies = {t.day for t in ties if t.copy}
    if dossier.weekday is not None:
        wanted = dossier.weekday
    elif dossier.settled or any(day.isoweekday() == dossier.news_weekday for day in copies):
        assert dossier.news_weekday is not None
        wanted = dossier.news_weekday
    else:
        return None
    near = (first + timedelta(days=n) for n in range(-1, (last - first).days + 3))
    days = [day for day in near if day.isoweekday() == wanted]
    return days[0] if len(days) == 1 else None


def _evidence(dossier: Dossier, ties: Sequence[_Tie]) -> str:
    strongest = sorted(ties, key=lambda t: (-t.votes, t.day, t.other.name, t.other.document_id))[:3]
    others = "; ".join(f"{t.other.name} ({t.day}) {t.ground}" for t in strongest)
    return f"{dossier.words}; {others}" if dossier.words else others
