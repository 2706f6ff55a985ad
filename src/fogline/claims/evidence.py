"""The words a claim stands on: the smallest clause or noun phrase that states it."""

from __future__ import annotations

from fogline.claims.happening import Happening
from fogline.claims.passives import having, is_main_verb, is_misread
from fogline.claims.scene import Scene
from fogline.model.claim import Cue
from fogline.model.span import Span

_OUTSIDE = frozenset({"acl:relcl", "advcl", "parataxis", "ccomp", "conj", "discourse", "cc", "appos"})


def find_evidence(scene: Scene, happening: Happening, cues: tuple[Cue, ...]) -> Span:
    """The stretch of the sentence that holds *happening*: its clause, its arguments, and the cues that bear on it."""
    head = happening.frame.carrier if happening.nominal and happening.frame.carrier is not None else happening.head
    tokens = _clause(scene, _top_of_clause(scene, head)) | set(happening.trigger)
    tokens |= {i for i in (*happening.agents, *happening.patients) if i >= 0}
    span = scene.tree.span_of(tokens)
    for cue in cues:
        if cue.kind in ("polarity", "modality") and scene.sentence.span.covers(cue.span):
            span = span.to(cue.span)
    return _trimmed(scene, span)


def _top_of_clause(scene: Scene, head: int) -> int:
    """What the clause of the verb *head* hangs on where the parser read the verb as part of a noun phrase."""
    token = scene.tokens[head]
    if token.dep == "acl" and is_main_verb(scene, head):
        return token.head  # "A missile destroyed a depot"
    if token.dep == "amod" and is_misread(scene, head) and having(scene, head) is not None:
        return scene.tokens[token.head].head  # "The army has renewed attacks"
    return head


def _clause(scene: Scene, head: int) -> set[int]:
    """The tokens under *head* that belong to its own clause; coordinated nouns stay, embedded clauses go."""
    inside, queue = {head}, [head]
    while queue:
        here = queue.pop()
        for child in scene.tree.children(here):
            token = scene.tokens[child]
            if token.dep in _OUTSIDE and (token.pos in ("VERB", "AUX") or (here == head and token.dep == "cc")):
                continue
            inside.add(child)
            queue.append(child)
    return inside


def _trimmed(scene: Scene, span: Span) -> Span:
    """*span* without marks at its ends."""
    inside, tokens = scene.tree.tokens_in(span), scene.tokens
    first, last = inside[0], inside[-1]
    while first < last and tokens[first].pos == "PUNCT" and tokens[first].text not in "“‘\"'":
        first += 1
    while first < last and tokens[last].pos == "PUNCT" and tokens[last].text not in "”’\"'":
        last -= 1
    return Span(tokens[first].start, tokens[last].end)
