"""Sentences of a CoNLL-U treebank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# Labels of older releases that still occur here and there, with what they are called now (UD v2.15).
_RENAMED = {
    "obl:npmod": "obl:unmarked",
    "obl:tmod": "obl:unmarked",
    "nmod:npmod": "nmod:unmarked",
    "nmod:tmod": "nmod:unmarked",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; ``head`` counts words of the sentence from 0, -1 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    dep: str
    space: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence of a treebank, with the genre that its identifier names."""

    genre: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The sentence as written."""
        return "".join(w.form + " " * w.space for w in self.words).rstrip()


def read_trees(path: Path) -> list[Tree]:
    """All sentences of the CoNLL-U file at *path*, empty nodes left out."""
    return list(_trees(path.read_text(encoding="utf-8").split("\n")))


def _trees(lines: list[str]) -> Iterator[Tree]:
    rows: list[list[str]] = []
    genre = ""
    for line in lines:
        if line.startswith("# sent_id = "):
            genre = _genre(line.removeprefix("# sent_id = "))
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield Tree(genre, _words(rows))
            rows = []
    if rows:
        yield Tree(genre, _words(rows))


def _genre(identifier: str) -> str:
    """``GUM_news_x-1`` → ``news``; ``weblog-y`` → ``weblog``; PUD's ``n01`` and ``w01`` → ``n`` and ``w``."""
    if identifier.startswith("GUM_"):
        return identifier.split("_")[1]
    if "-" in identifier:
        return identifier.split("-")[0]
    return identifier[0]


def _words(rows: list[list[str]]) -> tuple[Word, ...]:
    glued: dict[int, bool] = {}  # last part of a word written together -> whether a space follows
    inner: set[int] = set()
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inner.update(range(first, last))
            glued[last] = "SpaceAfter=No" not in row[9]
    plain = [row for row in rows if row[0].isdigit()]
    return tuple(
        Word(
            form=row[1].replace(" ", ""),
            lemma=row[2],
            upos=row[3],
            xpos=row[4],
            head=int(row[6]) - 1,
            dep=_RENAMED.get(row[7], row[7]),
            space=False if int(row[0]) in inner else glued.get(int(row[0]), "SpaceAfter=No" not in row[9]),
        )
        for row in plain
    )


def without(words: tuple[Word, ...], gone: set[int]) -> tuple[Word, ...]:
    """*words* less those at *gone*, which must not be heads of any that stay."""
    place, kept = {}, 0
    for i in range(len(words)):
        if i not in gone:
            place[i] = kept
            kept += 1
    return tuple(replace(w, head=place[w.head] if w.head >= 0 else -1) for i, w in enumerate(words) if i not in gone)


def spliced(words: tuple[Word, ...], at: int, new: list[Word]) -> tuple[Word, ...]:
    """*words* with *new* put in before position *at*; the heads in *new* count positions of the result."""
    old = [replace(w, head=w.head + len(new) if w.head >= at else w.head) for w in words]
    return (*old[:at], *new, *old[at:])
