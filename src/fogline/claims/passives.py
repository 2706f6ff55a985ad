"""Which verb a form is: passive or active, a participle or what the parser took for one or for a modifier.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from fogline.claims.frames import HAVE
from fogline.claims.scene import Scene
from fogline.claims.triggers import irregular_forms, load_triggers
from fogline.lexicon.loader import words


def is_passive(scene: Scene, i: int) -> bool:
    """Whether the verb *i* is passive, or a past participle without auxiliary that modifies or heads a headline."""
    known = scene.passive.get(i)
    if known is None:
        known = scene.passive[i] = _read_passive(scene, i)
    return known


def _read_passive(scene: Scene, i: int) -> bool:
    tree = scene.tree
    token = scene.tokens[i]
    if tree.children(i, "aux:pass") or (token.pos == "ADJ" and tree.children(i, "cop")):
        return True
    if any(scene.tokens[a].lower in HAVE for a in tree.children(i, "aux")):
        return False  # "the news that the army has raised its flag", read as a participle
    if token.tag in ("VBD", "VBN") and tree.children(i, "obl:agent") and not tree.children(i, "obj", "aux"):
        return True  # "attacks carried out by rebels", read as a clause
    if tree.children(i, "nsubj:pass"):
        # "Rebels seized Homs": an object and no auxiliary make it active, whatever the subject's label.
        return not tree.children(i, "obj")
    if token.tag != "VBN":
        return False
    if token.dep == "acl":
        return not is_main_verb(scene, i)
    if tree.children(i, "aux") or tree.children(i, "nsubj"):
        return False
    if token.dep == "conj" and scene.tokens[token.head].pos == "VERB":
        return is_passive(scene, token.head)
    if token.dep == "conj" and scene.tokens[token.head].pos == "ADJ":
        return not tree.children(i, "obj")  # "left one man dead and another wounded"
    if token.dep == "xcomp" and scene.lemma(token.head) == "have":
        return False
    if token.dep in ("xcomp", "ccomp", "advcl", "parataxis", "root"):
        return not tree.children(i, "obj")
    return token.dep.startswith("acl") and any(n for n in tree.children(i, "obl:agent"))


def is_main_verb(scene: Scene, i: int) -> bool:
    """Whether the participle *i* behind a noun is really the verb of a sentence that has no other.

    "A missile strike destroyed a depot", "The army stormed into the camp": parsers read such openings as one noun.
    """
    token = scene.tokens[i]
    noun = scene.tokens[token.head]
    if noun.pos == "VERB" or token.head > i or scene.tree.children(i, "obl:agent", "aux:pass"):
        return False
    saying = scene.lemma(noun.head) in words("casting", "saying")
    if noun.dep == "nsubj" and saying and len(scene.tree.children(noun.head, "nsubj")) > 1:
        return True  # "The army stormed into the camp, medics said"
    if noun.dep in ("obj", "ccomp") and saying:
        return bool(scene.tree.children(i, "obj"))  # "said high-precision weapons struck the depot"
    if noun.dep != "root":
        return _opened_by_a_place(scene, token.head) and bool(scene.tree.children(i, "obj"))
    if scene.tree.children(token.head, "nsubj", "cop", "nsubj:pass"):
        return False
    if scene.tree.children(i, "obj"):
        return True
    return scene.sentence.kind not in ("title", "heading") and scene.lemma(i) not in load_triggers().transitive


def _opened_by_a_place(scene: Scene, noun: int) -> bool:
    """Whether the *noun* is a clause's subject behind an opening read as its head: "Near X, one strike hit …"."""
    token = scene.tokens[noun]
    if token.dep not in ("appos", "parataxis", "conj") or token.head > noun:
        return False
    opening, start = scene.tokens[token.head], scene.tree.subtree(noun)[0]
    comma = any(t.text == "," for t in scene.tokens[token.head + 1 : noun])
    return opening.dep == "root" and bool(scene.case(token.head)) and comma and start > token.head


def is_misread(scene: Scene, i: int) -> bool:
    """Whether the verb *i*, read as an adjective, stands where a verb can: behind "have", "to" or a noun."""
    token = scene.tokens[i]
    if i == 0 or token.dep not in ("amod", "compound") or token.head < i:
        return False
    before = scene.tokens[i - 1]
    if token.tag == "VB":
        # "the decision to supply weapons", "would not supply tanks"
        return before.lower == "to" or any(a < i for a in scene.tree.children(token.head, "aux"))
    if token.dep == "compound":
        # no participle is one: "The brigade ceded ground"
        return token.tag in ("VBN", "VBD", "VBZ") and before.pos in ("NOUN", "PROPN") and before.text != "-"
    if token.tag not in ("VBN", "VBD") and token.lower not in irregular_forms():
        return False
    if scene.tokens[token.head].dep == "obj" and having(scene, i) is not None:
        return True
    return token.tag != "JJ" and (before.tag == "NNS" or _parts_names(scene, i))


def having(scene: Scene, i: int) -> int | None:
    """The "have" before the participle *i*, with at most adverbs and marks between: "had “almost left” the city"."""
    at = i - 1
    while at >= 0 and (scene.tokens[at].pos in ("ADV", "PUNCT") or scene.tokens[at].dep == "cc:preconj"):
        at -= 1
    return at if at >= 0 and scene.tokens[at].lower in HAVE else None


def _parts_names(scene: Scene, i: int) -> bool:
    """Whether a whole noun phrase stands between the participle *i* and the start of what it seems to modify.

    "[The air force] dropped bombs": a determiner of its own tells that it is no part of a name.
    """
    token = scene.tokens[i]
    for before in scene.tree.children(token.head, "compound"):
        if before == i - 1 and scene.tree.children(before, "det"):
            return scene.lemma(i) in load_triggers().verbs
    return False
