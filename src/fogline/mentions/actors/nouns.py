"""Single words and small readings that the actors' phrases are put together from."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.actors.chunks import Chunk
from fogline.mentions.actors.drafts import Draft, Side
from fogline.mentions.actors.words import body_kind, force_kind, is_title, nation, role_kind, word_set
from fogline.model.remembered import Remembered
from fogline.model.sentence import Sentence, Token
from fogline.model.values import ActorKind

_ARTICLE = re.compile(
    r"^(?:the|a|an|some|several|many|most|all|both|his|her|its|their|our|my|this|that|these|those)\s+", re.IGNORECASE
)
_SHORT_WORD = 3
_TITLE_CASE = 0.75
_HEADLINE_WORDS = 5
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


def bare(text: str) -> str:
    """*text* without a leading article or possessive pronoun."""
    return _ARTICLE.sub("", text)


def noun_of(token: Token) -> str:
    """The word as a noun in lower case and singular, also where a capital made the tagger take it for a name."""
    return _OF_NAMES[token.lemma] if token.pos == "PROPN" else _OF_OTHERS[token.lemma]


def _of_name(lemma: str) -> str:
    lemma = _OF_OTHERS[lemma]
    plural = lemma.endswith("s") and not kind_of(lemma) and kind_of(lemma[:-1])
    return lemma[:-1] if plural else lemma


_OF_OTHERS: Remembered[str, str] = Remembered(lambda lemma: lemma.lower().rstrip("."))
_OF_NAMES = Remembered(_of_name)


def kind_of(lemma: str) -> ActorKind | None:
    """The kind of actor that the noun makes, whatever it names: a role, forces or a body."""
    return _KINDS[lemma]


_KINDS: Remembered[str, ActorKind | None] = Remembered(
    lambda lemma: role_kind(lemma) or force_kind(lemma) or body_kind(lemma)
)


def head_noun(tokens: tuple[Token, ...], at: int) -> str:
    """The noun at *at*, with the word before it where the lists have the two as one ("general-staff")."""
    lemma = noun_of(tokens[at])
    if at:
        both = f"{tokens[at - 1].lower}-{lemma}"
        if kind_of(both):
            return both
    return lemma


def noun_kind(token: Token) -> ActorKind | None:
    """The kind of actor that the word makes as a noun; ``None`` where it is none, or serves as another word."""
    if token.pos not in ("NOUN", "PROPN", "ADJ", "VERB", "X"):
        return None
    lemma = noun_of(token)
    if token.pos in ("ADJ", "VERB") and lemma not in word_set("actors", "people_adjectives"):
        return None
    return kind_of(lemma)


def in_title_case(sentence: Sentence) -> bool:
    """Whether most longer words of *sentence* have a capital, as in many headlines: capitals then tell no names."""
    words = [t.text for t in sentence.tokens if len(t.text) > _SHORT_WORD and t.text.isalpha()]
    return len(words) >= _HEADLINE_WORDS and sum(word[0].isupper() for word in words) > _TITLE_CASE * len(words)


def is_person_title(token: Token) -> bool:
    """Whether the word is a title or a person's role."""
    return (role_kind(noun_of(token)) is not None and token.pos in ("NOUN", "PROPN")) or is_title(token.text)


def is_body_name(token: Token) -> bool:
    """Whether a capitalised word makes a name that of a body ("Ministry", "Brigade")."""
    return token.text[:1].isupper() and token.lower in word_set("bodies", "name_words")


def is_body_opening(token: Token) -> bool:
    """Whether a capitalised possessor is part of the name of the body it owns: "People's" of "People's Front"."""
    return token.tag in ("NNS", "NNPS", "NNP") and token.text[:1].isupper() and role_kind(noun_of(token)) == "public"


_OFFICES = {"staff": "chief", "state": "secretary"}


def is_of_chief(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word is the "staff" of a chief of staff, the "state" of a secretary: nobody by itself."""
    office = _OFFICES.get(tokens[at].lower)
    return office is not None and at > 1 and tokens[at - 1].lower == "of" and noun_of(tokens[at - 2]) == office


def is_name_part(token: Token) -> bool:
    """Whether the word can stand inside a name: capitalised, a particle, or the hyphen of one."""
    if token.text in ("-", "‑", "–", ".", "“", "”", '"', "‘", "’", "'"):
        return True
    return (token.text[:1].isupper() and token.text[:1].isalpha()) or token.lower in word_set("actors", "particles")


def is_plain_name(token: Token) -> bool:
    """Whether the word looks like a given name: capitalised, no title, no role, no nation."""
    return (
        token.pos == "PROPN"
        and token.text[:1].isupper()
        and token.text.isalpha()
        and not token.text.isupper()
        and not is_person_title(token)
        and not noun_kind(token)
        and not is_body_name(token)
        and nation(token.text) is None
    )


def body_kind_of(token: Token) -> ActorKind | None:
    """The kind of a body whose proper name ends in the word; a "Group" may be any."""
    lemma = noun_of(token)
    return None if lemma in word_set("actors", "groups") else body_kind(lemma) or force_kind(lemma)


def links_of(lemma: str) -> frozenset[str]:
    """The prepositions behind the noun that lead to whose it is, or to where its people live or govern."""
    if lemma in word_set("roles", "armed_group") or lemma in word_set("roles", "military"):
        return frozenset({"of", "from", "with", "for"})
    if lemma in word_set("roles", "sent"):
        return frozenset({"of", "from", "at", "with"})
    if role_kind(lemma) and lemma not in word_set("roles", "public"):
        return word_set("roles", "belongs")
    if role_kind(lemma):
        return frozenset({"of", "in", "from", "at"})
    return frozenset({"of", "from"}) if force_kind(lemma) else frozenset({"of", "in"})


def top_of(tokens: tuple[Token, ...], low: int, high: int) -> int:
    """The word of a name that the tree hangs the others on."""
    return next((i for i in range(low, high + 1) if not low <= tokens[i].head <= high or tokens[i].head == i), high)


def subjects_above(tokens: tuple[Token, ...], at: int) -> tuple[int, ...]:
    """Where the subjects begin of the clauses that hold token *at*, the nearest clause first, *at* itself left out."""
    found: list[int] = []
    here, seen = at, {at}
    while tokens[here].head not in seen:
        here = tokens[here].head
        seen.add(here)
        found.extend(t.start for t in tokens if t.head == here and t.dep in _SUBJECTS and t.index not in seen)
    return tuple(found)


@cache
def speech_verbs() -> frozenset[str]:
    """Verbs by which somebody says something, as lemmas."""
    return frozenset(
        word for row in table("speech")["verbs"].values() for word in row.get("words", ()) if " " not in word
    )


def governor(chunk: Chunk) -> tuple[str, Token]:
    """The relation of *chunk* to the word that it hangs on, and that word; a conjunct takes its first member's."""
    tokens = chunk.sentence.tokens
    tops = [t for t in tokens[chunk.low : chunk.high + 1] if not chunk.low <= t.head <= chunk.high or t.head == t.index]
    top = next((t for t in tops if t.dep in _SUBJECTS), tops[-1] if tops else tokens[chunk.high])
    for _ in range(len(tokens)):
        if top.dep not in ("conj", "appos", "flat"):
            break
        top = tokens[top.head]
    return top.dep, tokens[top.head]


def new_draft(chunk: Chunk, head: int, bounds: tuple[int, int], side: Side) -> Draft:
    """A draft over the tokens *bounds* (both included) of *chunk*'s sentence, with what the tree says of its place."""
    tokens = chunk.sentence.tokens
    dep, verb = governor(chunk)
    return Draft(
        start=tokens[bounds[0]].start,
        end=tokens[bounds[1]].end,
        sentence=chunk.sentence.index,
        head=head,
        head_start=tokens[head].start,
        head_end=tokens[head].end,
        form="name",
        name="",
        party=side.party,
        country=side.country,
        organisation=side.organisation,
        subject=dep in _SUBJECTS and not chunk.owned,
        speaks=dep in _SUBJECTS and not chunk.owned and verb.lemma.lower() in speech_verbs(),
    )
