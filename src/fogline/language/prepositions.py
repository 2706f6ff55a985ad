"""What a preposition says of the word it stands before, set right in a parsed tree.

Universal Dependencies gives ``case`` to the head of a phrase, and a phrase with ``case`` is no object.
"""

from __future__ import annotations

from collections.abc import Sequence

_VERBS = ("VB", "VBP", "VBZ", "VBD", "VBN", "VBG")
_NOUN_OF = {"VB": "NN", "VBP": "NN", "VBZ": "NNS"}
_OBJECTS = ("obj", "nsubj")
_NO_PARTICLES = frozenset(
    {"above", "against", "at", "behind", "below", "beneath", "beside", "between", "for", "from", "inside", "into"}
    | {"near", "onto", "outside", "to", "toward", "towards", "under", "with", "within"}
)
"""Prepositions that are never a verb's particle ("laid down their arms")."""
_MANY = ("many", "much", "few", "little")


def settle_prepositions(words: Sequence[str], tags: list[str], heads: list[int], deps: list[str]) -> None:
    """Mend *tags* (Penn), *heads* (a root's its own) and *deps* of one sentence in place; *words* are in lower case."""
    for word, dep in enumerate(deps):
        if dep == "mark" and words[word] == "to":
            _make_infinitive(word, tags, heads, deps)
        if dep != "case":
            continue
        _lift(word, heads, deps)
        noun = heads[word]
        if words[word] == "as" and word + 1 < len(words) and words[word + 1] in _MANY and deps[word + 1] == "fixed":
            _count(word, noun, tags, heads, deps)
        elif words[word] == "of" and word < noun and word:
            _name_deed(word - 1, noun, tags, heads, deps)
        elif deps[noun] == "obj" and heads[noun] < word < noun and words[word] in _NO_PARTICLES:
            deps[noun] = "obl"


def _lift(word: int, heads: list[int], deps: list[str]) -> None:
    """ "the whole [of Luhansk] region": what hangs on a name before a noun hangs on the noun."""
    if word < heads[word] < heads[heads[word]] and deps[heads[word]] == "compound":
        heads[word] = heads[heads[word]]


def _count(word: int, noun: int, tags: list[str], heads: list[int], deps: list[str]) -> None:
    """ "encircled as many as 2,000 fighters": a count, no phrase of the verb, which lacks its object."""
    verb = heads[noun]
    deps[word] = "advmod"
    heads[word] = next((c for c in range(word, noun) if heads[c] == noun and deps[c] == "nummod"), noun)
    has_object = any(heads[c] == verb and deps[c] == "obj" for c in range(len(deps)))
    if deps[noun] == "obl" and tags[verb] in _VERBS and verb < word and not has_object:
        deps[noun] = "obj"


def _name_deed(deed: int, noun: int, tags: list[str], heads: list[int], deps: list[str]) -> None:
    """ "claims capture of Palma": who or what is claimed is a noun, however its word is tagged, and has an "of"."""
    if (
        heads[noun] == deed
        and deps[deed] in _OBJECTS
        and tags[deed] in _NOUN_OF
        and not _has_subject(deed, heads, deps)
    ):
        tags[deed] = _NOUN_OF[tags[deed]]
        deps[noun] = "nmod"


def _make_infinitive(word: int, tags: list[str], heads: list[int], deps: list[str]) -> None:
    """ "vowed to free the city": behind "to" stands a verb, and the object behind it is its own."""
    verb = heads[word]
    if verb != word + 1 or tags[verb] != "JJ" or deps[verb] != "xcomp":
        return
    tags[verb] = "VB"
    for other in range(verb + 1, len(heads)):
        if heads[other] == heads[verb] and deps[other] == "obj":
            heads[other] = verb


def _has_subject(verb: int, heads: list[int], deps: list[str]) -> bool:
    return any(heads[c] == verb and deps[c].startswith("nsubj") for c in range(len(deps)))
