"""What every store does, whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from fogline.model.claim import Claim, Where
from fogline.model.custody import Received
from fogline.model.document import Document, PublishedBasis
from fogline.model.mention import Mentions, Speaker
from fogline.model.review import Review
from fogline.model.span import Span
from fogline.model.values import Place
from fogline.store.base import ClaimFilter, Counts, Store
from tests.factories import a_claim, a_document
from tests.store import nouns
from tests.store.nouns import FULL_DOCUMENT, MENTIONS, TOKEN, an_extraction, story
from tests.stores import KINDS, OPENERS


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with OPENERS[request.param](tmp_path / "war.fog") as opened:
        yield opened


# Evidence


def test_a_new_ledger_is_empty(store: Store) -> None:
    assert store.counts() == Counts()
    assert list(store.documents()) == []
    assert list(store.claims()) == []
    assert store.document("none") is None
    assert store.claim("none") is None
    assert store.mentions("none") == Mentions()


@pytest.mark.parametrize("document", [FULL_DOCUMENT, a_document(), a_document("Ї — 🛰 \x1b \r\nend")])
def test_a_document_comes_back_as_it_was(store: Store, document: Document) -> None:
    assert store.add_documents([document]) == [document]
    assert store.document(document.document_id) == document
    assert list(store.documents()) == [document]


def test_mentions_come_back_but_for_tokens(store: Store) -> None:
    parsed = replace(MENTIONS, sentences=(replace(MENTIONS.sentences[0], tokens=(TOKEN,)),))
    store.add([an_extraction(mentions=parsed)])
    assert store.mentions(a_document().document_id) == MENTIONS


def test_only_the_kinds_of_mentions_asked_for_come(store: Store) -> None:
    store.add([an_extraction(mentions=MENTIONS)])
    found = store.mentions(a_document().document_id, kinds=("places", "times"))
    assert found == Mentions(places=MENTIONS.places, times=MENTIONS.times)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claim=nouns.claims)
def test_any_claim_comes_back_as_it_was(store: Store, claim: Claim) -> None:
    store.add([an_extraction(None, claim)])
    kept = store.claim(claim.claim_id)
    assert kept == claim
    assert kept.reasons == claim.reasons, "reasons do not count in comparing claims, but are kept"


def test_documents_come_by_name_and_claims_by_document_then_trigger(store: Store) -> None:
    late, early = story(1, name="b.txt"), story(2, name="a.txt")
    first = a_claim(late, claim_id="1", trigger=Span(2, 4))
    second = a_claim(late, claim_id="0", trigger=Span(10, 12))
    store.add([an_extraction(late, second, first), an_extraction(early)])
    assert [document.name for document in store.documents()] == ["a.txt", "b.txt"]
    assert [claim.claim_id for claim in store.claims()] == [a_claim(early).claim_id, "1", "0"]


def test_undated_documents_are_those_with_no_day_or_an_inferred_one(store: Store) -> None:
    none = replace(story(1), published=None, published_basis=None, published_evidence=None)
    stated = replace(story(2), published=date(2022, 6, 24), published_basis="text", published_evidence="words")
    inferred = replace(story(3), published=date(2022, 6, 24), published_basis="inferred", published_evidence="words")
    store.add_documents([none, stated, inferred])
    assert list(store.undated()) == [none, inferred]


def test_reading_again_replaces_what_was_found_and_keeps_reviews(store: Store) -> None:
    store.add([an_extraction(mentions=MENTIONS)])
    review = a_review(a_claim().claim_id)
    store.add_review(review)
    later = a_claim(event_type="advance", claim_id="new")
    store.add([an_extraction(None, later, extractor="test@2")])
    assert list(store.claims()) == [later]
    assert store.mentions(a_document().document_id) == Mentions()
    assert list(store.reviews(review.target)) == [review]
    assert store.counts() == Counts(documents=1, sources=0, extracted=1, claims=1, reviews=1)


def test_one_document_twice_in_a_batch_counts_once_the_last_wins(store: Store) -> None:
    store.add([an_extraction(), an_extraction(None, a_claim(claim_id="last"))])
    assert [claim.claim_id for claim in store.claims()] == ["last"]


def test_what_fails_in_a_batch_keeps_nothing_of_it(store: Store) -> None:
    def broken() -> Iterator[Document]:
        yield a_document()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add_documents(broken())
    assert store.counts() == Counts()


# What is known already


def test_known_means_this_extractor_with_this_profile(store: Store) -> None:
    document = a_document()
    ids = [document.document_id, "other"]
    store.add_documents([document])
    assert store.known(ids, extractor="test@1", profile="generic@1") == set(), "kept, but not read for claims yet"
    store.add([an_extraction()])
    assert store.known(ids, extractor="test@1", profile="generic@1") == {document.document_id}
    assert store.known(ids, extractor="test@2", profile="generic@1") == set()
    assert store.known(ids, extractor="test@1", profile="own@1") == set()


def test_known_takes_any_number_of_ids(store: Store) -> None:
    store.add([an_extraction()])
    many = [*(str(number) for number in range(40_000)), a_document().document_id]
    assert len(store.known(many, extractor="test@1", profile="generic@1")) == 1


def test_the_same_text_from_elsewhere_adds_its_source_only(store: Store) -> None:
    here, there = a_document(sources=("a.txt",)), a_document(name="b.txt", sources=("b.txt",))
    store.add([an_extraction(here)])
    (kept,) = store.add_documents([there])
    assert kept == replace(here, sources=("a.txt", "b.txt"))
    assert store.document(here.document_id) == kept
    store.add_documents([here, there])
    assert store.counts() == Counts(documents=1, sources=2, extracted=1, claims=1)


def test_what_was_unknown_is_filled_and_what_was_known_stays(store: Store) -> None:
    bare = a_document(outlet="The Plain", sources=("a.txt",))
    told = a_document(outlet="The Hill", url="https://hill.example", sources=("b.jsonl:1",), name="b")
    store.add_documents([bare])
    (kept,) = store.add_documents([told])
    assert (kept.outlet, kept.url, kept.name) == ("The Plain", "https://hill.example", "story.txt")
    assert kept.notes == ("outlet is given otherwise by b.jsonl:1: The Hill",)
    assert store.add_documents([told]) == [kept], "the same once more says nothing new"


@pytest.mark.parametrize(
    ("before", "again", "basis", "why"),
    [
        ((None, None), (date(2031, 5, 2), "metadata"), "metadata", "unknown is filled"),
        ((date(2031, 5, 1), "inferred"), (date(2031, 5, 2), "text"), "text", "any date beats an inferred one"),
        ((date(2031, 5, 1), "metadata"), (date(2031, 5, 2), "user"), "user", "the user decides"),
    ],
)
def test_a_new_date_means_reading_again(
    store: Store, before: tuple[date, PublishedBasis], again: tuple[date, PublishedBasis], basis: str, why: str
) -> None:
    document = a_document()
    store.add([an_extraction(replace(document, published=before[0], published_basis=before[1]))])
    (kept,) = store.add_documents([replace(document, published=again[0], published_basis=again[1])])
    assert (kept.published, kept.published_basis) == (date(2031, 5, 2), basis), why
    assert store.known([document.document_id], extractor="test@1", profile="generic@1") == set()


def test_a_known_date_stays(store: Store) -> None:
    known = a_document(published=date(2031, 5, 1), published_basis="metadata")
    other = a_document(published=date(2031, 5, 2), published_basis="metadata", sources=("b.txt",))
    store.add([an_extraction(known)])
    (kept,) = store.add_documents([other])
    assert kept.published == date(2031, 5, 1)
    assert kept.notes == ("published is given otherwise by b.txt: 2031-05-02",)
    assert store.known([known.document_id], extractor="test@1", profile="generic@1") == {known.document_id}


# Asking


_PLAIN = a_claim()
_DENIAL = replace(
    a_claim(),
    claim_id="denial",
    event_type="control",
    trigger=Span(0, 3),
    speaker=Speaker("the governor", "Bo Æsk_Hill", None, organisation="Région Est", party="League"),
    place=Where("the dam", Place("Weir 50%", 9), None),
    time=None,
    confidence=0.3,
)
_VOICELESS = replace(a_claim(), claim_id="voiceless", trigger=Span(1, 3), speaker=None, place=None, confidence=0.5)
_SINCE_MAY = replace(a_claim(), claim_id="since", trigger=Span(2, 3))
assert _SINCE_MAY.time is not None
_SINCE_MAY = replace(
    _SINCE_MAY, time=replace(_SINCE_MAY.time, value=replace(_SINCE_MAY.time.value, start=date(2031, 5, 20), end=None))
)


@pytest.mark.parametrize(
    ("where", "wanted", "why"),
    [
        (ClaimFilter(), {"plain", "denial", "voiceless", "since"}, "no condition"),
        (ClaimFilter(place="NORTHFORD"), {"plain", "since"}, "the name, whatever its case"),
        (ClaimFilter(place="the dam"), {"denial"}, "the words of the text"),
        (ClaimFilter(place="North"), set(), "a part of the name is another place"),
        (ClaimFilter(geonameids=frozenset({9, 11})), {"denial"}, "any of these places"),
        (ClaimFilter(geonameids=frozenset()), set(), "none of no places"),
        (
            ClaimFilter(place="Northford", geonameids=frozenset({9, 11})),
            {"plain", "since", "denial"},
            "the name, or any place that goes by it",
        ),
        (ClaimFilter(speaker="marsh"), {"plain", "since"}, "a part of the name"),
        (ClaimFilter(speaker="ÆSK_"), {"denial"}, "letters beyond ASCII; a character that means any to SQL"),
        (ClaimFilter(speaker="région"), {"denial"}, "the organisation"),
        (ClaimFilter(speaker="%"), set(), "no wildcards"),
        (ClaimFilter(speaker="Narrator"), {"voiceless"}, "the outlet's own voice"),
        (ClaimFilter(event_type="control"), {"denial"}, "the type"),
        (ClaimFilter(party="league"), {"denial"}, "the speaker's side, whatever its case"),
        (ClaimFilter(min_confidence=0.5), {"plain", "voiceless", "since"}, "the limit is included"),
        (ClaimFilter(since=date(2031, 5, 2), until=date(2031, 5, 2)), {"plain", "voiceless"}, "both days included"),
        (ClaimFilter(since=date(2031, 5, 3)), {"since"}, "an open end reaches on"),
        (ClaimFilter(until=date(2031, 5, 1)), set(), "nothing before"),
        (ClaimFilter(document="unknown"), set(), "another document"),
        (ClaimFilter(claim_id="Voice"), {"voiceless"}, "how its id begins, whatever the case"),
        (ClaimFilter(claim_id="oice"), set(), "an id's middle is not how it begins"),
        (ClaimFilter(claim_id="%"), set(), "no wildcards in ids either"),
        (ClaimFilter(place="northford", speaker="marsh", until=date(2031, 5, 9)), {"plain"}, "all must hold"),
    ],
)
def test_filters(store: Store, where: ClaimFilter, wanted: set[str], why: str) -> None:
    store.add([an_extraction(None, replace(_PLAIN, claim_id="plain"), _DENIAL, _VOICELESS, _SINCE_MAY)])
    assert {claim.claim_id for claim in store.claims(where)} == wanted, why


def test_claims_of_one_document(store: Store) -> None:
    store.add([an_extraction(story(1)), an_extraction(story(2))])
    (claim,) = store.claims(ClaimFilter(document=story(2).document_id))
    assert claim.document_id == story(2).document_id


def test_the_documents_of_claims_stand_in_their_order(store: Store) -> None:
    store.add([an_extraction(story(2)), an_extraction(story(1))])
    assert list(store.claim_documents()) == [claim.document_id for claim in store.claims()]
    assert list(store.claim_documents(ClaimFilter(event_type="protest"))) == []


@pytest.mark.parametrize(
    ("query", "wanted", "why"),
    [
        ("bridge", {"bridge", "titled"}, "the text, and a title that stands apart"),
        ("BRIDGE northford", {"bridge"}, "all words, whatever their case"),
        ('"bridge at"', {"bridge"}, "words that follow each other"),
        ('"at bridge"', set(), "and in this order"),
        ("brid", set(), "whole words"),
        ("resume", {"titled"}, "diacritics do not count"),
        ("Сєвєродонецьк", {"titled"}, "other scripts"),
        ('"" AND (', set(), "nothing the index would take for its own syntax"),
        ("", set(), "nothing asked"),
        ("text:bridge", set(), "no column names"),
    ],
)
def test_search(store: Store, query: str, wanted: set[str], why: str) -> None:
    bridge = a_document("The bridge at Northford fell.", name="bridge")
    titled = a_document("Talks résumé near Сєвєродонецьк.", name="titled", title="Bridge lost")
    store.add_documents([bridge, titled, a_document("Nothing of note.", name="other")])
    names = {bridge.document_id: "bridge", titled.document_id: "titled"}
    assert {names.get(found) for found in store.search(query)} == wanted, why


def test_search_follows_a_title_that_comes_later(store: Store) -> None:
    store.add_documents([a_document()])
    assert list(store.search("harvest")) == []
    store.add_documents([a_document(title="Harvest of war")])
    assert list(store.search("harvest")) == [a_document().document_id]
    assert list(store.search("Northford")) == [a_document().document_id]


def test_writing_while_claims_are_read(store: Store) -> None:
    store.add([an_extraction(story(number)) for number in range(1200)])
    reading = store.claims()
    next(reading)
    store.add([an_extraction(story(5000, name="zzz"))])
    assert sum(1 for _ in reading) == 1199, "as it was when the reading began"
    assert store.counts().claims == 1201


def test_of_nothing_asked_for_there_is_nothing(store: Store) -> None:
    store.add([an_extraction()])
    assert list(store.claims_with([])) == []
    assert store.known([], extractor="test@1", profile="generic@1") == set()
    assert not [*store.derived.living([]), *store.derived.sharing([], most=9), *store.derived.prints([])]
    assert not [*store.derived.events_of([]), *store.derived.links([]), *store.derived.matches([])]


# Decisions

_numbers = count(1)


def a_review(target: str, **fields: object) -> Review:
    review = Review(f"r{next(_numbers)}", target, "accept", "ada", datetime(2031, 5, 3, 12, 30, tzinfo=UTC))
    return replace(review, **fields)  # type: ignore[arg-type]


def test_reviews_come_in_the_order_they_were_made(store: Store) -> None:
    first = a_review("c1", decision="correct", changes={"place": {"name": "Weir"}, "headline": True, "n": [1, 2.5]})
    second = a_review("c2", reason="rumour — «слух»")
    third = a_review("c1", revokes=first.review_id, at=datetime(2031, 1, 1, tzinfo=UTC))
    for review in (first, second, third, first):
        store.add_review(review)
    assert list(store.reviews()) == [first, second, third]
    assert list(store.reviews("c1")) == [first, third]


def test_a_reviews_time_is_kept_in_utc(store: Store) -> None:
    east = timezone(timedelta(hours=3))
    store.add_review(a_review("c1", at=datetime(2031, 5, 3, 15, 30, tzinfo=east)))
    (kept,) = store.reviews()
    assert kept.at == datetime(2031, 5, 3, 12, 30, tzinfo=UTC)
    assert kept.at.utcoffset() == timedelta(0)


@pytest.mark.parametrize("fields", [{"at": datetime(2031, 5, 3)}, {"changes": {"place": object()}}])
def test_a_review_that_cannot_be_kept_is_refused(store: Store, fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="review"):
        store.add_review(a_review("c1", **fields))
    assert store.counts().reviews == 0


def test_closing_twice_is_no_error(store: Store) -> None:
    store.close()
    store.close()


# Custody

RECEIVED = Received(
    source="https://plain.example/1",
    sha256="ab" * 32,
    size=3,
    retrieved=datetime(2022, 6, 25, 10, 30, tzinfo=UTC),
    tool="fogline 1",
    reader="html@1",
    media_type="text/html; charset=koi8-r",
    context=(("status", "200"), ("url", "https://plain.example/1?a")),
    document_id="d1",
    data=b"abc",
)


def test_custody_comes_back_as_it_was_and_the_bytes_apart(store: Store) -> None:
    store.add_received([RECEIVED])
    (kept,) = store.received("d1")
    assert kept == replace(RECEIVED, data=None)
    assert store.body(RECEIVED.sha256) == b"abc"
    assert list(store.received()) == [kept]
    assert list(store.received("other")) == []


def test_the_same_bytes_from_two_sources_have_two_custodies(store: Store) -> None:
    store.add_received([RECEIVED, replace(RECEIVED, source="copy.html")])
    assert [one.source for one in store.received("d1")] == [RECEIVED.source, "copy.html"]


def test_received_again_keeps_the_first_time_and_what_was_made_last(store: Store) -> None:
    store.add_received([RECEIVED])
    later = replace(RECEIVED, retrieved=RECEIVED.retrieved + timedelta(days=1), reader="html@2", document_id="d2")
    store.add_received([later])
    assert list(store.received()) == [replace(RECEIVED, reader="html@2", document_id="d2", data=None)]


def test_what_was_seen_is_known_by_source_and_hash(store: Store) -> None:
    nothing = replace(RECEIVED, source="index.html", document_id=None, why="holds no article")
    store.add_received([RECEIVED, nothing])
    keys = [(RECEIVED.source, RECEIVED.sha256), ("index.html", RECEIVED.sha256), ("other", RECEIVED.sha256)]
    assert store.seen(keys) == {keys[0]: replace(RECEIVED, data=None), keys[1]: replace(nothing, data=None)}
    assert store.seen([]) == {}
    assert set(store.fetched([RECEIVED.source, "index.html", "other"])) == {RECEIVED.source, "index.html"}


def test_bytes_need_not_be_kept(store: Store) -> None:
    store.add_received([replace(RECEIVED, data=None)])
    assert len(list(store.received())) == 1
    assert store.body(RECEIVED.sha256) is None


def test_bytes_that_are_a_document_s_text_are_there_without_being_kept_twice(store: Store) -> None:
    document = a_document("Її взяли, they said.")
    store.add_documents([document])
    data = document.text.encode()
    store.add_received([replace(RECEIVED, sha256=document.sha256, document_id=document.document_id, data=data)])
    assert store.body(document.sha256) == data


# Overview


def test_the_overview_has_a_row_for_everything(store: Store) -> None:
    document = story(1)
    spoken = a_claim(document, speaker=Speaker("the Mayor", "Ann Lee", None, party="league"))
    store.add([an_extraction(document, spoken)])
    (head,) = store.overview.heads()
    assert (head.document_id, head.name, head.title) == (document.document_id, document.name, document.title)
    assert head.published == (document.published.isoformat() if document.published else None)
    (line,) = store.overview.claims()
    assert (line.claim_id, line.document_id, line.event_type) == (spoken.claim_id, document.document_id, "capture")
    assert line.speaker_party == "league"
    assert "ann lee" in (line.speaker_key or "")
    assert list(store.overview.claims([document.document_id])) == [line]
    assert list(store.overview.claims(["none"])) == []
    assert not [*store.overview.events(), *store.overview.memberships(), *store.overview.disputes()]


def test_a_change_is_seen_in_the_revision_and_reading_again_in_the_head(store: Store) -> None:
    document = story(1)
    store.add([an_extraction(document)])
    revision, (head,) = store.overview.revision(), store.overview.heads()
    assert store.overview.revision() == revision
    store.add([an_extraction(document, a_claim(document, event_type="advance"))])
    assert store.overview.revision() != revision
    assert next(store.overview.heads()).read != head.read


def test_what_is_kept_stays_until_something_else_is_kept(store: Store) -> None:
    assert store.overview.kept("columns") is None
    store.overview.keep("columns", b"\x00\xff")
    store.overview.keep("columns", b"later")
    store.overview.keep("others", b"")
    assert (store.overview.kept("columns"), store.overview.kept("others")) == (b"later", b"")
