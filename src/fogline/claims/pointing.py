"""Words that point at a place told before: "there", "the city", "the Syrian capital", "the north of the country"."""

from __future__ import annotations

from functools import cache

from fogline.claims.bystanders import is_aside, names_country
from fogline.claims.nouns import class_words
from fogline.claims.passage import Passage
from fogline.claims.scene import Scene
from fogline.lexicon.loader import words
from fogline.model.claim import Where
from fogline.model.mention import PlaceMention

_WITHIN = frozenset({"in", "inside", "across", "throughout", "within", "around", "over", "all over"})
_THERE = frozenset({"area", "scene", "vicinity"})
# Nouns that a direction makes the name of a part: "southern areas".
_DIVIDED = frozenset({"part", "area", "city", "town", "region"})


def pointing_tokens(scene: Scene) -> tuple[int, ...]:
    """The words of the sentence that may point, in text order: mostly none."""
    found = scene.pointing
    if found is None:
        words, tokens = _pointing(), scene.tokens
        found = tuple([i for i, lemma in enumerate(scene.lemmas) if lemma in words or tokens[i].lower == "there"])
        scene.pointing = found
    return found


def meant_in(scene: Scene, tokens: set[int], passage: Passage, *, directions: bool = False) -> Where | None:
    """The place that the first pointing word among *tokens* means, ``None`` where none points or nothing fits.

    Bare directions ("the north") point only with *directions*: away from the event they may be anything's.
    """
    for i in [i for i in pointing_tokens(scene) if i in tokens]:
        where = _meant_by(scene, i, passage, directions=directions)
        if where is not None:
            return where
    return None


def capital_in(scene: Scene, tokens: set[int], passage: Passage) -> Where | None:
    """The capital that "Sudan's capital" among *tokens* means, where the document names it; else ``None``."""
    for i in [i for i in pointing_tokens(scene) if i in tokens and scene.lemma(i) == "capital"]:
        if i not in scene.place_at and scene.tree.children(i, "nmod:poss"):
            country = _people_of(scene, i)
            if country is not None and not scene.tree.children(i, "appos", "flat"):
                return passage.capital_meant(scene.sentence, scene.tokens[i].start, country)
    return None


@cache
def _pointing() -> frozenset[str]:
    """The lemmas of the words besides "there" that may point."""
    return class_words("place_noun") | words("place_words", "directions") | _DIVIDED | {"country", "capital"}


def _meant_by(scene: Scene, i: int, passage: Passage, *, directions: bool) -> Where | None:
    token, lemma = scene.tokens[i], scene.lemma(i)
    if i in scene.place_at:
        return None
    if token.lower == "there" and token.pos == "ADV":
        return _there(scene, i, passage)
    if lemma == "country" and _has_the(scene, i) and scene.case(i) in _WITHIN and not _is_named(scene, i):
        return passage.country_meant(scene.sentence, token.start)
    direction = _direction(scene, i)
    if direction is not None and (directions or _of_the_country(scene, i)):
        return passage.part_of_country(scene.sentence, token.start, direction, said=_of_the_country(scene, i))
    if lemma not in class_words("place_noun") or not _is_definite(scene, i):
        return None
    if lemma == "capital":
        return passage.capital_meant(scene.sentence, token.start, _people_of(scene, i))
    if lemma in _THERE:
        return None if scene.tree.children(i, "nmod") else _there(scene, i, passage)
    skipped = [m.span for m in scene.places if is_aside(scene, m)]
    return passage.place_meant(scene.sentence, token.start, lemma, skipped)


def _there(scene: Scene, i: int, passage: Passage) -> Where | None:
    """The place that "there" at token *i* means: one its sentence has named, but not within its own subject."""
    within = {below for s in scene.tree.children(scene.tokens[i].head, *_SUBJECTS) for below in scene.tree.subtree(s)}
    skipped = [
        m.span
        for m in scene.places
        if is_aside(scene, m) or scene.tree.head_of_span(m.span) in within or _is_acting_country(scene, m)
    ]
    here = passage.place_here(scene.sentence, scene.tokens[i].start, skipped)
    return here or passage.place_before(scene.sentence)


_SUBJECTS = ("nsubj", "nsubj:pass")


def _is_acting_country(scene: Scene, m: PlaceMention) -> bool:
    """Whether *m* names a country that does something, or has it, rather than one that something is done to or in."""
    head = scene.tree.head_of_span(m.span)
    return names_country(m) and (head is None or not scene.tokens[head].dep.startswith(("obj", "obl")))


def _direction(scene: Scene, i: int) -> str | None:
    """The direction that noun *i* names a part of a country by: "the north", "southern parts", else ``None``."""
    directions = words("place_words", "directions")
    if scene.tokens[i].pos not in ("NOUN", "PROPN") or _is_named(scene, i):
        return None
    if scene.lemma(i) in directions:
        return (
            scene.lemma(i)
            if (_has_the(scene, i) and not scene.tree.children(i, "nmod")) or _of_the_country(scene, i)
            else None
        )
    if scene.lemma(i) in _DIVIDED and not _has_the(scene, i):
        turns = [c for c in scene.tree.children(i, "amod") if scene.tokens[c].lower in directions]
        return scene.tokens[turns[0]].lower if turns else None
    return None


def _of_the_country(scene: Scene, i: int) -> bool:
    """Whether "of the country" follows noun *i*, or "the country's" leads it."""
    return any(scene.lemma(c) == "country" for c in scene.tree.children(i, "nmod", "nmod:poss"))


def _has_the(scene: Scene, i: int) -> bool:
    return any(scene.tokens[d].lower in ("the", "this", "that") for d in scene.tree.children(i, "det"))


def _is_definite(scene: Scene, i: int) -> bool:
    """Whether noun *i* has "the", "this" or "that" and nothing that names it ("the city of X", "the X region").

    A sea or a people before it does not name it: "the Black Sea port", "the Syrian capital".
    """
    return _has_the(scene, i) and not _is_named(scene, i)


def _is_named(scene: Scene, i: int) -> bool:
    named = scene.tree.children(i, "nmod", "nmod:poss", "appos", "compound", "flat", "amod")
    names = (scene.place_at[b] for n in named for b in scene.tree.subtree(n) if b in scene.place_at)
    return any(
        m.use == "location" or (m.use == "modifier" and not m.place.name.endswith(("Sea", "Gulf"))) for m in names
    )


def _people_of(scene: Scene, i: int) -> str | None:
    """The country whose people is named before noun *i* ("the Syrian capital")."""
    modifiers = scene.tree.children(i, "amod", "compound", "nmod:poss")
    found = (scene.place_at[b] for n in modifiers for b in scene.tree.subtree(n) if b in scene.place_at)
    return next((m.place.country for m in found), None)
