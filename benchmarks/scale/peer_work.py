"""What peers.py has done by others' libraries, in their own environment (requirements.txt). Of Fogline it takes
no more than what makes spaCy's pipeline out of our weights.

    PEERS/bin/python benchmarks/scale/peer_work.py TASK INPUT.json OUTPUT.json

Every task gets items to warm up on, which are not timed, and others, which are. It writes the processor seconds, those
of loading, and what it found.
"""

from __future__ import annotations

import gc
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

Given = dict[str, Any]
PERMUTATIONS = 128
SHINGLE = 5
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def on_the_clock(load: Callable[[], Callable[[list[Any]], list[Any]]], given: Given) -> Given:
    """Load, warm up, and do the work: what it found, and what it took.

    Nobody's garbage is looked for meanwhile, as one does who reads by the batch; so how much is in memory costs nobody.
    Where *given* has items that are ``judged``, it is what was found in these, off the clock.
    """
    began = time.process_time()
    work = load()
    loaded = time.process_time() - began
    work(given["warm_up"])
    gc.collect()
    gc.disable()
    began = time.process_time()
    found = work(given["items"])
    done = {"seconds": time.process_time() - began, "load_seconds": loaded}
    gc.enable()
    return {**done, "found": work(given["judged"]) if given.get("judged") else found}


def spacy_sentences(given: Given) -> Given:
    """spaCy's pipeline with our weights over sentences: words with their heads, relations, tags."""

    def load() -> Callable[[list[Any]], list[Any]]:
        from fogline.language.pipeline import load_weights

        nlp = load_weights(Path(given["weights"]))
        return lambda texts: list(nlp.pipe(texts))

    done = on_the_clock(load, given)
    done["found"] = [list(map(_word, doc)) for doc in done["found"]]
    done["who"] = f"spaCy {version('spacy')}, nlp.pipe over sentences"
    return done


def spacy_articles(given: Given) -> Given:
    """The same over whole articles, whose sentences spaCy finds itself."""
    done = spacy_sentences(given)
    return {**done, "found": [], "who": f"spaCy {version('spacy')}, nlp.pipe over articles"}


def _word(token: Any) -> list[Any]:
    start, head = token.idx, token.head.idx
    tag, _, pos = token.tag_.partition("|")
    return [start, start + len(token.text), head, head + len(token.head.text), token.dep_.lower(), pos, tag]


def phrase_matcher(given: Given) -> Given:
    """spaCy's PhraseMatcher over the names of a list; of overlapping ones the longest."""

    def load() -> Callable[[list[Any]], list[Any]]:
        import spacy
        from spacy.matcher import PhraseMatcher
        from spacy.util import filter_spans

        nlp = spacy.blank("en")
        matcher = PhraseMatcher(nlp.vocab)
        matcher.add("place", list(nlp.tokenizer.pipe(given["names"])))

        def find(texts: list[Any]) -> list[Any]:
            return [
                [[span.start_char, span.end_char, span.text] for span in filter_spans(matcher(doc, as_spans=True))]
                for doc in nlp.pipe(texts)
            ]

        return find

    return {**on_the_clock(load, given), "who": f"spaCy {version('spacy')} PhraseMatcher, {given['list']}"}


def flashgeotext(given: Given) -> Given:
    """flashgeotext with the cities and countries it ships."""

    def load() -> Callable[[list[Any]], list[Any]]:
        from flashgeotext.geotext import GeoText

        geotext = GeoText()

        def find(texts: list[Any]) -> list[Any]:
            return [list(_spans(geotext.extract(input_text=text), text)) for text in texts]

        return find

    return {**on_the_clock(load, given), "who": f"flashgeotext {version('flashgeotext')}"}


def _spans(found: dict[str, Any], text: str) -> Iterator[list[Any]]:
    for group in found.values():
        for name, told in group.items():
            for start, end in told["span_info"]:
                yield [start, end, text[start:end], name]


def dateparser_search(given: Given) -> Given:
    """``search_dates`` in English, reckoning from the day of publication; where it stands is looked for in order."""

    def load() -> Callable[[list[Any]], list[Any]]:
        from dateparser.search import search_dates

        def find(items: list[Any]) -> list[Any]:
            out = []
            for text, day in items:
                base = datetime.fromisoformat(day) if day else datetime(2000, 1, 1)
                settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
                out.append(search_dates(text, languages=["en"], settings=settings) or [])
            return out

        return find

    done = on_the_clock(load, given)
    pairs = zip(given["items"], done["found"], strict=True)
    done["found"] = [list(_times(item[0], item[1], found)) for item, found in pairs]
    return {**done, "who": f"dateparser {version('dateparser')} search_dates"}


def _times(text: str, day: str | None, found: Iterable[tuple[str, datetime]]) -> Iterator[list[Any]]:
    """Extents and TIMEX3 values. How exact a date is, search_dates does not say: its words are parsed once more for
    that, in its favour and off the clock."""
    from dateparser.date import DateDataParser

    base = datetime.fromisoformat(day) if day else datetime(2000, 1, 1)
    parser = DateDataParser(languages=["en"], settings={"RELATIVE_BASE": base})
    at = 0
    for words, when in found:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        period = parser.get_date_data(words).period
        clock = when.time() != base.time() and period in ("time", "day") and bool(re.search(r"\d:\d|[ap]\.?m\b", words))
        forms = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V"}
        value = when.strftime("%Y-%m-%dT%H:%M" if clock else forms.get(period or "day", "%Y-%m-%d"))
        yield [start, at, words, value]


def datasketch_copies(given: Given) -> Given:
    """MinHash of five-word shingles, banded for a threshold; candidates kept where the estimate reaches it."""
    threshold = given["threshold"]

    def load() -> Callable[[list[Any]], list[Any]]:
        import numpy as np
        import xxhash  # type: ignore[import-not-found]
        from datasketch import MinHash, MinHashLSH

        def digest(data: bytes) -> int:
            return int(xxhash.xxh32_intdigest(data))

        def find(texts: list[Any]) -> list[Any]:
            index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
            made, pairs = [], []
            for number, text in enumerate(texts):
                words = [word.casefold() for word in _WORD.findall(text)]
                runs = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
                one = MinHash(num_perm=PERMUTATIONS, hashfunc=digest)
                one.update_batch([run.encode() for run in runs])
                for other in index.query(one):
                    if np.mean(one.hashvalues == made[other].hashvalues) >= threshold:
                        pairs.append([other, number])
                index.insert(number, one)
                made.append(one)
            return pairs

        return find

    done = on_the_clock(load, given)
    return {**done, "who": f"datasketch {version('datasketch')} MinHashLSH, threshold {threshold}"}


TASKS: dict[str, Callable[[Given], Given]] = {
    each.__name__: each
    for each in (spacy_sentences, spacy_articles, phrase_matcher, flashgeotext, dateparser_search, datasketch_copies)
}


def run(tasks: dict[str, Callable[[Given], Given]]) -> None:
    """Do the task that the command line names."""
    if len(sys.argv) != 4 or sys.argv[1] not in tasks:
        sys.exit(f"{__doc__}\nTASK: {', '.join(tasks)}")
    given = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    Path(sys.argv[3]).write_text(json.dumps(tasks[sys.argv[1]](given)), encoding="utf-8")


if __name__ == "__main__":
    run(TASKS)
