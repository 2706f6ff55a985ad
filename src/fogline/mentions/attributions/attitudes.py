"""Attitudes: who backs, resents, weighs or wants what, where no words are reported.

PolNeAR counts them among attributions (its guidelines follow PARC 3.0; the Penn Discourse Treebank calls them beliefs,
facts and eventualities). Nobody makes a claim by them, so that the ledger does without: they are read on request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from fogline.language.tree import tree_of
from fogline.lexicon.loader import table
from fogline.mentions.attributions.cues import cue_positions
from fogline.mentions.attributions.frames import FrameReader
from fogline.mentions.attributions.quotes import find_quotations, within
from fogline.mentions.attributions.speakers import resolve_speaker
from fogline.mentions.attributions.tree import Draft, Phrase
from fogline.model.mention import ActorMention, Attribution
from fogline.model.sentence import Sentence
from fogline.model.span import Span

_WH = frozenset({"what", "how", "why", "whether", "who", "where", "when", "which"})


def find_attitudes(
    text: str,
    *,
    sentences: tuple[Sentence, ...],
    actors: tuple[ActorMention, ...],
    attributions: tuple[Attribution, ...],
) -> tuple[Attribution, ...]:
    """The attitudes told in *text* outside of what its *attributions* report, in its order, of type ``attitude``.

    *sentences* and *actors* are the document's; spans count in *text*. What is said inside a quotation is left out.
    """
    taken = sorted(span for a in attributions for span in (*a.cue, *a.content))
    quotations = find_quotations(text)
    found: list[Attribution] = []
    for sentence in sentences:
        if not sentence.parsed or sentence.kind == "post" or any(s.covers(sentence.span) for s in taken):
            continue
        barred = [s for s in taken if s.overlaps(sentence.span)]
        here = tuple(a for a in actors if sentence.span.covers(a.head))
        reader = AttitudeReader(text, tree_of(sentence), quotations, cue_positions(sentence.tokens))
        for draft in reader.attitudes(barred):
            speaker = resolve_speaker(text, draft.speaker or draft.source, draft.speaker_at, here)
            found.append(
                Attribution(
                    source=(draft.source,) if draft.source else (),
                    cue=(draft.cue,),
                    content=draft.content,
                    speaker=speaker,
                    cue_lemma=draft.lemma,
                    kind="belief",
                    stance="neutral",
                    type="attitude",
                )
            )
    return tuple(found)


class AttitudeReader(FrameReader):
    """Reads the attitudes of one parsed sentence."""

    def attitudes(self, barred: list[Span]) -> list[Draft]:
        """The sentence's attitudes in the order of their cues, none with its cue in one of the spans *barred*."""
        out: list[Draft] = []
        for token in self.tokens:
            if not self._may_hold(token.lemma, token.lower) or self._is_barred(token.span, barred):
                continue
            draft = next(self._of_word(token.index), None)
            if draft is not None and draft.content and not any(draft.cue.overlaps(other.cue) for other in out):
                out.append(draft)
        return out

    def _may_hold(self, lemma: str, low: str) -> bool:
        return lemma in _verbs() or low in _predicates() or lemma in _nouns()

    def _is_barred(self, span: Span, barred: list[Span]) -> bool:
        return any(s.overlaps(span) for s in barred) or bool(within(self.quotations, span))

    def _of_word(self, i: int) -> Iterator[Draft]:
        token = self.tokens[i]
        if token.lower in _predicates() and self.tree.children(i, "cop", "aux:pass"):
            yield from self._predicate(i)
        if token.pos == "VERB" and token.lemma in _verbs() and token.dep not in ("amod", "compound", "case", "fixed"):
            yield from self._attitude_verb(i)
        elif token.pos == "NOUN" and token.lemma in _nouns():
            yield from self._attitude_noun(i)

    def _attitude_verb(self, i: int) -> Iterator[Draft]:
        top, _ = self._chain_top(i)
        lemma, tree = self.tokens[i].lemma, self.tree
        frames = _verbs()[lemma]
        if tree.children(i, "aux:pass", "nsubj:pass"):
            yield from self._suffered(i, frames)
            return
        if self.tokens[i].tag == "VBN" and self.tokens[i].dep == "acl":
            return
        cue = self._cue_tokens(i, top)
        source = self._source(i, top) or self._nearby(cue)
        if "seem" in frames:
            yield from self._seeming(i, cue)
            return
        for second in sorted(f[1:] for f in frames if f.startswith("+")):
            yield from self._with_second(i, cue, source, second)
        if source is None or not self._can_feel(i, source):
            return
        for child in tree.children(i, "ccomp"):
            if child > i and "clause" in frames and self._is_clause_of(i, child):
                yield self._held(cue, source, tree.subtree(child), lemma)
        objects = [c for c in tree.children(i, "obj") if c > i]
        for child in tree.children(i, "xcomp"):
            if child > i and self._has_to(child):
                if "objinf" in frames and objects:
                    yield self._held(cue, source, [*tree.subtree(objects[0]), *tree.subtree(child)], lemma)
                elif "inf" in frames and not objects:
                    yield self._held(cue, source, tree.subtree(child), lemma)
        if objects and "as" in frames and self._is_seen_as(i, objects[0]):
            yield self._held(cue, source, self._object_and_more(i, objects[0]), lemma)
        if objects and "obj" in frames:
            yield self._held(cue, source, self._object_and_more(i, objects[0]), lemma)

    def _can_feel(self, i: int, source: Phrase) -> bool:
        """Whether the source is somebody: no "ways to seek", no "agreement to explore"."""
        if self.tokens[i].dep == "acl" and self._has_to(i):
            return False
        head = self.tokens[source.head]
        antecedent = self._antecedent(source)
        if antecedent is not None:
            source = Phrase((antecedent,), antecedent)
        return head.lower not in ("it", "this") and self._may_speak(source)

    def _is_clause_of(self, i: int, child: int) -> bool:
        """Whether the clause is the verb's complement: with "that" or a question word, or right behind it."""
        first = self.tree.subtree(child)[0]
        return self._says_that(child) or self.tokens[first].lower in _WH or first == i + 1

    def _is_seen_as(self, i: int, thing: int) -> bool:
        below = [c for c in self.tree.children(i, "obl", "xcomp", "advcl") if c > thing]
        below += [c for c in self.tree.children(thing, "nmod", "acl") if c > thing]
        return any(self.tokens[m].lower == "as" for c in below for m in self.tree.children(c, "case", "mark"))

    def _with_second(self, i: int, cue: tuple[int, ...], source: Phrase | None, second: str) -> Iterator[Draft]:
        """ "laid out her plan", "disagrees with him", "decided against leaving"."""
        tree, lemma = self.tree, f"{self.tokens[i].lemma} {second}"
        if source is None or not self._can_feel(i, source):
            return
        if any(self.tokens[c].lower == second for c in tree.children(i, "compound:prt", "advmod") if c > i):
            for child in tree.children(i, "obj", "obl", "ccomp"):
                if child > i:
                    yield self._held(cue, source, self._object_and_more(i, child), lemma)
                    return
        for child in tree.children(i, "obl", "advcl", "nmod", "xcomp", "ccomp"):
            marks = [m for m in tree.children(child, "case", "mark") if m > i and self.tokens[m].lower == second]
            if marks and marks[0] - cue[-1] <= 2:
                said = [t for t in tree.subtree(child) if t > marks[0]]
                yield self._held((*cue, *range(cue[-1] + 1, marks[0] + 1)), source, said, lemma)

    def _suffered(self, i: int, frames: frozenset[str]) -> Iterator[Draft]:
        """ "was backed by the union", "is considered a threat"."""
        agent = self._agent(i)
        subjects = self.tree.children(i, "nsubj:pass", "nsubj")
        more = [c for c in self.tree.children(i, "xcomp", "obl", "advcl") if c > i]
        more = [c for c in more if self.tokens[c].dep == "xcomp" or self._case_of(c) == "as"]
        if not subjects or not (agent or (more and frames & {"as", "objinf"})):
            return
        said = {t for c in (*subjects, *more) for t in self.tree.subtree(c)}
        if agent is not None:
            said -= set(agent.tokens)
        yield self._held(self._cue_tokens(i, i), agent, said, self.tokens[i].lemma)

    def _case_of(self, i: int) -> str:
        return next((self.tokens[m].lower for m in self.tree.children(i, "case", "mark")), "")

    def _seeming(self, i: int, cue: tuple[int, ...]) -> Iterator[Draft]:
        """ "The town appears to have fallen", "it seems that …": how it looks to nobody named."""
        subjects = self.tree.children(i, "nsubj", "expl")
        told = [c for c in self.tree.children(i, "xcomp", "ccomp", "advcl", "csubj") if c > i]
        if not subjects or not told:
            return
        said = set(self.tree.subtree(told[0]))
        if self.tokens[subjects[0]].lower != "it" or self.tokens[told[0]].dep == "xcomp":
            said |= set(self.tree.subtree(subjects[0]))
        yield self._held(cue, None, said, self.tokens[i].lemma)

    def _predicate(self, i: int) -> Iterator[Draft]:
        """ "was critical of the raid", "are frustrated that …", "it is unclear whether …"."""
        tree, low = self.tree, self.tokens[i].lower
        subjects = tree.children(i, "nsubj", "nsubj:pass", "expl")
        if not subjects:
            return
        lead = [c for c in tree.children(i, "cop", "aux", "aux:pass", "advmod") if c < i]
        first = i
        while first - 1 in lead or (first - 1 > subjects[0] and self.tokens[first - 1].pos in ("ADV", "PART")):
            first -= 1
        cue = tuple(range(first, i + 1))
        it = self.tokens[subjects[0]].lower == "it"
        source = None if it else self._phrase(subjects[0], barred=i)
        frames = _predicates()[low]
        for child in tree.children(i, "ccomp", "xcomp", "advcl", "csubj"):
            if child < i or not (self._has_to(child) or self._is_clause_of(i, child)):
                continue
            if ("it" in frames and it and not self._has_to(child)) or ("clause" in frames and source is not None):
                yield self._held(cue, source, tree.subtree(child), low)
        for child in tree.children(i, "obl", "advcl", "nmod"):
            marks = [m for m in tree.children(child, "case", "mark") if m > i]
            if marks and source is not None and f"+{self.tokens[marks[0]].lower}" in frames:
                said = [t for t in tree.subtree(child) if t > marks[0]]
                yield self._held(tuple(range(first, marks[0] + 1)), source, said, low)

    def _attitude_noun(self, i: int) -> Iterator[Draft]:
        """ "his concern that …", "criticism from the left of …", "expressed outrage over …"."""
        tree, token = self.tree, self.tokens[i]
        frames = _nouns()[token.lemma]
        source, first = self._noun_source(i)
        if "voice" in frames:
            subjects = tree.children(i, "nsubj") if tree.children(i, "cop") else ()
            source = self._phrase(subjects[0], barred=i) if subjects else None
            first = min([*tree.children(i, "cop", "aux"), i])
        elif token.dep == "obj" and self.tokens[token.head].lemma in _light():
            verb = token.head
            source = self._source(verb, verb)
            first = self._cue_tokens(verb, verb)[0] if verb < i else i
        if source is None:
            return
        below = [c for c in tree.children(i, "acl", "ccomp", "nmod", "advcl") if c > i]
        if first < i:  # "expressed outrage | over the test", hung on the verb
            below += [c for c in tree.children(token.head, "obl", "ccomp") if tree.subtree(c)[0] == i + 1]
        for child in below:
            marks = [m for m in tree.children(child, "case", "mark") if m > i]
            if ("that" in frames and self._finite_with_that(child)) or ("inf" in frames and self._has_to(child)):
                yield self._held(tuple(range(first, i + 1)), source, tree.subtree(child), token.lemma)
            elif marks and f"+{self.tokens[marks[0]].lower}" in frames:
                said = [t for t in tree.subtree(child) if t > marks[0]]
                yield self._held(tuple(range(first, marks[0] + 1)), source, said, token.lemma)

    def _held(self, cue: tuple[int, ...], source: Phrase | None, said: Iterable[int], lemma: str) -> Draft:
        apart = {*cue, *(source.tokens if source else ())}
        runs = self._up_to_aside(self._runs(set(said) - apart))
        spans = tuple(s for s in map(self._trim, runs) if s is not None)
        return Draft(
            sentence=self.tree.sentence.index,
            cue=self.tree.span_of(cue),
            content=spans,
            lemma=lemma,
            stance="neutral",
            frame="attitude",
            source=self._span_of(source),
            speaker_at=self._speaker_at(source),
            speaker=self._named_by(source),
        )


@cache
def _verbs() -> dict[str, frozenset[str]]:
    """Verb lemmas to the frames they take; ``+x`` is a preposition or particle."""
    return _frames("verbs")


@cache
def _predicates() -> dict[str, frozenset[str]]:
    return _frames("adjectives")


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return _frames("nouns")


@cache
def _light() -> frozenset[str]:
    return frozenset(table("attitudes")["light"]["words"])


def _frames(section: str) -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for frame, entries in table("attitudes")[section].items():
        for entry in entries:
            word, _, second = entry.partition(" ")
            known = out.setdefault(word, set())
            known.add(f"+{second}" if second else frame)
            if frame == "voices":
                known.add("voice")
    return {word: frozenset(frames) for word, frames in out.items()}
