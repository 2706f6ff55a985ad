"""Phrases of reporting put into treebank sentences, with their trees: titles, appositions, when and where one said it.

The treebanks have few of them: one sentence in ten has an apposition, and most of these stand in signatures and lists.
"""

from __future__ import annotations

import calendar
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from treebank import Word, spliced

_UPOS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "JJ": "ADJ", "DT": "DET", "IN": "ADP", "CD": "NUM", "CC": "CCONJ",
    "VBG": "VERB", "VBZ": "VERB", "VBN": "VERB", "WP": "PRON", "WDT": "PRON", "PRP$": "PRON", "POS": "PART",
    "RB": "ADV", "HYPH": "PUNCT", "VBD": "VERB", "VBP": "VERB", "VB": "VERB", "MD": "AUX", "PRP": "PRON", "WP$": "PRON",
    "JJR": "ADJ", "JJS": "ADJ", "RP": "ADP", "TO": "PART", "WRB": "ADV", "NNPS": "PROPN",
}  # fmt: skip
_WHERE = ("in", "near", "from", "outside")
_SUBJECTS = ("nsubj", "nsubj:pass")
_ANCHOR, _VERB = -10, -11  # heads outside the phrase, until it is put in


@dataclass(frozen=True, slots=True)
class Grafter:
    """Draws phrases and puts them in; *pools* are words by kind."""

    pools: dict[str, list[str]]
    phrases: dict[str, list[str]]
    random: Random

    @classmethod
    def read(cls, path: Path, pools: dict[str, list[str]], random: Random) -> Grafter:
        """The phrases at *path*, whose slots are filled from *pools* and the file's own."""
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        own = {kind: words.split() for kind, words in table.pop("pools").items()}
        dates = {
            "day": list(calendar.day_name),
            "month": list(calendar.month_name)[1:],
            "number": [str(n) for n in range(1, 31)],
        }
        return cls({**pools, **own, **dates}, {kind: text.split("\n")[1:-1] for kind, text in table.items()}, random)

    def graft(self, words: tuple[Word, ...], share: float) -> tuple[Word, ...]:
        """*words* with phrases put to *share* of the names that can bear one."""
        for i in range(len(words) - 1, -1, -1):  # from the end, so that earlier positions stay good
            end = _person_end(words, i)
            if end and self.random.random() < share:
                words = self._with_person(words, i, end)
            elif _is_place(words, i) and self.random.random() < share / 2:
                words = self._between_commas(words, i, i + 1, "after_place")
        return words

    def sentence(self) -> tuple[Word, ...]:
        """A whole sentence."""
        return tuple(replace(word, head=max(word.head, -1)) for word in self._phrase("frame"))

    def say(self, words: tuple[Word, ...], verb: int, at: int) -> tuple[Word, ...]:
        """*words* with a time or a place of saying put before position *at*, hung on *verb*."""
        phrase = self._phrase("saying")
        return _put(words, phrase, at, verb, verb)

    def _with_person(self, words: tuple[Word, ...], name: int, end: int) -> tuple[Word, ...]:
        kind = self.random.choices(["after_person", "before_person", "for_person"], [5, 4, 2])[0]
        if kind == "before_person":
            return _put(words, self._phrase(kind), name, name, name)
        if kind == "after_person":
            return self._between_commas(words, name, end, kind)
        return self._demoted(words, name, end)

    def _between_commas(self, words: tuple[Word, ...], anchor: int, end: int, kind: str) -> tuple[Word, ...]:
        """A phrase behind position *end*; the second comma goes where another mark follows."""
        apart = end < len(words) and (words[end].upos == "PUNCT" or words[end - 1].space)
        if not apart or words[end].form in (",", "-", "("):
            return words
        verb = words[anchor].head
        phrase = self._phrase(kind)
        if verb < 0 or (any(w.head == _VERB for w in phrase) and words[anchor].dep not in _SUBJECTS):
            return words
        top = next(j for j, w in enumerate(phrase) if w.head < 0)
        phrase = [replace(w, head=w.head + 1 if w.head >= 0 else w.head) for w in phrase]
        comma = Word(",", ",", "PUNCT", ",", top + 1, "punct", True)
        last = replace(phrase[-1], space=False)
        closing = [] if words[end].upos == "PUNCT" else [comma]
        before = replace(words[end - 1], space=False)
        phrase = [comma, *phrase[:-1], last, *closing]
        return _put((*words[: end - 1], before, *words[end:]), phrase, end, anchor, verb)

    def _demoted(self, words: tuple[Word, ...], name: int, end: int) -> tuple[Word, ...]:
        """A role in the name's place, and the name as its apposition."""
        if end >= len(words) or words[end].upos == "PUNCT" or not words[end - 1].space:
            return words
        phrase = self._phrase("for_person")
        top = next(j for j, w in enumerate(phrase) if w.head < 0)
        if name == 0:
            first = phrase[0]
            phrase[0] = replace(first, form=first.form[:1].upper() + first.form[1:])
        old = words[name]
        phrase[top] = replace(phrase[top], dep=old.dep)
        phrase[-1] = replace(phrase[-1], space=False)
        comma = Word(",", ",", "PUNCT", ",", len(phrase) + 1, "punct", True)
        put = _put(words, [*phrase, comma], name, old.head, old.head)
        at, role, end = name + len(phrase) + 1, name + top, end + len(phrase) + 1
        out = list(put)
        out[at] = replace(out[at], head=role, dep="appos")
        out[end - 1] = replace(out[end - 1], space=False)
        return spliced(tuple(out), end, [replace(comma, head=at)])

    def _phrase(self, kind: str) -> list[Word]:
        made = []
        for item in self.random.choice(self.phrases[kind]).split(" "):
            form, xpos, label, head = item.split("|")
            space = not form.endswith("+")
            form = form.removesuffix("+")
            if form.startswith("{"):
                form = self._one_word(form[1:-1])
            at = {"^": _ANCHOR, "V": _VERB}.get(head)
            made.append(Word(form, form, _upos(xpos, label), xpos, int(head) if at is None else at, label, space))
        for j, word in enumerate(made):
            if word.xpos in ("POS", "HYPH"):
                made[j - 1] = replace(made[j - 1], space=False)
            if word.xpos == "HYPH":
                made[j] = replace(word, space=False)
        return made

    def _one_word(self, pool: str) -> str:
        return self.random.choice([word for word in self.pools[pool] if "-" not in word or pool == "side"])


def _upos(xpos: str, label: str) -> str:
    if label.startswith("aux") or label == "cop":
        return "AUX"
    if xpos == "IN" and label == "mark":
        return "SCONJ"
    return _UPOS.get(xpos, "PUNCT")


def _put(words: tuple[Word, ...], phrase: list[Word], at: int, anchor: int, verb: int) -> tuple[Word, ...]:
    """*words* with *phrase* before position *at*; *anchor* and *verb* are positions in *words*."""
    places = {_ANCHOR: anchor, _VERB: verb}

    def moved(head: int) -> int:
        if head >= 0:
            return head + at
        place = places[head]
        return place + len(phrase) if place >= at else place

    return spliced(words, at, [replace(w, head=moved(w.head)) for w in phrase])


def _person_end(words: tuple[Word, ...], i: int) -> int | None:
    """The position behind the person's name that begins at *i*; None where there is none, or it has a title already."""
    word = words[i]
    if word.upos != "PROPN" or not word.form.istitle() or word.dep in ("flat", "compound", "appos", "nmod:desc"):
        return None
    children = [j for j, w in enumerate(words) if w.head == i]
    if not children or any(words[j].dep != "flat" for j in children) or children[0] != i + 1:
        return None
    end = children[-1] + 1
    whole = children == list(range(i + 1, end)) and all(w.form.isalpha() for w in words[i:end])
    return end if whole else None


def _is_place(words: tuple[Word, ...], i: int) -> bool:
    """Whether word *i* names a place behind a preposition, and nothing else hangs on it."""
    word = words[i]
    if word.upos != "PROPN" or word.form in calendar.month_name or not (word.form.isalpha() and word.form.istitle()):
        return False
    below = [j for j, w in enumerate(words) if w.head == i]
    return word.dep in ("obl", "nmod") and below == [i - 1] and words[i - 1].form in _WHERE
