"""The flow: documents in, extractions out. The only module that knows every stage."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from fogline.claims.triggers import wants_parse as may_hold_a_claim
from fogline.config import DOCUMENT_SECONDS, READ_LANGUAGES, Settings
from fogline.engine.base import Engine, halving
from fogline.engine.choose import engine_for
from fogline.errors import ExtractionFailed, TookTooLong, UsageError
from fogline.gazetteer.base import Gazetteer
from fogline.language.sentences import split_sentences
from fogline.limits import allowed, at_most, read_part, stop_if_disk_is_full
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
from fogline.model.profile import Anchor, Profile
from fogline.model.quick import replaced
from fogline.model.sentence import Sentence
from fogline.toolbox import Tools, tools_for

_log = logging.getLogger(__name__)


Result = Extraction | ExtractionFailed
"""What one document comes to."""

WORTH_BATCHES = 6
"""Batches from which on several processes read: each needs a second to get ready, a batch takes less."""


def extract(
    documents: Iterable[Document], settings: Settings, *, engine: Engine | None = None, with_trees: bool = True
) -> Iterator[Result]:
    """Read *documents* in order, streamed, in batches, on *engine*, or else on the one that *settings* ask for.

    A fault of ours on one document is given in its place, so that it costs the others nothing; so is a document that
    takes too long, or that takes its process down. Without *with_trees* sentences come back without their tokens, which
    no ledger keeps.
    """
    batches = batched(documents, settings.batch_characters)
    profile, reader = _anywhere(settings)
    function = partial(
        extract_batch, profile=profile, seconds=settings.document_seconds, with_trees=with_trees, reader=reader
    )
    with engine_for(settings) if engine is None else nullcontext(engine) as chosen:
        for results in chosen.map(function, batches, care=halving(_lost), worth=WORTH_BATCHES):
            yield from results


def extract_batch(
    documents: Sequence[Document],
    *,
    profile: str,
    seconds: float = DOCUMENT_SECONDS,
    with_trees: bool = True,
    reader: str | None = None,
) -> list[Result]:
    """Read one batch with the tools of this process: split, parse what may matter, find mentions, find claims.

    *seconds* is the processor time that a document of ordinary length may take. *reader* is the version that the tools
    must have, where they are another machine's.

    Raises:
        UsageError: they have another.
    """
    tools = tools_for(profile)
    if reader is not None and tools.version != reader:
        raise UsageError(f"a node of the cluster reads with {tools.version}, and this machine with {reader}")
    with _no_collection():
        return [
            _attempt(document, sentences, tools, seconds, with_trees)
            for document, sentences in _all_parsed(documents, tools, seconds)
        ]


def _anywhere(settings: Settings) -> tuple[str, str | None]:
    """The profile setting as it means the same wherever workers run, and, if that is elsewhere, our tools' version."""
    if settings.engine != "ray":
        return settings.profile, None
    path = Path(settings.profile)
    return str(path.absolute()) if path.is_file() else settings.profile, tools_for(settings.profile).version


def _all_parsed(
    documents: Sequence[Document], tools: Tools, seconds: float
) -> Iterator[tuple[Document, tuple[Sentence, ...] | ExtractionFailed]]:
    """Each document with its sentences, parsed together; one by one where that goes wrong, so that one is to blame."""
    try:
        with at_most(allowed(seconds, sum(len(document.text) for document in documents))):
            parsed = parse(documents, tools)
    except Exception:  # noqa: BLE001 - which document it comes of is found next
        for document in documents:
            yield document, _parsed_alone(document, tools, seconds)
    else:
        yield from zip(documents, parsed, strict=True)


def _parsed_alone(document: Document, tools: Tools, seconds: float) -> tuple[Sentence, ...] | ExtractionFailed:
    try:
        with at_most(allowed(seconds, len(document.text))):
            return parse([document], tools)[0]
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this document's alone, and it is said
        return _failed(document, error)


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
    try:
        with at_most(allowed(settings.document_seconds, len(document.text))):
            inferred = _inferred(document, settings)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this document's alone, and it is said
        stop_if_disk_is_full(error)
        _log.debug("dating of %s failed", document.name, exc_info=error)
        why = (
            f"{error}"
            if isinstance(error, TookTooLong)
            else f"met a fault in Fogline ({type(error).__name__}: {error})"
        )
        return replace(document, notes=(*document.notes, f"looking for its day {why}; it is left without one"))
    if inferred is None:
        return document
    day, basis, words = inferred
    return replace(document, published=day, published_basis=basis, published_evidence=words)


def _inferred(document: Document, settings: Settings) -> tuple[date, PublishedBasis, str] | None:
    """The day that the text gives, with the help of its conflict's dated beginnings where it needs them."""

    def anchors() -> Sequence[Anchor]:
        return tools_for(settings.profile).profile_for(document).anchors if is_read(document) else ()

    return infer_published(read_part(document.text), title_end=document.title_end, anchors=anchors)


def is_read(document: Document) -> bool:
    """Whether *document* is in a language that is read for claims (one that nobody could tell is tried)."""
    return document.language is None or document.language in READ_LANGUAGES


def find_mentions(
    document: Document, sentences: tuple[Sentence, ...], *, gazetteer: Gazetteer, profile: Profile
) -> Mentions:
    """Everything in *document* beneath its claims, given its *sentences* (parsed where they may matter)."""
    text = read_part(document.text)
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


def _attempt(
    document: Document,
    sentences: tuple[Sentence, ...] | ExtractionFailed,
    tools: Tools,
    seconds: float,
    with_trees: bool,
) -> Result:
    if isinstance(sentences, ExtractionFailed):
        return sentences
    try:
        with at_most(allowed(seconds, len(document.text))):
            extraction = _extract(document, sentences, tools)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this document's alone, and it is said
        return _failed(document, error)
    return extraction if with_trees else _without_trees(extraction)


def _failed(document: Document, error: Exception) -> ExtractionFailed:
    stop_if_disk_is_full(error)
    _log.debug("extraction of %s failed", document.name, exc_info=error)
    if isinstance(error, TookTooLong):
        return ExtractionFailed(document.name, f"reading it {error}; kept without claims")
    fault = f"a fault in Fogline ({type(error).__name__}: {error}); kept without claims, please report it"
    return ExtractionFailed(document.name, fault)


def _lost(document: Document, how: str) -> Result:
    return ExtractionFailed(document.name, f"{how} each time it was read; kept without claims, please report it")


def _without_trees(extraction: Extraction) -> Extraction:
    bare = tuple([replaced(sentence, tokens=()) for sentence in extraction.mentions.sentences])
    return replace(extraction, mentions=replace(extraction.mentions, sentences=bare))


def _extract(document: Document, sentences: tuple[Sentence, ...], tools: Tools) -> Extraction:
    profile = tools.profile_for(document)
    mentions = Mentions()
    claims: tuple[Claim, ...] = ()
    if is_read(document):
        mentions = find_mentions(document, sentences, gazetteer=tools.gazetteers[profile.name], profile=profile)
        claims = tools.extractor.extract(document, mentions, profile=profile)
    return Extraction(document, mentions, claims, extractor=tools.version, profile=tools.profile_label)


def _sentences(document: Document) -> tuple[Sentence, ...]:
    return split_sentences(read_part(document.text), title_end=document.title_end) if is_read(document) else ()


def worth_parsing(sentence: str) -> bool:
    """Whether the text of a sentence may hold a claim or an attribution; all others are left unparsed."""
    return may_hold_a_claim(sentence) or may_hold_an_attribution(sentence)


def batched(documents: Iterable[Document], characters: int) -> Iterator[list[Document]]:
    """*documents* in batches of at least so many *characters* of text, but for the last."""
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
