"""Finds who acts or speaks in a document: people, bodies, forces, nations, groups, with their sides."""

from __future__ import annotations

from fogline.mentions.actors.chunks import Chunk, chunks_of
from fogline.mentions.actors.drafts import Draft
from fogline.mentions.actors.entities import resolve
from fogline.mentions.actors.links import link_appositions, personal_pronouns, pronouns_in, relative_pronouns
from fogline.mentions.actors.names import NameHit, find_known
from fogline.mentions.actors.phrases import Phrase, PhraseReader
from fogline.mentions.actors.sides import PlaceLookup
from fogline.mentions.actors.words import word_set
from fogline.model.mention import ActorMention, PlaceMention
from fogline.model.profile import Profile
from fogline.model.sentence import Sentence, Token
from fogline.model.span import Span

_FUNCTION = frozenset({"aux", "aux:pass", "cop", "case", "mark", "cc", "det", "advmod", "expl", "fixed"})
_ACCUSING = frozenset({"accuse", "suspect", "convict", "acquit"})
_SMALL = 3
_LONGEST_TAIL = 4
"""How many prepositional phrases after a noun are read as its own ("an official in the ministry of the republic")."""


def find_actors(
    text: str, *, sentences: tuple[Sentence, ...], places: tuple[PlaceMention, ...], profile: Profile
) -> tuple[ActorMention, ...]:
    """Every mention of an actor in *text*, in order; mentions of one actor share ``entity``.

    Names, roles, forces, bodies and nations are found wherever they stand as a noun phrase; a nation's adjective
    ("the Ukrainian retreat") where the phrase itself names no actor; pronouns only where an antecedent is found.
    In sentences that are not parsed only names that *profile* knows are found. A mention's span covers the noun
    phrase with its title and what "of", "in" … tie to it, so spans may hold one another; ``head`` is its head word.

    Args:
        text: the document's text; all offsets count in it.
        sentences: its sentences, parsed or not.
        places: its place mentions: a name of a place is no actor, and a place tells an official's country.
        profile: the conflict profile, for known names and for which side a country or description is.
    """
    by_offset = PlaceLookup(places)
    reader = PhraseReader(text, profile, by_offset, sentences)
    drafts: list[Draft] = []
    known = _known_names(text, by_offset, profile)
    at = 0
    for sentence in sentences:
        while at < len(known) and known[at].start < sentence.start:
            at += 1
        first = at
        while at < len(known) and known[at].end <= sentence.end:
            at += 1
        hits = known[first:at]
        if sentence.parsed:
            drafts.extend(_read(text, sentence, hits, reader))
        else:
            drafts.extend(_by_name(hit, sentence) for hit in hits)
    standing, entities = resolve(drafts)
    return tuple(
        ActorMention(
            span=Span(draft.start, draft.end),
            text=text[draft.start : draft.end],
            head=Span(draft.head_start, draft.head_end),
            actor=entities[draft.entity].actor(draft),
            entity=draft.entity,
            form=draft.form,
        )
        for draft in standing
    )


def _known_names(text: str, places: PlaceLookup, profile: Profile) -> tuple[NameHit, ...]:
    """The profile's names in *text*, without those inside a longer name of a place."""
    return tuple(hit for hit in find_known(text, profile) if not places.covers_more(hit.start, hit.end))


def _read(text: str, sentence: Sentence, hits: tuple[NameHit, ...], reader: PhraseReader) -> list[Draft]:
    """The drafts of one parsed sentence."""
    chunks = chunks_of(sentence, [hit for hit in hits if not _is_function_word(sentence, hit)])
    starts = {_opening(chunk): chunk for chunk in chunks if not chunk.owned}
    read: list[tuple[Draft, Phrase]] = []
    for chunk in chunks:
        phrase = _phrase(chunk, starts)
        read.extend([(draft, phrase) for draft in reader.read(phrase)])
    link_appositions(text, read)
    drafts = [draft for draft, _ in read]
    pronouns = pronouns_in(sentence)
    if pronouns:
        drafts += [*relative_pronouns(sentence, pronouns, drafts), *personal_pronouns(sentence, pronouns)]
    return drafts


def _is_function_word(sentence: Sentence, hit: NameHit) -> bool:
    """Whether the name is but a small word ("IS", "IT") of a sentence in capitals."""
    if hit.end - hit.start > _SMALL:
        return False
    here = next((t for t in sentence.tokens if t.start <= hit.start < t.end), None)
    shouted = all(t.text.isupper() for t in sentence.tokens if t.text.isalpha())
    return shouted and here is not None and here.dep in _FUNCTION


def _opening(chunk: Chunk) -> int:
    """The first token of the chunk with its possessors, article and possessive pronoun."""
    first = chunk.first
    return first.low - (1 if first.determiner else 0) - (1 if first.owner_word else 0)


def _phrase(chunk: Chunk, starts: dict[int, Chunk]) -> Phrase:
    """*chunk* with the prepositional phrases that follow it directly, one after the other."""
    if chunk.owned:
        return Phrase(chunk)
    tokens = chunk.sentence.tokens
    tail: list[Chunk] = []
    at = chunk.high + 1
    while len(tail) < _LONGEST_TAIL and at + 1 in starts:
        if tokens[at].lower not in word_set("roles", "belongs") or tokens[at].dep == "mark":
            break
        if tokens[at].lower == "of" and _is_deed(tokens, chunk, at + 1):
            break
        part = starts[at + 1]
        part.led_by = tokens[at].lower
        tail.append(part)
        at = part.high + 1
    return Phrase(chunk, tuple(tail), _master(tokens, at, starts))


def _is_deed(tokens: tuple[Token, ...], chunk: Chunk, at: int) -> bool:
    """Whether the gerund at *at* is what those in *chunk* are accused of ("accused the army of bombing civilians")."""
    accused = any(t.dep in ("obj", "nsubj:pass") and tokens[t.head].lemma in _ACCUSING for t in chunk.tokens)
    return accused and tokens[at].text.endswith("ing")


def _master(tokens: tuple[Token, ...], at: int, starts: dict[int, Chunk]) -> Chunk | None:
    """The chunk behind "loyal to", "led by" and the like, where token *at* begins these words."""
    if at + 2 not in starts:
        return None
    word, link = tokens[at].lower, tokens[at + 1].lower
    if (link == "to" and word in word_set("actors", "loyal_to")) or (
        link == "by" and word in word_set("actors", "commanded_by")
    ):
        return starts[at + 2]
    return None


def _by_name(hit: NameHit, sentence: Sentence) -> Draft:
    """The draft of a known name where there is no parse to read around it."""
    known = hit.known
    return Draft(
        start=hit.start,
        end=hit.end,
        sentence=sentence.index,
        head=-1,
        head_start=hit.start,
        head_end=hit.end,
        form="name",
        name=known.name,
        kind=known.kind,
        party=known.party,
        country=known.country,
        organisation=known.organisation,
        known=known,
        person=known.person,
        key=("known", known.name),
    )
