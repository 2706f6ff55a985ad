"""Noun chunks read as actors: names with their titles, roles, forces, bodies, nations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from fogline.lexicon.loader import table
from fogline.lexicon.nations import country_name
from fogline.mentions.actor_chunks import Chunk, is_no_actor
from fogline.mentions.actor_drafts import Draft, Side
from fogline.mentions.actor_sides import Sides
from fogline.mentions.actor_words import (
    INSTALLED,
    Nation,
    adjective,
    body_kind,
    force_kind,
    is_common_force,
    is_title,
    nation,
    role_kind,
    word_set,
)
from fogline.model.mention import PlaceMention
from fogline.model.profile import Profile
from fogline.model.sentence import Token
from fogline.model.values import ActorKind

_ARTICLE = re.compile(
    r"^(?:the|a|an|some|several|many|most|all|both|his|her|its|their|our|my|this|that|these|those)\s+", re.IGNORECASE
)
_NUMERAL = re.compile(
    r"^(?:(?:[\d.,]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million"
    r"|dozens of|hundreds of|thousands of|tens of thousands of) )+(?=\w)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_CIVIL = frozenset(
    {"official", "government", "public", "witness", "anonymous_official", "occupation_official", "media"}
)
_VERBS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A chunk with the chunks that "of", "in", "for" and the like tie to it, in order."""

    chunk: Chunk
    tail: tuple[Chunk, ...] = ()


class PhraseReader:
    """Reads the chunks of one document as drafts of actors."""

    def __init__(self, text: str, profile: Profile, places: Sequence[PlaceMention]) -> None:
        self._text = text
        self._sides = Sides(text, profile, places)

    def read(self, phrase: Phrase) -> list[Draft]:
        """The actors that *phrase* names: one or none, or the nations and names that a phrase of another kind holds."""
        chunk = phrase.chunk
        low = self._name_start(chunk)
        if low is not None:
            named = self._named(phrase, low)
            if named is not None:
                return [named]
        noun = self._noun(chunk)
        if noun is not None:
            return [self._described(phrase, noun)]
        if self._is_west(chunk):
            return [self._west(chunk)]
        return [*self._nations(chunk), *self._inner_names(chunk), *self._inner_forces(chunk)]

    # ---------------------------------------------------------------- names

    def _name_start(self, chunk: Chunk) -> int | None:
        """The first token of the name that ends *chunk*, or ``None`` where no name does."""
        unit = chunk.units.get(chunk.high)
        if unit is not None:
            low = min(i for i, hit in chunk.units.items() if hit is unit)
            alone = " " not in self._text[unit.start : unit.end]
            if not (unit.known.person and alone and self._has_other_given_name(chunk, low)):
                return low
        low = self._run_start(chunk)
        return low if low is not None and self._may_be_name(chunk, low) else None

    def _has_other_given_name(self, chunk: Chunk, low: int) -> bool:
        """Whether somebody else's given name stands right before a lone known surname."""
        if low == chunk.low:
            return False
        before = chunk.sentence.tokens[low - 1]
        own = {word for alias in chunk.units[low].known.aliases for word in alias.split()}
        return _is_plain_name(before) and before.text not in own and self._sides.place_at(before) is None

    def _run_start(self, chunk: Chunk) -> int | None:
        """Where the capitalised words that end *chunk* begin, titles and nations before a person's name left out."""
        tokens = chunk.sentence.tokens
        low = chunk.high + 1
        while low > chunk.low and _is_name_part(tokens[low - 1]):
            low -= 1
        if low > chunk.high:
            return None
        if not _is_body_name(tokens[chunk.high]):
            nouns = [i for i in range(low, chunk.high) if _noun_kind(tokens[i]) or is_title(tokens[i].text)]
            low = max([low, *(i + 1 for i in nouns)])
        nations = self._sides.nations_of(chunk.sentence)
        while low in nations and nations[low][0] < chunk.high and not _is_body_name(tokens[chunk.high]):
            low = nations[low][0] + 1
        while low < chunk.high and not tokens[low].text[:1].isalnum():
            low += 1
        return low

    def _may_be_name(self, chunk: Chunk, low: int) -> bool:
        """Whether the capitalised run from *low* can name a person or body."""
        tokens = chunk.sentence.tokens[low : chunk.high + 1]
        last = tokens[-1]
        if any(is_no_actor(token.text) or token.pos == "NUM" for token in tokens) or not last.text[:1].isupper():
            return False
        if not _is_body_name(last) and not (tokens[0].pos == "PROPN" and last.pos in ("PROPN", "X")):
            return False
        if nation(" ".join(token.text for token in tokens)) or (nation(last.text) and len(tokens) == 1):
            return False
        if _noun_kind(last) and not (_is_body_name(last) and len(tokens) > 1):
            return False
        place = self._sides.place_at(last)
        if place is not None and place.span.start <= tokens[0].start and not self._titled(chunk, low):
            return False
        return _is_body_name(last) or not any(t.lower in word_set("bodies", "no_person") for t in tokens)

    def _titled(self, chunk: Chunk, low: int) -> bool:
        """Whether a title or a person's role stands right before the name."""
        return low > chunk.low and _is_person_title(chunk.sentence.tokens[low - 1])

    def _named(self, phrase: Phrase, low: int) -> Draft | None:
        chunk = phrase.chunk
        tokens = chunk.sentence.tokens
        unit = chunk.units.get(chunk.high)
        known = unit.known if unit is not None and chunk.units.get(low) is unit else None
        body = _is_body_name(tokens[chunk.high]) or bool(_ACRONYM.fullmatch(tokens[chunk.high].text))
        titled = self._titled(chunk, low)
        person = known.person if known else titled or not body
        last = chunk.high if known or not body else self._body_end(phrase)
        if body and not person and not known and _is_body_name(tokens[chunk.high]):
            low = self._body_start(chunk, low)
        name = known.name if known else bare(self._text[tokens[low].start : tokens[last].end])
        title = self._title_noun(chunk, low) if person else None
        kind = known.kind if known else self._kind(phrase, title) if person else _body_kind_of(tokens[chunk.high])
        side = self._sides.of(chunk, low if person else chunk.high, self._ties(phrase, title), civil=kind in _CIVIL)
        draft = self._draft(
            chunk, _top(tokens, low, chunk.high), (chunk.first.low if person or not known else low, last), side
        )
        draft.form, draft.name, draft.known, draft.person, draft.kind = "name", name, known, person, kind
        draft.noun = _noun_of(tokens[title]) if title is not None else None if person else _noun_of(tokens[chunk.high])
        if person:
            draft.role = self._role(chunk, low)
            if title is None:
                draft.start = tokens[low].start
        else:
            draft.organisation = None
        if known and not known.person:
            draft.party, draft.country, draft.organisation = known.party, known.country, known.organisation
        elif known:
            draft.party = known.party or draft.party
            draft.country = known.country or draft.country
            draft.organisation = known.organisation or draft.organisation
        draft.tentative = not known and not titled and low == last
        draft.key = ("known", known.name) if known else None
        return draft

    def _body_start(self, chunk: Chunk, low: int) -> int:
        """Where a body's proper name begins: a number and the owner before it belong to it ("the 28th Brigade")."""
        tokens = chunk.sentence.tokens
        while low > chunk.low and (tokens[low - 1].text[:1].isdigit() or tokens[low - 1].text[:1].isupper()):
            low -= 1
        return low

    def _body_end(self, phrase: Phrase) -> int:
        """Where a body's proper name ends: it runs on over "of", "for" … and capitalised words."""
        last = phrase.chunk.high
        for part in phrase.tail:
            inside = part.sentence.tokens[part.low : part.high + 1]
            if part.led_by not in ("of", "for", "on", "in") or not all(t.text[:1].isupper() for t in inside):
                break
            last = part.high
        return last

    def _title_noun(self, chunk: Chunk, low: int) -> int | None:
        tokens = chunk.sentence.tokens
        return next((i for i in range(low - 1, chunk.low - 1, -1) if _is_person_title(tokens[i])), None)

    def _role(self, chunk: Chunk, low: int) -> str | None:
        """The words before a name that say what its bearer is, as written, without article or courtesy."""
        tokens = chunk.sentence.tokens
        if low == chunk.low or not any(_is_person_title(token) for token in tokens[chunk.low : low]):
            return None
        text = bare(self._text[tokens[chunk.first.low].start : tokens[low - 1].end])
        return None if text.lower().rstrip(".") in word_set("roles", "courtesy") else text

    # ---------------------------------------------------------------- descriptions

    def _noun(self, chunk: Chunk) -> int | None:
        tokens = chunk.sentence.tokens
        i = chunk.high
        while i > chunk.low and tokens[i].pos in ("NUM", "PUNCT"):
            i -= 1
        return i if i not in chunk.units and _noun_kind(tokens[i]) else None

    def _described(self, phrase: Phrase, noun: int) -> Draft:
        chunk = phrase.chunk
        token = chunk.sentence.tokens[noun]
        lemma = _noun_of(token)
        kind = self._kind(phrase, noun)
        person = role_kind(lemma) is not None
        ties = self._ties(phrase, noun)
        side = self._sides.of(chunk, noun, ties, civil=kind in _CIVIL)
        bounds = (chunk.first.low, max([noun, *(part.high for part in ties)]))
        draft = self._draft(chunk, noun, bounds, side)
        draft.form, draft.noun, draft.kind, draft.person = "description", lemma, kind, person
        plural = token.tag in ("NNS", "NNPS") or (token.pos == "PROPN" and token.lower == lemma + "s")
        draft.plural = plural or lemma in word_set("actors", "plural")
        draft.definite = chunk.determiner in ("the", "this", "that") or bool(chunk.owner or chunk.owner_word)
        draft.owner = chunk.owner_word
        if chunk.owner_word and chunk.low:
            draft.start = chunk.sentence.tokens[chunk.low - 1].start
        if not person:
            draft.organisation = None
        if person and not draft.plural and draft.definite:
            draft.role = bare(self._text[draft.start : draft.end])
        if lemma in ("official", "source") and not draft.plural and not draft.definite:
            draft.kind = "anonymous_official"
        if kind in ("official", "government") and not (draft.party or draft.country) and self._is_local(chunk, noun):
            draft.country = self._sides.local_country(chunk.sentence)
            draft.party = self._sides.party_of(draft.country)
        draft.name = self._description_name(draft)
        self._settle_body(chunk, noun, draft)
        return draft

    def _settle_body(self, chunk: Chunk, noun: int, draft: Draft) -> None:
        """Read a noun right behind a known body as that body ("TASS news agency"), a group as armed if words say so."""
        lemma = draft.noun or ""
        units = [chunk.units[i].known for i in range(chunk.low, noun) if i in chunk.units]
        if lemma in word_set("actors", "named_bodies") and not draft.plural and units and not units[-1].person:
            known = units[-1]
            draft.known, draft.name, draft.kind, draft.key = known, known.name, known.kind, ("known", known.name)
            draft.party, draft.country = known.party, known.country
        elif lemma in word_set("actors", "groups"):
            words = {token.lower for token in chunk.sentence.tokens[chunk.low : noun]}
            if words & word_set("actors", "peaceful"):
                draft.kind = "international_organisation"
            elif not words & word_set("actors", "armed") and draft.kind == "armed_group" and not units:
                draft.kind = None if lemma != "militia" else draft.kind

    def _is_local(self, chunk: Chunk, noun: int) -> bool:
        """Whether the words before the noun leave open whose officials they are ("regional governors", "officials")."""
        before = chunk.sentence.tokens[chunk.low : noun]
        if _noun_of(chunk.sentence.tokens[noun]) not in word_set("actors", "local_nouns"):
            return False
        known = word_set("actors", "local")
        return not (chunk.owner or chunk.owner_word) and all(t.lower in known or t.pos == "NUM" for t in before)

    def _description_name(self, draft: Draft) -> str:
        """Forces by their side's plain name ("Ukrainian forces"), others as written without an article."""
        if draft.noun and is_common_force(draft.noun) and draft.country and draft.plural and draft.kind == "military":
            people = adjective(draft.country)
            if people:
                draft.key = ("forces", draft.country)
                return f"{people} forces"
        return _NUMERAL.sub("", bare(self._text[draft.start : draft.end]))

    def _kind(self, phrase: Phrase, noun: int | None) -> ActorKind | None:
        """The kind of actor that the noun makes, as far as the service or side named with it does not change it."""
        if noun is None:
            return None
        chunk = phrase.chunk
        tokens = chunk.sentence.tokens
        lemma = _noun_of(tokens[noun])
        kind = _kind_of(lemma)
        around = self._text[tokens[chunk.first.low].start : tokens[(phrase.tail or (chunk,))[-1].high].end]
        if kind in ("official", "government") and INSTALLED.search(around):
            return "occupation_official"
        if kind == "official":
            words = {word.lower() for word in re.findall(r"[\w-]+", around)}
            if words & word_set("roles", "intelligence_service"):
                return "intelligence"
            if words & word_set("roles", "military_service"):
                return "military"
        return kind

    def _ties(self, phrase: Phrase, noun: int | None) -> tuple[Chunk, ...]:
        """The chunks of the tail that say whose the noun is: none behind "to" for an envoy, only "of" for troops."""
        lemma = _noun_of(phrase.chunk.sentence.tokens[noun]) if noun is not None else ""
        links = _links(lemma)
        kept: list[Chunk] = []
        for part in phrase.tail:
            if part.led_by not in links or (part.led_by != "of" and not self._names_something(part)):
                break
            if part.led_by == "from" and force_kind(lemma) and self._sides.place_at(part.tokens[-1]):
                break  # "withdraw our troops from the town"
            kept.append(part)
        return tuple(kept)

    def _names_something(self, chunk: Chunk) -> bool:
        """Whether the chunk holds a name or a body: other phrases after a noun say nothing of whose it is."""
        tokens = chunk.sentence.tokens[chunk.first.low : chunk.high + 1]
        return any(t.text[:1].isupper() or body_kind(_noun_of(t)) for t in tokens) or self._noun(chunk) is not None

    # ---------------------------------------------------------------- nations

    def _nations(self, chunk: Chunk) -> Iterator[Draft]:
        for low, (high, found) in self._sides.nations_of(chunk.sentence).items():
            if chunk.low <= low and high <= chunk.high and low not in chunk.units and self._acts(chunk, high, found):
                yield self._nation(chunk, low, high, found)

    def _acts(self, chunk: Chunk, high: int, found: Nation) -> bool:
        """Whether the nation's word can stand for an actor where it is: not as the place where something happens."""
        if found.how == "people":
            return True
        last = high == chunk.high
        if last and chunk.led_by in word_set("actors", "locative"):
            return False
        if found.how == "name" or not last:
            return found.how == "name"
        tokens = chunk.sentence.tokens
        place = self._sides.place_at(tokens[high])
        if place is not None and place.use == "metonym":
            return True
        dep, verb = governor(chunk)
        if dep == "obj" and verb.lemma.lower() in word_set("actors", "person_objects"):
            return True
        if dep in ("nsubj", "iobj") and verb.pos in _VERBS:
            return not any(t.head == verb.index and t.dep == "nsubj:pass" for t in tokens)
        return chunk.owned or chunk.led_by in word_set("actors", "seat_links")

    def _nation(self, chunk: Chunk, low: int, high: int, found: Nation) -> Draft:
        token = chunk.sentence.tokens[high]
        side = Side(self._sides.party_of(found.country), found.country)
        draft = self._draft(chunk, high, (low, high), side)
        people = (
            found.how == "people" and high == chunk.high and (token.tag in ("NNS", "NNPS") or bool(chunk.determiner))
        )
        draft.form = "demonym" if found.how == "people" else "name"
        draft.kind = None if found.how == "people" else "government"
        draft.plural = people
        draft.name = token.text if people else country_name(found.country)
        draft.key = ("people" if people else "country", found.country)
        return draft

    def _is_west(self, chunk: Chunk) -> bool:
        """Whether the chunk is "the West" as those who act, no point of the compass."""
        token = chunk.sentence.tokens[chunk.high]
        alone = chunk.low == chunk.high and chunk.determiner == "the" and token.text == "West"
        return alone and chunk.led_by not in word_set("actors", "locative")

    def _west(self, chunk: Chunk) -> Draft:
        draft = self._draft(chunk, chunk.high, (chunk.high, chunk.high), Side())
        draft.name, draft.kind, draft.key = "the West", "government", ("body", "the west")
        return draft

    def _inner_names(self, chunk: Chunk) -> Iterator[Draft]:
        """Known names among the words of a phrase that is no actor itself ("Wagner losses")."""
        tokens = chunk.sentence.tokens
        seen: set[int] = set()
        for i, hit in chunk.units.items():
            if hit.start in seen:
                continue
            seen.add(hit.start)
            last = max(j for j, other in chunk.units.items() if other is hit)
            draft = self._draft(chunk, last, (i, last), Side(hit.known.party, hit.known.country))
            draft.name, draft.known, draft.person, draft.kind = (
                hit.known.name,
                hit.known,
                hit.known.person,
                hit.known.kind,
            )
            draft.organisation = hit.known.organisation
            draft.key = ("known", hit.known.name)
            draft.noun = _noun_of(tokens[last])
            yield draft

    def _inner_forces(self, chunk: Chunk) -> Iterator[Draft]:
        """Forces that qualify a phrase of another kind ("coalition air strikes", "enemy fire", "rebel attack")."""
        tokens = chunk.sentence.tokens
        for i in range(chunk.low, chunk.high):
            lemma = _noun_of(tokens[i])
            forces = force_kind(lemma) or (
                role_kind(lemma) if role_kind(lemma) in ("military", "armed_group") else None
            )
            if forces is None or i in chunk.units or tokens[i].pos not in ("NOUN", "PROPN"):
                continue
            side = self._sides.of(chunk, i, (), civil=False)
            draft = self._draft(chunk, i, (chunk.first.low, i), side)
            draft.form, draft.noun, draft.kind, draft.subject, draft.speaks = "description", lemma, forces, False, False
            draft.plural, draft.definite, draft.owner = True, chunk.determiner == "the", chunk.owner_word
            draft.name = bare(self._text[draft.start : draft.end])
            yield draft

    def _draft(self, chunk: Chunk, head: int, bounds: tuple[int, int], side: Side) -> Draft:
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


def _links(lemma: str) -> frozenset[str]:
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


def bare(text: str) -> str:
    """*text* without a leading article or possessive pronoun."""
    return _ARTICLE.sub("", text)


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


def _top(tokens: Sequence[Token], low: int, high: int) -> int:
    """The word of a name that the tree hangs the others on."""
    return next((i for i in range(low, high + 1) if not low <= tokens[i].head <= high or tokens[i].head == i), high)


@cache
def speech_verbs() -> frozenset[str]:
    """Verbs by which somebody says something, as lemmas."""
    return frozenset(
        word for row in table("speech")["verbs"].values() for word in row.get("words", ()) if " " not in word
    )


def _noun_of(token: Token) -> str:
    """The word as a noun in lower case and singular, also where a capital made the tagger take it for a name."""
    lemma = token.lemma.lower().rstrip(".")
    if token.pos == "PROPN" and lemma.endswith("s") and not _kind_of(lemma) and _kind_of(lemma[:-1]):
        return lemma[:-1]
    return lemma


def _kind_of(lemma: str) -> ActorKind | None:
    return role_kind(lemma) or force_kind(lemma) or body_kind(lemma)


def _noun_kind(token: Token) -> ActorKind | None:
    if token.pos not in ("NOUN", "PROPN", "ADJ", "VERB", "X"):
        return None
    lemma = _noun_of(token)
    if token.pos in ("ADJ", "VERB") and lemma not in word_set("actors", "people_adjectives"):
        return None
    return _kind_of(lemma)


def _is_person_title(token: Token) -> bool:
    return (role_kind(_noun_of(token)) is not None and token.pos in ("NOUN", "PROPN")) or is_title(token.text)


def _is_body_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.lower in word_set("bodies", "name_words")


def _is_name_part(token: Token) -> bool:
    if token.text in ("-", "‑", "–", "."):
        return True
    return (token.text[:1].isupper() and token.text[:1].isalpha()) or token.lower in word_set("actors", "particles")


def _is_plain_name(token: Token) -> bool:
    """Whether the word looks like a given name: capitalised, no title, no role, no nation."""
    return (
        token.pos == "PROPN"
        and token.text[:1].isupper()
        and token.text.isalpha()
        and not token.text.isupper()
        and not _is_person_title(token)
        and not _noun_kind(token)
        and not _is_body_name(token)
        and nation(token.text) is None
    )


def _body_kind_of(token: Token) -> ActorKind | None:
    lemma = _noun_of(token)
    return None if lemma in word_set("actors", "groups") else body_kind(lemma) or force_kind(lemma)
