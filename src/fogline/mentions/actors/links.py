"""What ties drafts of one sentence together: appositions, bracketed short names, relative pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from fogline.mentions.actors.chunks import Chunk
from fogline.mentions.actors.drafts import Draft
from fogline.mentions.actors.nouns import bare, speech_verbs, subjects_above
from fogline.mentions.actors.phrases import Phrase
from fogline.mentions.actors.words import word_set
from fogline.model.sentence import Sentence, Token

_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod"})
_CLOSING = frozenset({",", ";", ":", ".", ")", "—", "–", "-", "!", "?", "”", '"', "’"})

_BRACKET = re.compile(r" ?\((?:the )?")
_SET_OFF = re.compile(r"(?:, \d{1,3})? ?[,(–—-] ?(?:(?:the|a|an|then|now) )?")

Read = tuple[Draft, Phrase]


def link_appositions(text: str, read: list[Read]) -> None:
    """Bring together a name and the description beside it ("X, governor of Y,", "the head of Y, X,", "the Y (ABC)").

    The name takes the description's words as its role and what they say of kind and side; both become partners.
    """
    if len(read) < 2:
        return
    for draft, phrase in read:
        _join_run_on(text, draft, phrase, read)
    for (first, phrase), (second, other) in _neighbours(read):
        gap = text[_end(phrase) : second.start]
        if _BRACKET.fullmatch(gap) and second.form == "name" and not second.person and not first.person:
            first.partner, second.partner = None, first
        elif _SET_OFF.fullmatch(gap) and _closes(other):
            _join(text, first, phrase, second, other)


def _neighbours(read: list[Read]) -> Iterable[tuple[Read, Read]]:
    """Each draft with the one whose phrase comes right after its own, prepositional phrases counted in."""
    inner: dict[int, int] = {}
    for draft, phrase in read:
        if draft.form == "description" and draft.person and not draft.plural:
            inner[_end(phrase)] = max(draft.start, inner.get(_end(phrase), 0))
    by_start = {draft.start: (draft, phrase) for draft, phrase in reversed(read)}
    starts = sorted(by_start)
    for draft, phrase in read:
        end = _end(phrase)
        after = bisect_left(starts, end)
        outer = draft.form == "description" and draft.start < inner.get(end, 0)
        if after < len(starts) and not phrase.chunk.owned and not outer:
            yield (draft, phrase), by_start[starts[after]]


def _end(phrase: Phrase) -> int:
    last = phrase.tail[-1] if phrase.tail else phrase.chunk
    return last.sentence.tokens[last.high].end


def _closes(phrase: Phrase) -> bool:
    """Whether a comma, stop or bracket follows the phrase: what is set off on one side only is no apposition."""
    last: Chunk = phrase.tail[-1] if phrase.tail else phrase.chunk
    tokens = last.sentence.tokens
    at = last.high + 1
    return at >= len(tokens) or tokens[at].text in _CLOSING or tokens[at].lower in ("who", "which", "whose")


def _join_run_on(text: str, draft: Draft, phrase: Phrase, read: list[Read]) -> None:
    """Bring together an office and a name that runs on from its place: "Mayor of Springfield Ada Marsh"."""
    if draft.form != "description" or not draft.person or draft.plural or not phrase.tail:
        return
    last = phrase.tail[-1]
    names = [d for d, p in read if p.chunk is last and d.form == "name" and d.person and not d.role]
    if not names or names[0].start == last.sentence.tokens[last.low].start or last.led_by not in ("of", "for", "in"):
        return
    name = names[0]
    name.role = bare(text[draft.start : name.start].strip())
    name.noun, name.tentative = name.noun or draft.noun, False
    name.kind, name.party, name.country = (
        name.kind or draft.kind,
        name.party or draft.party,
        name.country or draft.country,
    )
    name.subject, name.speaks = draft.subject, draft.speaks
    draft.partner, draft.end = name, len(text[: name.start].rstrip())
    draft.role = draft.role and name.role


def _join(text: str, first: Draft, phrase: Phrase, second: Draft, other: Phrase) -> None:
    names = [d for d in (first, second) if d.form == "name"]
    described = [d for d in (first, second) if d.form == "description"]
    if len(names) != 1 or len(described) != 1 or described[0].plural or names[0].person != described[0].person:
        return
    name, description = names[0], described[0]
    if description.partner is not None:
        return
    words = phrase if description is first else other
    if name.person:
        start = words.chunk.sentence.tokens[words.chunk.first.low].start
        name.role = name.role or bare(text[start : _end(words)])
        name.noun = name.noun or description.noun
    if name.tentative and name.person:
        name.tentative = False
    name.kind = name.kind or description.kind
    name.party = name.party or description.party
    name.country = name.country or description.country
    name.organisation = name.organisation or description.organisation
    name.speaks = name.speaks or description.speaks
    name.subject = name.subject or description.subject
    description.partner = name


def pronouns_in(sentence: Sentence) -> list[Token]:
    """The pronouns of *sentence* that are arguments."""
    return [token for token in sentence.tokens if token.pos == "PRON" and token.dep in _ARGUMENTS]


def relative_pronouns(sentence: Sentence, pronouns: list[Token], drafts: list[Draft]) -> Iterable[Draft]:
    """ "who", "which" and the like, each with the draft of the noun that its clause hangs on."""
    for token in pronouns:
        if token.lower not in word_set("actors", "relative"):
            continue
        clause = sentence.tokens[token.head]
        if clause.dep not in ("acl:relcl", "acl"):
            continue
        noun = sentence.tokens[clause.head]
        holding = [d for d in drafts if d.start <= noun.start and noun.end <= d.end]
        owner = min(holding, key=lambda d: (d.head != noun.index, d.end - d.start), default=None)
        if owner is not None:
            pronoun = _pronoun(sentence, token)
            pronoun.partner = owner
            yield pronoun


def personal_pronouns(sentence: Sentence, pronouns: list[Token]) -> Iterable[Draft]:
    """ "he", "she", "they", "it" where they are arguments; the document says later whom they stand for."""
    for token in pronouns:
        if token.lower in word_set("actors", "personal"):
            verb = sentence.tokens[token.head]
            if token.lower != "it" or (
                token.dep == "nsubj" and verb.pos == "VERB" and verb.lemma not in word_set("actors", "empty_it")
            ):
                yield _pronoun(sentence, token)


def _pronoun(sentence: Sentence, token: Token) -> Draft:
    subject = token.dep in ("nsubj", "nsubj:pass")
    return Draft(
        start=token.start,
        end=token.end,
        sentence=sentence.index,
        head=token.index,
        head_start=token.start,
        head_end=token.end,
        form="pronoun",
        name=token.text,
        subject=subject,
        subjects_above=subjects_above(sentence.tokens, token.index),
        speaks=subject and sentence.tokens[token.head].lemma.lower() in speech_verbs(),
    )
