"""Who speaks: the noun phrase that a cue attributes its content to."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.language.tree import Tree
from fogline.mentions.attributions.patterns import names_a_time, source_after, subject_before
from fogline.mentions.attributions.quotes import Quotation, ending_before
from fogline.mentions.attributions.speakers import can_speak
from fogline.mentions.attributions.tree import RELATIVE, SUBJECT, Phrase, SpeechTree
from fogline.model.span import Span

_CLAUSE_OPENERS = frozenset({"that", "because", "as", "which", "what", "while", "when", "if", "though", "although"})
_PROMISING = frozenset({"promise", "use", "take", "threaten", "vow"})
"""Verbs whose subject does what their infinitive says though an object stands between: "used the rally to claim"."""


class SourceReader(SpeechTree):
    """Finds a cue's source by the parse, and by the words beside the cue where the parse has none."""

    def __init__(self, text: str, tree: Tree, quotations: tuple[Quotation, ...], cues: Sequence[int]) -> None:
        super().__init__(text, tree, quotations, cues)
        self._sources: dict[tuple[int, int], Phrase | None] = {}
        self._beside_cues: dict[tuple[int, int], Phrase | None] = {}

    def source_before(self, i: int) -> Phrase | None:
        """The subject of the verb *i*, else the stretches between commas that end before it."""
        subjects = [c for c in self.tree.children(i, *SUBJECT) if c < i]
        if subjects:
            return self._phrase(self._nearest(tuple(subjects), i), barred=i)
        before = subject_before(self.tree, i)
        return Phrase(before, self._head_of(before)) if before else None

    def _source(self, i: int, top: int) -> Phrase | None:
        """Who speaks: the subject of the cue or of the verb it depends on; of a participle, the noun it follows."""
        if (i, top) not in self._sources:
            self._sources[i, top] = self._read_source(i, top)
        return self._sources[i, top]

    def _read_source(self, i: int, top: int) -> Phrase | None:
        seen: set[int] = set()
        at = top
        while at not in seen:
            seen.add(at)
            subjects = self.tree.children(at, *SUBJECT)
            if subjects and at != top and (teller := self._teller_of(at, subjects[-1])) is not None:
                at = teller  # "Marsh said he had lost and called it a mishap": who calls it so is Marsh
                continue
            if subjects:
                return self._phrase(self._named_before(self._nearest(subjects, at)), barred=i)
            token = self.tokens[at]
            if token.dep == "acl" and token.tag in ("VBG", "VB", "VBN") and not (at == top and self._after_comma(at)):
                return self._phrase(token.head, barred=i)
            if token.tag == "VBG" and at == top and self._after_comma(at):
                speaker = self._saying_above(at)
                if speaker is not None:
                    at = speaker
                    continue
            if token.dep == "xcomp" and (made := self._made_to(at)) is not None:
                return self._phrase(made, barred=i)
            if token.dep in ("advcl", "conj", "xcomp", "parataxis", "dep", "ccomp") and token.head != at:
                if token.dep == "ccomp" and at == i:
                    return None
                at = token.head
                continue
            break
        return None

    def _teller_of(self, at: int, subject: int) -> int | None:
        """The verb of speech over the reported clause of verb *at*, whose *subject* is a pronoun, if it has one."""
        token = self.tokens[at]
        if token.dep != "ccomp" or self.tokens[subject].lower not in ("he", "she", "they", "it"):
            return None
        if token.head > at or not self._is_verb(token.head):
            return None
        return token.head if self.tree.children(token.head, *SUBJECT) else None

    def _nearest(self, subjects: tuple[int, ...], verb: int) -> int:
        """Of several subjects the one set off right before the verb: "All of this, | he | acknowledges, could …"."""
        if len(subjects) == 1:
            return subjects[0]
        last = max((s for s in subjects if s < verb), default=subjects[0])
        opening = self.tokens[self.tree.subtree(last)[0] - 1]
        set_off = last > subjects[0] and (opening.text in ',"”—–--' or opening.lower in _CLAUSE_OPENERS)
        return last if set_off else subjects[0]

    def _made_to(self, at: int) -> int | None:
        """Who is made, helped or asked to speak: "forced him | to admit that …", not who forces."""
        head = self.tokens[at].head
        objects = [c for c in self.tree.children(head, "obj", "iobj") if head < c < at]
        if not objects or self.tokens[head].lemma in _PROMISING:
            return None
        return objects[0] if self.tokens[objects[0]].pos in ("PROPN", "PRON", "NOUN") else None

    def _phrase(self, head: int, barred: int) -> Phrase | None:
        """The noun phrase of *head* without what hangs in the cue *barred*; ``None`` where nothing is left."""
        tokens = self._noun_tokens(head, barred=barred)
        return Phrase(tokens, head) if tokens else None

    def _named_before(self, subject: int) -> int:
        """The noun that a participle describes which the parser took for the subject: "the group | backing the drive
        had said"."""
        first = self.tree.subtree(subject)[0]
        if self.tokens[subject].tag != "VBG" or first != subject or first == 0:
            return subject
        return first - 1 if self.tokens[first - 1].pos in ("NOUN", "PROPN") else subject

    def _source_here(self, i: int, top: int) -> Phrase | None:
        """The cue's own subject, or the noun right before it."""
        if (i, top) not in self._beside_cues:
            self._beside_cues[i, top] = self._read_source_here(i, top)
        return self._beside_cues[i, top]

    def _read_source_here(self, i: int, top: int) -> Phrase | None:
        subjects = [c for c in self.tree.children(top, *SUBJECT) if c < top]
        if subjects and (phrase := self._phrase(self._nearest(tuple(subjects), top), barred=i)) is not None:
            return phrase
        for child in self.tree.children(top, "expl"):  # "it strongly denies it is …", the first "it" misread
            if child < top and self.tokens[i].tag not in ("VBN", "VBG"):
                return Phrase((child,), child)
        return self._nearby(self._cue_tokens(i, top))

    def _saying_above(self, at: int) -> int | None:
        """ "…, said X, adding that": the nearest verb of speech with a subject above a trailing participle; of a
        trailing participle behind a noun, the verb with a subject."""
        above = self.tree.ancestors(at)
        speaking = [a for a in above if self._is_verb(a) and (self.tree.children(a, *SUBJECT) or self._nearby((a,)))]
        if speaking:
            return speaking[0]
        if self.tokens[at].dep == "acl":
            return next((a for a in above if self.tree.children(a, *SUBJECT)), None)
        return None

    def _agent(self, i: int) -> Phrase | None:
        for child in self.tree.children(i, "obl:agent"):
            return Phrase(self._noun_tokens(child), child)
        if i + 2 < len(self.tokens) and self.tokens[i + 1].lower == "by" and self.tokens[i + 2].tag != "VBG":
            source = source_after(self.tree, i + 2)
            return Phrase(source, self._head_of(source)) if source else None
        return None

    def _inverted_subject(self, i: int) -> Phrase | None:
        """The noun right behind the cue that the parse takes for its object ("…, said council head Ivan Reed.")."""
        for child in self.tree.children(i, "obj", "xcomp", "obl:unmarked"):
            if names_a_time(self.tokens[i + 1].lower) or names_a_time(self.tokens[child].lower):
                continue  # "…," Ada Marsh, said Tuesday morning.
            speaks = self.tokens[child].pos == "ADJ" and can_speak(self.tokens[child].lower)  # "says general", misread
            if self.tree.subtree(child)[0] == i + 1 and (speaks or self.tokens[child].pos in ("NOUN", "PROPN", "PRON")):
                return Phrase(self._noun_tokens(child), child)
        return None

    def _nearby(self, cue: tuple[int, ...]) -> Phrase | None:
        """The noun right before the cue, where the parser gave the cue no subject."""
        before = cue[0] - 1
        if before < 0 or self.tokens[cue[-1]].tag in ("VBG", "VB"):
            return None
        if self.tokens[before].text == ",":
            phrase = subject_before(self.tree, cue[0])
            return Phrase(phrase, self._head_of(phrase)) if phrase else None
        if names_a_time(self.tokens[before].lower) or self.tokens[before].pos == "NUM":
            return self._relative_before(before)
        named = before > 0 and self.tokens[before].text[0].isupper() and self.tokens[before].text.isalpha()
        if (not named and self.tokens[before].pos not in ("PROPN", "NOUN", "PRON")) or self.tokens[before].lower in (
            "it",
            "that",
        ):
            return None
        first = before
        while first > 0 and self.tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ", "DET", "NUM"):
            first -= 1
        return Phrase(tuple(range(first, before + 1)), before)

    def _relative_before(self, last: int) -> Phrase | None:
        """ "…, who | in 2010 | said": the relative pronoun before a short phrase of time."""
        at = last
        while at > max(0, last - 4) and self.tokens[at].pos in ("NUM", "NOUN", "PROPN", "DET", "ADJ", "ADP"):
            at -= 1
        return Phrase((at,), at) if at and self.tokens[at].lower in ("who", "which") else None

    def _set_off(self, i: int, top: int) -> bool:
        """ ", RIA reported,": comma, a name, the cue."""
        near = self._source_here(i, top)
        return near is not None and near.tokens[0] > 0 and self.tokens[near.tokens[0] - 1].text in (",", "—", "–")

    def _between_quotation_and_cue(self, cue: Span, source: Span | None) -> Phrase | None:
        """ "…," NP, an official of …, told: the words between the quotation and the cue, where the parser lost them."""
        quotation = ending_before(self.quotations, cue.start)
        if quotation is None or quotation.span.end <= self.tree.sentence.start:
            return None
        end = quotation.span.end
        if source is not None and source.start >= end:
            return self._with_first_name(end, source)
        if source is not None and quotation.span.covers(source) and not self.text[end : cue.start].strip():
            return self._right_behind(cue)  # "…,” said the mayor", a word of the quotation read as the subject
        if end == cue.start:
            return None
        tokens = [t for t in self.tree.tokens_in(Span(end, cue.start)) if self.tokens[t].start >= end]
        while tokens and self.tokens[tokens[-1]].pos in ("PUNCT", "AUX", "ADV"):
            tokens.pop()
        while tokens and self.tokens[tokens[0]].pos == "PUNCT":
            tokens.pop(0)
        if (
            not tokens
            or len(tokens) > 30
            or (
                self.tokens[tokens[0]].pos not in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM")
                and not self.tokens[tokens[0]].text[0].isupper()
            )
        ):
            return None
        finite = [t for t in tokens if self.tokens[t].tag in ("VBD", "VBZ", "VBP", "MD")]
        appositive = any(self.tokens[t].text == "," for t in tokens)
        if finite and not appositive and not any(self.tokens[t].dep == "acl:relcl" for t in tokens):
            return None
        return Phrase(tuple(tokens), self._head_of(tuple(tokens)))

    def _right_behind(self, cue: Span) -> Phrase | None:
        """The noun phrase that begins right behind the cue, with its appositions."""
        after = [t.index for t in self.tokens if t.start >= cue.end][:1]
        if not after or self.tokens[after[0]].pos not in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"):
            return None
        if names_a_time(self.tokens[after[0]].lower):
            return None
        phrase = source_after(self.tree, after[0])
        return Phrase(phrase, self._head_of(phrase)) if phrase else None

    def _with_first_name(self, after: int, source: Span) -> Phrase | None:
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
        return Phrase(tuple(range(lost[0], own[-1] + 1)), head if head is not None else own[0])

    def _head_of(self, phrase: tuple[int, ...]) -> int:
        """The head of a noun phrase that word order gave: of "the minister, Ada Marsh" the name."""
        named = [
            t
            for t in phrase
            if self.tokens[t].pos == "PROPN" and self.tokens[t].dep not in ("compound", "nmod:poss", "nmod", "obl")
        ]
        nouns = [t for t in phrase if self.tokens[t].pos in ("NOUN", "PRON", "PROPN")]
        inside = self.tree.head_of_span(self.tree.span_of(phrase))
        if inside is not None and self.tokens[inside].pos in ("NOUN", "PROPN", "PRON"):
            return inside
        return (named or nouns or list(phrase))[0]

    def _noun_tokens(self, head: int, barred: int | None = None) -> tuple[int, ...]:
        """The full noun phrase, appositions and relative clauses with it, its preposition without."""
        inside = set(self.tree.subtree(head))
        if barred is not None and barred in inside:
            inside -= set(self.tree.subtree(barred))
        for child in self.tree.children(head):
            if (
                (
                    self.tokens[child].dep in ("case", "mark", "cc", "parataxis", "advmod", "cop", "nsubj", "obl")
                    and child < head
                )
                or (child > head and self._after_comma(child) and self._finite_with_that(child))
                or self._says_when(child)
            ):
                inside -= set(self.tree.subtree(child))
        return tuple(self._contiguous(inside, head))

    def _says_when(self, child: int) -> bool:
        """ "The minister | on Tuesday | said …", "Reed | late last week | told …"."""
        token = self.tokens[child]
        return token.dep.startswith(("nmod", "obl")) and token.dep != "nmod:poss" and names_a_time(token.lower)

    def _speaker_at(self, source: Phrase | None) -> Span | None:
        if source is None:
            return None
        antecedent = self._antecedent(source)
        return self.tokens[source.head if antecedent is None else antecedent].span

    def _named_by(self, source: Phrase | None) -> Span | None:
        """The noun phrase that a relative pronoun stands for."""
        antecedent = self._antecedent(source) if source is not None else None
        return None if antecedent is None else self.tree.noun_phrase(antecedent)

    def _antecedent(self, source: Phrase) -> int | None:
        if self.tokens[source.head].lower not in RELATIVE:
            return None
        verb = self.tokens[source.head].head
        while self.tokens[verb].dep in ("conj", "xcomp") and self.tokens[verb].head != verb:
            verb = self.tokens[verb].head
        if self.tokens[verb].dep.startswith("acl"):
            return self.tokens[verb].head
        before = [t for t in range(max(0, source.head - 2), source.head) if self.tokens[t].pos in ("NOUN", "PROPN")]
        return before[-1] if before else None
