"""What a verb takes besides a clause: infinitives, gerunds, objects, and the subjects of its passives."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.mentions.attributions.clauses import Content
from fogline.mentions.attributions.cues import CueWord, forms_of
from fogline.mentions.attributions.nouns import NounReader
from fogline.mentions.attributions.tree import SUBJECT

_OBJECT_PREPOSITIONS = ("for", "as", "to", "with", "of", "about", "over")


class ComplementReader(NounReader):
    """Finds the infinitives, objects and subjects that a verb of speech or belief attributes."""

    def _without_speaker(self, i: int, cue: CueWord, passive: bool) -> Iterator[Content]:
        """Passives and impersonal verbs: "is said to …", "it emerged that …", "was denied by …"."""
        if passive and "passive" in cue.frames:
            yield from self._raised(i)
        if (passive and "passive" in cue.frames) or "it" in cue.frames:
            yield from self._expletive(i)
        if passive and "obj" in cue.frames and self._agent(i) is not None:
            for child in self.tree.children(i, "nsubj:pass"):
                yield "agent", self._runs(self.tree.subtree(child))

    def _infinitives(self, i: int, cue: CueWord) -> Iterator[Content]:
        """ "urged them to leave", "vowed to stay", "suggested leaving"."""
        tree = self.tree
        objects = tree.children(i, "obj", "iobj") if "objinf" in cue.frames else ()
        for child in tree.children(i, "xcomp", "advcl"):
            if objects and self._has_to(child) and not self._after_comma(child):
                yield "objinf", self._runs([*tree.subtree(objects[0]), *tree.subtree(child)])
        for heard in objects:
            if heard > i and any(self._has_to(below) for below in tree.children(heard, "acl")):
                yield "objinf", self._runs(tree.subtree(heard))
        loose = tree.children(i, "advcl") if "inf" in cue.frames else ()
        # "claimed at the weekend to have entered": a purpose has no perfect
        perfect = [c for c in loose if c > i and any(self.tokens[a].lower == "have" for a in tree.children(c, "aux"))]
        for child in (*tree.children(i, "xcomp", "acl"), *perfect):
            gerund = "ing" in cue.frames and child > i and self.tokens[child].tag == "VBG"
            if gerund or ("inf" in cue.frames and self._has_to(child)):
                between = [o for o in tree.children(i, "obj") if i < o < child]
                if between and cue.stance == "plan":
                    continue  # "wants the assembly to act": nothing that they plan themselves
                parts = (*between, child, *self._bare_infinitives(i, child))
                yield "inf", self._runs(t for part in parts for t in tree.subtree(part))

    def _bare_infinitives(self, i: int, child: int) -> list[int]:
        """ "wants to rebuild the port | and reopen the road": what is joined to *child* and hung on the cue itself."""
        tag = self.tokens[child].tag
        if tag == "VBN" and any(self.tokens[a].lower == "have" for a in self.tree.children(child, "aux")):
            # "claims to have sunk two boats | and damaged a third"
            pasts = [c for c in self.tree.children(i, "conj") if c > child and self.tokens[c].tag in ("VBD", "VBN")]
            return [c for c in pasts if not self._is_verb(c) and not self.tree.children(c, "aux", "aux:pass", *SUBJECT)]
        joined = [c for c in self.tree.children(i, "conj") if c > child and self.tokens[c].tag == tag]
        return [c for c in joined if tag in ("VB", "VBG") and not self.tree.children(c, "aux", *SUBJECT)]

    def _loose_clauses(self, i: int, top: int) -> Iterator[Content]:
        """Clauses with "that" behind the cue under another label than a clausal complement's."""
        for child in (*self.tree.children(i, "advcl", "parataxis", "obj", "xcomp", "dep"), *self._beside(i, top)):
            if child > i and self._finite_with_that(child) and not self._is_own_cue(child, i):
                yield "clause", self._runs(self.tree.subtree(child))

    def _objects(self, i: int) -> Iterator[Content]:
        objects = [c for c in self.tree.children(i, "obj") if c > i]
        # "called the strike a crime", either read as a predicate
        objects += [c for c in self.tree.children(i, "xcomp") if c > i and self.tokens[c].pos in ("NOUN", "PROPN")]
        # "reported heavy shelling": a noun in -ing, read as a verb
        objects += [c for c in self.tree.children(i, "xcomp") if c > i and self.tree.children(c, "amod", "det")]
        objects.sort()
        if objects and not self._is_taken_noun(objects[0]):
            yield "obj", self._runs(self._object_and_more(i, objects[0]))

    def _beside(self, i: int, top: int) -> tuple[int, ...]:
        return self.tree.children(top, "parataxis", "ccomp", "advcl") if top != i else ()

    def _object_and_more(self, i: int, first: int) -> set[int]:
        """The object with what the verb says of it ("blamed him for leaving", "called it a lie"), no further clause."""
        inside = set(self.tree.subtree(first))
        for below in tuple(inside):  # ", which …" is the outlet's remark
            if self.tokens[below].dep == "acl:relcl" and self._after_comma(below):
                inside -= set(self.tree.subtree(below))
        for child in self.tree.children(i, "obj", "obl", "xcomp", "advcl", "nmod", "obl:unmarked"):
            token = self.tokens[child]
            bare_clause = token.dep == "advcl" and not self.tree.children(child, "mark", "case")
            if child > first and not bare_clause and not self._after_comma(child) and self._says_of(child):
                inside |= set(self.tree.subtree(child))
        return inside

    def _says_of(self, child: int) -> bool:
        marks = [self.tokens[m].lower for m in self.tree.children(child, "case", "mark")]
        return not marks or self.tokens[child].dep != "advcl" or marks[0] in _OBJECT_PREPOSITIONS

    def _is_refusal(self, i: int) -> bool:
        return self.tokens[i].lower in forms_of("chains", "void")

    def _raised(self, i: int) -> Iterator[tuple[str, list[list[int]]]]:
        """ "X is said to have fled": subject and infinitive together are the content."""
        tree = self.tree
        subjects = tree.children(i, "nsubj:pass", "nsubj")
        inf = [c for c in tree.children(i, "xcomp") if c > i]
        if subjects and inf and self.tokens[subjects[0]].lower != "it":
            yield "passive", [*self._runs(tree.subtree(subjects[0])), *self._runs(tree.subtree(inf[0]))]

    def _expletive(self, i: int) -> Iterator[tuple[str, list[list[int]]]]:
        """ "It is feared that …", "it emerged that …"."""
        tree = self.tree
        subjects = tree.children(i, "nsubj:pass", "nsubj", "expl")
        if not subjects or self.tokens[subjects[0]].lower != "it":
            return
        for child in tree.children(
            i, "ccomp", "csubj", "csubj:pass", "advcl", "nsubj", "nsubj:pass", "parataxis", "obj"
        ):
            if child > i and any(
                self.tokens[c].dep.startswith(("nsubj", "expl", "mark")) for c in tree.children(child)
            ):
                yield "passive", self._runs(t for t in tree.subtree(child) if t > i)
