"""The trigger lexicon: which words can tell of an event, and the conditions under which they do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from string import ascii_lowercase
from typing import Any, Literal

from fogline.claims.nouns import class_words
from fogline.letters import beyond_ascii, runs, table_of
from fogline.lexicon.loader import folder, names_in

RoleName = Literal["agent", "patient", "place", "means"]

_STATIVE = frozenset({"are", "were", "have", "has", "had"})
# Characters below which a sentence is cheap to parse.
_SHORT = 45
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SIGNS = table_of(ascii_lowercase + "-")


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a trigger word: the conditions it needs, and what it then tells of.

    The fields are the keys of ``triggers/core.toml``, whose head explains each. ``type`` ``None`` is a sense that is no
    event: it ends the search.
    """

    type: str | None = None
    also: str | None = None
    default: str = "attack"
    modality: str | None = None
    lemma: tuple[str, ...] = ()
    obj: tuple[str, ...] = ()
    subj: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    poss: tuple[str, ...] = ()
    not_obj: tuple[str, ...] = ()
    not_subj: tuple[str, ...] = ()
    obl: tuple[str, ...] = ()
    not_obl: tuple[str, ...] = ()
    prt: tuple[str, ...] = ()
    voice: Literal["active", "passive"] | None = None
    word: tuple[str, ...] = ()
    not_word: tuple[str, ...] = ()
    word_obj: tuple[str, ...] = ()
    word_subj: tuple[str, ...] = ()
    of_word: tuple[str, ...] = ()
    obj_of: tuple[str, ...] = ()
    counted_obj: bool = False
    governor: tuple[str, ...] = ()
    case: tuple[str, ...] = ()
    compound_of: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    number: Literal["plural", "singular"] | None = None
    counted: bool = False
    predicate: bool = False
    governed_event: bool = False
    needs: Literal["argument"] | None = None
    by_means: bool = False
    split_means: bool = False
    object_is_trigger: bool = False
    obj_is: RoleName = "patient"
    subj_is: RoleName = "agent"
    poss_is: RoleName = "agent"
    head_is: RoleName | None = None
    of: RoleName = "patient"
    obl_agent: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Lemmas in a row that tell of an event together; ``~`` in ``words`` is a gap of up to three words.

    ``named`` are the words without the gaps.
    """

    words: tuple[str, ...]
    head: str
    type: str
    sense: Sense
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every trigger: the senses of verbs and nouns by lemma, the phrases by their first word.

    ``light`` groups the verbs that carry event nouns, ``receiver`` says per event type which prepositions lead to
    whom it is done, ``transitive`` names verbs that always have an object.
    """

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, tuple[Sense, ...]]
    phrases: dict[str, tuple[Phrase, ...]]
    light: dict[str, frozenset[str]] = field(default_factory=dict)
    receiver: dict[str, frozenset[str]] = field(default_factory=dict)
    transitive: frozenset[str] = frozenset()


@cache
def load_triggers() -> Lexicon:
    """The shipped lexicon, read once.

    Raises:
        ValueError: an entry has a key that no sense knows.
    """
    raw = _entries()
    return Lexicon(
        verbs=_senses_by_lemma(raw["verb"]),
        nouns=_senses_by_lemma(raw["noun"]),
        phrases=_phrases(raw["phrase"]),
        light=_word_sets(raw["light"]),
        receiver=_word_sets(raw["receiver"]),
        transitive=_word_sets(raw["transitive"])["always"],
    )


@cache
def _entries() -> dict[str, Any]:
    """The files of the folder ``triggers`` as one, in the order of their names.

    Entries of a list come one after the other, words of a group are joined.
    """
    merged: dict[str, Any] = {}
    for more in folder("triggers"):
        for name, value in more.items():
            if isinstance(value, list):
                merged[name] = [*merged.get(name, ()), *value]
            else:
                merged[name] = _joined(merged.get(name, {}), value)
    return merged


def _joined(group: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    joined = dict(group)
    for name, value in more.items():
        known = joined.get(name, type(value)())
        if isinstance(value, str):
            joined[name] = " ".join(dict.fromkeys([*known.split(), *value.split()]))
        else:
            joined[name] = [*known, *value]
    return joined


def _word_sets(group: Mapping[str, object]) -> dict[str, frozenset[str]]:
    return {name: frozenset(str(words).split()) for name, words in group.items()}


def wants_parse(sentence_text: str) -> bool:
    """Whether the sentence could hold an event trigger: cheap, and seldom false where there is one.

    A common word ("take", "hold") is let through only beside a word of war or place.
    """
    words = _words(sentence_text.lower())
    strong, weak = _surface_forms()
    if not strong.isdisjoint(words):
        return True
    if not weak.isdisjoint(words) and not _companions().isdisjoint(words):
        return True
    if len(sentence_text) < _SHORT and not weak.isdisjoint(words):
        return True  # headlines and short reports leave out what a longer sentence names ("Bakhmut has fallen")
    # Troops that somebody "has", or that simply "are" somewhere.
    return not _STATIVE.isdisjoint(words) and not _troops().isdisjoint(words)


def _words(text: str) -> set[str]:
    """The words of *text*, in lower case, and the parts of those with hyphens."""
    words = set(_WORD.findall(text) if _WORD.search(beyond_ascii(text)) else runs(text, _SIGNS))
    for run in [word for word in words if "-" in word]:
        for word in _WORD.findall(run):  # a hyphen before or behind a word is none of its own
            words.update((word, *word.split("-")))
    return words


@cache
def _troops() -> frozenset[str]:
    return frozenset(form for lemma in class_words("troops") for form in _noun_forms(lemma))


@cache
def trigger_forms() -> frozenset[str]:
    """Every written form that may stand for a trigger word, in lower case, with the lemmas themselves."""
    lexicon = load_triggers()
    strong, weak = _surface_forms()
    return strong.union(weak, lexicon.verbs, lexicon.nouns, _verb_forms("have"))


@cache
def phrase_openings() -> frozenset[str]:
    """The words that a phrase may begin with."""
    return frozenset(load_triggers().phrases)


@cache
def _companions() -> frozenset[str]:
    """The words one of which a weak trigger needs beside it, in every form."""
    raw = _entries()["prefilter"]
    lemmas = {word for name in raw["companions"] for word in class_words(str(name))}
    return frozenset(form for lemma in lemmas for form in _noun_forms(lemma)) | set(str(raw["companion_words"]).split())


def _senses_by_lemma(entries: list[dict[str, Any]]) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, tuple[Sense, ...]] = {}
    for entry in entries:
        senses = tuple(_sense(raw) for raw in entry["senses"])
        for lemma in str(entry["lemmas"]).split():
            own = tuple(sense for sense in senses if not sense.lemma or lemma in sense.lemma)
            found[lemma] = _placed(own, found.get(lemma, ()), str(entry.get("tried", "after")))
    return found


def _placed(own: tuple[Sense, ...], known: tuple[Sense, ...], tried: str) -> tuple[Sense, ...]:
    """The senses of a lemma that earlier entries knew, with *own* tried "after" them, "before" or "instead"."""
    orders = {"after": known + own, "before": own + known, "instead": own}
    if tried not in orders:
        raise ValueError(f"a trigger's senses are tried after, before or instead of the known ones, not {tried!r}")
    return orders[tried]


def _sense(raw: dict[str, Any]) -> Sense:
    unknown = raw.keys() - _KEYS
    if unknown:
        raise ValueError(f"unknown key in a trigger's sense: {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    return Sense(**values)


_KEYS = frozenset(f.name for f in fields(Sense))


def _phrases(entries: list[dict[str, Any]]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for entry in entries:
        words = tuple(str(entry["words"]).split())
        sense = _sense({k: v for k, v in entry.items() if k not in ("words", "head")})
        phrase = Phrase(words, str(entry["head"]), str(entry["type"]), sense, named=frozenset(words) - {"~"})
        found[words[0]] = (*found.get(words[0], ()), phrase)
    return found


def listed_in(part: str, lemma: str, sense: Sense) -> str | None:
    """The file of the folder ``triggers`` that lists *sense* under *lemma*, ``None`` where none does.

    *part* is ``verb``, ``noun`` or ``phrase``; of a phrase, *lemma* is all of its words.
    """
    for name, raw in zip(names_in("triggers"), folder("triggers"), strict=True):
        for entry in raw.get(part, ()):
            if part == "phrase" and " ".join(str(entry["words"]).split()) == lemma:
                return name
            if part != "phrase" and lemma in str(entry["lemmas"]).split() and sense in map(_sense, entry["senses"]):
                return name
    return None


@cache
def _surface_forms() -> tuple[frozenset[str], frozenset[str]]:
    """Every written form of every trigger word in lower case: those that suffice, and those that need a companion."""
    lexicon = load_triggers()
    common = set(str(_entries()["prefilter"]["weak"]).split())
    irregular = irregular_forms().items()
    strong: set[str] = set()
    weak: set[str] = set()
    for lemma in lexicon.verbs.keys() - {"have"}:
        forms = weak if lemma in common else strong
        forms.update(_verb_forms(lemma), (form for form, of in irregular if of == lemma))
    for lemma in lexicon.nouns:
        (weak if lemma in common else strong).update(_noun_forms(lemma))
    for some in lexicon.phrases.values():
        weak.update(form for phrase in some for form in _noun_forms(phrase.head))
    return frozenset(strong), frozenset(weak)


@cache
def irregular_forms() -> dict[str, str]:
    """Past forms that the rules of spelling do not give, and their lemmas: parsers err on some ("fled")."""
    return {str(form): str(lemma) for form, lemma in _entries()["irregular"].items()}


def _verb_forms(lemma: str) -> Iterator[str]:
    """Forms by the rules of spelling, more than there are: a superset does no harm here."""
    stem = lemma[:-1]
    yield from (lemma, f"{lemma}s", f"{lemma}es", f"{lemma}d", f"{lemma}ed", f"{lemma}ing")
    yield from (
        f"{lemma}{lemma[-1]}ed",
        f"{lemma}{lemma[-1]}ing",
        f"{stem}ing",
        f"{stem}ied",
        f"{stem}ies",
        f"{stem}ying",
    )


def _noun_forms(lemma: str) -> Iterator[str]:
    yield from (lemma, f"{lemma}s", f"{lemma}es", f"{lemma[:-1]}ies")
