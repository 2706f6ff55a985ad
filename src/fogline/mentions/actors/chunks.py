"""Noun chunks of a parsed sentence, read along the line.

The chunks serve names and titles ("Ukrainian presidential adviser Mykhailo Podolyak"), whose inner structure parsers
get wrong more often than the words' classes; so they are drawn from the tags, and from the tree only where two phrases
stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fogline.mentions.actors.names import NameHit
from fogline.mentions.actors.words import is_title, nation, role_kind, word_set
from fogline.model.sentence import Sentence, Token

_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"})
_OUTSIDE = frozenset({"DET", "ADP", "AUX", "PRON", "CCONJ", "SCONJ"})
_POSSESSIVE = frozenset({"POS", "PRP$", "WP$"})
_HYPHENS = frozenset("-‑–")
_SUPERLATIVES = frozenset({"least", "most"})
_JOINS = frozenset({"and", "or", ","})
_QUOTES = frozenset("“”\"‘’'")


@dataclass(slots=True)
class Chunk:
    """Tokens ``low`` to ``high`` (inclusive) of a sentence: one noun phrase without what follows its head.

    ``units`` maps a token to the known name it is part of. ``owner`` is the chunk whose possessive comes before
    ("Kyiv's" of "Kyiv's military"), ``owner_word`` a possessive pronoun instead ("its"). ``led_by`` is the
    preposition before the phrase, lower case.
    """

    sentence: Sentence
    low: int
    high: int
    units: dict[int, NameHit] = field(default_factory=dict)
    owner: Chunk | None = None
    owner_word: str | None = None
    determiner: str | None = None
    led_by: str | None = None
    owned: bool = False
    """Whether it is itself a possessive."""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The chunk's tokens."""
        return self.sentence.tokens[self.low : self.high + 1]

    @property
    def first(self) -> Chunk:
        """The chunk at the start of the chain of possessives."""
        return self.owner.first if self.owner else self


def chunks_of(sentence: Sentence, hits: list[NameHit]) -> list[Chunk]:
    """The noun chunks of *sentence* in order; *hits* are the known names in it, each kept whole in one chunk."""
    tokens = sentence.tokens
    units = (
        {i: hit for hit in hits for i, t in enumerate(tokens) if hit.start < t.end and t.start < hit.end}
        if hits
        else {}
    )
    inside = _all_inside(tokens, units)
    found: list[Chunk] = []
    i = 0
    while i < len(tokens):
        if inside[i]:
            high = _run(tokens, i, units, inside)
            found.append(_made(sentence, i, high, units, found))
            i = high
        i += 1
    return found


def _all_inside(tokens: tuple[Token, ...], units: dict[int, NameHit]) -> list[bool]:
    """Of each of *tokens* whether it can be in a chunk.

    Most words are told by their tag alone; the others are looked at with those beside them.
    """
    calendar = word_set("actors", "calendar")
    hyphened = not _HYPHENS.isdisjoint([token.text for token in tokens])
    inside: list[bool] = []
    for i, token in enumerate(tokens):
        pos = token.pos
        if pos in _INSIDE and token.lower not in _SUPERLATIVES and i not in units:
            inside.append(token.tag not in _POSSESSIVE and token.lower not in calendar)
        elif pos in _OUTSIDE and not hyphened and i not in units and token.text.islower():
            inside.append(False)
        else:
            inside.append(_inside(tokens, i, units))
    return inside


def _made(sentence: Sentence, low: int, high: int, units: dict[int, NameHit], before: list[Chunk]) -> Chunk:
    tokens = sentence.tokens
    own = {i: units[i] for i in range(low, high + 1) if i in units} if units else {}
    chunk = Chunk(sentence, low, high, own)
    at = low - 1
    if at >= 0 and tokens[at].tag == "POS" and before and before[-1].high == at - 1:
        chunk.owner = before[-1]
        chunk.owner.owned = True
        chunk.determiner, chunk.led_by = chunk.owner.determiner, chunk.owner.led_by
        return chunk
    if at >= 0 and tokens[at].tag in ("PRP$", "WP$"):
        chunk.owner_word = tokens[at].lower
        at -= 1
    elif at >= 0 and tokens[at].pos == "DET":
        chunk.determiner = tokens[at].lower
        at -= 1
    if at >= 0 and tokens[at].pos in ("ADP", "SCONJ"):
        chunk.led_by = tokens[at].lower
    elif at >= 0 and tokens[at].lower in _JOINS:
        chunk.led_by = _led_with(tokens[low : high + 1], before)
    return chunk


def _led_with(tokens: tuple[Token, ...], before: list[Chunk]) -> str | None:
    """The preposition before the first of the phrases that *tokens* are listed with ("in Xia and Yonia")."""
    first = next((t.head for t in tokens if t.dep == "conj" and t.head < tokens[0].index), None)
    if first is None:
        return None
    return next((chunk.led_by for chunk in reversed(before) if chunk.low <= first <= chunk.high), None)


def _run(tokens: tuple[Token, ...], low: int, units: dict[int, NameHit], inside: list[bool]) -> int:
    """The last token of the chunk that begins at *low*; *inside* tells which tokens can be in one."""
    high = low
    while high + 1 < len(tokens) and inside[high + 1] and not _parts(tokens, high, units):
        high += 1
    while high > low and tokens[high].pos == "PUNCT" and high not in units:
        high -= 1
    return high


def _parts(tokens: tuple[Token, ...], i: int, units: dict[int, NameHit]) -> bool:
    """Whether a phrase ends at *i* although the next word could be inside one: two objects, a topic and its name."""
    here, there = tokens[i], tokens[i + 1]
    if i in units and i + 1 not in units and units[i].known.person:
        return there.pos in ("ADJ", "VERB") and there.text.islower()  # a verb that was misread
    if i in units and i + 1 in units:
        return units[i] is not units[i + 1] and here.dep == "iobj"
    if here.head == there.index and here.dep in ("nsubj", "nsubj:pass"):
        return True  # a predicate that was taken for an adjective ("rebels clashed")
    if here.tag == "NNS" and there.pos == "PROPN" and here.text.islower() and not role_kind(here.lemma.lower()):
        return True  # "in the last hours Ukraine …": a plural qualifies no name
    if there.lower in word_set("actors", "loyal_to"):
        return True  # "forces loyal to …"
    if i in units and here.dep == "advmod":
        return False  # a name that was taken for an adverb
    if _is_compound_end(tokens, i):
        return False  # "in Xian-held Y"
    if here.dep == "nmod" and tokens[here.head].dep == "nmod:desc" and tokens[here.head].head == there.index:
        return False  # "Governor of Xia Ada Marsh": the office stands before its holder's name
    if there.dep in ("nsubj", "nsubj:pass") and here.dep.split(":")[0] in ("obl", "nmod", "obj", "advmod"):
        return here.head != there.index  # "in the last hours Ukraine has …"
    return here.dep == "iobj" or (here.dep in ("nsubj", "obj") and there.dep == "obj" and here.head != there.index)


def _inside(tokens: tuple[Token, ...], i: int, units: dict[int, NameHit]) -> bool:
    token = tokens[i]
    if i in units:
        return True
    pos = token.pos
    if pos in _INSIDE:
        lower = token.lower
        if lower in _SUPERLATIVES and i and tokens[i - 1].lower == "at":
            return False
        return token.tag not in _POSSESSIVE and lower not in word_set("actors", "calendar")
    if pos == "PUNCT":
        return 0 < i < len(tokens) - 1 and _glues(tokens, i)
    if pos in _OUTSIDE and token.text.islower() and not (0 < i < len(tokens) - 1 and tokens[i + 1].text in _HYPHENS):
        return False
    if token.tag in _POSSESSIVE or token.lower in word_set("actors", "calendar"):
        return False
    if pos == "VERB" and _is_compound_end(tokens, i):
        return True  # "Xian-held Y", whatever the tree makes of it
    if pos == "VERB":
        # A participle after a noun is mostly a verb that was misread ("the retreat surprised observers").
        after_noun = i > 0 and tokens[i - 1].pos in ("NOUN", "PROPN") and nation(tokens[i - 1].text) is None
        titled = token.text[:1].isupper() and tokens[min(i + 1, len(tokens) - 1)].text[:1].isupper()
        return token.dep in ("amod", "compound") and i + 1 < len(tokens) and (titled or not after_noun)
    if token.pos == "ADP" and 0 < i < len(tokens) - 1 and tokens[i - 1].text in _HYPHENS:
        return tokens[i - 1].end == token.start and tokens[i + 1].text in _HYPHENS  # "Frankfurt-on-Oder"
    if token.lower in ("pro", "anti", "ex", "then") and i + 1 < len(tokens):
        return tokens[i + 1].text in _HYPHENS
    # A capitalised word amid a sentence is a name even where the tagger says otherwise ("Will", "al").
    return bool(i) and token.text[:1].isupper() and token.pos in ("ADV", "INTJ", "PART") and token.tag != "RB"


def _glues(tokens: tuple[Token, ...], i: int) -> bool:
    before, here, after = tokens[i - 1], tokens[i], tokens[i + 1]
    if here.text in _HYPHENS:
        return before.end == here.start and here.end == after.start
    if here.text in _QUOTES:
        if before.pos == "ADJ" and after.pos in _INSIDE and _closes_on_noun(tokens, i):
            return True  # a pro-Xian “people's council”
        return _is_nickname(tokens, i) or _is_nickname(tokens, i - 2)
    if here.text == ".":
        return before.end == here.start and is_title(before.text) and after.text[:1].isupper()
    return False


def _closes_on_noun(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the quotation that opens at *i* is but a few words up to a noun."""
    closing = next((at for at in range(i + 1, min(i + 8, len(tokens))) if tokens[at].text in _QUOTES), None)
    return closing is not None and tokens[closing - 1].pos == "NOUN" and tokens[i].end == tokens[i + 1].start


def _is_compound_end(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the participle at *i* ends a hyphened word before a noun."""
    if not 1 < i < len(tokens) - 1 or tokens[i].tag != "VBN" or tokens[i - 1].text not in _HYPHENS:
        return False
    return tokens[i - 1].end == tokens[i].start and tokens[i + 1].pos in ("NOUN", "PROPN", "ADJ")


def _is_nickname(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the quotation mark at *i* opens a nickname within a name: Ada “Ace” Marsh."""
    if i < 1 or i + 3 >= len(tokens) or tokens[i].text not in _QUOTES or tokens[i + 2].text not in _QUOTES:
        return False
    return all(tokens[at].pos == "PROPN" for at in (i - 1, i + 1, i + 3))


def is_no_actor(word: str) -> bool:
    """Whether a capitalised *word* names something that cannot act: a medium people write in, a weapon, a month."""
    return word.lower() in word_set("bodies", "no_actor")
