"""Search over all text, with places found under any spelling in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from anyascii import anyascii

from fogline.gazetteer.names import normalise
from fogline.model.document import Document
from fogline.model.span import Span
from fogline.store.base import Store
from fogline.store.conditions import phrases
from fogline.toolbox import place_ids
from fogline.views.columns import UNKNOWN
from fogline.views.index import Index
from fogline.views.places import names_of

SNIPPET = 240
"""Characters of a document that are shown around the first word found."""

LEAST_SKELETON = 4
"""Consonants that a name must have to be recognised by them alone: fewer fit too many names."""

_MARKED = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a document's text, and where in it the words sought stand."""

    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: places by key, speakers by their folded names, documents, the best match first."""

    places: tuple[str, ...]
    speakers: tuple[int, ...]
    documents: tuple[str, ...]
    words: tuple[str, ...]


def search(store: Store, index: Index, query: str) -> Found:
    """Look for *query* in names of places, names of speakers, titles and texts.

    A document is found where it holds all words, or a place under any name that the ledger's texts give it.
    """
    words = phrases(query)
    places = places_called(index, query)
    names = [name for key in places for name in names_of(index, key)]
    found = dict.fromkeys(store.search(query))
    for name in names:
        found.update(dict.fromkeys(store.search(f'"{name}"')))
    folded = query.strip().casefold()
    speakers = index.known.speakers.matching(lambda key: folded in key) if folded else ()
    return Found(places, tuple(int(one) for one in speakers), tuple(found), tuple(dict.fromkeys([*words, *names])))


def places_called(index: Index, query: str) -> tuple[str, ...]:
    """The keys of the ledger's places that go by *query*, in any spelling and script; of its words where it is several
    and none goes by all of it."""
    whole = _called(index, query)
    return whole or tuple(dict.fromkeys(key for word in phrases(query) for key in _called(index, word)))


def documents_holding(store: Store, index: Index, query: str) -> frozenset[str]:
    """The ids of the documents that :func:`search` finds."""
    return frozenset(search(store, index, query).documents)


def snippet(document: Document, words: Sequence[str]) -> Snippet:
    """The part of *document*'s text where *words* stand first; its beginning where they stand in the title only."""
    spans = list(_stand(document.text, words))
    start = max(0, spans[0].start - SNIPPET // 3) if spans else 0
    if start:  # begin with a whole word
        start = document.text.find(" ", start, spans[0].start + 1) + 1 or spans[0].start
    end = min(len(document.text), start + SNIPPET)
    inside = (span for span in spans if start <= span.start and span.end <= end)
    return Snippet(document.text[start:end], tuple(Span(one.start - start, one.end - start) for one in inside))


def _stand(text: str, words: Sequence[str]) -> Iterator[Span]:
    """Where any of *words* stands in *text*, whatever its case and marks."""
    folded, origin = _folded(text)
    wanted = [re.escape(_folded(word)[0]) for word in words if any(c.isalnum() for c in word)]
    if not wanted:
        return
    pattern = rf"(?<!\w)(?:{'|'.join(sorted(wanted, key=len, reverse=True))})(?!\w)"
    for match in re.finditer(pattern, folded):
        yield Span(origin[match.start()], origin[match.end() - 1] + 1)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """*text* without case and marks, and for each of its characters the one it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    parts = [_fold(character) for character in text]
    return "".join(parts), [at for at, part in enumerate(parts) for _ in part]


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    return _MARKED.sub("", unicodedata.normalize("NFKD", character)).casefold()


def _called(index: Index, name: str) -> tuple[str, ...]:
    plain = anyascii(name)
    known = index.known.places
    ids = {str(one) for form in {name, plain} for one in place_ids(form)}
    keys = {key for key in ids if known.find(key) is not None}
    forms = {normalise(name), normalise(plain)}
    table = _table(index)
    keys |= {key for form in forms for key in table.get(form, ())}
    if not keys and len(bones := skeleton(plain)) >= LEAST_SKELETON:
        keys = set(table.get(f"\0{bones}", ()))
    return tuple(sorted(keys, key=lambda key: (-index.count_at(key), key)))


def skeleton(name: str) -> str:
    """The consonants of a Latin *name*, those alike that transliterations write in several ways.

    Sievierodonetsk, Severodonetsk and Sieverodonetsk have one; so have Kharkiv and Kharkov, Luhansk and Lugansk.
    """
    plain = normalise(name).replace("kh", "h").replace("ts", "c").replace("tz", "c").replace("zh", "z")
    plain = plain.replace("shch", "s").replace("sch", "s").replace("sh", "s").replace("ch", "c")
    plain = plain.translate(str.maketrans("gwfqx", "hvvkh"))
    letters = re.sub(r"[^a-z]|[aeiouyj]", "", plain)
    return re.sub(r"(.)\1+", r"\1", letters)


@lru_cache(maxsize=2)
def _table(index: Index) -> Mapping[str, tuple[str, ...]]:
    """The ledger's places under every name that its texts give them, folded; and under its consonants."""
    table: dict[str, set[str]] = {}
    for key, name in _pairs(index):
        for form in _forms(name):
            table.setdefault(form, set()).add(key)
    return {form: tuple(sorted(keys)) for form, keys in table.items()}


@lru_cache(maxsize=65536)
def _forms(name: str) -> tuple[str, ...]:
    bones = skeleton(anyascii(name))
    return (normalise(name), f"\0{bones}") if len(bones) >= LEAST_SKELETON else (normalise(name),)


def _pairs(index: Index) -> frozenset[tuple[str, str]]:
    columns, known = index.columns, index.known
    found = set()
    for column in (columns.name, columns.words):
        both = np.stack([columns.place, column], axis=1)[(columns.place != UNKNOWN) & (column != UNKNOWN)]
        found |= set(map(tuple, np.unique(both, axis=0).tolist()))
    return frozenset((known.places.values[place], known.names.values[name]) for place, name in found)
