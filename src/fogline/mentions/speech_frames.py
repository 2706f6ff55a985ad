"""Source, cue and content read from one sentence's parse, with patterns where the parser is known to err."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fogline.language.tree import Tree
from fogline.lexicon.loader import table
from fogline.mentions.attribution_cues import CueWord, Stance, forms_of, noun_cues, verb_cues
from fogline.mentions.quotes import Quotation, within
from fogline.mentions.speakers import can_speak
from fogline.mentions.speech_patterns import following, inverted, source_after, subject_before, trailing
from fogline.model.span import Span

_SUBJECT = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")
_CLAUSE = ("ccomp",)
_OBLIQUE = ("obl", "obl:unmarked", "obl:npmod", "obl:tmod", "obl:agent", "nmod", "advcl")
_CLAUSE_HEADS = frozenset({"root", "ccomp", "advcl", "parataxis", "acl:relcl", "advcl:relcl", "conj", "acl", "csubj"})
_SHORT_OBJECT = 4
"""Tokens of an object that "say" can take ("said a few words"); a longer one is a clause."""
_NO_ADVERB = frozenset({"as", "how", "when", "where", "why", "while", "because", "so", "if"})
# Their object hears and does not speak.
_HEARER_VERBS = frozenset({"told", "tell", "tells", "telling"})
_ABOUT_SOMEBODY = frozenset({"accuse", "blame", "charge"})
_PASSING_ON = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
_OWN = frozenset({"i", "we", "you", "one"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SPEECH_GAP = re.compile(r"[\s,—–-]*")
_NEGATED = re.compile(r"\b(?:not|never)\b|n[’']t\b", re.IGNORECASE)
# What may stand between a cue and the quotation that goes on: the end of the clause ("in Kyiv on Friday.")
_RESUMES = re.compile(r"[^.!?\n]{0,160}[.!?,;:]?[^\S\n]*")


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution as found in a sentence, before its source is resolved.

    ``speaker_at`` is the span of the source's head word (for a relative pronoun, of its antecedent), ``frame`` the
    construction it was read from, ``quoted`` whether quotation marks carry the content, ``through`` the words for who
    passed it on ("X, citing Y": X), ``speaker`` the words that name the speaker where those of the source do not.
    """

    sentence: int
    cue: Span
    content: tuple[Span, ...]
    lemma: str
    stance: Stance
    frame: str
    source: Span | None = None
    speaker_at: Span | None = None
    belief: bool = False
    quoted: bool = False
    through: Span | None = None
    speaker: Span | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    tokens: tuple[int, ...]
    head: int


@dataclass(frozen=True, slots=True)
class _Verb:
    at: int
    cue: CueWord


class FrameReader:
    """Reads the attributions of one parsed sentence."""

    def __init__(self, text: str, tree: Tree, quotations: tuple[Quotation, ...]) -> None:
        self.text = text
        self.tree = tree
        self.tokens = tree.tokens
        self.quotations = quotations

    def read(self) -> list[Draft]:
        """The sentence's attributions, in the order of their cues."""
        drafts = self._one_each([draft for token in self.tokens for draft in self._of_token(token.index)])
        return sorted((draft for draft in drafts if not self._is_own_word(draft)), key=lambda draft: draft.cue)

    def _one_each(self, drafts: list[Draft]) -> list[Draft]:
        """Without cues that only a quotation beside them makes a cue, where another cue has it by its grammar."""
        held = {part for d in drafts if d.frame not in ("quote", "obj") and not d.belief for part in d.content}
        kept = [d for d in drafts if d.frame != "quote" or not held & set(d.content)]
        nearest: dict[tuple[Span, ...], Draft] = {}
        for draft in kept:
            other = nearest.get(draft.content)
            if draft.frame == "quote" and (other is None or _gap(draft) < _gap(other)):
                nearest[draft.content] = draft
        return [d for d in kept if d.frame != "quote" or nearest[d.content] is d]

    def _is_own_word(self, draft: Draft) -> bool:
        """Inside a quotation only what another is said to say counts: "I think", "we know" are the speaker's own."""
        if not any(quotation.span.covers(draft.cue) for quotation in within(self.quotations, draft.cue)):
            return False
        if draft.belief or draft.source is None or draft.stance in ("neutral", "plan", "demand"):
            return True
        return draft.frame not in ("clause", "quote", "according") or draft.source.of(self.text).lower() in _OWN

    def _of_token(self, i: int) -> Iterator[Draft]:
        token = self.tokens[i]
        low = token.lower
        if low == "according":
            yield from self._according(i)
        elif low in words_unsourced():
            yield from self._adverb(i)
        elif low in _PASSING_ON and (quoted := self._quoting_as(i)):
            yield quoted
        elif low in ("citing", "quoting") and (cited := self._citing(i)):
            yield cited
        elif self._is_verb(i):
            yield from self._verb(i)
        elif token.pos == "NOUN" and low in noun_cues():
            yield from self._noun(i)

    def _is_verb(self, i: int) -> bool:
        token = self.tokens[i]
        if token.lower not in verb_cues() or token.dep in ("amod", "compound", "case", "fixed", "nmod:poss"):
            return False
        if token.pos == "VERB":
            return True
        # headlines and unknown names lead the tagger astray; a clause or these forms settle it
        return token.lower in ("said", "says", "told", "tells") or bool(self.tree.children(i, "ccomp"))

    # ------------------------------------------------------------------ verbs

    def _verb(self, i: int) -> Iterator[Draft]:
        if any(self._is_verb(c) and self._chain_top(c)[0] != c for c in self.tree.children(i, "xcomp")):
            return  # "continues to insist": the second verb is the cue
        top, void = self._chain_top(i)
        if void or self._is_no_act(i, top) or self._is_as_saying(i) and self.tokens[self.tokens[i].head].lower in _PASSING_ON:
            return
        for cue in verb_cues()[self.tokens[i].lower]:
            draft = self._plain_verb(i, top, cue) if cue.second is None else self._phrasal(i, top, cue)
            if draft is not None:
                yield draft
                return

    def _is_no_act(self, i: int, top: int) -> bool:
        """A bare infinitive ("a law to demand …"), a name ("a stream called X") or a wish in a participle."""
        token = self.tokens[i]
        if token.tag == "VB" and top == i and self._has_to(i):
            return True
        if token.dep == "acl" and token.tag == "VBN":
            return True
        stances = {cue.stance for cue in verb_cues()[token.lower]}
        return token.dep == "acl" and token.tag == "VBG" and not self._after_comma(i) and bool(stances & {"plan", "demand", "neutral"})

    def _chain_top(self, i: int) -> tuple[int, bool]:
        """The verb whose subject speaks ("went on to say"), and whether nothing was said ("declined to say")."""
        top = i
        while self.tokens[top].dep == "xcomp":
            head = self.tokens[top].head
            low = self.tokens[head].lower
            if low in forms_of("chains", "void"):
                return head, True
            if low not in forms_of("chains", "plain") or head > top:
                break
            top = head
        return top, False

    def _plain_verb(self, i: int, top: int, cue: CueWord) -> Draft | None:
        for frame, content in self._contents(i, top, cue):
            draft = self._draft(i, top, cue, frame, content)
            if draft is not None:
                return draft
        return None

    def _contents(self, i: int, top: int, cue: CueWord) -> Iterator[tuple[str, list[list[int]]]]:
        """Candidate contents, the surest first: (frame, runs of token indexes); no runs: look for a quotation."""
        tree, frames = self.tree, cue.frames
        passive = bool(tree.children(i, "nsubj:pass", "aux:pass"))
        if ("passive" in frames and passive) or "raise" in frames:
            yield from self._raised(i)
        if ("passive" in frames and passive) or "it" in frames:
            yield from self._expletive(i)
        if frames & {"it", "raise"}:
            return
        if "obj" in frames and passive and self._agent(i) is not None:
            for child in tree.children(i, "nsubj:pass"):
                yield "agent", self._runs(tree.subtree(child))
        if "clause" in frames:
            yield from self._parenthetical(i, top)
            clauses = [c for c in tree.children(i, "ccomp") if not self._is_own_cue(c, i)]
            if clauses:
                told = {t for c in clauses for run in self._clause_runs(i, top, c) for t in run}
                yield "clause", self._runs(self._completed(i, top, told))
            yield from self._hung_on_date(i)
            yield from self._host_clause(i, top)
        if "objinf" in frames:
            objects = tree.children(i, "obj", "iobj")
            for child in tree.children(i, "xcomp", "advcl"):
                if objects and self._has_to(child) and not self._after_comma(child):
                    yield "objinf", self._runs([*tree.subtree(objects[0]), *tree.subtree(child)])
            for heard in objects:
                if heard > i and any(self._has_to(below) for below in tree.children(heard, "acl")):
                    yield "objinf", self._runs(tree.subtree(heard))
        for child in tree.children(i, "xcomp"):
            if self.tokens[child].lower in verb_cues() and self._is_refusal(i):
                return  # "refused to say": nothing is said
            if ("inf" in frames and self._has_to(child)) or ("ing" in frames and self.tokens[child].tag == "VBG"):
                between = [o for o in tree.children(i, "obj") if i < o < child]
                yield "inf", self._runs(t for part in (*between, child) for t in tree.subtree(part))
        if "clause" in frames:
            for child in (*tree.children(i, "advcl", "parataxis", "obj", "xcomp", "dep"), *self._beside(i, top)):
                if child > i and self._finite_with_that(child):
                    yield "clause", self._runs(tree.subtree(child))
        if "clause" in frames:
            yield from self._hung_on_date(i)
        if "clause" in frames:
            yield from self._by_word_order(i, top, frames)
        if "quote" in frames:
            yield "quote", []
        if "obj" in frames and not passive:
            objects = [child for child in tree.children(i, "obj") if child > i]
            if not objects:  # "called the strike a crime", both read as predicates
                objects = [c for c in tree.children(i, "xcomp") if c > i and self.tokens[c].pos in ("NOUN", "PROPN")]
            if objects and not self._is_taken_noun(objects[0]):
                yield "obj", self._runs(self._object_and_more(i, objects[0]))

    def _is_taken_noun(self, child: int) -> bool:
        """Whether the object is a word of speech with a content of its own, which is read from there."""
        cues = noun_cues().get(self.tokens[child].lower, ())
        return any(self._noun_content(child, cue) is not None for cue in cues) and self._taken_up(child) is not None

    def _beside(self, i: int, top: int) -> tuple[int, ...]:
        return self.tree.children(top, "parataxis", "ccomp", "advcl") if top != i else ()

    def _object_and_more(self, i: int, first: int) -> set[int]:
        """The object with what the verb says of it ("blamed him for leaving", "called it a lie"), no further clause."""
        inside = set(self.tree.subtree(first))
        for child in self.tree.children(i, "obl", "xcomp", "advcl", "nmod", "obl:unmarked"):
            token = self.tokens[child]
            bare_clause = token.dep == "advcl" and not self.tree.children(child, "mark", "case")
            if child > first and not bare_clause and not self._after_comma(child) and self._says_of(child):
                inside |= set(self.tree.subtree(child))
        return inside

    def _says_of(self, child: int) -> bool:
        marks = [self.tokens[m].lower for m in self.tree.children(child, "case", "mark")]
        return (
            not marks
            or self.tokens[child].dep != "advcl"
            or marks[0] in ("for", "as", "to", "with", "of", "about", "over")
        )

    def _after_comma(self, child: int) -> bool:
        first = self.tree.subtree(child)[0]
        return (first > 0 and self.tokens[first - 1].text == ",") or self.tokens[first].text == ","

    def _is_refusal(self, i: int) -> bool:
        return self.tokens[i].lower in forms_of("chains", "void")

    def _raised(self, i: int) -> Iterator[tuple[str, list[list[int]]]]:
        """ "X is said to have fled", "X appears to hold": subject and infinitive together are the content."""
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

    def _hung_on_date(self, i: int) -> Iterator[tuple[str, list[list[int]]]]:
        """ "said Friday that …": the parser hangs the clause on the day."""
        for child in self.tree.children(i, *_OBLIQUE, "advmod", "obj", "iobj"):
            if child <= i or (self.tokens[child].lower in noun_cues() and self.tokens[i].lower not in _HEARER_VERBS):
                continue
            for below in self.tree.children(child, "acl", "acl:relcl", "ccomp"):
                if self._finite_with_that(below) or self._is_bare_clause(i, below):
                    yield "clause", self._runs(self.tree.subtree(below))

    def _is_bare_clause(self, i: int, below: int) -> bool:
        """ "told a briefing the rockets had hit …": a clause without "that", read as a relative one."""
        subjects = [c for c in self.tree.children(below, "nsubj", "nsubj:pass") if c < below]
        if self.tokens[i].lower not in _HEARER_VERBS or not subjects or self.tokens[subjects[0]].lower in _RELATIVE:
            return False
        return bool(self.tree.children(below, "obj", "obl", "aux", "cop", "aux:pass"))

    def _finite_with_that(self, child: int) -> bool:
        marks = self.tree.children(child, "mark", "nsubj")
        return any(self.tokens[m].lower == "that" for m in self.tree.children(child, "mark")) and bool(marks)

    def _has_to(self, child: int) -> bool:
        return any(self.tokens[m].lower == "to" for m in self.tree.children(child, "mark"))

    def _clause_runs(self, i: int, top: int, child: int) -> list[list[int]]:
        drop = set(self._cue_tokens(i, top))
        source = self._source(i, top)
        if source is not None:
            drop.update(source.tokens)
        inside = set(self.tree.subtree(child))
        for token in sorted(inside):
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
        before = {t for t in whole if t <= end}
        return inside | before

    def _starts_anew(self, other: int, i: int) -> bool:
        """Whether a dependent of the cue behind its clause is a statement of its own, not reported speech."""
        token = self.tokens[other]
        if token.dep in ("conj", "parataxis"):
            subjects = self.tree.children(other, *_SUBJECT)
            if subjects:
                return self.tokens[subjects[0]].pos != "PRON"
            return token.tag == self.tokens[i].tag
        if token.dep == "advcl":
            return self._after_comma(other) or token.tag == "VBG"
        return token.dep in ("nsubj", "cc", "discourse")

    def _completed(self, i: int, top: int, told: set[int]) -> set[int]:
        """A clause behind the cue that lacks its verb, with what word order gives it ("that the road | was open")."""
        if not told or min(told) < i or any(self.tokens[t].tag in ("VBD", "VBZ", "VBP", "MD") for t in told):
            return told
        clause = following(self.tree, self._cue_tokens(i, top)[-1])
        return set(clause) if clause and clause[0] <= min(told) else told

    def _is_own_cue(self, token: int, child: int) -> bool:
        """A trailing ", adding that …" or "and warned …" is no part of the clause before it."""
        if token == child or not self._is_verb(token):
            return False
        dep, tag = self.tokens[token].dep, self.tokens[token].tag
        if dep in ("advcl", "acl", "parataxis", "ccomp") and tag == "VBG":
            return self._after_comma(token)
        return dep == "conj" and tag == "VBD" and not self.tree.children(token, *_SUBJECT)

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
        head = token.head
        mine = set(self.tree.subtree(top))
        has_subject = bool(self.tree.children(top, *_SUBJECT))
        loose = token.dep in ("parataxis", "dep", "discourse") and has_subject and not self._is_relative(top)
        if token.dep == "conj" and not self.tree.children(top, "cc", "ccomp", "obj", "xcomp"):
            loose = self._set_off(i, top)
        if loose or (token.dep == "advcl" and self._as_clause(top)):
            host = set(self.tree.subtree(head)) - mine
            if any(self.tokens[t].pos in ("VERB", "AUX") for t in host):
                yield "host", self._runs(host)

    def _is_relative(self, top: int) -> bool:
        """Whether a relative pronoun stands in the cue's subject ("who cited …", "most of whom had said …")."""
        subjects = self.tree.children(top, *_SUBJECT)
        return any(self.tokens[t].tag in ("WP", "WDT", "WP$") for s in subjects for t in self.tree.subtree(s))

    def _set_off(self, i: int, top: int) -> bool:
        """ ", RIA reported,": comma, a name, the cue."""
        near = self._source_here(i, top)
        return near is not None and near.tokens[0] > 0 and self.tokens[near.tokens[0] - 1].text in (",", "—", "–")

    def _source_here(self, i: int, top: int) -> _Source | None:
        subjects = [c for c in self.tree.children(top, *_SUBJECT) if c < top]
        if subjects:
            return _Source(self._noun_tokens(subjects[0], barred=i), subjects[0])
        return self._nearby(self._cue_tokens(i, top))

    def _parenthetical(self, i: int, top: int) -> Iterator[tuple[str, list[list[int]]]]:
        """ "X, the governor said, had fled": cue and source between two commas in the clause that they report."""
        near = self._source_here(i, top)
        if near is None or not self._set_off(i, top) or near.tokens[-1] + 1 < self._cue_tokens(i, top)[0]:
            return
        first, last = near.tokens[0] - 1, i + 1
        while last < len(self.tokens) and self.tokens[last].pos in ("ADV", "PROPN", "ADP", "NUM") and last < i + 5:
            last += 1
        if first < 2 or last + 1 >= len(self.tokens) or self.tokens[last].text not in (",", "—", "–"):
            return
        if self.tokens[last + 1].lower in ("and", "but", "who", "which", "while") or self.tokens[last + 1].tag == "VBG":
            return
        if self.tree.children(top, "cc") or any(self.tokens[t].text in '“”"' for t in (first - 1, last + 1)):
            return
        before = [t for t in range(first) if not self._mine_elsewhere(t, top)]
        yield "clause", self._runs([*before, *range(last + 1, len(self.tokens))])

    def _mine_elsewhere(self, t: int, top: int) -> bool:
        return t == 0 and self.tokens[t].dep in ("cc", "mark")

    def _by_word_order(self, i: int, top: int, frames: frozenset[str]) -> Iterator[tuple[str, list[list[int]]]]:
        """The clause before or after a cue that the parse gives none."""
        cue = self._cue_tokens(i, top)
        if self.tokens[i].tag in ("VBG", "VB") and not self.tree.children(i, "aux"):
            return
        if inverted(self.tree, cue[0], cue[-1]) is not None:
            yield "inverted", []
        if trailing(self.tree, cue[0], cue[-1]) is not None:
            yield "trailing", []
        subject = self._source_here(i, top)
        if subject is None or self.tokens[i].dep.startswith("acl") or self.tree.children(i, "aux:pass"):
            return
        if self.tokens[i].lower not in forms_of("core", ""):
            return
        if "obj" in frames and not self._finite_behind_object(i):
            return
        yield "clause", self._runs(following(self.tree, cue[-1]))
        if "obj" not in frames:  # "said high-tech weapons struck …": a clause read as an object
            for child in self.tree.children(i, "obj"):
                told = [t for t in self.tree.subtree(top) if t >= self.tree.subtree(child)[0] > i]
                yield "clause", self._runs(told) if len(told) > _SHORT_OBJECT else []

    def _finite_behind_object(self, i: int) -> bool:
        """ "announced troops would leave": the object is the subject of a finite verb that hangs on the cue."""
        return any(
            c > i + 1
            and (self.tokens[c].tag == "VBD" or any(self.tokens[a].tag in ("MD", "VBD", "VBZ", "VBP") for a in self.tree.children(c, "aux")))
            and self.tokens[c].dep in ("xcomp", "ccomp", "parataxis")
            and not self.tree.children(c, "cc", "mark")
            for c in self.tree.children(i)
        )

    def _as_clause(self, top: int) -> bool:
        marks = [self.tokens[m].lower for m in self.tree.children(top, "mark", "advmod", "case")]
        return "as" in marks and not self.tree.children(top, "ccomp", "obj")

    def _phrasal(self, i: int, top: int, cue: CueWord) -> Draft | None:
        assert cue.second is not None
        particles = [
            c
            for c in self.tree.children(i, "compound:prt", "advmod", "obj", "xcomp")
            if self.tokens[c].lower == cue.second and c > i
        ]
        if particles:
            return self._plain_verb(i, top, cue)
        if "prep" not in cue.frames:
            return None
        objects = self.tree.children(i, "obj", "iobj")
        below = [c for o in objects if cue.lemma in _ABOUT_SOMEBODY for c in self.tree.children(o, "acl", "nmod")]
        for child in (*self.tree.children(i, *_OBLIQUE, "xcomp", "ccomp"), *below):
            marks = [m for m in self.tree.children(child, "case", "mark") if self.tokens[m].lower == cue.second]
            near = bool(marks) and (cue.stance != "demand" or all(t.pos in ("ADV", "PART") for t in self.tokens[i + 1 : marks[0]]))
            if near and child > i:
                after = [t for t in self.tree.subtree(child) if t > marks[0]]
                objects = [t for o in self.tree.children(i, "obj") if o > i for t in self.tree.subtree(o)]
                infinitives = [
                    t for o in self.tree.children(i, "xcomp", "advcl") if o > child for t in self.tree.subtree(o)
                ]
                passive = self.tree.children(i, "nsubj:pass")
                if cue.lemma in _ABOUT_SOMEBODY:
                    about = [t for p in passive for t in self.tree.subtree(p)]
                    after = [*objects, *about, *after]
                return self._draft(i, top, cue, "passive" if passive else "prep", self._runs([*after, *infinitives]), last=marks[0])
        return None

    def _draft(
        self, i: int, top: int, cue: CueWord, frame: str, runs: list[list[int]], last: int | None = None
    ) -> Draft | None:
        cue_tokens = self._cue_tokens(i, top)
        if last is not None and last == cue_tokens[-1] + 1:
            cue_tokens = (*cue_tokens, last)
        cue_span = self.tree.span_of(cue_tokens)
        source = self._agent(i) if frame in ("passive", "agent") else self._source(i, top)
        if frame in ("trailing", "inverted"):
            parts = (trailing if frame == "trailing" else inverted)(self.tree, cue_tokens[0], cue_tokens[-1])
            if parts is None:
                return None
            source = _Source(parts.source, self._head_of(parts.source))
            runs, frame = self._runs(parts.content), "clause"
        if source is None and frame in ("clause", "host", "quote", "obj", "prep"):
            source = self._nearby(cue_tokens)
        if source is None and self.tokens[i].tag == "VB" and self.tokens[top].dep == "root":
            return None  # an imperative: "Say what you like"
        source_span = self.tree.span_of(source.tokens) if source else None
        if frame in ("clause", "host", "quote"):
            between = self._between_quotation_and_cue(cue_span, source_span)
            if between is not None:
                source = between
                source_span = self.tree.span_of(source.tokens)
                runs = [run for whole in runs for run in self._runs(set(whole) - set(source.tokens))]
        content = [self._trim(run) for run in runs]
        spans = [span for span in content if span is not None]
        if frame != "quote" and not spans:
            return None
        if frame in ("obj", "inf", "objinf", "prep") and _NEGATED.search(cue_span.of(self.text)):
            return None  # "did not mention the raid": nothing is told
        quoted = False
        if "quote" in cue.frames or frame in ("clause", "host"):
            beside = self._quotations_beside(cue_span, source_span)
            if frame == "quote":
                if not beside:
                    return None
                spans, quoted = [q.span for q in beside], True
            else:
                preferred = self._said_in_quotes(spans, beside, cue_span, source_span)
                if preferred:
                    spans, quoted = preferred, True
                else:
                    spans, quoted = self._with_quotations(spans, beside, cue_span, source_span)
        return Draft(
            sentence=self.tree.sentence.index,
            cue=cue_span,
            content=tuple(spans),
            lemma=cue.phrase,
            stance=cue.stance_in("inf" if frame == "ing" else frame),
            frame=frame,
            source=source_span,
            speaker_at=self._speaker_at(source),
            belief=cue.belief,
            quoted=quoted,
            speaker=self._named_by(source),
        )

    # ------------------------------------------------------------------ nouns and fixed phrases

    def _noun(self, i: int) -> Iterator[Draft]:
        if any(self.tokens[c].lower in ("no", "any", "without") for c in self.tree.children(i, "det", "case")):
            return  # "no reports of": nothing is told
        for cue in noun_cues()[self.tokens[i].lower]:
            found = self._noun_content(i, cue)
            if found is None:
                continue
            frame, runs, last = found
            yield self._noun_draft(i, cue, frame, runs, last)
            return

    def _noun_content(self, i: int, cue: CueWord) -> tuple[str, list[list[int]], int] | None:
        for child in self.tree.children(i, "acl", "ccomp", "acl:relcl", "advcl", "xcomp"):
            if child < i:
                continue
            if "that" in cue.frames and self._is_content_clause(child):
                return "clause", self._runs(self.tree.subtree(child)), i
            if "inf" in cue.frames and self._has_to(child):
                return "inf", self._runs(self.tree.subtree(child)), i
        for child in self.tree.children(i, "nmod", "obl"):
            for case in self.tree.children(child, "case"):
                if child > i and self.tokens[case].lower in cue.frames:
                    return "prep", self._runs([t for t in self.tree.subtree(child) if t > case]), case
        return None

    def _is_content_clause(self, child: int) -> bool:
        """Whether "that" opens what is said ("the claim that he fled"), not a relative clause ("the claim that he made")."""
        if any(self.tokens[m].lower == "that" for m in self.tree.children(child, "mark")):
            return True
        opening = self.tree.subtree(child)[0]
        subjects = self.tree.children(child, "nsubj", "nsubj:pass")
        complete = bool(subjects) and subjects[0] != opening and self.tokens[child].lower not in forms_of("light", "")
        return complete and self.tokens[opening].lower == "that"

    def _noun_draft(self, i: int, cue: CueWord, frame: str, runs: list[list[int]], last: int) -> Draft:
        source, first = self._noun_source(i)
        stance, lemma = cue.stance, cue.phrase
        taken = self._taken_up(i)
        if taken is not None:
            verb, source = taken
            first, stance, lemma = self._cue_tokens(verb.at, verb.at)[0], verb.cue.stance, verb.cue.phrase
        spans = tuple(span for span in map(self._trim, runs) if span is not None)
        return Draft(
            sentence=self.tree.sentence.index,
            cue=self.tree.span_of((first, i, last) if last == i + 1 else (first, i)),
            content=spans,
            lemma=lemma,
            stance=stance,
            frame=f"noun-{frame}",
            source=self.tree.span_of(source.tokens) if source else None,
            speaker_at=self._speaker_at(source),
        )

    def _noun_source(self, i: int) -> tuple[_Source | None, int]:
        """Whose claim it is, and the cue's first token."""
        tree = self.tree
        for child in tree.children(i, "nmod:poss"):
            return _Source(self._without_possessive(child), child), i
        token = self.tokens[i]
        if token.dep == "obj" and self.tokens[token.head].lower in forms_of("light", ""):
            source = self._source(token.head, token.head)
            return source, self._cue_tokens(token.head, token.head)[0] if token.head < i else i
        for child in tree.children(i, "nmod", "obl"):
            cases = [self.tokens[c].lower for c in tree.children(child, "case")]
            if cases and cases[0] in ("by", "from", "among"):
                return _Source(self._noun_tokens(child), child), i
        for child in tree.children(i, "amod", "compound"):
            if self.tokens[child].text[0].isupper():
                return _Source(tree.subtree(child), child), i
        return None, i

    def _taken_up(self, i: int) -> tuple[_Verb, _Source] | None:
        """ "dismissed claims that …", "confirmed reports of …": the verb that takes a stand, and its subject."""
        token = self.tokens[i]
        if token.dep != "obj" or token.head > i:
            return None
        cues = verb_cues().get(self.tokens[token.head].lower, ())
        cue = next((c for c in cues if c.second is None and "obj" in c.frames and c.stance in ("deny", "affirm")), None)
        source = self._source(token.head, token.head) if cue else None
        return (_Verb(token.head, cue), source) if cue and source else None

    def _without_possessive(self, child: int) -> tuple[int, ...]:
        return tuple(t for t in self.tree.subtree(child) if self.tokens[t].lower not in ("'s", "’s", "'", "’"))

    def _according(self, i: int) -> Iterator[Draft]:
        tokens = self.tokens
        if i + 2 >= len(tokens) or tokens[i + 1].lower != "to":
            return
        head = tokens[i].head
        if head <= i + 1:
            head = tokens[i + 1].head
        if head <= i + 1:
            later = [c for c in self.tree.children(i, "obl") if c > i + 1]
            if not later:
                return
            head = later[0]
        source = source_after(self.tree, i + 2)
        if not source:
            return
        if head not in source:
            head = self._head_of(source)
        if i == 0 or all(t.pos in ("CCONJ", "PUNCT") for t in tokens[:i]):
            behind = [t for t in range(source[-1] + 1, len(tokens))]
            spans = tuple(s for s in map(self._trim, self._runs(behind)) if s is not None)
            if spans:
                yield self._according_draft(i, source, head, spans)
            return
        host = tokens[head].head if head != tokens[head].head else head
        aside = tokens[i - 1].text == "," if i else True  # set off: it speaks of the whole statement
        while tokens[host].head != host and (
            tokens[host].dep not in _CLAUSE_HEADS or (aside and tokens[host].dep not in ("root", "ccomp", "parataxis"))
        ):
            host = tokens[host].head
        drop = {*self.tree.subtree(head), *self.tree.subtree(i), i, i + 1, *source}
        if host in source:
            host = self.tree.root()
        content = set(self.tree.subtree(host)) - drop
        spans = tuple(s for s in map(self._trim, self._runs(content)) if s is not None)
        if spans:
            yield self._according_draft(i, source, head, spans)

    def _according_draft(self, i: int, source: tuple[int, ...], head: int, spans: tuple[Span, ...]) -> Draft:
        return Draft(
            sentence=self.tree.sentence.index,
            cue=self.tree.span_of((i, i + 1)),
            content=spans,
            lemma="according to",
            stance="affirm",
            frame="according",
            source=self.tree.span_of(source),
            speaker_at=self.tokens[head].span,
        )

    def _quoting_as(self, i: int) -> Draft | None:
        """ "X quoted Y as saying that …", "Y was quoted by X as saying …": Y says it, X passed it on."""
        saying = next((c for c in self.tree.children(i, "advcl", "xcomp", "ccomp", "obl") if self._is_as_saying(c)), None)
        if saying is None:
            return None
        subjects = self.tree.children(i, *_SUBJECT)
        if self.tree.children(i, "nsubj:pass", "aux:pass"):
            said_by, passed_on = subjects, self.tree.children(i, "obl:agent")
        else:
            said_by, passed_on = self.tree.children(i, "obj"), subjects
        if not said_by:
            return None
        source = _Source(self._noun_tokens(said_by[0]), said_by[0])
        cue = self.tree.span_of((self._cue_tokens(i, i)[0], i, *(() if source.tokens[0] > i else (saying,))))
        clauses = [c for c in self.tree.children(saying, "ccomp", "obj", "parataxis") if c > saying]
        spans = [s for run in self._runs(t for c in clauses for t in self.tree.subtree(c)) if (s := self._trim(run))]
        beside = self._quotations_beside(self.tokens[saying].span, None) or self._quotations_beside(
            self.tree.span_of([*(t for s in subjects[:1] for t in self.tree.subtree(s)), i]), None
        )
        if not spans:
            spans = [q.span for q in beside]
        if not spans and (parts := trailing(self.tree, self._cue_tokens(i, i)[0], saying)) is not None:
            source = _Source(parts.source, self._head_of(parts.source))
            spans = [s for run in self._runs(parts.content) if (s := self._trim(run))]
        if not spans:
            return None
        passing = _Source(self._noun_tokens(passed_on[0]), passed_on[0]) if passed_on else None
        return Draft(
            sentence=self.tree.sentence.index,
            cue=cue,
            content=tuple(spans),
            lemma="quote as saying",
            stance="affirm",
            frame="quoting",
            source=self.tree.span_of(source.tokens),
            speaker_at=self._speaker_at(source),
            quoted=bool(beside) and not clauses,
            through=self.tree.span_of(passing.tokens) if passing and passing.tokens else None,
        )

    def _is_as_saying(self, child: int) -> bool:
        if self.tokens[child].tag != "VBG":
            return False
        return any(self.tokens[m].lower == "as" for m in self.tree.children(child, "mark", "case"))

    def _citing(self, i: int) -> Draft | None:
        """ "X reported, citing Y, that …": Y is who says it, X only passed it on. None where what is cited cannot speak."""
        objects = [c for c in self.tree.children(i, "obj", "obl", "nsubj") if c > i]
        if not objects:
            return None
        source = _Source(self._noun_tokens(objects[0]), objects[0])
        head = self.tokens[objects[0]]
        if not source.tokens or not (head.pos == "PROPN" or can_speak(head.lower)):
            return None
        drop = set(self.tree.subtree(i))
        carrier = self._source(i, i)
        speaking = self._saying_above(i)
        hung = [c for c in drop if c > i and self._finite_with_that(c) and self._after_comma(c)]
        told = list(self._verb(speaking)) if speaking is not None else []
        if hung:
            runs = self._runs(self.tree.subtree(min(hung, key=self.tree.depth)))
            spans = tuple(s for s in map(self._trim, runs) if s is not None)
        elif told:
            spans = told[0].content
            carrier = None
        else:
            host = self.tokens[i].head
            runs = self._runs(set(self.tree.subtree(host)) - drop - set(carrier.tokens if carrier else ()))
            spans = tuple(s for s in map(self._trim, runs) if s is not None)
        if not spans:
            return None
        through = self.tree.span_of(carrier.tokens) if carrier and carrier.tokens else None
        if told:
            through = told[0].source
        return Draft(
            sentence=self.tree.sentence.index,
            cue=self.tokens[i].span,
            content=spans,
            lemma="cite",
            stance="affirm",
            frame="citing",
            source=self.tree.span_of(source.tokens),
            speaker_at=head.span,
            through=through,
        )

    def _adverb(self, i: int) -> Iterator[Draft]:
        host = self.tokens[i].head
        if host == i:
            return
        content = set(self.tree.subtree(host)) - {i}
        spans = tuple(s for s in map(self._trim, self._runs(content)) if s is not None)
        if spans:
            token = self.tokens[i]
            yield Draft(self.tree.sentence.index, token.span, spans, token.lower, "hedge", "adverb")

    # ------------------------------------------------------------------ sources

    def _source(self, i: int, top: int) -> _Source | None:
        """Who speaks: the subject of the cue or of the verb it depends on; of a participle, the noun it follows."""
        seen: set[int] = set()
        at = top
        while at not in seen:
            seen.add(at)
            subjects = self.tree.children(at, *_SUBJECT)
            if subjects:
                return _Source(self._noun_tokens(subjects[0], barred=i), subjects[0])
            token = self.tokens[at]
            if token.dep == "acl" and token.tag in ("VBG", "VB") and not (at == top and self._after_comma(at)):
                return _Source(self._noun_tokens(token.head, barred=i), token.head)
            if token.tag == "VBG" and at == top and self._after_comma(at):
                speaker = self._saying_above(at)
                if speaker is not None:
                    at = speaker
                    continue
            if token.dep in ("advcl", "conj", "xcomp", "parataxis", "dep", "ccomp") and token.head != at:
                if token.dep == "ccomp" and at == i:
                    return None
                at = token.head
                continue
            break
        return None

    def _saying_above(self, at: int) -> int | None:
        """ "…, said X, adding that": the nearest verb of speech with a subject above a trailing participle; of a
        trailing participle behind a noun, the verb with a subject."""
        above = self.tree.ancestors(at)
        speaking = [a for a in above if self._is_verb(a) and (self.tree.children(a, *_SUBJECT) or self._nearby((a,)))]
        if speaking:
            return speaking[0]
        if self.tokens[at].dep == "acl":
            return next((a for a in above if self.tree.children(a, *_SUBJECT)), None)
        return None

    def _between_quotation_and_cue(self, cue: Span, source: Span | None) -> _Source | None:
        """ "…," NP, an official of …, told: the words between the quotation and the cue, where the parser lost them."""
        before = [q for q in self.quotations if q.span.end <= cue.start and q.span.end > self.tree.sentence.start]
        if not before:
            return None
        if source is not None and source.start >= before[-1].span.end:
            return self._with_first_name(before[-1].span.end, source)
        tokens = [
            t
            for t in self.tree.tokens_in(Span(before[-1].span.end, cue.start))
            if self.tokens[t].start >= before[-1].span.end
        ]
        while tokens and self.tokens[tokens[-1]].pos in ("PUNCT", "AUX", "ADV"):
            tokens.pop()
        while tokens and self.tokens[tokens[0]].pos == "PUNCT":
            tokens.pop(0)
        if (
            not tokens
            or len(tokens) > 30
            or self.tokens[tokens[0]].pos not in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM")
        ):
            return None
        finite = [t for t in tokens if self.tokens[t].tag in ("VBD", "VBZ", "VBP", "MD")]
        appositive = any(self.tokens[t].text == "," for t in tokens)
        if finite and not appositive and not any(self.tokens[t].dep == "acl:relcl" for t in tokens):
            return None
        head = self.tree.head_of_span(self.tree.span_of(tokens))
        named = [t for t in tokens if self.tokens[t].pos in ("PROPN", "PRON", "NOUN")]
        return _Source(tuple(tokens), head if head in named or not named else named[0])

    def _with_first_name(self, after: int, source: Span) -> _Source | None:
        """A source whose first name the parser lost ("…," Olha Bondar told)."""
        lost = (
            [t for t in self.tree.tokens_in(Span(after, source.start)) if self.tokens[t].pos != "PUNCT"]
            if after < source.start
            else []
        )
        if not lost or len(lost) > 4 or not all(self.tokens[t].text[0].isupper() for t in lost):
            return None
        own = self.tree.tokens_in(source)
        head = self.tree.head_of_span(source)
        return _Source(tuple(range(lost[0], own[-1] + 1)), head if head is not None else own[0])

    def _nearby(self, cue: tuple[int, ...]) -> _Source | None:
        """The noun right before the cue, where the parser gave the cue no subject."""
        before = cue[0] - 1
        if before < 0 or self.tokens[cue[-1]].tag in ("VBG", "VB"):
            return None
        if self.tokens[before].text == ",":
            phrase = subject_before(self.tree, cue[0], 0)
            return _Source(phrase, phrase[0]) if phrase else None
        named = before > 0 and self.tokens[before].text[0].isupper() and self.tokens[before].text.isalpha()
        if not named and self.tokens[before].pos not in ("PROPN", "NOUN", "PRON") or self.tokens[before].lower in ("it", "that"):
            return None
        first = before
        while first > 0 and self.tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ", "DET", "NUM"):
            first -= 1
        return _Source(tuple(range(first, before + 1)), before)

    def _head_of(self, phrase: tuple[int, ...]) -> int:
        """The head of a noun phrase that word order gave: of "the minister, Ada Marsh" the name."""
        named = [t for t in phrase if self.tokens[t].pos == "PROPN" and self.tokens[t].dep not in ("compound", "nmod:poss", "nmod", "obl")]
        nouns = [t for t in phrase if self.tokens[t].pos in ("NOUN", "PRON", "PROPN")]
        inside = self.tree.head_of_span(self.tree.span_of(phrase))
        if inside is not None and self.tokens[inside].pos in ("NOUN", "PROPN", "PRON"):
            return inside
        return (named or nouns or list(phrase))[0]

    def _agent(self, i: int) -> _Source | None:
        for child in self.tree.children(i, "obl:agent"):
            return _Source(self._noun_tokens(child), child)
        return None

    def _noun_tokens(self, head: int, barred: int | None = None) -> tuple[int, ...]:
        """The full noun phrase, appositions and relative clauses with it, its preposition without."""
        inside = set(self.tree.subtree(head))
        if barred is not None and barred in inside:
            inside -= set(self.tree.subtree(barred))
        for child in self.tree.children(head):
            if (
                self.tokens[child].dep in ("case", "mark", "cc", "parataxis", "advmod", "cop", "nsubj") and child < head
            ) or (child > head and self._after_comma(child) and self._finite_with_that(child)):
                inside -= set(self.tree.subtree(child))
        return tuple(self._contiguous(inside, head))

    def _contiguous(self, inside: set[int], at: int) -> list[int]:
        low = high = at
        while low - 1 in inside:
            low -= 1
        while high + 1 in inside:
            high += 1
        while low < at and self.tokens[low].pos == "PUNCT":
            low += 1
        while high > at and self.tokens[high].pos == "PUNCT" and self.tokens[high].text not in ")":
            high -= 1
        return list(range(low, high + 1)) if at in inside else []

    def _speaker_at(self, source: _Source | None) -> Span | None:
        if source is None:
            return None
        antecedent = self._antecedent(source)
        return self.tokens[source.head if antecedent is None else antecedent].span

    def _named_by(self, source: _Source | None) -> Span | None:
        """The noun phrase that a relative pronoun stands for."""
        antecedent = self._antecedent(source) if source is not None else None
        return None if antecedent is None else self.tree.noun_phrase(antecedent)

    def _antecedent(self, source: _Source) -> int | None:
        if self.tokens[source.head].lower not in _RELATIVE:
            return None
        verb = self.tokens[source.head].head
        while self.tokens[verb].dep in ("conj", "xcomp") and self.tokens[verb].head != verb:
            verb = self.tokens[verb].head
        if self.tokens[verb].dep.startswith("acl"):
            return self.tokens[verb].head
        before = [t for t in range(max(0, source.head - 2), source.head) if self.tokens[t].pos in ("NOUN", "PROPN")]
        return before[-1] if before else None

    # ------------------------------------------------------------------ spans

    def _cue_tokens(self, i: int, top: int) -> tuple[int, ...]:
        """The cue with its auxiliaries and the adverbs among them, as one run."""
        lead = {
            c
            for verb in {i, top}
            for c in self.tree.children(verb, "aux", "aux:pass", "advmod", "cop")
            if c < verb
            and self.tokens[c].pos in ("AUX", "ADV", "PART", "VERB")
            and self.tokens[c].lower not in _NO_ADVERB
        }
        first = top
        while first - 1 in lead:
            first -= 1
        last = i
        if i + 1 < len(self.tokens) and self.tokens[i + 1].dep == "compound:prt":
            last = i + 1
        return tuple(range(first, last + 1))

    def _runs(self, indexes: Iterable[int]) -> list[list[int]]:
        """The indexes as contiguous runs, pure punctuation left out."""
        runs: list[list[int]] = []
        for index in sorted(set(indexes)):
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        return [run for run in runs if any(self.tokens[t].pos != "PUNCT" for t in run)]

    def _trim(self, run: list[int]) -> Span | None:
        """The run's span without marks at its edges (brackets and quotation marks stay)."""
        low, high = 0, len(run) - 1
        while low < high and self.tokens[run[low]].text in (",", ".", ":", ";", "—", "–", "-", "--", "..."):
            low += 1
        while high > low and self.tokens[run[high]].text in (",", ".", ":", ";", "—", "–", "-", "--"):
            high -= 1
        first, last = self.tokens[run[low]], self.tokens[run[high]]
        return Span(first.start, last.end)

    def _quotations_beside(self, cue: Span, source: Span | None) -> list[Quotation]:
        """The quotations right before the source and cue, and after them."""
        start = min(cue.start, source.start) if source and source.end >= cue.start - 60 else cue.start
        end = max(cue.end, source.end) if source and source.start <= cue.end + 3 else cue.end
        out: list[Quotation] = []
        sentence = self.tree.sentence
        for quotation in self.quotations:
            span = quotation.span
            if span.end <= start and self._ends_at(quotation, start):
                out.append(quotation)
            elif (
                end <= span.start < sentence.end
                and self._leads_to(end, span.start)
                and _is_speech(quotation, self.text, before=False)
            ):
                out.append(quotation)
                break
        if out:
            out.extend(self._resumed(max(end, out[-1].span.end)))
        return out

    def _ends_at(self, quotation: Quotation, start: int) -> bool:
        """Whether the quotation stands right before the source and cue and leads into them."""
        gap = self.text[quotation.span.end : start]
        if not _SPEECH_GAP.fullmatch(gap) or "\n" in gap or not _is_speech(quotation, self.text, before=True):
            return False
        if quotation.span.end > self.tree.sentence.start:
            return True
        # in a sentence of its own: "Will they?" he asked.
        return self.text[: quotation.span.end].rstrip("\"”’'»")[-1:] in ",?!—"

    def _leads_to(self, end: int, start: int) -> bool:
        """Whether only the hearer, place or day stands between the cue and the quotation."""
        gap = self.text[end:start]
        if len(gap) > 90 or re.search(r"[.!?;]\s", gap):
            return False
        return gap.rstrip()[-1:] in (":", ",") or not gap.strip() or len(gap.split()) <= 6

    def _resumed(self, end: int) -> list[Quotation]:
        """The quotation that goes on right after the cue's clause, in its paragraph."""
        for quotation in self.quotations:
            if quotation.span.start >= end:
                gap = self.text[end : quotation.span.start]
                return [quotation] if _RESUMES.fullmatch(gap) else []
        return []

    def _said_in_quotes(
        self, spans: list[Span], beside: list[Quotation], cue: Span, source: Span | None
    ) -> list[Span]:
        """The quotation beside the cue where the parse took another clause of the sentence for the content."""
        before = [q for q in beside if q.span.end <= cue.start]
        after = [q for q in beside if q.span.start >= cue.end]
        end = max(cue.end, source.end) if source is not None else cue.end
        if before and min(s.start for s in spans) > cue.end and self.text[end : end + 1] == ",":
            return [q.span for q in beside]
        unquoted = not any(q.span.overlaps(s) for q in self.quotations for s in spans)
        if after and unquoted and max(s.end for s in spans) <= cue.start:
            lead = self.text[end : after[0].span.start].rstrip()
            if lead in (",", ":") or lead.endswith(":"):
                return [q.span for q in after]
        return []

    def _with_quotations(
        self, spans: list[Span], beside: list[Quotation], cue: Span, source: Span | None
    ) -> tuple[list[Span], bool]:
        """Content widened to the quotations it is made of; whether it is all quotation."""
        used = [q for q in self.quotations if any(_mostly_in(q.span, s) or s.overlaps(q.span) for s in spans)]
        barred = [cue] if source is None else [cue, source]
        used = [q for q in used if not any(q.span.overlaps(b) for b in barred)]
        if min(spans).start > cue.start:  # the clause follows: a quotation before it belongs to somebody else
            used = [q for q in used if q.span.start > cue.start]
            beside = [q for q in beside if q.span.start > cue.start]
        if not used and not beside:
            return spans, False
        merged = {*spans, *(q.span for q in used), *(q.span for q in beside if used or q.span.end <= cue.start)}
        joined = _joined(merged)
        inside = sum(len(q.span) for q in {*used, *beside})
        return joined, inside >= 0.95 * sum(map(len, joined))


def _gap(draft: Draft) -> int:
    """Characters between a cue and the nearest part of its content."""
    return min(max(part.start - draft.cue.end, draft.cue.start - part.end) for part in draft.content)


def words_unsourced() -> frozenset[str]:
    """Adverbs by which the outlet passes on what nobody named says."""
    return frozenset(table("speech")["unsourced"]["adverbs"])


def _is_speech(quotation: Quotation, text: str, *, before: bool) -> bool:
    """Whether the quotation can be an utterance and is no mere quoted word."""
    span = quotation.span
    words_in = len(text[span.start : span.end].split())
    if before:
        inner = text[span.start : span.end].rstrip("\"”’'»")
        return words_in >= 3 or inner[-1:] in ",.!?…" or text[span.end : span.end + 1] == ","
    lead = text[: span.start].rstrip()[-1:]
    return words_in >= 4 or lead in ":,"


def _mostly_in(inner: Span, outer: Span) -> bool:
    shared = min(inner.end, outer.end) - max(inner.start, outer.start)
    return shared >= 0.5 * len(inner)


def _joined(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end + 1:
            out[-1] = out[-1].to(span)
        else:
            out.append(span)
    return out
