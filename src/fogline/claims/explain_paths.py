"""How the parse leads from a trigger to its arguments, in words."""

from __future__ import annotations

from fogline.claims.happening import Happening
from fogline.claims.scene import Scene
from fogline.model.span import Span

_CLAUSES = {
    "acl:relcl": "relative clause",
    "xcomp": "infinitive, its subject that of the verb above",
    "conj": "coordinated verb, its subject shared where it has none of its own",
    "advcl": "adverbial clause",
    "ccomp": "clause that another verb leads in",
}


def path_to(scene: Scene, start: int, end: int) -> str:
    """The steps from token *start* to *end*: "captured ←nsubj troops" (troops is its subject), "to →acl bid"."""
    steps = scene.tree.path(start, end)
    arrows = {"down": "←", "up": "→"}
    return scene.tokens[start].text + "".join(f" {arrows[way]}{dep} {scene.tokens[i].text}" for i, dep, way in steps)


def path_to_words(scene: Scene, start: int, span: Span | None) -> str | None:
    """The same to the head of the words at *span*; ``None`` where they stand outside the sentence."""
    if span is None or not scene.sentence.span.covers(span):
        return None
    head = scene.tree.head_of_span(span)
    return None if head is None else path_to(scene, start, head)


def frame_rule(scene: Scene, happening: Happening) -> str:
    """The rule that read the arguments of *happening*: active, passive, participle, event noun, light verb …"""
    frame = happening.frame
    if happening.rule == "presence":
        return "troops that are said to be somewhere"
    if frame.path == ("word order",):
        return "word order: before the verb stands who acts, behind it what is acted on"
    if happening.nominal:
        return _noun_rule(scene, happening)
    token = scene.tokens[happening.head]
    voice = "passive" if frame.passive else "active"
    if token.dep == "acl" and token.tag in ("VBN", "VBG"):
        return f"{voice} participle behind its noun"
    clause = _CLAUSES.get(token.dep)
    return f"{voice} verb, {clause}" if clause else f"{voice} verb"


def _noun_rule(scene: Scene, happening: Happening) -> str:
    frame = happening.frame
    if frame.carrier is not None:
        return f"event noun, carried by the verb “{scene.tokens[frame.carrier].text}”"
    if frame.possessors or frame.modifiers:
        return "event noun, with the words before it"
    return "event noun by itself"
