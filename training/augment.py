"""Variants of treebank sentences that look like conflict reporting as it is published.

The treebanks hold few foreign names, datelines or headlines, and quote marks of one kind. Each change here keeps the
tree true to the changed words.
"""

from __future__ import annotations

import calendar
import tomllib
from dataclasses import replace
from pathlib import Path
from random import Random

from grafts import Grafter
from treebank import Tree, Word, spliced, without

_DAYS = list(calendar.day_name)
_MONTHS = list(calendar.month_name)[1:]
_QUOTES = {
    "straight": ('"', '"'),
    "curly": ("“", "”"),
    "single": ("'", "'"),
    "british": ("‘", "’"),
}
_DASHES = [(" ", "-", " "), (" ", "–", " "), (" ", "—", " "), ("", "—", ""), (" ", "--", " "), ("", "--", "")]
FRAME = "frame"
"""The genre of the sentences that are made up whole."""
_SPOKEN = ("conversation", "vlog", "interview")
_NOT_NAMES = frozenset([*_DAYS, *_MONTHS, "God", "English", "Internet", "I", "Please", "Thanks", "Mr.", "Mrs."])


class Augmenter:
    """Draws a variant of a sentence; the same seed draws the same variants."""

    def __init__(self, names: Path, *, seed: int) -> None:
        pools = tomllib.loads(names.read_text(encoding="utf-8"))
        self._pools: dict[str, list[str]] = {key: value.split() for key, value in pools.items()}
        self._random = Random(seed)
        self._grafter = Grafter.read(names.with_name("grafts.toml"), self._pools, self._random)

    def frames(self, count: int) -> list[Tree]:
        """*count* sentences of reporting from patterns."""
        return [Tree(FRAME, self._grafter.sentence()) for _ in range(count)]

    def vary(self, tree: Tree) -> Tree:
        """A variant of *tree*; often only quotes and apostrophes differ."""
        words = tree.words
        if self._chance(0.45):
            words = self._renamed(words)
        if tree.genre not in _SPOKEN:
            words = self._grafter.graft(words, 0.6)
        if self._chance(0.4):
            words = self._dated(words)
        words = self._requoted(words)
        words = self._redashed(words)
        draw = self._random.random()
        if draw < 0.05:
            words = self._datelined(words)
        elif draw < 0.11 and len(words) < 26:
            words = self._headline(words)
        elif draw < 0.15:
            words = self._unstopped(words)
        elif draw < 0.17:
            words = tuple(replace(w, form=w.form.lower()) for w in words)
        elif draw < 0.185:
            words = tuple(replace(w, form=w.form.upper()) for w in words)
        return Tree(tree.genre, words)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _pick(self, pool: str) -> str:
        return self._random.choice(self._pools[pool])

    # Names ---------------------------------------------------------------------------------------------------

    def _renamed(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Persons and places swapped for names of the pools."""
        for i in range(len(words) - 1, -1, -1):  # from the end, so that earlier positions stay good
            pool = self._pool_for(words, i)
            if pool and self._chance(0.7):
                words = _put_name(words, i, self._pick(pool))
        return words

    def _pool_for(self, words: tuple[Word, ...], i: int) -> str | None:
        word = words[i]
        plain = word.xpos == "NNP" and word.upos == "PROPN" and word.form.isalpha() and word.form.istitle()
        if not plain or len(word.form) < 3 or word.form in _NOT_NAMES:
            return None
        if i + 1 < len(words) and words[i + 1].xpos == "HYPH":
            return None
        below = [j for j, w in enumerate(words) if w.head == i]
        labels = [words[j].dep for j in below]
        if word.dep == "flat" and word.head == i - 1 and words[i - 1].upos == "PROPN":
            return "family" if not below else None
        if labels == ["flat"] and below == [i + 1] and words[i + 1].form.istitle():
            return "given"
        before = words[i - 1].form.lower() if i else ""
        if labels == ["case"] and before in ("in", "from", "near", "outside", "around", "toward", "towards"):
            return "place"
        if not labels and word.dep in ("nsubj", "obj", "nsubj:pass", "iobj"):
            return "family"
        return None

    # Saying verbs and dates ---------------------------------------------------------------------------------

    def _dated(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """When or where one spoke, between a verb of saying and what is said: "said Friday that"."""
        for verb, word in enumerate(words):
            if word.lemma not in self._pools["saying"] or word.upos != "VERB":
                continue
            clause = next((j for j, w in enumerate(words) if w.head == verb and w.dep == "ccomp" and j > verb), None)
            if clause is None:
                continue
            at = min(_below(words, clause))
            if at > verb and words[at - 1].upos != "PUNCT" and words[at].upos != "PUNCT":
                return self._with_day(words, verb, clause, at)
        return words

    def _with_day(self, words: tuple[Word, ...], verb: int, clause: int, at: int) -> tuple[Word, ...]:
        if words[at].lemma != "that" and words[at].dep != "mark" and self._chance(0.5):
            words = spliced(words, at, [Word("that", "that", "SCONJ", "IN", clause + 1, "mark", True)])
        early = verb > 0 and words[verb].xpos in ("VBD", "VBZ") and words[verb - 1].upos in ("NOUN", "PROPN")
        at = verb if early and words[verb - 1].space and self._chance(0.2) else at
        spaced = (*words[: at - 1], replace(words[at - 1], space=True), *words[at:])
        return self._grafter.say(spaced, verb, at)

    # Marks ---------------------------------------------------------------------------------------------------

    def _requoted(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        style = self._random.choices(["straight", "curly", "single", "british"], [35, 40, 8, 17])[0]
        opening, closing = _QUOTES[style]
        curly = self._chance(0.6) if style == "straight" else style != "single" and self._chance(0.9)
        out = []
        for word in words:
            form = word.form
            if word.xpos == "``":
                form = opening
            elif word.xpos == "''" and form not in ("'", "’"):
                form = closing
            elif "'" in form or "’" in form:
                form = form.replace("'", "’") if curly else form.replace("’", "'")
            out.append(replace(word, form=form))
        return tuple(out)

    def _redashed(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        before, dash, after = self._random.choice(_DASHES)
        out = list(words)
        for i in range(1, len(words) - 1):
            word = words[i]
            if word.form in ("-", "--", "–", "—") and word.upos == "PUNCT" and word.xpos != "HYPH":
                if not words[i - 1].form.isalpha() or not words[i + 1].form.isalpha():
                    continue  # numbers and codes read otherwise without blanks
                out[i - 1] = replace(out[i - 1], space=bool(before))
                out[i] = replace(word, form=dash, space=bool(after))
        return tuple(out)

    # Shapes of news text -------------------------------------------------------------------------------------

    def _datelined(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """A place, a date and an agency in front; the place hangs on the root as loosely joined."""
        place, agency = self._pick("place"), self._pick("agency")
        if "-" in place:
            return words
        place = place.upper() if self._chance(0.7) else place
        new = [Word(place, place, "PROPN", "NNP", -2, "parataxis", True)]
        if self._chance(0.35):
            country = self._pick("country")
            new[-1] = replace(new[-1], space=False)
            new.append(Word(",", ",", "PUNCT", ",", 2, "punct", True))
            new.append(Word(country, country, "PROPN", "NNP", 0, "nmod:unmarked", True))
        if self._chance(0.35):
            month = self._random.choice(_MONTHS)
            new[-1] = replace(new[-1], space=False)
            at = len(new)
            new.append(Word(",", ",", "PUNCT", ",", at + 1, "punct", True))
            new.append(Word(month, month, "PROPN", "NNP", 0, "nmod:unmarked", True))
            day = str(self._random.randint(1, 30))
            new.append(Word(day, day, "NUM", "CD", at + 1, "nummod", True))
        if self._chance(0.8):
            at = len(new)
            new.append(Word("(", "(", "PUNCT", "-LRB-", at + 1, "punct", False))
            new.append(Word(agency, agency, "PROPN", "NNP", 0, "parataxis", False))
            new.append(Word(")", ")", "PUNCT", "-RRB-", at + 1, "punct", True))
        dash = self._random.choice(["-", "–", "—", "--"])
        new.append(Word(dash, dash, "PUNCT", ":", 0, "punct", True))
        root = next(i for i, w in enumerate(words) if w.head == -1) + len(new)
        return spliced(words, 0, [replace(w, head=root) if w.head == -2 else w for w in new])

    def _unstopped(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        last = len(words) - 1
        if last > 1 and words[last].form in (".", "!", "?") and not any(w.head == last for w in words):
            return without(words, {last})
        return words

    def _headline(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Without final stop and articles, often without passive auxiliaries; sometimes In Title Case."""
        words = self._unstopped(words)
        dropped = {"det", "aux:pass"} if self._chance(0.6) else {"det"}
        heads = {w.head for w in words}
        gone = {
            i
            for i, w in enumerate(words)
            if w.dep in dropped and i not in heads and w.lemma in ("the", "a", "be") and w.space
        }
        words = without(words, gone) if len(gone) < len(words) - 1 else words
        if self._chance(0.4):
            return tuple(
                replace(
                    w, form=w.form if i and w.form.lower() in self._pools["small"] else w.form[:1].upper() + w.form[1:]
                )
                for i, w in enumerate(words)
            )
        return words


def _below(words: tuple[Word, ...], top: int) -> list[int]:
    found = [top]
    for here in found:  # grows while it is read
        found.extend(j for j, w in enumerate(words) if w.head == here)
    return found


def _put_name(words: tuple[Word, ...], i: int, name: str) -> tuple[Word, ...]:
    """*name* in place of word *i*; a hyphenated one as UD has it: first part head, the others flat."""
    old = words[i]
    parts = name.split("-")
    out = list(words)
    out[i] = replace(old, form=parts[0], lemma=parts[0], space=old.space and len(parts) == 1)
    result = tuple(out)
    if len(parts) == 1:
        return result
    # A word that is itself flat passes its head on to the further parts.
    top = old.head if old.dep == "flat" else i
    new = [
        Word("-", "-", "PUNCT", "HYPH", i, "punct", False),
        Word(parts[1], parts[1], "PROPN", "NNP", top, "flat", old.space),
    ]
    return spliced(result, i + 1, new)
