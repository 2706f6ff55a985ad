"""The same tasks as peer_work.py's, done by Fogline, in the form that peers.py compares.

python benchmarks/scale/own_work.py TASK INPUT.json OUTPUT.json
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.append(str(Path(__file__).parents[2] / "src"))  # behind a Fogline that is installed, as a compiled one

from benchmarks.scale.peer_work import Given, on_the_clock, run
from fogline.version import __version__, is_compiled


def sentences(given: Given) -> Given:
    """Our parser over sentences."""

    def load() -> Callable[[list[Any]], list[Any]]:
        from fogline.language.parser import Parser
        from fogline.model.sentence import Sentence

        parser = Parser.load()

        def parse(texts: list[Any]) -> list[Any]:
            return parser.parse(texts, [(Sentence(0, 0, len(text), "body", 0),) for text in texts])

        return parse

    done = on_the_clock(load, given)
    done["found"] = [[_word(token, one.tokens) for token in one.tokens] for (one,) in done["found"]]
    return {**done, "who": _us("parser")}


def _word(token: Any, tokens: Any) -> list[Any]:
    head = tokens[token.head]
    return [token.start, token.end, head.start, head.end, token.dep, token.pos, token.tag]


def look_up(given: Given) -> Given:
    """Names that the gazetteer has, looked up and no more: each is the most populous place of the name. Towns have so
    many ``inhabitants`` at least."""

    def load() -> Callable[[list[Any]], list[Any]]:
        from fogline.gazetteer.frozen import built_in
        from fogline.mentions.places.names import look_up as named

        gazetteer, inhabitants = built_in(), given["inhabitants"]
        return lambda texts: [named(text, gazetteer, inhabitants=inhabitants) for text in texts]

    done = on_the_clock(load, given)
    done["found"] = [
        [[start, end, name, of[0].latitude, of[0].longitude] for start, end, name, of in found]
        for found in done["found"]
    ]
    return {**done, "who": _us(f"look-up alone, {given['list']}")}


def places(given: Given) -> Given:
    """Sentences split and places found, without the trees that tell a government from its capital."""

    def load() -> Callable[[list[Any]], list[Any]]:
        from fogline.gazetteer.frozen import built_in
        from fogline.language.sentences import split_sentences
        from fogline.mentions.places.find import find_places
        from fogline.profiles.loader import load_profile

        gazetteer, profile = built_in(), load_profile("generic")
        return lambda texts: [
            find_places(text, sentences=split_sentences(text), gazetteer=gazetteer, profile=profile) for text in texts
        ]

    done = on_the_clock(load, given)
    done["found"] = [
        [[m.span.start, m.span.end, m.text, m.place.latitude, m.place.longitude] for m in found]
        for found in done["found"]
    ]
    return {**done, "who": _us("places")}


def times(given: Given) -> Given:
    """Times with their values."""

    def load() -> Callable[[list[Any]], list[Any]]:
        from fogline.mentions.times.find import find_times

        return lambda items: [
            find_times(text, published=date.fromisoformat(day) if day else None) for text, day in items
        ]

    done = on_the_clock(load, given)
    done["found"] = [
        [[m.span.start, m.span.end, m.text, m.value.timex3, m.type] for m in found] for found in done["found"]
    ]
    return {**done, "who": _us("times")}


def copies(given: Given) -> Given:
    """Prints, what is worth comparing, and links, in memory; pairs that are of one origin by a link of their own."""

    def load() -> Callable[[list[Any]], list[Any]]:
        from fogline.origins.links import Candidate, link_of
        from fogline.origins.prints import prints_of

        def find(texts: list[Any]) -> list[Any]:
            made = [Candidate(prints_of(f"{number:08}", text), 0) for number, text in enumerate(texts)]
            return [
                [first, second]
                for first, second in _sharing([one.prints.prints for one in made])
                if (link := link_of(made[first], made[second])) is not None and link.joins
            ]

        return find

    return {**on_the_clock(load, given), "who": _us("origins")}


def _sharing(prints: list[Any]) -> list[list[int]]:
    """The pairs of documents worth comparing, by the rule of ``origins.group.worth_comparing`` for all documents at
    once, as ``fogline bulk`` has it in SQL."""
    import numpy as np

    from fogline.origins.group import SHARED_PRINTS, TOO_COMMON

    counts = np.array([len(each) for each in prints])
    every, owners = np.concatenate(prints), np.repeat(np.arange(len(prints)), counts)
    order = every.argsort(kind="stable")
    every, owners = every[order], owners[order]
    begun = np.flatnonzero(np.append(True, every[1:] != every[:-1]))
    having = np.diff(np.append(begun, len(every)))
    pairs = []
    for size in range(2, TOO_COMMON):
        rows = owners[begun[having == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        pairs.append((rows[:, one] * len(prints) + rows[:, other]).ravel())
    found, shared = np.unique(np.concatenate(pairs), return_counts=True)
    few = counts < SHARED_PRINTS
    kept = found[(shared >= SHARED_PRINTS) | few[found // len(prints)] | few[found % len(prints)]]
    together: list[list[int]] = np.stack([kept // len(prints), kept % len(prints)], 1).tolist()
    return together


def _us(part: str) -> str:
    return f"Fogline {__version__}{', compiled' if is_compiled() else ''}, {part}"


TASKS: dict[str, Callable[[Given], Given]] = {
    each.__name__: each for each in (sentences, look_up, places, times, copies)
}

if __name__ == "__main__":
    run(TASKS)
