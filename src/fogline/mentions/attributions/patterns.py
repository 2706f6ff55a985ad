"""Source and content told by word order and commas alone, for where the parse goes wrong.

Each function looks at the tokens around a cue and answers in token indexes, or says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from fogline.language.tree import Tree
from fogline.mentions.attributions.speakers import can_speak
from fogline.model.sentence import Token

_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERB_TAGS = _FINITE_TAGS | frozenset({"VBN"})
_NOMINAL_STARTS = frozenset({"DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON"})
_CLAUSE_STARTS = _NOMINAL_STARTS | frozenset({"ADP", "ADV"})
_LONGEST_TAIL = 14
"""Tokens that may follow a cue at a sentence's end: "said in an interview aired on Friday.\""""
_MOST_CHUNKS = 3
_SHORTEST_TOLD = 5
"""Tokens of a clause that an unmarked cue behind it can report."""
_LONGEST_SOURCE = 8
_OWN_WORDS = frozenset(
    {"things", "thing", "words", "word", "what", "all", "everything", "much", "something", "nothing"}
)
"""What may itself be said: "the things he said" is no clause with its speaker."""
# Where a source behind its cue ends and the circumstances begin.
_AFTER_SOURCE = frozenset(
    ["in", "on", "at", "during", "while", "after", "when", "as", "adding", "speaking", "quoted", "to", "who", "which"]
)
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_PARTS = ["week", "month", "year", "night", "morning", "afternoon", "evening", "weekend"]
_WHEN = frozenset([*_DAYS, *_PARTS, "earlier", "later", "today", "yesterday", "tomorrow", "this", "last"])
_BEFORE_DATE = _WHEN | {"on", "late", "early"}
_LONGEST_DATE = 4
_LEADING = frozenset({"ADP", "SCONJ", "CCONJ", "PUNCT", "VERB"})
"""What leads up to a noun phrase, which then is no source."""
_ADVERBS = frozenset({"overnight", "abroad", "inside", "nearby", "there"})
"""Adverbs that taggers take for prepositions."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Token indexes of a source and of a content, either in text order."""

    source: tuple[int, ...]
    content: tuple[int, ...]


def trailing(tree: Tree, first: int, last: int) -> Parts | None:
    """ "They left, the minister, Ada Marsh, said on Friday.": what a cue at a sentence's end (tokens *first* to
    *last*) says of the clause before it; the source may hold appositions between commas."""
    tokens = tree.tokens
    rest = tokens[last + 1 : _end_of_tail(tokens, last + 1)]
    if len(rest) > _LONGEST_TAIL or any(t.tag in _FINITE_TAGS or t.text in '“"‘:' for t in rest):
        return None
    chunks = _chunks(tokens, first)
    nominal: list[range] = []
    if tokens[first - 1].tag in ("WP", "WDT"):
        return None  # "…, the mill that had closed."
    while len(chunks) > 1 and len(nominal) < _MOST_CHUNKS and _is_nominal(tokens, chunks[-1]):
        nominal.insert(0, chunks.pop())
    if not nominal:
        return _without_comma(tokens, first, rest)
    if not chunks or not any(_has_verb(tokens, chunk) for chunk in chunks):
        return None
    return Parts(tuple(range(nominal[0].start, nominal[-1].stop)), tuple(range(chunks[0].start, chunks[-1].stop)))


def _end_of_tail(tokens: tuple[Token, ...], start: int) -> int:
    """Where another statement begins behind the cue: ", adding that …", ", but …"; else the sentence's end."""
    for token in tokens[start : len(tokens) - 1]:
        behind = tokens[token.index + 1]
        if token.text == "," and (behind.tag == "VBG" or behind.lower in ("but", "while", "although", "though")):
            return token.index
    return len(tokens)


def unmarked_tail(tree: Tree, first: int, last: int) -> Parts | None:
    """What a cue that closes its sentence reports in copy that lost its commas: see the cases of :func:`trailing`."""
    return _without_comma(tree.tokens, first, tree.tokens[last + 1 :])


def after_dash(tree: Tree, first: int, last: int) -> Parts | None:
    """:func:`inverted` behind a dash, where parsers take who said it for a clause."""
    return inverted(tree, first, last) if first and tree.tokens[first - 1].text in ("-", "–", "—", "--") else None


def _without_comma(tokens: tuple[Token, ...], first: int, rest: tuple[Token, ...]) -> Parts | None:
    """ "They cracked the walls he added.", "The bomb killed two a monitor said.": copy whose commas were lost.

    Only for a cue that closes its sentence, behind a pronoun or a phrase with an article whose noun can speak.
    """
    if first < _SHORTEST_TOLD or not _only_tells_when(rest):
        return None
    start = _start_of_source(tokens, first)
    if (
        start is None
        or start < _SHORTEST_TOLD - 1
        or (tokens[start - 1].pos in _LEADING and tokens[start - 1].lower not in _ADVERBS)
    ):
        return None
    told = range(start)
    if tokens[0].tag in ("WP", "WRB") or tokens[start - 1].lower in _OWN_WORDS:
        return None
    if not _is_finite(tokens, told) and not any(_is_past_misread(tokens, i, first) for i in told):
        return None
    return Parts(tuple(range(start, first)), tuple(told))


def _start_of_source(tokens: tuple[Token, ...], first: int) -> int | None:
    """The first token of the source that ends right before token *first*."""
    last = first - 1
    if tokens[last].lower in ("he", "she", "they", "it"):
        return last
    named = tokens[last].pos == "PROPN" and tokens[last].text[0].isupper()
    if not named and (tokens[last].pos != "NOUN" or not can_speak(tokens[last].lower)):
        return None
    at = last
    while at and _in_source(tokens, at) and last - at < _LONGEST_SOURCE:
        at -= 1
    return at if tokens[at].lower in ("a", "an", "the") else None


def _is_past_misread(tokens: tuple[Token, ...], i: int, cue: int) -> bool:
    """Whether the participle *i* is a clause's verb: the sentence's root, or on a noun read as subject of the *cue*."""
    token = tokens[i]
    noun = tokens[token.head]
    return token.tag == "VBN" and (
        token.dep in ("root", "ccomp") or (noun.dep == "nsubj" and noun.head >= cue and i > noun.index)
    )


def _in_source(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether token *at* goes on with a noun phrase to its left, hyphened words and "for" within a name too."""
    token, before, behind = tokens[at], tokens[at - 1], tokens[at + 1]
    if token.text == "-" or before.text == "-":
        return True
    if token.lower in ("for", "of"):
        return behind.text[0].isupper() and before.text[0].isupper()
    return token.pos in ("NOUN", "PROPN", "ADJ", "CCONJ")


def _only_tells_when(rest: tuple[Token, ...]) -> bool:
    """Whether the tokens behind a cue at a sentence's end are marks, or a day: "said on Saturday."."""
    words: list[str] = []
    for token in rest:
        if token.pos != "PUNCT":
            if len(words) == _LONGEST_DATE:
                return False
            words.append(token.lower)
    return not words or (words[-1] in _WHEN and set(words[:-1]) <= _BEFORE_DATE)


def following(tree: Tree, last: int) -> tuple[int, ...]:
    """The clause that stands between the cue's end (token *last*) and the sentence's: from its subject or "that"."""
    tokens = tree.tokens
    start = last + 1
    that = next(
        (
            t.index
            for t in tokens[start : start + 12]
            if t.lower == "that" and (t.dep in ("mark", "det", "advmod") or t.index <= last + 2)
        ),
        None,
    )
    if that is not None:
        start = that
    else:
        while start < len(tokens) and _opens_adverbial(tokens, start):
            start += 1
    stop = len(tokens)
    for token in tokens[start + 1 :]:
        if token.tag == "VBG" and tokens[token.index - 1].text == "," and token.dep in ("advcl", "acl", "parataxis"):
            stop = token.index - 1
            break
    clause = range(start, stop)
    finite = next((i for i in clause if tokens[i].tag in _FINITE_TAGS), None)
    if finite is None or len(clause) < 3 or (that is None and not _is_main(tree, clause, finite)):
        return ()
    return tuple(clause)


def _is_main(tree: Tree, clause: range, finite: int) -> bool:
    """Whether the first finite verb makes a clause of its own with a subject: no relative, no "because …"."""
    tokens = tree.tokens
    if tokens[clause.start].pos not in _CLAUSE_STARTS:
        return False
    verb = finite if tokens[finite].dep not in ("aux", "aux:pass", "cop") else tokens[finite].head
    marked = any(tokens[m].dep == "mark" for m in tree.children(verb))
    if tokens[verb].dep == "acl:relcl" or marked:
        return False
    before = [tokens[i] for i in range(clause.start, finite)]
    if any(t.pos == "SCONJ" or t.tag in ("WDT", "WP", "WRB") or t.text == "," for t in before):
        return False
    return any(t.pos in ("NOUN", "PROPN", "PRON", "NUM") for t in before)


def source_after(tree: Tree, start: int) -> tuple[int, ...]:
    """The noun phrase that begins at token *start* ("according to …") up to a clause's comma or the end."""
    tokens = tree.tokens
    chunks: list[range] = []
    at = start
    for token in tokens[start:]:
        if token.text in (",", ";", ".", "—", "–", "(") and token.index > at:
            chunks.append(range(at, token.index))
            at = token.index + 1
    if at < len(tokens):
        chunks.append(range(at, len(tokens)))
    taken = chunks[:1]
    for chunk in chunks[1:]:
        if tokens[chunk.start].lower in ("which", "who", "whose") and len(taken) < _MOST_CHUNKS:
            taken.append(chunk)
            continue
        if _is_finite(tokens, chunk) or not _is_nominal(tokens, chunk) or len(taken) == _MOST_CHUNKS:
            break
        taken.append(chunk)
    if len(taken) > 1 and len(taken) == len(chunks) and len(chunks) > 1 and not _is_finite(tokens, chunks[-1]):
        pass  # appositions to the sentence's end
    elif len(taken) > 1 and len(taken) < len(chunks):
        pass  # an apposition between commas, the clause behind it
    else:
        taken = chunks[:1]
    return tuple(range(start, taken[-1].stop)) if taken else ()


def _chunks(tokens: tuple[Token, ...], stop: int) -> list[range]:
    """The stretches between commas before token *stop*."""
    out: list[range] = []
    at = 0
    for token in tokens[:stop]:
        if token.text in (",", "—", "–", "--"):
            if token.index > at:
                out.append(range(at, token.index))
            at = token.index + 1
    if at < stop:
        out.append(range(at, stop))
    return out


def _is_nominal(tokens: tuple[Token, ...], chunk: range) -> bool:
    words = [tokens[i] for i in chunk]
    if words[0].pos not in _NOMINAL_STARTS or words[0].lower in ("which", "who", "that"):
        return False
    if not any(t.pos in ("NOUN", "PROPN", "PRON") for t in words):
        return False
    return not _is_finite(tokens, chunk) and not any(t.text in '“”"' for t in words)


def _has_verb(tokens: tuple[Token, ...], chunk: range) -> bool:
    return _is_finite(tokens, chunk) or (len(chunk) > 3 and any(tokens[i].pos in ("VERB", "AUX") for i in chunk))


def inverted(tree: Tree, first: int, last: int) -> Parts | None:
    """ "They left – said the minister, Ada Marsh, on Friday.": clause, comma or dash, cue, source, in this order."""
    tokens = tree.tokens
    if first < 4 or tokens[first - 1].text not in (",", "-", "–", "—", "--") or last + 1 >= len(tokens):
        return None
    if names_a_time(tokens[last + 1].lower):
        return None
    if tokens[last + 1].pos not in ("DET", "PROPN", "NOUN", "ADJ", "NUM") or not _has_verb(tokens, range(first - 1)):
        return None
    stop = last + 1
    while (
        stop < len(tokens) and tokens[stop].text not in (".", ";", ":", "(") and tokens[stop].lower not in _AFTER_SOURCE
    ):
        stop += 1
    while tokens[stop - 1].pos == "PUNCT":
        stop -= 1
    if any(tokens[i].tag in _FINITE_TAGS for i in range(last + 1, stop)):
        return None
    return Parts(tuple(range(last + 1, stop)), tuple(range(first - 1)))


def subject_before(tree: Tree, first: int) -> tuple[int, ...]:
    """The noun phrase with its appositions that ends in a comma right before the cue at *first*, or nothing.

    "…, but the minister, Ada Marsh, | said": the stretches between commas back to one that is a clause, or to the
    sentence's start.
    """
    tokens = tree.tokens
    chunks = _chunks(tokens, first)
    taken: list[range] = []
    while chunks and len(taken) < _MOST_CHUNKS and _belongs_to_subject(tokens, chunks[-1]):
        taken.insert(0, chunks.pop())
    if not taken or (chunks and not _is_finite(tokens, chunks[-1])):
        return ()
    start = taken[0].start
    while start < taken[0].stop and tokens[start].pos in ("CCONJ", "SCONJ", "ADV"):
        start += 1
    head = range(start, taken[0].stop)
    named = bool(head) and tokens[start].text[0].isupper() and len(head) <= 3
    return tuple(range(start, taken[-1].stop)) if head and (named or _is_nominal(tokens, head)) else ()


def _belongs_to_subject(tokens: tuple[Token, ...], chunk: range) -> bool:
    """Whether the stretch can be a noun phrase, an apposition or a participle behind one."""
    words = [tokens[i] for i in chunk]
    if _is_finite(tokens, chunk) or any(t.text in '“”"' for t in words):
        return False
    if words[0].index == 0 and words[0].tag in ("VBG", "NN") and words[0].lower.endswith("ing"):
        return False  # "Lamenting their luck, residents often say"
    return words[0].pos not in ("ADP", "VERB", "AUX") or words[0].tag == "VBN"


def _is_finite(tokens: tuple[Token, ...], chunk: range) -> bool:
    return any(tokens[i].tag in _FINITE_TAGS for i in chunk)


def _opens_adverbial(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the token still belongs to when it was said ("on Friday", "earlier this week,")."""
    token = tokens[at]
    low = token.lower
    if token.text == ",":
        return True
    return low in _WHEN or (
        low in ("on", "in", "this", "last", "late", "early") and tokens[min(at + 1, len(tokens) - 1)].lower in _WHEN
    )


def after_date(tokens: tuple[Token, ...], start: int) -> int:
    """The first token from *start* on that does not belong to when something was said ("on Friday")."""
    while start < len(tokens) - 1 and _opens_adverbial(tokens, start):
        start += 1
    return start


def opens_clause(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether a noun phrase with its own finite verb (or what the tagger takes for a participle) begins at *start*."""
    if start >= len(tokens) or tokens[start].pos not in ("DET", "PROPN", "PRON", "NOUN", "ADJ"):
        return False
    if tokens[start].tag in ("WP", "WDT"):
        return False
    ahead = tokens[start + 1 : start + 9]
    verb = next((t for t in ahead if t.tag in _VERB_TAGS or t.text == ","), None)
    return verb is not None and verb.text != ","


def has_finite(tokens: tuple[Token, ...], stretch: range) -> bool:
    """Whether a finite verb stands in the stretch."""
    return _is_finite(tokens, stretch)


def names_a_time(word: str) -> bool:
    """Whether the word in lower case ends a time ("last week"), which says nothing itself."""
    return word in _WHEN
