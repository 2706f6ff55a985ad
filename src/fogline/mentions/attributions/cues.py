"""The words by which a text says who says what, looked up by their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase
from typing import Literal, cast

from fogline.letters import runs, table_of
from fogline.lexicon.loader import table
from fogline.model.sentence import Token

Stance = Literal["affirm", "deny", "hedge", "demand", "plan", "expect", "neutral"]


@dataclass(frozen=True, slots=True)
class CueWord:
    """A verb or noun that attributes: its lemma, second word ("for" of "call for"), and how it takes its content."""

    lemma: str
    second: str | None
    frames: frozenset[str]
    stance: Stance
    belief: bool
    by_frame: tuple[tuple[str, Stance], ...] = ()

    @property
    def phrase(self) -> str:
        """The lemma with its second word."""
        return f"{self.lemma} {self.second}" if self.second else self.lemma

    def stance_in(self, frame: str) -> Stance:
        """What the cue does to a content of this frame."""
        return dict(self.by_frame).get(frame, self.stance)


@cache
def verb_cues() -> dict[str, tuple[CueWord, ...]]:
    """Verb forms in lower case to the cues they may be, two-word ones first."""
    by_lemma: dict[str, list[CueWord]] = {}
    for entry in table("speech")["verbs"].values():
        for cue in _words_of(entry):
            by_lemma.setdefault(cue.lemma, []).append(cue)
    irregular = {str(form): str(lemma) for form, lemma in table("speech")["irregular"].items()}
    out: dict[str, tuple[CueWord, ...]] = {}
    for lemma, cues in by_lemma.items():
        ordered = tuple(sorted(cues, key=lambda cue: cue.second is None))
        for form in {*verb_forms(lemma), *(f for f, of in irregular.items() if of == lemma)}:
            if irregular.get(form, lemma) == lemma:
                out[form] = ordered
    return out


@cache
def noun_cues() -> dict[str, tuple[CueWord, ...]]:
    """Noun forms in lower case to the cues they may be."""
    out: dict[str, tuple[CueWord, ...]] = {}
    for entry in table("speech")["nouns"].values():
        for cue in _words_of(entry):
            for form in (cue.lemma, _with_s(cue.lemma)):
                out[form] = (*out.get(form, ()), cue)
    return out


@cache
def forms_of(section: str, key: str) -> frozenset[str]:
    """All forms of the verbs listed under *key* of *section* (with no *key*, *section* is the list)."""
    irregular = table("speech")["irregular"]
    lemmas = {
        str(word).split()[0] for word in (table("speech")[section][key] if key else table("speech")[section]["words"])
    }
    regular = {form for lemma in lemmas for form in verb_forms(lemma)}
    return frozenset(regular | {str(form) for form, of in irregular.items() if of in lemmas} | _be_and_have(lemmas))


def verb_forms(lemma: str) -> frozenset[str]:
    """The regular forms of the verb *lemma* (base, -s, -ed, -ing)."""
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return frozenset({lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"})
    past = f"{lemma}d" if lemma.endswith("e") else f"{stem}ed"
    return frozenset({lemma, _with_s(lemma), past, f"{stem}ing"})


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "sh", "ch", "x", "z")) else f"{word}s"


def _be_and_have(lemmas: set[str]) -> set[str]:
    forms: set[str] = set()
    if "be" in lemmas:
        forms |= {"is", "are", "was", "were", "been", "being"}
    if "have" in lemmas:
        forms |= {"has", "had"}
    if "give" in lemmas:
        forms |= {"gave", "given"}
    if "make" in lemmas:
        forms |= {"made"}
    if "hold" in lemmas:
        forms |= {"held"}
    return forms


def _words_of(entry: dict[str, object]) -> list[CueWord]:
    words = cast("list[str]", entry["words"])
    frames = frozenset(cast("list[str]", entry["frames"]))
    stance = cast("Stance", entry["stance"])
    own = tuple((frame, cast("Stance", entry[frame])) for frame in ("inf", "objinf", "obj", "prep") if frame in entry)
    frames |= frozenset(frame for frame, _ in own)
    cues = []
    for word in words:
        lemma, _, second = word.partition(" ")
        cues.append(CueWord(lemma, second or None, frames, stance, entry.get("kind") == "belief", own))
    return cues


_QUOTATION_MARK = re.compile(r"[\"“”„«»]|''|(?<!\w)['‘](?=\w)")
_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SIGNS = table_of(ascii_lowercase + "-")


@cache
def _cue_forms() -> frozenset[str]:
    """Every form that may attribute, in lower case."""
    return frozenset({*verb_cues(), *noun_cues(), *table("speech")["unsourced"]["adverbs"], "according"})


def cue_positions(tokens: Iterable[Token]) -> list[int]:
    """The indexes of the *tokens* that may be a cue or begin one."""
    forms = _cue_forms()
    return [token.index for token in tokens if token.lower in forms]


def wants_parse(sentence_text: str) -> bool:
    """Whether the sentence may attribute something: it holds a word of speech or belief, or a quotation mark."""
    if _QUOTATION_MARK.search(sentence_text):
        return True
    words = runs(sentence_text.lower(), _SIGNS)
    words += [word for run in words if "-" in run for word in _WORDS.findall(run)]  # "so-called", "-said-"
    return not _cue_forms().isdisjoint(words)
