"""One parsed sentence as attribution reads it: the words around a cue, as runs of tokens and as spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fogline.language.tree import Tree
from fogline.mentions.attributions.cues import Stance, forms_of, verb_cues
from fogline.mentions.attributions.quotes import Quotation, within
from fogline.model.quick import quickly_made
from fogline.model.span import Span

SUBJECT = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")
OBLIQUE = ("obl", "obl:unmarked", "obl:npmod", "obl:tmod", "obl:agent", "nmod", "advcl")
RELATIVE = frozenset({"who", "which", "that", "whom"})
PASSING_ON = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
HEARER_VERBS = frozenset({"told", "tell", "tells", "telling"})
"""Verbs whose object hears and does not speak."""
_SURELY_VERBS = frozenset(
    [
        "said",
        "says",
        "told",
        "tells",
        "denies",
        "denied",
        "insists",
        "admits",
        "confirms",
        "announces",
        "warns",
        "urges",
    ]
)
_HELPING = frozenset({"help", "get", "have", "keep", "want"})
"""Verbs of :file:`speech.toml`'s chains whose object does what their infinitive says."""
_BE = frozenset({"is", "are", "was", "were", "been", "be", "'s", "’s", "'re", "’re"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_SUBJECT = 8
_BEFORE, _BEHIND = 10, 200
"""Characters around a sentence in which a quotation that its cue closes or resumes may stand."""
_ASIDES = frozenset(
    {"which", "who", "whose", "despite", "although", "though", "while", "after", "as", "amid", "following", "but"}
    | {"when", "because", "since"}
)
"""What opens the outlet's own addition behind a comma."""
_NO_ADVERB = frozenset({"as", "how", "when", "where", "why", "while", "because", "so", "if"})


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


@quickly_made
@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may be a source: its tokens in text order, never none, and its head among them."""

    tokens: tuple[int, ...]
    head: int


class SpeechTree:
    """The sentence's tokens, tree and the document's quotations, with look-ups that every reader of attributions needs.

    *cues* are the tokens that may be cues (:func:`cue_positions`).
    """

    def __init__(self, text: str, tree: Tree, quotations: tuple[Quotation, ...], cues: Sequence[int]) -> None:
        self.text = text
        self.tree = tree
        self.tokens = tree.tokens
        span = tree.sentence.span
        self.quotations = within(quotations, Span(max(0, span.start - _BEFORE), span.end + _BEHIND))
        self.cues = cues
        self._cue_words = frozenset(cues)
        self._read_cues: dict[tuple[int, int], tuple[int, ...]] = {}  # every reader of a cue asks for it again

    def _is_verb(self, i: int) -> bool:
        token = self.tokens[i]
        if token.lower not in verb_cues():
            return False
        if token.dep in ("amod", "compound", "case", "fixed", "nmod:poss"):
            return token.dep == "compound" and self._is_misread_verb(i)
        if token.pos == "VERB":
            return True
        # headlines and unknown names lead the tagger astray; a clause, these forms or the place settle it
        if token.lower in _SURELY_VERBS or self.tree.children(i, "ccomp") or self._is_misread_verb(i):
            return True
        return token.lower == "reports" and self._closes_sentence(i)

    def _is_misread_verb(self, i: int) -> bool:
        """Whether what was tagged a noun is a verb by its place: "residents | worry | that …", "she is | warning | them
        that …", "the ministry | plans | to …"."""
        tokens = self.tokens
        if not 0 < i < len(tokens) - 2 or not self._leads_on(i):
            return False
        before = tokens[i - 1]
        if before.lower in _BE and tokens[i].lower.endswith("ing"):
            return True
        if tokens[i].lower.endswith("ing") or before.lower in ("'s", "’s", "'", "’"):
            return False
        at = i - 1
        while at > 0 and tokens[at - 1].text != "," and i - at < _LONGEST_SUBJECT:
            at -= 1
        if any(t.tag in _FINITE or t.tag in ("IN", "TO") for t in tokens[at:i]):
            return False
        singular = tokens[i].lower.endswith("s")
        if before.pos == "PROPN" or before.text == ",":
            return at > 0 or before.pos == "PROPN"
        return before.tag in (("NN", "PRP") if singular else ("NNS", "NNPS", "PRP"))

    def _takes_rest(self, i: int) -> bool:
        """Whether a noun in -s is a headline's verb: a determiner or a name with an infinitive follows, and nothing in
        the sentence is finite ("Marsh questions the truce", "Governor urges residents to leave")."""
        tokens = self.tokens
        frames = {frame for cue in verb_cues()[tokens[i].lower] for frame in cue.frames}
        if tokens[i].tag not in ("NNS", "NNPS") or any(t.tag in _FINITE for t in tokens):
            return False
        if "obj" in frames and any(t.tag in ("DT", "PRP$") for t in tokens[i + 1 : i + 2]):
            return True
        to = next((t.index for t in tokens[i + 2 : i + 6] if t.tag == "TO"), None)
        return "objinf" in frames and to is not None and to + 1 < len(tokens) and tokens[to + 1].tag == "VB"

    def _leads_on(self, i: int) -> bool:
        """Whether "that" and a clause, or "to" and an infinitive, follow the word, right behind it or its object."""
        tokens = self.tokens
        if tokens[i + 1].lower == "to":
            return tokens[i + 2].tag == "VB" and any("inf" in cue.frames for cue in verb_cues()[tokens[i].lower])
        if self._takes_rest(i):
            return True
        near = next((t.index for t in tokens[i + 1 : i + 4] if t.lower == "that"), None)
        if (
            near is None
            or near + 1 == len(tokens)
            or not all(t.pos in ("NOUN", "PRON", "PROPN", "DET") for t in tokens[i + 1 : near])
        ):
            return False
        clause = any("clause" in cue.frames for cue in verb_cues()[tokens[i].lower])
        return clause and tokens[near + 1].pos in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM")

    def _closes_sentence(self, i: int) -> bool:
        """ "…, the Daily Herald reports.": behind a name, before the stop."""
        named = i > 1 and (self.tokens[i - 1].pos == "PROPN" or self.tokens[i - 1].text[0].isupper())
        return named and all(token.pos == "PUNCT" for token in self.tokens[i + 1 :])

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
            if self.tokens[head].lemma in _HELPING and any(head < c < top for c in self.tree.children(head, "obj")):
                break  # "helped the army maintain …"
            top = head
        return top, False

    def _is_as_saying(self, child: int) -> bool:
        if self.tokens[child].tag != "VBG":
            return False
        return any(self.tokens[m].lower == "as" for m in self.tree.children(child, "mark", "case"))

    def _is_own_cue(self, token: int, child: int) -> bool:
        """A trailing ", adding that …" or "and warned …" is no part of the clause before it."""
        if token == child or not self._is_verb(token):
            return False
        dep, tag = self.tokens[token].dep, self.tokens[token].tag
        if dep in ("advcl", "acl", "parataxis", "ccomp") and tag == "VBG":
            return self._after_comma(token)
        subjects = self.tree.children(token, *SUBJECT)
        if dep == "conj" and subjects and tag in ("VBD", "VBZ") and self.tokens[token].lower in forms_of("core", ""):
            return True  # "…, but she said that …"
        return dep == "conj" and tag == "VBD" and not subjects

    def _after_comma(self, child: int) -> bool:
        first = self.tree.subtree(child)[0]
        return (first > 0 and self.tokens[first - 1].text == ",") or self.tokens[first].text == ","

    def _has_to(self, child: int) -> bool:
        return any(self.tokens[m].lower == "to" for m in self.tree.children(child, "mark"))

    def _finite_with_that(self, child: int) -> bool:
        marks = self.tree.children(child, "mark", "nsubj")
        return any(self.tokens[m].lower == "that" for m in self.tree.children(child, "mark")) and bool(marks)

    def _says_that(self, child: int) -> bool:
        """Whether the clause opens with "that" and is whole without it: "told them that talks had failed"."""
        if self._finite_with_that(child):
            return True
        opening = self.tree.subtree(child)[0]
        subjects = [c for c in self.tree.children(child, "nsubj", "nsubj:pass") if c != opening]
        return bool(subjects) and self.tokens[opening].lower == "that"

    def _is_relative(self, top: int) -> bool:
        """Whether a relative pronoun stands in the cue's subject ("who cited …", "most of whom had said …")."""
        subjects = self.tree.children(top, *SUBJECT)
        return any(self.tokens[t].tag in ("WP", "WDT", "WP$") for s in subjects for t in self.tree.subtree(s))

    def _cue_tokens(self, i: int, top: int) -> tuple[int, ...]:
        """The cue with its auxiliaries and the adverbs among them, as one run."""
        known = self._read_cues.get((i, top))
        if known is None:
            known = self._read_cues[i, top] = self._read_cue(i, top)
        return known

    def _read_cue(self, i: int, top: int) -> tuple[int, ...]:
        lead = {
            c
            for verb in {i, top}
            for c in self.tree.children(verb, "aux", "aux:pass", "advmod", "cop")
            if c < verb
            and self.tokens[c].pos in ("AUX", "ADV", "PART", "VERB")
            and self.tokens[c].lower not in _NO_ADVERB
        }
        if top == i and i and self.tokens[i].pos == "NOUN" and self.tokens[i - 1].lower in _BE:
            lead.add(i - 1)  # "is warning", a verb taken for a noun
        first = top
        while first - 1 in lead:
            first -= 1
        last = i
        if i + 1 < len(self.tokens) and self.tokens[i + 1].dep == "compound:prt":
            last = i + 1
        return tuple(range(first, last + 1))

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

    def _without_possessive(self, child: int) -> tuple[int, ...]:
        return tuple(t for t in self.tree.subtree(child) if self.tokens[t].lower not in ("'s", "’s", "'", "’"))

    def _up_to_aside(self, runs: list[list[int]]) -> list[list[int]]:
        """Each run up to what the outlet adds behind a comma: ", despite the cold", ", focusing on the port"."""
        out = []
        for run in runs:
            stop = next((k for k in range(1, len(run) - 1) if self._opens_aside(run[k], run[k + 1])), len(run))
            out.append(run[:stop])
        return out

    def _opens_aside(self, comma: int, behind: int) -> bool:
        token = self.tokens[behind]
        if self.tokens[comma].text not in (",", "—", "–", "―", "--"):
            return False
        return token.lower in _ASIDES or (token.tag == "VBG" and token.dep in ("advcl", "acl", "parataxis"))

    def _runs(self, indexes: Iterable[int]) -> list[list[int]]:
        """The indexes as contiguous runs, pure punctuation left out."""
        runs: list[list[int]] = []
        ordered = sorted(indexes if isinstance(indexes, (set, frozenset)) else set(indexes))
        if ordered and ordered[-1] - ordered[0] == len(ordered) - 1:
            return [ordered] if any(self.tokens[t].pos != "PUNCT" for t in ordered) else []
        for index in ordered:
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

    def _span_of(self, phrase: Phrase | None) -> Span | None:
        if phrase is None:
            return None
        return Span(self.tokens[phrase.tokens[0]].start, self.tokens[phrase.tokens[-1]].end)
