"""Verbs that attribute, with the frames that their entries in the lexicon allow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fogline.lexicon.loader import words
from fogline.mentions.attributions.clauses import Content
from fogline.mentions.attributions.complements import ComplementReader
from fogline.mentions.attributions.cues import CueWord, verb_cues
from fogline.mentions.attributions.patterns import (
    after_dash,
    has_finite,
    inverted,
    opens_clause,
    trailing,
    unmarked_tail,
)
from fogline.mentions.attributions.speakers import can_speak
from fogline.mentions.attributions.tree import HEARER_VERBS, OBLIQUE, PASSING_ON, SUBJECT, Draft, Phrase
from fogline.model.span import Span

_ABOUT_SOMEBODY = frozenset({"accuse", "blame", "charge", "credit", "attribute", "put"})
_FIGURES = frozenset(
    {"toll", "number", "figure", "count", "loss", "losses", "dead", "cost", "damage", "tally", "total"}
)
"""What is "put at" an amount."""
_CONCEDING = frozenset({"while", "although", "though", "whereas"})
_SUBJECTLESS = ("passive", "agent")
_ANONYMITY = re.compile(r"(?:not )?to (?:be|remain) (?:named|identified|anonymous|quoted|unnamed)\b")
_MAKING = frozenset({"force", "lead", "prompt", "compel", "drive", "cause", "get", "push"})
"""Verbs whose infinitive came about: "forced him to admit that …"."""
_NEGATED = re.compile(r"\b(?:not|never)\b|n[’']t\b", re.IGNORECASE)


class VerbReader(ComplementReader):
    """Reads verbs of speech, belief and stance with their content and source."""

    def _verb(self, i: int) -> Iterator[Draft]:
        if any(self._is_verb(c) and self._chain_top(c)[0] != c for c in self.tree.children(i, "xcomp")):
            return  # "continues to insist": the second verb is the cue
        top, void = self._chain_top(i)
        if (
            void
            or self._is_no_act(i, top)
            or self._is_no_threat(i)
            or (self._is_as_saying(i) and self.tokens[self.tokens[i].head].lower in PASSING_ON)
        ):
            return
        for cue in verb_cues().get(self.tokens[i].lower, ()):
            draft = self._plain_verb(i, top, cue) if cue.second is None else self._phrasal(i, top, cue)
            if draft is not None:
                yield draft
                return

    def _is_no_act(self, i: int, top: int) -> bool:
        """A bare infinitive ("a law to demand …"), a name ("a stream called X") or a wish in a participle."""
        token = self.tokens[i]
        if token.tag == "VB" and top == i and self._has_to(i):
            return not (token.dep == "xcomp" and self.tokens[token.head].lemma in _MAKING)
        if token.dep == "acl" and token.tag == "VBN":
            verbless = self.tokens[token.head].dep == "root" and token.head < i  # "the army estimated that …", misread
            behind = self.tokens[i + 1].lower if i + 1 < len(self.tokens) else ""
            if verbless and any(cue.second == behind for cue in verb_cues().get(token.lower, ())):
                return False  # "the regiment called on …"
            return not (verbless and any(self._says_that(c) for c in self.tree.subtree(i)[1:] if c > i))
        stances = {cue.stance for cue in verb_cues().get(token.lower, ())}
        return (
            token.dep == "acl"
            and token.tag == "VBG"
            and not self._after_comma(i)
            and bool(stances & {"plan", "demand", "neutral"})
        )

    def _is_no_threat(self, i: int) -> bool:
        """What no one wills: "the advance threatens to cut the road"."""
        if not self.tokens[i].lower.startswith("threaten"):
            return False
        return any(self.tokens[n].lemma in words("speech", "unwilling") for n in self.tree.children(i, "nsubj"))

    def _plain_verb(self, i: int, top: int, cue: CueWord) -> Draft | None:
        for frame, content in self._contents(i, top, cue):
            draft = self._draft(i, top, cue, frame, content)
            if draft is not None:
                return draft
        return None

    def _contents(self, i: int, top: int, cue: CueWord) -> Iterator[Content]:
        """Candidate contents, the surest first."""
        passive = bool(self.tree.children(i, "nsubj:pass", "aux:pass"))
        if self.tokens[i].pos == "NOUN" and self._takes_rest(i):
            frame = "objinf" if "objinf" in cue.frames else "obj"
            yield frame, self._up_to_aside(self._runs(range(i + 1, len(self.tokens))))
        yield from self._without_speaker(i, cue, passive)
        if "it" in cue.frames:
            return
        if "clause" in cue.frames:
            yield from self._clauses(i, top)
        if self._is_refusal(i) and any(self._is_verb(c) for c in self.tree.children(i, "xcomp")):
            return  # "refused to say": nothing is said
        yield from self._infinitives(i, cue)
        if "clause" in cue.frames:
            yield from self._loose_clauses(i, top)
            yield from self._by_word_order(i, top, cue.frames)
        if "quote" in cue.frames and self.quotations:
            yield "quote", []
        if "obj" in cue.frames and not passive:
            yield from self._objects(i)

    def _clauses(self, i: int, top: int) -> Iterator[Content]:
        """The clauses that the parse hangs on the cue, or that the cue hangs in."""
        cue = self._cue_tokens(i, top)
        if self._is_tail(i, cue) or unmarked_tail(self.tree, cue[0], cue[-1]) is not None:
            yield "trailing", []
        if after_dash(self.tree, cue[0], cue[-1]) is not None and self._is_inverted(i, cue, self._frames_of(i)):
            yield "inverted", []
        yield from self._lost_object(i)
        yield from self._behind_aside(i, top)
        yield from self._parenthetical(i, top)
        clauses = [c for c in self.tree.children(i, "ccomp") if not self._is_own_cue(c, i)]
        clauses = [c for c in clauses if not self._is_source_misread(c, i, top)]
        if not self._is_between_commas(i):
            clauses = [c for c in clauses if c > i] or clauses
        if clauses:
            told = {t for c in clauses for run in self._clause_runs(i, top, c) for t in run}
            yield "clause", self._runs(self._with_its_subject(i, top, self._completed(i, top, told)))
        yield from self._hung_on_date(i)
        yield from self._host_clause(i, top)

    def _phrasal(self, i: int, top: int, cue: CueWord) -> Draft | None:
        """Two-word cues: a particle verb ("pointed out that …"), or a verb and its preposition ("called for …")."""
        particles = self.tree.children(i, "compound:prt", "advmod", "obj", "xcomp")
        if any(c > i and self.tokens[c].lower == cue.second for c in particles):
            return self._plain_verb(i, top, cue)
        if "prep" not in cue.frames:
            return None
        held = self.tree.children(i, "obj", "iobj")
        if cue.lemma == "put" and not any(self.tokens[o].lower in _FIGURES for o in held):
            return None
        them = {member for o in held if cue.lemma in _ABOUT_SOMEBODY for member in (o, *self.tree.conjuncts(o))}
        below = [c for member in sorted(them) for c in self.tree.children(member, "acl", "nmod")]
        below += [c for member in tuple(below) for c in self.tree.children(member, "nmod")]
        for child in (*self.tree.children(i, *OBLIQUE, "xcomp", "ccomp"), *below):
            marks = [m for m in self.tree.children(child, "case", "mark") if self.tokens[m].lower == cue.second]
            if marks and child > i and self._is_near(i, marks[0], cue):
                return self._prepositional(i, top, cue, child, marks[0])
        return None

    def _is_near(self, i: int, mark: int, cue: CueWord) -> bool:
        """Whether the preposition is the demand's own: "called for a truce", not "called her a saint for it"."""
        return cue.stance != "demand" or all(t.pos in ("ADV", "PART") for t in self.tokens[i + 1 : mark])

    def _prepositional(self, i: int, top: int, cue: CueWord, child: int, mark: int) -> Draft | None:
        tree = self.tree
        said = [t for t in tree.subtree(child) if t > mark]
        said += [t for o in tree.children(i, "xcomp", "advcl") if o > child for t in tree.subtree(o)]
        passive = tree.children(i, "nsubj:pass") if tree.children(i, "aux:pass") else ()
        if cue.lemma in _ABOUT_SOMEBODY:  # whom it is about belongs to what is said of them
            about = (*passive, *(o for o in tree.children(i, "obj") if o > i))
            said += [t for o in about for t in tree.subtree(o)]
            if mark - 1 in said and self.tokens[mark].lower == "of":
                said.append(mark)  # "accused Moscow of planning it": one stretch, whatever the clause hangs on
        return self._draft(i, top, cue, "passive" if passive else "prep", self._runs(said), last=mark)

    def _draft(
        self, i: int, top: int, cue: CueWord, frame: str, runs: list[list[int]], last: int | None = None
    ) -> Draft | None:
        """The attribution that cue *i* makes of a candidate content; ``None`` where it does not hold."""
        cue_tokens = self._cue_tokens(i, top)
        if last is not None and last == cue_tokens[-1] + 1:
            cue_tokens = (*cue_tokens, last)
        cue_span = self.tree.span_of(cue_tokens)
        if frame in ("obj", "inf", "objinf", "prep") and _NEGATED.search(cue_span.of(self.text)):
            return None  # "did not mention the raid": nothing is told
        if frame in ("obj", "prep", "inf", "objinf"):
            runs = self._up_to_aside(self._without_own_cues(runs))
        if frame in ("trailing", "inverted"):
            parts = (trailing if frame == "trailing" else inverted)(self.tree, cue_tokens[0], cue_tokens[-1])
            if parts is None:
                return None
            source: Phrase | None = Phrase(parts.source, self._head_of(parts.source))
            runs, frame = self._runs(parts.content), "clause"
        else:
            source = self._source_for(i, top, cue, frame)
        if source is not None and self.tokens[source.head].lower == "it" and self.tree.children(i, "aux:pass"):
            source = None  # "it cannot be said that …"
        if self._has_no_speaker_here(i, top, cue, frame, source):
            return None
        source, runs = self._told_apart(frame, cue_span, source, runs)
        if self._is_no_speech(frame, source, runs):
            return None
        if frame in ("clause", "host"):
            if any(self._is_told_elsewhere(run, i) for run in runs):
                return None
            runs = self._up_to_main_clause(runs, cue_tokens, source)
            runs = [*runs, *self._resumed_behind(runs, cue_tokens)]
        found = self._spans_for(frame, runs, cue, cue_span, self._span_of(source))
        if found is None:
            return None
        spans, quoted = found
        return Draft(
            sentence=self.tree.sentence.index,
            cue=cue_span,
            content=tuple(spans),
            lemma=cue.phrase,
            stance=cue.stance_in("inf" if frame == "ing" else frame),
            frame=frame,
            source=self._span_of(source),
            speaker_at=self._speaker_at(source),
            belief=cue.belief,
            quoted=quoted,
            speaker=self._named_by(source),
        )

    def _has_no_speaker_here(self, i: int, top: int, cue: CueWord, frame: str, source: Phrase | None) -> bool:
        """Whether cue *i* has none: "no injuries were reported" beside another's quotation, "Say what you like"."""
        if frame == "quote" and "passive" in cue.frames and self.tree.children(i, "aux:pass"):
            return True
        ordered = (
            self.tokens[i].tag == "VB" and self.tokens[top].dep == "root" and not self.tree.children(top, *SUBJECT)
        )
        return ordered and (source is None or source.head > i)

    def _told_apart(
        self, frame: str, cue_span: Span, source: Phrase | None, runs: list[list[int]]
    ) -> tuple[Phrase | None, list[list[int]]]:
        """Source and content without each other's words, as the parse may have mixed them."""
        if frame in ("clause", "host", "quote"):
            between = self._between_quotation_and_cue(cue_span, self._span_of(source))
            if between is not None:
                source = between
                runs = [run for whole in runs for run in self._runs(set(whole) - set(source.tokens))]
        told = {t for run in runs for t in run}
        if source is not None and told and told <= set(source.tokens) and source.head < min(told):
            # "told by two nurses | that …"
            source = Phrase(tuple(t for t in source.tokens if t < min(told)), source.head)
        if source is not None and frame not in _SUBJECTLESS:
            runs = self._runs(told - set(source.tokens))
        return source, runs

    def _is_no_speech(self, frame: str, source: Phrase | None, runs: list[list[int]]) -> bool:
        """Whether nothing is told: "who asked not to be named", "the war claimed lives"."""
        if runs and _ANONYMITY.match(self.text, self.tokens[runs[0][0]].start):
            return True
        return frame == "obj" and source is not None and not self._may_speak(source)

    def _is_told_elsewhere(self, run: list[int], i: int) -> bool:
        """Whether a later participle of speech has the whole run: "confirmed the swap, saying that …"."""
        above = {self.tokens[t].head for t in run} - set(run)
        return any(
            t > i and self.tokens[t].tag == "VBG" and self._after_comma(t) and self._is_verb(t) and min(run) > t
            for t in above
        )

    def _up_to_main_clause(self, runs: list[list[int]], cue: tuple[int, ...], source: Phrase | None) -> list[list[int]]:
        """ "While X claimed that A, B": what is claimed ends where the main clause begins."""
        if source is None or not 0 < source.tokens[0] <= 2 or self.tokens[0].lower not in _CONCEDING:
            return runs
        told = [t for run in runs for t in run if t > cue[-1]]
        for t in told:
            if (
                self.tokens[t].text == ","
                and opens_clause(self.tokens, t + 1)
                and has_finite(self.tokens, range(cue[-1] + 1, t))
            ):
                return self._runs(k for k in told if k < t)
        return runs

    def _without_own_cues(self, runs: list[list[int]]) -> list[list[int]]:
        """*runs* without trailing participles that attribute by themselves (", arguing that …")."""
        told = {t for run in runs for t in run}
        for t in sorted(told & self._cue_words):
            if self._is_own_cue(t, -1):
                told -= set(self.tree.subtree(t))
        return self._runs(told)

    def _may_speak(self, source: Phrase) -> bool:
        """Whether the head is a name, a pronoun or a noun that can name a source."""
        head = self.tokens[source.head]
        return (
            head.pos != "NOUN"
            or can_speak(head.lower)
            or head.lower.endswith(("er", "ers", "or", "ors", "ist", "ists"))
        )

    def _source_for(self, i: int, top: int, cue: CueWord, frame: str) -> Phrase | None:
        heard = self.tokens[i].lower in HEARER_VERBS and bool(self.tree.children(i, "aux:pass", "nsubj:pass"))
        subjectless = frame in _SUBJECTLESS or heard  # "the paper was told by two nurses that …"
        source = self._agent(i) if subjectless else self._source(i, top)
        if source is not None or subjectless:
            return source
        if (
            frame in ("clause", "host", "quote")
            and "obj" not in cue.frames
            and self.tokens[i].lower not in HEARER_VERBS
        ):
            source = self._inverted_subject(i)
        return source or self._nearby(self._cue_tokens(i, top))

    def _spans_for(
        self, frame: str, runs: list[list[int]], cue: CueWord, cue_span: Span, source: Span | None
    ) -> tuple[list[Span], bool] | None:
        """The content's spans, and whether quotation marks carry all of it; ``None`` without content."""
        spans = [span for span in map(self._trim, runs) if span is not None]
        if not self.quotations:
            return (spans, False) if spans else None
        if frame == "quote":
            beside = self._quotations_beside(cue_span, source)
            return ([q.span for q in beside], True) if beside else None
        if not spans:
            return None
        if "quote" not in cue.frames and frame not in ("clause", "host"):
            return spans, False
        beside = self._quotations_beside(cue_span, source)
        preferred = self._said_in_quotes(spans, beside, cue_span, source)
        return (preferred, True) if preferred else self._with_quotations(spans, beside, cue_span, source)
