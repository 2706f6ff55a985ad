"""Nouns that attribute: "the claim that …", "reports of …", "denied allegations that …"."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.mentions.attributions.clauses import ClauseReader
from fogline.mentions.attributions.cues import CueWord, forms_of, noun_cues, verb_cues
from fogline.mentions.attributions.tree import Draft, Phrase


class NounReader(ClauseReader):
    """Reads nouns of speech with their content and source."""

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
        for child in self.tree.children(i, "nmod", "obl", "acl"):
            for case in self.tree.children(child, "case", "mark"):
                if child > i and self.tokens[case].lower in cue.frames:
                    return "prep", self._runs([t for t in self.tree.subtree(child) if t > case]), case
        return None

    def _is_content_clause(self, child: int) -> bool:
        """Whether "that" opens what is said ("the claim that he fled"), not a relative ("the claim that he made")."""
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
            verb, taking, source = taken
            first, stance, lemma = self._cue_tokens(verb, verb)[0], taking.stance, taking.phrase
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

    def _noun_source(self, i: int) -> tuple[Phrase | None, int]:
        """Whose claim it is, and the cue's first token."""
        tree = self.tree
        for child in tree.children(i, "nmod:poss"):
            return Phrase(self._without_possessive(child), child), i
        token = self.tokens[i]
        if token.dep == "obj" and self.tokens[token.head].lower in forms_of("light", ""):
            source = self._source(token.head, token.head)
            return source, self._cue_tokens(token.head, token.head)[0] if token.head < i else i
        for child in tree.children(i, "nmod", "obl"):
            cases = [self.tokens[c].lower for c in tree.children(child, "case")]
            if cases and cases[0] in ("by", "from", "among"):
                return Phrase(self._noun_tokens(child), child), i
        for child in tree.children(i, "amod", "compound"):
            if self.tokens[child].text[0].isupper():
                return Phrase(tree.subtree(child), child), i
        return None, i

    def _taken_up(self, i: int) -> tuple[int, CueWord, Phrase] | None:
        """ "dismissed claims that …", "confirmed reports of …": the verb that takes a stand, its entry, its subject."""
        token = self.tokens[i]
        if token.dep != "obj" or token.head > i:
            return None
        cues = verb_cues().get(self.tokens[token.head].lower, ())
        cue = next((c for c in cues if c.second is None and "obj" in c.frames and c.stance in ("deny", "affirm")), None)
        source = self._source(token.head, token.head) if cue else None
        return (token.head, cue, source) if cue and source else None

    def _is_taken_noun(self, child: int) -> bool:
        """Whether the object is a word of speech with a content of its own, which is read from there."""
        cues = noun_cues().get(self.tokens[child].lower, ())
        return any(self._noun_content(child, cue) is not None for cue in cues) and self._taken_up(child) is not None
