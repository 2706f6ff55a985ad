"""What the name typer weighs: the features of a candidate name.

They come in three groups. What the name itself looks like and what the rest of the document says of it are strings,
kept with their sums, as names come again. What stands around it (:data:`CONTEXT`) is hashed for all candidates of a
document at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fogline.language.name_spans import (
    SORTS,
    Candidate,
    Tokens,
    hash_of,
    kind_of,
    lists,
    shape_of,
    short_for,
    sort_of,
)
from fogline.lexicon import nations

Features = tuple[str, ...]

CONTEXT: tuple[tuple[str, ...], ...] = (
    ("l1",), ("l1", "l2"), ("l1", "brief"), ("ln1",), ("ln1", "brief"), ("ls1",), ("opens",), ("opens", "brief"),
    ("l1", "ln2", "lk2"), ("l2",), ("l3",), ("ln1", "ln2"),
    ("r1",), ("r1", "r2"), ("r1", "brief"), ("rn1",), ("rn1", "brief"), ("rs1",), ("r1", "rn2", "rk2"), ("r2",),
    ("r3",),
    ("short",), ("short", "brief"), ("l1", "r1"), ("ln1", "rn1", "brief"),
    ("ls1", "rs1", "brief"), ("lk1", "rk1", "brief"),
)  # fmt: skip
"""Features of the words around: each a tuple of fields whose values stand together.

``l1`` and ``r1`` are the words right before and after, ``l2`` and so on those beyond; ``n`` is their sort
(:data:`SORTS`), ``k`` their kind, ``s`` their shape. ``brief`` is the name's length, first kind and whether it is a
known place; ``opens`` whether it begins a line or a sentence; ``short`` whether it is or has a short form in brackets.
"""

_STOPS = frozenset('.!?:;"“”()[]•*|')
_MIX = np.uint64(0x9E3779B97F4A7C15)
_EDGE = (hash_of("^"), 0, hash_of("^"), hash_of("^"))


@lru_cache(maxsize=100_000)
def inner(words: tuple[str, ...], place: int) -> Features:
    """Features of the name itself; *place* is the size of the greatest place so called, 0 for none."""
    lowers = [word.lower().rstrip(".") for word in words]
    kinds = [kind_of(word) for word in words]
    first, last, count = lowers[0], lowers[-1], len(words)
    size, k, kind = str(min(count, 4)), "k" if place else "u", "".join(kinds)[:12]
    out = [
        "b", f"n{size}", f"k{k}", f"k{k}{size}", "w=" + " ".join(lowers), "f=" + first, "l=" + last, f"sg={kind}",
        f"sg={kind}{k}", f"fk={kinds[0]}{size}", f"lk={kinds[-1]}{size}", f"l3={last[-3:]}{min(count, 2)}",
        f"l4={last[-4:]}", f"l2={last[-2:]}{k}", f"f3={first[:3]}", f"f4={first[:4]}",
        f"sh={'-'.join(shape_of(word) for word in words[:4])}", f"fl={kinds[0]}{kinds[-1]}{k}",
        f"ps{place}", f"ps{place}{size}{kinds[0]}",
    ]  # fmt: skip
    if count == 1:
        out += [f"1{kinds[0]}{k}", f"1len{min(len(first), 8)}{shape_of(words[0])}"]
    else:
        out += _joints(words, lowers, kinds)
    whole = " ".join(words)
    if count > 1 and nations.country_named(whole):
        out.append("country")
    if nations.country_of_metonym(whole):
        out.append("seat")
    return tuple(out)


def _joints(words: Sequence[str], lowers: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """Features of the inside of a longer name: its inner words, its head before "of", what its links join."""
    out = [f"in={lower}" for lower in lowers[1:-1]] + [f"any{kind}" for kind in sorted(set(kinds))]
    head = next((at for at, lower in enumerate(lowers) if lower in ("of", "for")), 0)
    if head:
        out += [f"hd={lowers[head - 1]}", f"hk={kinds[head - 1]}"]
    links = [at for at in range(1, len(words) - 1) if words[at] in lists()["links"]]
    return out + [f"jo{kinds[at - 1]}{words[at]}{kinds[at + 1]}" for at in links]


def inner_key(tokens: Tokens, candidate: Candidate) -> tuple[tuple[str, ...], int]:
    """The arguments of :func:`inner` for *candidate*."""
    return tuple(tokens.words[candidate.first : candidate.last]), candidate.size


@lru_cache(maxsize=100_000)
def around(small: bool, before: int, after: int, brief: str, alone: bool) -> Features:
    """Features of the rest of the document: whether the word occurs in lower case, what stands beside it elsewhere."""
    out = [f"d<{sort}{brief[0]}" for at, sort in enumerate(SORTS) if before >> at & 1]
    out += [f"d>{sort}{brief[0]}" for at, sort in enumerate(SORTS) if after >> at & 1]
    if alone:
        out += [f"da<{sort}" for at, sort in enumerate(SORTS) if before >> at & 1]
        out += [f"da>{sort}" for at, sort in enumerate(SORTS) if after >> at & 1]
    if small:
        out += ["small", f"small{brief}"]
    return tuple(out)


def around_key(tokens: Tokens, candidate: Candidate) -> tuple[bool, int, int, str, bool]:
    """The arguments of :func:`around` for *candidate*."""
    first, last = tokens.words[candidate.first], tokens.words[candidate.last - 1]
    small = candidate.last == candidate.first + 1 and first.lower() in tokens.small and not first[1:].isupper()
    brief = _brief(candidate, first)
    return small, tokens.before.get(first, 0), tokens.after.get(last, 0), brief, candidate.alone


def _brief(candidate: Candidate, first: str) -> str:
    return _brief_of(candidate.last - candidate.first, first, candidate.size > 0)


@lru_cache(maxsize=65536)
def _brief_of(length: int, first: str, known: bool) -> str:
    return f"{min(length, 3)}{kind_of(first)}{'k' if known else 'u'}"


def context(tokens: Tokens, found: Sequence[Candidate]) -> dict[str, NDArray[np.uint64]]:
    """The fields of :data:`CONTEXT`, each with a value for every candidate."""
    count, words = len(tokens.words), tokens.words
    table = np.concatenate([tokens.facts, np.array([_EDGE], np.uint64)])
    first, last = np.array([c.first for c in found]), np.array([c.last for c in found])
    edges = _edges(tokens)
    fields: dict[str, NDArray[np.uint64]] = {}
    for distance in (1, 2, 3):
        left = np.where(edges[first] | (first < distance), count, first - distance)
        right = np.where(edges[last] | (last + distance > count), count, last + distance - 1)
        for side, rows in (("l", table[left]), ("r", table[right])):
            for column, name in enumerate(("", "n", "k", "s")):
                fields[f"{side}{name}{distance}"] = rows[:, column]
    opens = [edge or words[c.first - 1] in _STOPS for c, edge in zip(found, edges[first].tolist(), strict=True)]
    fields["opens"] = np.array(opens, np.uint64)
    fields["brief"] = np.array([_brief_hash(_brief(c, words[c.first])) for c in found], np.uint64)
    fields["short"] = np.array([_shortness(tokens, c) for c in found], np.uint64)
    return fields


@lru_cache(maxsize=4096)
def _brief_hash(brief: str) -> int:
    return hash_of(brief)


def _edges(tokens: Tokens) -> NDArray[np.bool_]:
    """For each word, and for the end, whether a line begins there."""
    edges = np.zeros(len(tokens.words) + 1, np.bool_)
    edges[0] = edges[-1] = True
    at = tokens.text.find("\n")
    while at >= 0:
        edges[bisect_left(tokens.starts, at)] = True
        at = tokens.text.find("\n", at + 1)
    return edges


def _shortness(tokens: Tokens, candidate: Candidate) -> int:
    """How a candidate stands to short forms.

    1: its short form follows in brackets; 2: the brackets hold something else; 3: it is the short form in brackets
    behind its name; 4: the document explains it elsewhere; 0: nothing of these.
    """
    words, i, j = tokens.words, candidate.first, candidate.last
    if j + 2 < len(words) and words[j] == "(" and words[j + 1][0].isupper() and words[j + 2] == ")":
        return 1 if short_for(words[j + 1], words[i:j]) == j - i else 2
    if j == i + 1 and words[i] in tokens.defined:
        return 3 if words[i - 1] == "(" else 4
    return 0


def context_rows(fields: dict[str, NDArray[np.uint64]], buckets: int) -> NDArray[np.int64]:
    """The weights' rows of the features of :data:`CONTEXT`: a line for each candidate, a column for each feature."""
    columns = []
    for number, names in enumerate(CONTEXT, 1):
        mixed = np.full(len(fields["brief"]), number, np.uint64)
        for name in names:
            mixed = (mixed ^ fields[name]) * _MIX
            mixed ^= mixed >> np.uint64(29)
        columns.append(mixed & np.uint64(buckets - 1))
    return np.stack(columns, axis=1).astype(np.int64)


def context_names(tokens: Tokens, candidate: Candidate) -> list[str]:
    """The features of :data:`CONTEXT` of one candidate in words, for people."""
    edges, words = _edges(tokens), tokens.words
    values = {"opens": str(bool(edges[candidate.first]) or words[candidate.first - 1] in _STOPS)}
    values |= {"brief": _brief(candidate, words[candidate.first]), "short": str(_shortness(tokens, candidate))}
    for distance in (1, 2, 3):
        before, after = candidate.first - distance, candidate.last + distance - 1
        left = "^" if edges[candidate.first] or before < 0 else words[before]
        right = "^" if edges[candidate.last] or after >= len(words) else words[after]
        for side, word in (("l", left), ("r", right)):
            values[f"{side}{distance}"], values[f"{side}n{distance}"] = word.lower(), sort_of(word)
            values[f"{side}k{distance}"], values[f"{side}s{distance}"] = kind_of(word), shape_of(word)
    return [" ".join(f"{name}={values[name]}" for name in names) for names in CONTEXT]
