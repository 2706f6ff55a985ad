"""Who acts, where the trigger's own arguments do not say it outright: behind event nouns, blame, and other clauses.

Labels are Universal Dependencies v2.
"""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.events import event_behind, is_event
from fogline.claims.frames import SUBJECTS, Frame
from fogline.claims.noun_frames import carrier_of, noun_frame, top_of
from fogline.claims.scene import Scene
from fogline.claims.subjects import resolved
from fogline.claims.triggers import Sense, load_triggers
from fogline.claims.verb_frames import verb_frame
from fogline.lexicon.loader import words

_DONE_TO = frozenset({"casualties", "damage", "equipment_loss"})
_GIVEN = frozenset({"arms_transfer", "aid"})
# Types whose nouns hang on verbs of deciding, and the list of those verbs.
_DECIDED = {"diplomacy": "keeping", "displacement": "letting", "aid": "letting"}
_WHEN = frozenset({"when", "after", "as"})
_BY_WAY_OF = frozenset({"in", "by", "during", "from", "with", "through", "after", "following", "amid", "as"})
_WITH = frozenset({"in", "with", "through", "by", "to"})
_ACTING = frozenset({"force", "country", "person", "name", "pronoun", "organisation"})
# Types whose event nouns are waged by the subject of the clause they stand in.
_WARLIKE = frozenset({"attack", "strike", "shelling", "air_strike", "offensive", "explosion", "siege", "advance"})


def doers(scene: Scene, frame: Frame, agents: list[int]) -> list[int]:
    """*agents* with event nouns replaced by whoever acts in them: "killed by Russian shelling"."""
    others = [n for n in agents if event_behind(scene, n) is None]
    return others or _acting_in(scene, [*agents, *_by_way(scene, frame)])


def _by_way(scene: Scene, frame: Frame) -> list[int]:
    """The event nouns by way of which it happened: "died in a raid", "killed as a result of attacks"."""
    told_with = [f for f in scene.tree.conjuncts(frame.head) if scene.tokens[f].pos == "VERB"]
    obliques = (*frame.obliques, *(pair for verb in told_with for pair in verb_frame(scene, verb).obliques))
    nouns = [noun for prep, noun in obliques if prep.split(" ")[0] in _BY_WAY_OF]
    meant = [resolved(scene, noun, frame.head)[0] for noun in nouns]  # "attacks in which they were killed"
    return [noun for noun in meant if event_behind(scene, noun) is not None]


def _acting_in(scene: Scene, events: list[int]) -> list[int]:
    found: list[int] = []
    for noun in events:
        event = event_behind(scene, noun)
        if event is not None:
            found.extend([n for n in noun_frame(scene, event).agents if n != event and not is_event(scene, n)])
    return found


def doers_behind(scene: Scene, frame: Frame, sense: Sense, *, nominal: bool) -> tuple[int, ...]:
    """Who acts by the words around the trigger, where its own arguments name nobody.

    In turn: whoever is accused or blamed, the subject of a relative clause ("disinformation that they spread"), of
    the clause the event noun is the means of ("hit the city with air strikes"), or of the clause that tells how
    somebody came to harm ("died after rebels hit their tank").
    """
    found = _blamed(scene, frame.head if not nominal else top_of(scene, frame.head))
    if not found and nominal:
        found = _of_relative(scene, frame.head) or (_using(scene, frame.head) if sense.type in _WARLIKE else ())
    if not found and nominal and sense.type in _DONE_TO:
        found = tuple(_causing(scene, frame))
    if not found and nominal and sense.type in _GIVEN:
        found = _giving(scene, frame)
    if not found and nominal and sense.type == "clash":
        found = _fighting_with(scene, frame)
    if not found and nominal and sense.type in _DECIDED:
        found = _deciding(scene, frame, str(sense.type))
    if not found and sense.type in _DONE_TO:
        found = tuple(_meanwhile(scene, frame))
    return found


def _blamed(scene: Scene, i: int) -> tuple[int, ...]:
    """Who is accused of the event of token *i*, or blamed for it."""
    charged = _responsible(scene, i)
    if charged:
        return charged
    here = i
    for _ in range(2):
        verb = scene.tokens[here].head
        lemma = scene.lemma(verb)
        if lemma in words("casting", "blaming"):
            blamed = scene.tree.children(verb, "obj") or scene.tree.children(verb, "nsubj:pass")
            of = scene.case(i) == "of"  # "accused the army of crimes": hung on the army
            return tuple(n for n in blamed if (n != here or (of and n != i)) and scene.classes(n) & _ACTING)
        if lemma in words("casting", "attributing"):
            hosts = {verb, here, i, *(c for c in scene.tree.children(i, "nmod"))} | _of_phrases(scene, i)
            to = (n for host in sorted(hosts) for n in scene.tree.children(host, "obl", "nmod"))
            return tuple(n for n in to if scene.case(n) in ("to", "on"))
        here = verb
    return ()


def _responsible(scene: Scene, i: int) -> tuple[int, ...]:
    """Who is responsible "for" the event of token *i*, wherever the parser hung that phrase."""
    for noun in (i, scene.tokens[i].head):
        for case in scene.tree.children(noun, "case"):
            before = next((k for k in range(case - 1, -1, -1) if scene.tokens[k].pos != "PUNCT"), case)
            if scene.tokens[case].lower == "for" and scene.tokens[before].lower == "responsible":
                return _subject_or_relative(scene, before)
    return ()


def _of_phrases(scene: Scene, i: int) -> set[int]:
    """The nouns behind "of" in the phrase of noun *i*: "42 percent of the casualties"."""
    return {n for n in scene.tree.subtree(i) if scene.case(n) == "of"}


def _subject_or_relative(scene: Scene, i: int) -> tuple[int, ...]:
    subjects = scene.tree.children(i, *SUBJECTS)
    token = scene.tokens[i]
    if token.dep == "acl:relcl" and (not subjects or scene.tokens[subjects[0]].lower in ("who", "which", "that")):
        return (token.head,)
    return subjects[:1]


def _of_relative(scene: Scene, i: int) -> tuple[int, ...]:
    """The subject of a relative clause that says who makes the event of noun *i*: "attacks they carried out"."""
    for clause in scene.tree.children(i, "acl:relcl"):
        lemma = scene.lemma(clause)
        making = lemma in load_triggers().light["agent"] or lemma in words("casting", "making")
        subjects = scene.tree.children(clause, "nsubj") if making else ()
        if subjects and scene.tokens[subjects[0]].lower not in ("which", "that", "who"):
            return subjects[:1]
    return ()


def _using(scene: Scene, i: int) -> tuple[int, ...]:
    """The subject of the active clause that event noun *i* is a means of: "pounded the city with air strikes"."""
    top = top_of(scene, i)
    token = scene.tokens[top]
    if token.dep not in ("obl", "nmod") or scene.case(top) not in _WITH:
        return ()
    verb = next((a for a in scene.tree.ancestors(top) if scene.tokens[a].pos == "VERB"), None)
    if verb is None or (token.dep == "nmod" and scene.case(top) != "with"):
        return ()
    frame = verb_frame(scene, verb)
    if frame.passive or scene.lemma(verb) in words("casting", "undergoing"):
        return ()
    if scene.case(top) != "with" and not frame.patients:
        return ()
    harming = scene.lemma(verb) in words("casting", "harming")  # "in a separate attack, a bomber killed three"
    acting = {"force", "country", "pronoun", "person"} if harming else {"force", "country", "pronoun"}
    return tuple(n for n in frame.agents if (n < i or harming) and scene.classes(n) & acting)


def _causing(scene: Scene, frame: Frame) -> Iterator[int]:
    """Who causes the losses that the noun tells of, or acts in what does: "raids by gunmen led to the deaths"."""
    carrier = carrier_of(scene, frame.head)
    if carrier is None or scene.lemma(carrier) not in words("casting", "causing"):
        return
    verb = verb_frame(scene, carrier)
    if top_of(scene, frame.head) not in verb.agents:
        yield from doers(scene, verb, list(verb.agents))


def _giving(scene: Scene, frame: Frame) -> tuple[int, ...]:
    """Who gives what the noun names only behind a sum: "sent billions in military aid"."""
    carrier = carrier_of(scene, frame.head)
    if carrier is None or scene.case(frame.head) not in ("in", "of", "through", "with"):
        return ()
    verb = verb_frame(scene, carrier)
    return verb.agents if scene.lemma(carrier) in load_triggers().light["agent"] and not verb.passive else ()


def _fighting_with(scene: Scene, frame: Frame) -> tuple[int, ...]:
    """The forces whose doings bring about a fight "with" others: "the army stormed in, sparking a firefight with …"."""
    carrier = frame.carrier if frame.carrier is not None else carrier_of(scene, frame.head)
    if carrier is None or not any(
        prep == "with" for prep, _ in (*frame.obliques, *verb_frame(scene, carrier).obliques)
    ):
        return ()
    return tuple(n for n in verb_frame(scene, carrier).agents if n < frame.head and "force" in scene.classes(n))


def _deciding(scene: Scene, frame: Frame, kind: str) -> tuple[int, ...]:
    """Who breaks or keeps the agreement, or lets people go or not, that the noun names."""
    carrier = carrier_of(scene, frame.head)
    if carrier is None or scene.lemma(carrier) not in words("casting", _DECIDED[kind]):
        return ()
    return tuple(n for n in verb_frame(scene, carrier).agents if scene.classes(n) & _ACTING)


def _meanwhile(scene: Scene, frame: Frame) -> Iterator[int]:
    """Who acts in the clause that tells how it came: "died after rebels hit their tank", "killed when troops …"."""
    for clause in scene.tree.children(frame.head, "advcl"):
        how = verb_frame(scene, clause)
        marks = [scene.tokens[m].lower for m in scene.tree.children(clause, "mark", "advmod")]
        marks.extend(scene.case(n) for n in how.agents)
        if not _WHEN.isdisjoint(marks):
            under = (n for prep, n in how.obliques if prep == "from")
            acting = () if scene.lemma(clause) == "come" else how.agents
            yield from (n for n in (*acting, *under) if "force" in scene.classes(n))
