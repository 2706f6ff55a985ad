"""Names in running text and what they name: a person, an organisation, a place, or something else.

A linear model over whole names (a semi-Markov conditional random field, Sarawagi and Cohen 2004, without transitions):
every stretch of capitalised words is cut into names and other words so that the sum of the scores is highest, and the
probability of a name is its share of all ways to cut the stretch.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from fogline.language import name_features as features
from fogline.language.name_spans import Candidate, Tokens, candidates, is_short_form, read_tokens, sort_of, stretches
from fogline.model.span import Span

NameKind = Literal["person", "organisation", "place", "other"]

KINDS: tuple[NameKind, ...] = ("person", "organisation", "place", "other")
"""The kinds in the order of the weights' columns; one more column scores a word that is no name."""

BUCKETS = 1 << 18
_NO_NAME = len(KINDS)
_KEPT = 100_000
_SURE = 0.6
AGREEMENT = 0.8
"""How far the scores of a name go towards the mean of its mentions in the document."""
NAMESAKE = 1.0
"""What a word gains as a person where a longer person's name of the document begins or ends with it."""
SAID_PLACE = 2.0
"""What a name gains as a place where a noun for places leads to it ("the village of X")."""
SHORT_FORM = 3.0
"""What a short form gains as an organisation where it stands in brackets behind the name of one."""
_NEVER = float("-inf")
Scores = tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class TypedName:
    """A name in the text and what it names. ``probability`` (0 to 1) is that of these words with this kind."""

    span: Span
    kind: NameKind
    probability: float


class NameTyper:
    """Finds and types names. Load it with :meth:`load`; one instance serves any number of texts."""

    def __init__(self, weights: NDArray[np.float32]) -> None:
        """*weights*: ``BUCKETS`` rows of five columns, the four kinds and "no name"."""
        self._weights = weights
        self._sums: dict[tuple[object, ...], Scores] = {}

    @classmethod
    def load(cls) -> NameTyper:
        """The typer with the weights that ship with the package, loaded once a process."""
        return _shipped()

    def find(self, text: str, *, place_size: Callable[[str], int]) -> tuple[TypedName, ...]:
        """The names in *text*, in order; they do not overlap.

        *place_size* gives the size of the greatest place that a gazetteer has by a name: 0 for none, else 1 and more as
        :func:`fogline.gazetteer.features.size_of` counts; the weights were trained with the built-in one.
        """
        tokens = read_tokens(text)
        runs = [candidates(tokens, *run, place_size) for run in stretches(tokens)]
        found = [candidate for run in runs for candidate in run]
        if not found:
            return ()
        scores = self._scores(tokens, found)
        chosen = _cut_all(runs, scores)
        if _made_to_agree(tokens, found, scores, chosen):
            chosen = _cut_all(runs, scores)
        return tuple(
            TypedName(_span(tokens, found[row]), KINDS[kind], round(min(1.0, share), 4))
            for row, kind, share in chosen
            if kind != _NO_NAME
        )

    def explain(self, text: str, name: TypedName, *, place_size: Callable[[str], int]) -> tuple[str, ...]:
        """The features that speak most for the kind of *name* (found in the same *text*), strongest first.

        At most eight, by how much more they give to that kind than to the next best; how to read them stands in
        :mod:`fogline.language.name_features`.
        """
        tokens = read_tokens(text)
        for run in stretches(tokens):
            for candidate in candidates(tokens, *run, place_size):
                if _span(tokens, candidate) == name.span:
                    return self._reasons(tokens, candidate, KINDS.index(name.kind))
        return ()

    def _scores(self, tokens: Tokens, found: Sequence[Candidate]) -> NDArray[np.float64]:
        """A row for each candidate, a column for each kind and for "no name"; minus infinity where it cannot be."""
        rows = features.context_rows(features.context(tokens, found), BUCKETS)
        own = [self._sum(features.inner, features.inner_key(tokens, candidate)) for candidate in found]
        rest = [self._sum(features.around, features.around_key(tokens, candidate)) for candidate in found]
        scores: NDArray[np.float64] = self._weights[rows].sum(axis=1) + np.array(own) + np.array(rest)
        scores[[c.last - c.first > 1 for c in found], _NO_NAME] = _NEVER
        scores[[c.link for c in found], :_NO_NAME] = _NEVER
        scores[[_said_place(tokens, c) for c in found], KINDS.index("place")] += SAID_PLACE
        return scores

    def _sum(self, make: Callable[..., features.Features], key: tuple[object, ...]) -> Scores:
        """The summed weights of one group of features; kept, as names and surroundings come again."""
        sums = self._sums
        known = sums.get(key)
        if known is None:
            if len(sums) > _KEPT:
                sums.clear()
            rows = [bucket(name) for name in make(*key)]
            known = sums[key] = cast(Scores, tuple(self._weights[rows].sum(axis=0).tolist()))
        return known

    def _reasons(self, tokens: Tokens, candidate: Candidate, kind: int) -> tuple[str, ...]:
        names = [*features.inner(*features.inner_key(tokens, candidate))]
        names += features.around(*features.around_key(tokens, candidate))
        rows = [bucket(name) for name in names]
        rows += features.context_rows(features.context(tokens, [candidate]), BUCKETS)[0].tolist()
        names += features.context_names(tokens, candidate)
        weights = self._weights[rows]
        totals = weights.sum(axis=0)
        totals[kind] = _NEVER
        gains = weights[:, kind] - weights[:, int(totals.argmax())]
        return tuple(names[at] for at in np.argsort(-gains)[:8] if gains[at] > 0)


def bucket(name: str) -> int:
    """The row of the weights for the feature *name*."""
    return crc32(name.encode()) & (BUCKETS - 1)


@cache
def _shipped() -> NameTyper:
    with (files("fogline.language") / "data" / "names.npz").open("rb") as file, np.load(file) as data:
        weights = np.zeros((BUCKETS, len(KINDS) + 1), np.float32)
        weights[data["rows"]] = data["values"].astype(np.float32) * np.float32(data["scale"])
    return NameTyper(weights)


def _made_to_agree(
    tokens: Tokens, found: list[Candidate], scores: NDArray[np.float64], chosen: list[tuple[int, int, float]]
) -> bool:
    """Let the mentions of one name in a document speak for each other; whether any score has changed.

    The scores of a name that is cut out more than once move towards their mean, a single word that is part of a longer
    person's name gains as a person, and a short form in brackets behind a body's name as a body.
    """
    mentions: dict[tuple[str, ...], list[int]] = {}
    parts: set[str] = set()
    bodies = {found[row].last for row, kind, _ in chosen if KINDS[kind : kind + 1] == ("organisation",)}
    shorts = {tokens.words[c.first] for c in found if _is_bracketed_short_form(tokens, c) and c.first - 1 in bodies}
    for row, kind, share in chosen:
        candidate = found[row]
        if candidate.link:
            continue
        words = tuple(tokens.words[candidate.first : candidate.last])
        mentions.setdefault(words, []).append(row)
        if KINDS[kind : kind + 1] == ("person",) and len(words) > 1 and share > _SURE:
            parts |= {words[0], words[-1]}
    changed = False
    for words, rows in mentions.items():
        columns = len(KINDS) + (len(words) == 1)
        if len(rows) > 1:
            block = scores[rows, :columns]
            scores[rows, :columns] = block + AGREEMENT * (block.mean(axis=0) - block)
            changed = True
        if len(words) == 1 and words[0] in shorts:
            scores[rows, KINDS.index("organisation")] += SHORT_FORM
            changed = True
        if len(words) == 1 and words[0] in parts:
            scores[rows, 0] += NAMESAKE
            changed = True
    return changed


def _said_place(tokens: Tokens, candidate: Candidate) -> bool:
    words, at = tokens.words, candidate.first
    return at > 1 and words[at - 1] == "of" and sort_of(words[at - 2]) == "place_nouns"


def _is_bracketed_short_form(tokens: Tokens, candidate: Candidate) -> bool:
    words, at = tokens.words, candidate.first
    if candidate.last != at + 1 or not at or words[at - 1] != "(" or not is_short_form(words[at]):
        return False
    return candidate.last < len(words) and words[candidate.last] in (")", ",", ";")


def _cut_all(runs: list[list[Candidate]], scores: NDArray[np.float64]) -> list[tuple[int, int, float]]:
    """The rows of the chosen candidates, each with its kind and the probability of that."""
    best = scores.max(axis=1)
    sums = best + np.log(np.exp(scores - best[:, None]).sum(axis=1))
    cells = list(zip(best.tolist(), scores.argmax(axis=1).tolist(), sums.tolist(), strict=True))
    out: list[tuple[int, int, float]] = []
    alone = np.exp(best - sums).tolist()
    at = 0
    for run in runs:
        if len(run) == 1:
            out.append((at, cells[at][1], alone[at]))
        else:
            out += [(at + row, cells[at + row][1], share) for row, share in _cut(run, cells[at : at + len(run)])]
        at += len(run)
    return out


def _cut(run: list[Candidate], cells: list[tuple[float, int, float]]) -> list[tuple[int, float]]:
    """The best way to cut a stretch: the rows of its candidates, each with the probability of its best kind.

    *cells*: each candidate's best score, the kind that has it, and the log of the summed weight of all its kinds.
    """
    origin, size = run[0].first, run[-1].last - run[0].first
    spans = [(candidate.first - origin, candidate.last - origin) for candidate in run]
    ahead, best, step = [_NEVER] * (size + 1), [_NEVER] * (size + 1), [0] * (size + 1)
    ahead[0] = best[0] = 0.0
    for row, ((i, j), (score, _, total)) in enumerate(zip(spans, cells, strict=True)):
        if best[i] + score > best[j]:
            best[j], step[j] = best[i] + score, row
        ahead[j] = _log_add(ahead[j], ahead[i] + total)
    behind = [_NEVER] * size + [0.0]
    for (i, j), cell in zip(reversed(spans), reversed(cells), strict=True):
        behind[i] = _log_add(behind[i], behind[j] + cell[2])
    out = []
    at = size
    while at:
        row = step[at]
        i = spans[row][0]
        out.append((row, math.exp(ahead[i] + cells[row][0] + behind[at] - ahead[size])))
        at = i
    return out[::-1]


def _span(tokens: Tokens, candidate: Candidate) -> Span:
    return Span(tokens.starts[candidate.first], tokens.end(candidate.last - 1))


def _log_add(a: float, b: float) -> float:
    if a < b:
        a, b = b, a
    return a if b == _NEVER else a + math.log1p(math.exp(b - a))
