"""Classes of English words, by the company they keep.

The package ``spacy-lookups-data`` (MIT) has a table of Brown clusters (Brown and others 1992), which gives the classes.
Words that it lacks, names of war and politics above all, get the class whose words stand between neighbours of the same
classes in the texts given: the treebanks' and, as JSON lines with a ``text`` each, unannotated reporting. Of the texts
only single words go into the table.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fogline.language.word_classes import WordClasses
from treebank import Tree

_TABLES = "spacy_lookups_data/data/en_lexeme_{}.json.gz"
_RAREST = -17.0  # log probability under which the package's words are left out: misspellings, and the table stays small
_SEEN = 5  # times a word without a class must occur to be given one
_SMOOTH = 0.2
_EDGE = "\n"  # stands before the first and behind the last word of a sentence


def published(wheel: Path) -> dict[str, int]:
    """The classes of the package's frequent words."""
    with zipfile.ZipFile(wheel) as archive:
        clusters, chances = (
            json.loads(gzip.decompress(archive.read(_TABLES.format(kind)))) for kind in ("cluster", "prob")
        )
    return {
        word: n for word, n in clusters.items() if n and chances[word] >= _RAREST and not set(word) & set("\t\n\r ")
    }


def extended(classes: dict[str, int], texts: list[list[str]]) -> dict[str, int]:
    """*classes* with those of further words of *texts*, each a sentence's words: the likeliest by their neighbours."""
    known = WordClasses(classes)
    numbers = sorted(set(classes.values()))
    row = {number: at for at, number in enumerate(numbers, 1)}  # row 0: no class, and the edge of a sentence
    own = {word: row.get(known.of(word), 0) for words in texts for word in words} | {_EDGE: 0}
    counts = np.full((2, len(numbers) + 1, len(numbers) + 1), _SMOOTH)
    around: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    for words in texts:
        for left, word, right in zip([_EDGE, *words], words, [*words[1:], _EDGE], strict=False):
            here = own[word]
            counts[0, here, own[left]] += 1
            counts[1, here, own[right]] += 1
            if not here and any(map(str.isalnum, word)) | (len(word) == 1):
                around[word][own[left], own[right]] += 1
    prior = np.log(counts[0, 1:].sum(axis=1) / counts[0, 1:].sum())
    chance = np.log(counts[:, 1:] / counts[:, 1:].sum(axis=2, keepdims=True))
    new = {
        word: numbers[_likeliest(places, prior, chance)]
        for word, places in around.items()
        if sum(places.values()) >= _SEEN and not word.startswith(("http", "www.", "@"))
    }
    return classes | new


def _likeliest(places: Counter[tuple[int, int]], prior: NDArray[np.float64], chance: NDArray[np.float64]) -> int:
    score = prior.copy()
    for (left, right), times in places.items():
        score += times * (chance[0, :, left] + chance[1, :, right])
    return int(score.argmax())


def make_classes(wheel: Path, trees: list[Tree], news: Path | None, out: Path) -> None:
    """Write the table to *out*, one line a class: its number, and behind a tab its words with blanks between."""
    from fogline.language.pipeline import build_pipeline

    texts = [[word.form for word in tree.words] for tree in trees]
    if news:
        nlp = build_pipeline()
        texts += [[t.text for t in nlp.make_doc(s) if not t.is_space] for s in _news_sentences(news)]
    known = published(wheel)
    classes = extended(known, texts)
    print(f"classes: {len(known)} words of the package, {len(classes)} with those of the texts")
    by_class: dict[int, list[str]] = defaultdict(list)
    for word in sorted(classes):
        by_class[classes[word]].append(word)
    lines = (f"{number}\t{' '.join(words)}\n" for number, words in sorted(by_class.items()))
    out.write_text("".join(lines), encoding="utf-8")


def _news_sentences(path: Path) -> Iterator[str]:
    """The sentences of the ``text`` fields of JSON lines."""
    from fogline.language.sentences import split_sentences

    for line in path.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        for sentence in split_sentences(text):
            yield text[sentence.start : sentence.end]
