"""Clauses that a verb of speech reports, wherever the parse or word order has them."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.mentions.attributions.cues import forms_of, noun_cues, verb_cues
from fogline.mentions.attributions.patterns import after_date, following, has_finite, inverted, trailing
from fogline.mentions.attributions.quotations import QuotationReader
from fogline.mentions.attributions.speakers import can_speak
from fogline.mentions.attributions.tree import HEARER_VERBS, OBLIQUE, RELATIVE, SUBJECT

Content = tuple[str, list[list[int]]]
"""A candidate content: the frame it was read by, and its runs of tokens (none: look for a quotation)."""

_NOMINATIVE = frozenset({"he", "she", "it", "they", "we", "there"})
"""What opens a clause and is no object, save "it"."""
_CIRCUMSTANCE = frozenset({"ADV", "PROPN", "ADP", "NUM", "DET", "NOUN", "ADJ"})
_LONGEST_ASIDE = 7
"""Tokens of when, where and to whom something was said between a cue and the comma that closes the aside."""
_BESIDE_SPEECH = frozenset(
    {"speak", "talk", "appear", "address", "gesture", "point", "smile", "laugh", "weep", "cry", "stand", "sit", "hold"}
    | {"shake", "wear", "read", "look", "quote", "cite", "use", "sob", "wave", "walk", "meet", "visit", "base"}
)
"""What speakers do while they speak."""
_SHORT_OBJECT = 3
"""Tokens of an object that "say" can take ("said a few words"); a longer one is a clause."""


class ClauseReader(QuotationReader):
    """Finds the clause that a verb reports."""

    def _clause_runs(self, i: int, top: int, child: int) -> list[list[int]]:
        drop = set(self._cue_tokens(i, top))
        source = self._source(i, top)
        if source is not None:
            drop.update(source.tokens)
        inside = set(self.tree.subtree(child))
        for token in sorted(inside & self._cue_words):
            if self._is_own_cue(token, child):
                drop |= set(self.tree.subtree(token))
        inside |= self._that_conjuncts(i, child)
        return self._runs(self._widened(i, top, child, inside) - drop)

    def _widened(self, i: int, top: int, child: int, inside: set[int]) -> set[int]:
        """The clause with what the parser hung on the cue instead: to the sentence's (or the cue clause's) edge."""
        tree = self.tree
        whole = set(tree.subtree(top))
        if child > i:
            start = min(inside)
            for other in tree.children(top):
                if other > child and self._starts_anew(other, i):
                    whole -= set(tree.subtree(other))
            return inside | {t for t in whole if t >= start}
        end = max(t for t in inside if t < i) if any(t < i for t in inside) else i
        source = self._source(i, top)
        if source is not None and end < source.tokens[0] and source.tokens[-1] == self._cue_tokens(i, top)[0] - 1:
            end = (
                source.tokens[0] - 1
            )  # "The raid killed | six people, | the ministry said.", however it hangs together
        before = {t for t in whole if t <= end}
        return inside | before

    def _starts_anew(self, other: int, i: int) -> bool:
        """Whether a dependent of the cue behind its clause is a statement of its own, not reported speech."""
        token = self.tokens[other]
        if token.dep in ("conj", "parataxis"):
            subjects = self.tree.children(other, *SUBJECT)
            if subjects:
                return self.tokens[subjects[0]].pos != "PRON" or self._tells_more(other)
            return token.tag == self.tokens[i].tag
        if token.dep == "advcl":
            return self._after_comma(other) or token.tag == "VBG"
        return token.dep in ("nsubj", "cc", "discourse")

    def _tells_more(self, other: int) -> bool:
        """ "…, but he said that …": a verb of speech with a clause of its own, which is not what was said before."""
        return self._is_verb(other) and bool(self.tree.children(other, "ccomp", "xcomp", "obj"))

    def _completed(self, i: int, top: int, told: set[int]) -> set[int]:
        """A clause behind the cue that lacks its verb, with what word order gives it ("that the road | was open")."""
        if not told or min(told) < i or any(self.tokens[t].tag in ("VBD", "VBZ", "VBP", "MD") for t in told):
            return told
        clause = following(self.tree, self._cue_tokens(i, top)[-1])
        return set(clause) if clause and clause[0] <= min(told) else told

    def _with_its_subject(self, i: int, top: int, told: set[int]) -> set[int]:
        """A clause behind the cue that begins with its verb, with the subject before it: "argued the only way | was to
        win"."""
        start = self._cue_tokens(i, top)[-1] + 1
        first = min(told, default=0)
        if first <= start or self.tokens[first].tag not in ("VBD", "VBZ", "VBP", "MD"):
            return told
        start = after_date(self.tokens, start)
        gap = self.tokens[start:first]
        if not any(t.pos in ("NOUN", "PROPN", "PRON") for t in gap) or gap[0].text in ("to", ","):
            return told
        return told if any(t.text in '“”"' for t in gap) else told | set(range(start, first))

    def _is_between_commas(self, i: int) -> bool:
        """Whether a comma follows the cue soon, so that what it reports may stand on both of its sides."""
        return any(token.text == "," for token in self.tokens[i + 1 : i + 9])

    def _lost_object(self, i: int) -> Iterator[Content]:
        """ "suggested | the failure to act is why …": the clause's subject read as the cue's object, its verb as the
        main one."""
        token = self.tokens[i]
        objects = [c for c in self.tree.children(i, "obj") if c > i]
        if token.dep != "advcl" or token.head < i or not objects or self.tree.children(token.head, *SUBJECT):
            return
        start, finite = self.tree.subtree(objects[0])[0], self.tree.children(token.head, "cop", "aux")
        if start == i + 1 and finite and finite[0] > objects[0] and not self._is_between_commas(i):
            yield "clause", self._runs(t for t in self.tree.subtree(token.head) if t >= start)

    def _is_source_misread(self, child: int, i: int, top: int) -> bool:
        """ "Their goal is the capital – said the president, Ada Marsh": a verbless "clause" is who said it; nor is
        "Campaigning in the east, he mentioned …" a report."""
        cue = self._cue_tokens(i, top)
        if child < i and self.tokens[child].tag == "VBG" and not self.tree.children(child, "aux", *SUBJECT):
            return True
        if child < i or inverted(self.tree, cue[0], cue[-1]) is None:
            return False
        return not any(self.tokens[t].pos in ("VERB", "AUX") for t in self.tree.subtree(child))

    def _that_conjuncts(self, i: int, child: int) -> set[int]:
        """ "said that A, and that B", where the parser hangs B on the cue."""
        out: set[int] = set()
        for other in self.tree.children(i, "conj", "advcl", "ccomp"):
            if other > child and self._finite_with_that(other):
                out |= set(self.tree.subtree(other))
        return out

    def _host_clause(self, i: int, top: int) -> Iterator[tuple[str, list[list[int]]]]:
        """ "X, he said, Y": the cue hangs in the clause that it reports."""
        token = self.tokens[top]
        if token.head == top:
            return
        if self.tree.children(i, "aux:pass") and self._lacks_teller(top):
            return  # "…; the figure has not been confirmed"
        head = self._told_before(top)
        mine = set(self.tree.subtree(top))
        has_subject = bool(self.tree.children(top, *SUBJECT))
        loose = token.dep in ("parataxis", "dep", "discourse") and has_subject and not self._is_relative(top)
        if token.dep == "conj" and not self.tree.children(top, "cc", "ccomp", "obj", "xcomp"):
            loose = self._set_off(i, top)
        if "inf" in self._frames_of(i) and any(self._has_to(c) for c in self.tree.children(i, "xcomp")):
            return  # "the regions he claims to have taken": that they are his, not what is told of them
        if loose or (token.dep == "advcl" and self._as_clause(top)):
            host = set(self.tree.subtree(head)) - mine - self._added_with_but(head, top)
            if any(self.tokens[t].pos in ("VERB", "AUX") for t in host):
                yield "host", self._runs(host)

    def _told_before(self, top: int) -> int:
        """The clause that a cue at the sentence's end hangs in; of several side by side, the first."""
        head = self.tokens[top].head
        if any(t.pos not in ("PUNCT", "ADV") for t in self.tokens[top + 1 :]):
            return head
        while self.tokens[head].dep == "parataxis" and self.tokens[head].head < head < top and not self._is_verb(head):
            head = self.tokens[head].head
        return head

    def _added_with_but(self, host: int, top: int) -> set[int]:
        """ "X, he tells the radio, | but the town is quiet": what the outlet sets against the clause that is told."""
        out: set[int] = set()
        for other in self.tree.children(host, "conj") if host < top else ():
            but = any(self.tokens[c].lower == "but" for c in self.tree.children(other, "cc"))
            if other > top and but and self._starts_anew(other, top):
                out |= set(self.tree.subtree(other))
        return out

    def _lacks_teller(self, top: int) -> bool:
        """Whether a passive tells of a thing: no "it was reported", "we were told"."""
        subjects = self.tree.children(top, *SUBJECT, "expl")
        return bool(subjects) and self.tokens[subjects[0]].lower not in ("it", "we", "they", "he", "she", "i")

    def _frames_of(self, i: int) -> frozenset[str]:
        return frozenset(frame for cue in verb_cues().get(self.tokens[i].lower, ()) for frame in cue.frames)

    def _as_clause(self, top: int) -> bool:
        marks = [self.tokens[m].lower for m in self.tree.children(top, "mark", "advmod", "case")]
        objects = [o for o in self.tree.children(top, "ccomp", "obj") if self.tokens[o].lower != "it"]
        return "as" in marks and not objects  # "as he put it"

    def _parenthetical(self, i: int, top: int) -> Iterator[tuple[str, list[list[int]]]]:
        """ "X, the governor said, had fled": cue and source between two commas in the clause that they report."""
        last = i + 1
        while last < min(len(self.tokens), i + _LONGEST_ASIDE) and self.tokens[last].pos in _CIRCUMSTANCE:
            last += 1
        if last + 1 >= len(self.tokens) or self.tokens[last].text not in (",", "—", "–"):
            return
        near = self._source_here(i, top)
        if near is None or not self._set_off(i, top) or near.tokens[-1] + 1 < self._cue_tokens(i, top)[0]:
            return
        first = near.tokens[0] - 1
        if first < 2:
            return
        behind = self.tokens[last + 1]
        if behind.lower in ("but", "who", "which", "while") or behind.tag == "VBG":
            return
        if behind.lower == "and" and any(self._is_verb(t.index) for t in self.tokens[last + 1 :]):
            return
        if self.tree.children(top, "cc") or any(self.tokens[t].text in '“”"' for t in (first - 1, last + 1)):
            return
        start = max((t + 1 for t in range(first) if self.tokens[t].text == ";"), default=0)
        if self.tokens[first - 1].lower == "where":
            start = first  # "…, where, two inmates say, guards beat them": no more than what happens there
        elif self.tokens[first - 1].lower in ("which", "who"):
            start = first - 1
        before = [t for t in range(start, first) if not self._mine_elsewhere(t)]
        yield "clause", self._runs([*before, *range(last + 1, len(self.tokens))])

    def _mine_elsewhere(self, t: int) -> bool:
        return t == 0 and self.tokens[t].dep in ("cc", "mark")

    def _behind_aside(self, i: int, top: int) -> Iterator[Content]:
        """ "said on Friday, giving up a city that …, that the army would leave": the clause behind the aside."""
        start = after_date(self.tokens, self._cue_tokens(i, top)[-1] + 1)
        if start >= len(self.tokens) - 2 or self.tokens[start - 1].text != "," or self.tokens[start].tag != "VBG":
            return
        for k in range(start + 1, len(self.tokens) - 2):
            if self.tokens[k].text == "," and self.tokens[k + 1].lower == "that":
                yield "clause", self._runs(range(k + 1, len(self.tokens)))
                return

    def _resumed_behind(self, runs: list[list[int]], cue: tuple[int, ...]) -> list[list[int]]:
        """ "The army was leaving, he said on Friday, | giving up its last foothold": a participle behind the cue that
        goes on with the clause before it; none of those that tell how it was said ("speaking on the radio")."""
        if not runs or max(run[-1] for run in runs) > cue[0]:
            return []
        tokens = self.tokens
        for comma in range(cue[-1] + 1, min(cue[-1] + _LONGEST_ASIDE, len(tokens) - 3)):
            if tokens[comma].text == ",":
                verb = tokens[comma + 1]
                rest = range(comma + 1, len(tokens))
                told = verb.tag == "VBG" and verb.lower not in verb_cues() and verb.lemma not in _BESIDE_SPEECH
                return self._runs(rest) if told and not any(self._is_verb(t) for t in rest) else []
            if tokens[comma].pos not in _CIRCUMSTANCE:
                return []
        return []

    def _hung_on_date(self, i: int) -> Iterator[tuple[str, list[list[int]]]]:
        """ "said Friday that …": the parser hangs the clause on the day."""
        for child in self.tree.children(i, *OBLIQUE, "advmod", "obj", "iobj"):
            if child <= i or (self.tokens[child].lower in noun_cues() and self.tokens[i].lower not in HEARER_VERBS):
                continue
            for below in self.tree.subtree(child):
                clausal = below != child and self.tokens[below].dep in ("acl", "acl:relcl", "ccomp")
                if clausal and (self._says_that(below) or self._is_bare_clause(i, below)):
                    yield "clause", self._runs(self.tree.subtree(below))

    def _is_bare_clause(self, i: int, below: int) -> bool:
        """A clause without "that", read as a relative one: "told a briefing the rockets had hit …", "said after the
        talks he would stay"."""
        subjects = [c for c in self.tree.children(below, "nsubj", "nsubj:pass") if c < below]
        if not subjects or self.tokens[subjects[0]].lower in RELATIVE:
            return False
        low = self.tokens[i].lower
        if low in HEARER_VERBS:
            return bool(self.tree.children(below, "obj", "obl", "aux", "cop", "aux:pass"))
        nominative = self.tokens[subjects[0]].lower in ("he", "she", "they", "we", "it")
        return nominative and low in forms_of("core", "") and bool(self.tree.children(below, "aux", "cop"))

    def _by_word_order(self, i: int, top: int, frames: frozenset[str]) -> Iterator[tuple[str, list[list[int]]]]:
        """The clause before or after a cue that the parse gives none."""
        cue = self._cue_tokens(i, top)
        if self.tokens[i].tag in ("VBG", "VB") and not self.tree.children(i, "aux"):
            return
        if self._is_inverted(i, cue, frames):
            yield "inverted", []
        told_here = "obj" not in frames and self.tokens[i].lower not in HEARER_VERBS
        objects = [c for c in self.tree.children(i, "obj") if c > i and len(self.tree.subtree(c)) > _SHORT_OBJECT]
        if not (told_here and objects) and trailing(self.tree, cue[0], cue[-1]) is not None:
            yield "trailing", []
        subject = self._source_here(i, top)
        if subject is None or self.tokens[i].dep.startswith("acl") or self.tree.children(i, "aux:pass"):
            return
        if self.tokens[i].lower not in forms_of("core", ""):
            return
        opens = self.tokens[min(cue[-1] + 1, len(self.tokens) - 1)].lower in _NOMINATIVE
        if "obj" in frames and not opens and not self._finite_behind_object(i):
            return
        yield "clause", self._runs(following(self.tree, cue[-1]))
        if "obj" not in frames:  # "said high-tech weapons struck …": a clause read as an object
            for child in self.tree.children(i, "obj"):
                told = [t for t in self.tree.subtree(top) if t >= self.tree.subtree(child)[0] > i]
                yield "clause", self._runs(told) if len(told) > _SHORT_OBJECT else []

    def _is_inverted(self, i: int, cue: tuple[int, ...], frames: frozenset[str]) -> bool:
        """Whether who speaks stands behind the cue: no hearer ("told the daily"), no thing that the verb reports."""
        parts = inverted(self.tree, cue[0], cue[-1])
        if parts is None or self.tokens[i].lower in HEARER_VERBS:
            return False
        if "obj" not in frames:
            return True
        head = self.tokens[self._head_of(parts.source)]
        speaks = can_speak(head.lower) or head.text[:1].isupper()
        return speaks and any(
            has_finite(self.tokens, range(t, t + 1)) and not self._in_relative(t) for t in range(cue[0])
        )

    def _in_relative(self, t: int) -> bool:
        verb = self.tokens[t].head if self.tokens[t].dep.startswith(("aux", "cop")) else t
        return self.tokens[verb].dep.startswith("acl")

    def _is_tail(self, i: int, cue: tuple[int, ...]) -> bool:
        """ "…, the spokesman, Ada Marsh, told reporters.": a cue joined to the clause without "and", with no subject by
        the parse, whose source stands between commas before it."""
        token = self.tokens[i]
        if token.dep not in ("conj", "parataxis", "dep") or self.tree.children(i, "cc", "ccomp", *SUBJECT):
            return False
        return self.tokens[cue[0] - 1].text == "," and trailing(self.tree, cue[0], cue[-1]) is not None

    def _finite_behind_object(self, i: int) -> bool:
        """ "announced troops would leave": the object is the subject of a finite verb that hangs on the cue."""
        return any(
            c > i + 1
            and (
                self.tokens[c].tag == "VBD"
                or any(self.tokens[a].tag in ("MD", "VBD", "VBZ", "VBP") for a in self.tree.children(c, "aux"))
            )
            and self.tokens[c].dep in ("xcomp", "ccomp", "parataxis")
            and not self.tree.children(c, "cc", "mark")
            for c in self.tree.children(i)
        )
