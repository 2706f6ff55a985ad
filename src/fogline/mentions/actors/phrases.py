"""Noun chunks read as actors: names with their titles, roles, forces, bodies, nations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fogline.mentions.actors.chunks import Chunk
from fogline.mentions.actors.drafts import Draft
from fogline.mentions.actors.inner import InnerReader
from fogline.mentions.actors.nouns import (
    bare,
    body_kind_of,
    head_noun,
    in_title_case,
    is_body_name,
    is_body_opening,
    is_of_chief,
    is_person_title,
    kind_of,
    links_of,
    new_draft,
    noun_kind,
    noun_of,
    subjects_above,
    top_of,
)
from fogline.mentions.actors.runs import NameFinder
from fogline.mentions.actors.sides import PlaceLookup, Sides
from fogline.mentions.actors.words import (
    INSTALLED,
    adjective,
    body_kind,
    force_kind,
    is_common_force,
    role_kind,
    word_set,
)
from fogline.model.profile import KnownActor, Profile
from fogline.model.sentence import Sentence
from fogline.model.values import ActorKind

_NUMERAL = re.compile(
    r"^(?:(?:[\d.,]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million"
    r"|dozens of|hundreds of|thousands of|tens of thousands of) )+(?=\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w-]+")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_CIVIL = frozenset(
    {"official", "government", "public", "witness", "anonymous_official", "occupation_official", "media"}
)
_RULING = frozenset({"official", "government", "anonymous_official", "media"})


@dataclass(slots=True)
class Phrase:
    """A chunk with the chunks that "of", "in", "for" and the like tie to it, in order.

    ``master`` is the chunk of those it is said to be loyal to or led by.
    """

    chunk: Chunk
    tail: tuple[Chunk, ...] = ()
    master: Chunk | None = None


class PhraseReader:
    """Reads the chunks of one document as drafts of actors."""

    def __init__(self, text: str, profile: Profile, places: PlaceLookup, sentences: tuple[Sentence, ...]) -> None:
        self._text = text
        self._sides = Sides(text, profile, places, sentences)
        self._names = NameFinder(text, self._sides)
        self._inner = InnerReader(text, self._sides)

    def read(self, phrase: Phrase) -> list[Draft]:
        """The actors that *phrase* names: one or none, or the nations and names that a phrase of another kind holds."""
        chunk = phrase.chunk
        opens_body = chunk.owned and is_body_opening(chunk.sentence.tokens[chunk.high])
        low = None if opens_body else self._names.start(chunk)
        if low is not None:
            named = self._named(phrase, low)
            if named is not None:
                return [named]
        noun = None if opens_body else self._noun(chunk)
        if noun is not None:
            return [self._described(phrase, noun)]
        return self._inner.read(chunk)

    # ---------------------------------------------------------------- names

    def _named(self, phrase: Phrase, low: int) -> Draft | None:
        chunk = phrase.chunk
        tokens = chunk.sentence.tokens
        unit = chunk.units.get(chunk.high)
        known = unit.known if unit is not None and chunk.units.get(low) is unit else None
        body = is_body_name(tokens[chunk.high]) or bool(_ACRONYM.fullmatch(tokens[chunk.high].text))
        titled = self._names.titled(chunk, low)
        person = known.person if known else titled or not body
        last = chunk.high if known or not body else self._body_end(phrase)
        if body and not person and not known and is_body_name(tokens[chunk.high]):
            low = self._body_start(chunk, low)
            if chunk.owner is not None and low == chunk.low and is_body_opening(tokens[chunk.owner.high]):
                low = self._body_start(chunk.owner, chunk.owner.high)
        name = known.name if known else bare(self._text[tokens[low].start : tokens[last].end])
        title = self._title_noun(chunk, low) if person else None
        kind = known.kind if known else self._kind(phrase, title) if person else body_kind_of(tokens[chunk.high])
        side = self._sides.of(chunk, low if person else chunk.high, self._ties(phrase, title), civil=kind in _CIVIL)
        draft = new_draft(
            chunk, top_of(tokens, low, chunk.high), (chunk.first.low if person or not known else low, last), side
        )
        draft.form, draft.name, draft.known, draft.person, draft.kind = "name", name, known, person, kind
        draft.noun = noun_of(tokens[title]) if title is not None else None if person else noun_of(tokens[chunk.high])
        if person:
            draft.role = self._role(chunk, low)
            open_ = not (known or draft.party or draft.country or phrase.tail)
            if title is not None and open_ and self._is_local(Phrase(chunk), title, (), kind):
                self._set_nearby(chunk, draft)
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
        draft.tentative = not known and not titled and (low == last or in_title_case(chunk.sentence))
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
        return next((i for i in range(low - 1, chunk.low - 1, -1) if is_person_title(tokens[i])), None)

    def _role(self, chunk: Chunk, low: int) -> str | None:
        """The words before a name that say what its bearer is, as written, without article or courtesy."""
        tokens = chunk.sentence.tokens
        if low == chunk.low or not any(is_person_title(token) for token in tokens[chunk.low : low]):
            return None
        text = bare(self._text[tokens[chunk.first.low].start : tokens[low - 1].end])
        return None if text.lower().rstrip(".") in word_set("roles", "courtesy") else text

    # ---------------------------------------------------------------- descriptions

    def _noun(self, chunk: Chunk) -> int | None:
        tokens = chunk.sentence.tokens
        i = chunk.high
        while i > chunk.low and tokens[i].pos in ("NUM", "PUNCT"):
            i -= 1
        if i in chunk.units or not noun_kind(tokens[i]) or self._sides.is_region(tokens, i) or is_of_chief(tokens, i):
            return None
        return i

    def _described(self, phrase: Phrase, noun: int) -> Draft:
        chunk = phrase.chunk
        token = chunk.sentence.tokens[noun]
        lemma = noun_of(token)
        kind = self._kind(phrase, noun)
        person = role_kind(head_noun(chunk.sentence.tokens, noun)) is not None
        ties = self._ties(phrase, noun)
        side = self._sides.of(chunk, noun, ties, civil=kind in _CIVIL, rules=kind in _RULING)
        if phrase.master is not None and not (side.party or side.country):
            side = self._sides.of_master(phrase.master)._replace(organisation=side.organisation)
        bounds = (chunk.first.low, max([noun, *(part.high for part in ties)]))
        draft = new_draft(chunk, noun, bounds, side)
        draft.form, draft.noun, draft.kind, draft.person = "description", lemma, kind, person
        plural = token.tag in ("NNS", "NNPS") or (token.pos == "PROPN" and token.lower == lemma + "s")
        draft.plural = plural or lemma in word_set("actors", "plural")
        draft.definite = chunk.determiner in ("the", "this", "that") or bool(chunk.owner or chunk.owner_word)
        if person and kind == "official" and chunk.determiner is None and lemma != "official":
            draft.definite = True  # headlines leave the article out: "says interior minister"
        draft.owner = chunk.owner_word
        if chunk.owner_word and chunk.low:
            draft.start = chunk.sentence.tokens[chunk.low - 1].start
            draft.subjects_above = subjects_above(chunk.sentence.tokens, noun)
        if not person:
            draft.organisation = None
        if person and not draft.plural and draft.definite:
            draft.role = bare(self._text[draft.start : draft.end])
        if lemma in ("official", "source") and not draft.plural and not draft.definite:
            draft.kind = "anonymous_official"
        certain = draft.plural or not person or (draft.definite and (noun > chunk.low or bool(ties)))
        if certain and not (draft.party or draft.country) and self._is_local(phrase, noun, ties, kind):
            self._set_nearby(chunk, draft)
        draft.name = self._description_name(draft)
        force = self._force(chunk, noun, ties) if draft.plural else None
        if force is not None and (force.kind == "armed_group" or draft.key is None):
            draft.name, draft.kind, draft.key = force.name, force.kind, ("forces", force.name)
            draft.party, draft.country = force.party or draft.party, force.country or draft.country
        self._settle_body(chunk, noun, draft)
        return draft

    def _force(self, chunk: Chunk, noun: int, ties: tuple[Chunk, ...]) -> KnownActor | None:
        """The known group or force whose rank and file the words name: "Xian fighters", "troops of the X"."""
        if noun_of(chunk.sentence.tokens[noun]) not in word_set("forces", "rank_and_file"):
            return None
        known = self._sides.known_body(chunk, noun, ties)
        return known if known is not None and known.kind in ("armed_group", "military") else None

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

    def _set_nearby(self, chunk: Chunk, draft: Draft) -> None:
        local = self._sides.local(chunk.sentence)
        draft.nearby, draft.nearby_party = local.country, local.party

    def _is_local(self, phrase: Phrase, noun: int, ties: tuple[Chunk, ...], kind: ActorKind | None) -> bool:
        """Whether the words leave open whose officials or forces they are: those of where they are, then.

        So are "regional governors", "officials", "the head of the local council"; "government troops", "the junta".
        """
        chunk = phrase.chunk
        lemma = noun_of(chunk.sentence.tokens[noun])
        before = chunk.sentence.tokens[chunk.low : noun]
        if chunk.owner or chunk.owner_word:
            return False
        if lemma in word_set("actors", "rulers") or any(t.lower in word_set("actors", "ruling") for t in before):
            return not ties and all(t.pos != "PROPN" for t in before[1:])
        if kind not in ("official", "government"):
            return False
        local = word_set("actors", "local")
        if ties:
            words = [token for part in ties for token in part.tokens]
            head = lemma in word_set("actors", "local_nouns") or lemma in word_set("actors", "heads")
            return head and all(t.lower in local or noun_of(t) in word_set("actors", "local_nouns") for t in words)
        return lemma in word_set("actors", "local_nouns") and all(t.lower in local or t.pos == "NUM" for t in before)

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
        kind = kind_of(head_noun(tokens, noun))
        around = self._text[tokens[chunk.first.low].start : tokens[(phrase.tail or (chunk,))[-1].high].end]
        if kind in ("official", "government") and INSTALLED.search(around):
            return "occupation_official"
        if kind == "official":
            words = set(_WORD.findall(around.lower()))
            if words & word_set("roles", "intelligence_service"):
                return "intelligence"
            if words & word_set("roles", "military_service"):
                return "military"
        return kind

    def _ties(self, phrase: Phrase, noun: int | None) -> tuple[Chunk, ...]:
        """The chunks of the tail that say whose the noun is: none behind "to" for an envoy, only "of" for troops."""
        lemma = noun_of(phrase.chunk.sentence.tokens[noun]) if noun is not None else ""
        links = links_of(lemma)
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
        return any(t.text[:1].isupper() or body_kind(noun_of(t)) for t in tokens) or self._noun(chunk) is not None
