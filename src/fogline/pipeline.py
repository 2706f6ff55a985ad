"""The flow: documents in, extractions out. The only module that knows every stage."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial

from fogline.claims.triggers import wants_parse as may_hold_a_claim
from fogline.config import READ_LANGUAGES, Settings
from fogline.engine import engine_for
from fogline.errors import ExtractionFailed
from fogline.gazetteer.base import Gazetteer
from fogline.language.sentences import split_sentences
from fogline.mentions.actors.find import find_actors
from fogline.mentions.attributions.cues import wants_parse as may_hold_an_attribution
from fogline.mentions.attributions.find import find_attributions
from fogline.mentions.attributions.verifications import find_verifications
from fogline.mentions.places.find import find_places
from fogline.mentions.quantities.find import find_quantities
from fogline.mentions.times.anchors import infer_published
from fogline.mentions.times.find import find_times
from fogline.model.claim import Claim
from fogline.model.document import Document, PublishedBasis
from fogline.model.extraction import Extraction
from fogline.model.mention import Mentions
from fogline.model.profile import Profile
from fogline.model.sentence import Sentence
from fogline.toolbox import Tools, tools_for

_log = logging.getLogger(__name__)


def extract(documents: Iterable[Document], settings: Settings) -> Iterator[Extraction | ExtractionFailed]:
    """Read *documents* in order, streamed, in batches, on as many processes as *settings* say.

    A fault of ours on one document is given in its place, so that it costs the others nothing.
    """
    batches = _batches(documents, settings.batch_characters)
    for extractions in engine_for(settings.workers).map(partial(extract_batch, profile=settings.profile), batches):
        yield from extractions


def extract_batch(documents: Sequence[Document], *, profile: str) -> list[Extraction | ExtractionFailed]:
    """Read one batch with the tools of this process: split, parse what may matter, find mentions, find claims."""
    tools = tools_for(profile)
    with _no_collection():
        parsed = parse(documents, tools)
        return [_attempt(document, sentences, tools) for document, sentences in zip(documents, parsed, strict=True)]


def parse(documents: Sequence[Document], tools: Tools) -> list[tuple[Sentence, ...]]:
    """The sentences of each of *documents*, parsed where they may hold a claim or an attribution."""
    split = [_sentences(document) for document in documents]
    wanted = [
        [worth_parsing(document.text[s.start : s.end]) for s in sentences]
        for document, sentences in zip(documents, split, strict=True)
    ]
    return tools.parser.parse([document.text for document in documents], split, wanted)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for reference cycles meanwhile.

    A batch makes a great many objects and hardly a cycle; to go through them, and through all tables in memory, again
    and again took 7 % of the time of a build.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def dated(document: Document, settings: Settings) -> Document:
    """*document* with the publication date that is known of it: the user's, its metadata's, or its text's."""
    if settings.published is not None:
        return replace(
            document, published=settings.published, published_basis="user", published_evidence="given by the user"
        )
    if document.published is not None:
        return document
    inferred = _inferred(document, settings)
    if inferred is None:
        return document
    day, basis, words = inferred
    return replace(document, published=day, published_basis=basis, published_evidence=words)


def _inferred(document: Document, settings: Settings) -> tuple[date, PublishedBasis, str] | None:
    """The day that the text gives, with the help of its conflict's dated beginnings where it needs them."""
    plain = infer_published(document.text, title_end=document.title_end)
    if plain is not None or not is_read(document):
        return plain
    anchors = tools_for(settings.profile).profile_for(document).anchors
    return infer_published(document.text, title_end=document.title_end, anchors=anchors) if anchors else None


def is_read(document: Document) -> bool:
    """Whether *document* is in a language that is read for claims (one that nobody could tell is tried)."""
    return document.language is None or document.language in READ_LANGUAGES


def find_mentions(
    document: Document, sentences: tuple[Sentence, ...], *, gazetteer: Gazetteer, profile: Profile
) -> Mentions:
    """Everything in *document* beneath its claims, given its *sentences* (parsed where they may matter)."""
    text = document.text
    places = find_places(text, sentences=sentences, gazetteer=gazetteer, profile=profile)
    times = find_times(text, published=document.published, anchors=profile.anchors)
    actors = find_actors(text, sentences=sentences, places=places, profile=profile)
    attributions = find_attributions(text, sentences=sentences, actors=actors)
    return Mentions(
        sentences=sentences,
        places=places,
        times=times,
        quantities=find_quantities(text, times=times),
        actors=actors,
        attributions=attributions,
        verifications=find_verifications(text, sentences=sentences, attributions=attributions),
    )


def _attempt(document: Document, sentences: tuple[Sentence, ...], tools: Tools) -> Extraction | ExtractionFailed:
    try:
        return _extract(document, sentences, tools)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this document's alone, and it is said
        _log.debug("extraction of %s failed", document.name, exc_info=True)
        fault = f"a fault in Fogline ({type(error).__name__}: {error}); kept without claims, please report it"
        return ExtractionFailed(document.name, fault)


def _extract(document: Document, sentences: tuple[Sentence, ...], tools: Tools) -> Extraction:
    profile = tools.profile_for(document)
    mentions = Mentions()
    claims: tuple[Claim, ...] = ()
    if is_read(document):
        mentions = find_mentions(document, sentences, gazetteer=tools.gazetteers[profile.name], profile=profile)
        claims = tools.extractor.extract(document, mentions, profile=profile)
    return Extraction(document, mentions, claims, extractor=tools.version, profile=tools.profile_label)


def _sentences(document: Document) -> tuple[Sentence, ...]:
    return split_sentences(document.text, title_end=document.title_end) if is_read(document) else ()


def worth_parsing(sentence: str) -> bool:
    """Whether the text of a sentence may hold a claim or an attribution; all others are left unparsed."""
    return may_hold_a_claim(sentence) or may_hold_an_attribution(sentence)


def _batches(documents: Iterable[Document], characters: int) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
