"""What each address answers about the sample, over real HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fogline.ledger import ClaimFilter, Ledger
from tests.web.serving import Served

SIEVIERODONETSK = "691999"


def first_id(served: Served, address: str, noun: str) -> str:
    """The id of the first *noun* listed at *address*."""
    found: str = served.get(address, limit=1)[address.strip("/")][0][f"{noun}_id"]
    return found


def addresses(served: Served) -> list[str]:
    """An address of every kind."""
    claim = served.get("/claims", type="retreat", limit=1)["claims"][0]
    outlet = served.get("/sources")["outlets"][0]["key"]
    return [
        *("/meta", "/claims", "/events", "/places", "/control", "/map", "/timeline", "/sources", "/disagreements"),
        *("/review", "/reviews", "/gazetteer?q=Kharkiv"),
        *("/search?q=Severodonetsk", f"/places/{SIEVIERODONETSK}", f"/sources/{outlet}"),
        f"/claims/{claim['claim_id']}",
        f"/documents/{claim['document']['document_id']}",
        f"/events/{first_id(served, '/events', 'event')}",
        f"/disagreements/{first_id(served, '/disagreements', 'disagreement')}",
    ]


def test_every_address_answers_as_the_description_says(sample: Served) -> None:
    description = sample.client.get("/openapi.json").json()
    for address in addresses(sample):
        answer = sample.client.get(address)
        assert answer.status_code == 200, address
        path = described(description, address)
        schema = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = schema | {"components": description["components"]}
        errors = [error.message for error in Draft202012Validator(whole).iter_errors(answer.json())]
        assert not errors, f"{address}: {errors[:3]}"


def described(description: dict[str, Any], address: str) -> str:
    """The path of the description that *address* is an instance of."""
    room = address.partition("?")[0].split("/")
    paths: list[str] = [path for path in description["paths"] if path.split("/")[1] == room[1]]
    return next(path for path in paths if ("{" in path) == (len(room) > 2))


def test_the_page_and_the_command_line_count_the_same_claims(sample: Served) -> None:
    with Ledger.open(sample.ledger) as ledger:
        for words, where in (
            ({}, ClaimFilter()),
            ({"type": "retreat"}, ClaimFilter(event_type="retreat")),
            ({"party": "russia"}, ClaimFilter(party="russia")),
            ({"speaker": "narrator"}, ClaimFilter(speaker="narrator")),
            ({"speaker": "haidai"}, ClaimFilter(speaker="haidai")),
            ({"place": "Severodonetsk"}, ClaimFilter(place="Severodonetsk")),
            ({"min_confidence": 0.8}, ClaimFilter(min_confidence=0.8)),
        ):
            expected = {claim.claim_id for _, claim in ledger.claims(where)}
            answer = sample.get("/claims", limit=500, **words)
            assert {record["claim_id"] for record in answer["claims"]} == expected, words
            assert answer["total"] == len(expected)
            assert sample.get("/map", **words)["total"] == len(expected)
            assert sample.get("/timeline", **words)["total"] == len(expected)


def test_a_range_of_days_leaves_the_undated_reachable(sample: Served) -> None:
    june = {"from": "2022-06-24", "to": "2022-06-25"}
    dated = sample.get("/claims", limit=500, **june)
    for record in dated["claims"]:
        time = record["time"]
        assert (time["start"] or "") <= "2022-06-25"
        assert (time["end"] or "9") >= "2022-06-24"
    undated = sample.get("/claims", limit=500, undated="only")["total"]
    assert undated == sample.get("/timeline")["undated"]["claims"] > 0
    assert sample.get("/claims", undated="with", **june)["total"] == dated["total"] + undated


def test_the_time_line_adds_up_to_the_claims(sample: Served) -> None:
    told = sample.get("/timeline")
    exact = sum(map(sum, told["counts"]))
    stretched = sum(stretch["claims"] for stretch in told["stretches"])
    assert exact + stretched + told["undated"]["claims"] == told["total"]
    assert all(stretch["start"] != stretch["end"] for stretch in told["stretches"])
    assert told["days"] == sorted(told["days"])


def test_the_map_says_who_held_a_place_on_a_day(sample: Served) -> None:
    def holder(day: str) -> str | None:
        columns = sample.get("/map", on=day)["places"]
        found: str | None = columns["holder"][columns["key"].index(SIEVIERODONETSK)]
        return found

    with Ledger.open(sample.ledger) as ledger:
        (history,) = ledger.histories("Sievierodonetsk")
    first = history.spells[0]
    assert holder(first.since.isoformat()) == first.holder
    assert holder("2000-01-01") is None


def test_a_claims_marks_are_the_documents_own_words(sample: Served) -> None:
    for record in sample.get("/claims", type="retreat", limit=20)["claims"]:
        page = sample.get(f"/claims/{record['claim_id']}")
        text = page["document"]["text"]
        assert {"evidence", "trigger"} <= {mark["kind"] for mark in page["marks"]}
        for mark in page["marks"]:
            assert text[mark["start"] : mark["end"]] == mark["text"]


def test_a_claims_page_shows_who_else_tells_of_it(sample: Served) -> None:
    event = sample.get("/events", sort="claims", limit=1)["events"][0]
    page = sample.get(f"/claims/{event['claims'][0]}")
    others = {record["claim_id"] for side in page["others"] for record in side["claims"]}
    assert others == set(event["claims"]) - {event["claims"][0]}
    for side in page["others"]:
        assert {(record["speaker"] or {}).get("party") for record in side["claims"]} == {side["party"]}


def test_a_copy_shows_the_document_it_shares_its_text_with(sample: Served) -> None:
    copy = next(one for one in sample.get("/search", q="Severodonetsk")["documents"] if "reprint" in one["name"])
    kin = sample.get(f"/documents/{copy['document_id']}")["origin"]["documents"]
    assert any(one["name"].startswith("01-northwire") and one["kind"] for one in kin)


def test_both_sides_of_a_disagreement_face_each_other(sample: Served) -> None:
    for one in sample.get("/disagreements")["disagreements"]:
        page = sample.get(f"/disagreements/{one['disagreement_id']}")
        assert len(page["sides"]) >= 2
        assert all(side["claims"] for side in page["sides"])


def test_a_places_page_gives_the_words_behind_each_step(sample: Served) -> None:
    page = sample.get(f"/places/{SIEVIERODONETSK}")
    assert page["place"]["name"] == "Sievierodonetsk"
    assert "severodonetsk" in page["names"]
    assert page["spells"]
    assert all(spell["words"] for spell in page["spells"])
    assert page["claims"] == sum(row["claims"] for row in page["types"])


@pytest.mark.parametrize(
    "spelling", ["Severodonetsk", "Sievierodonetsk", "Сєвєродонецьк", "Северодонецк", "SYEVYERODONETSK"]
)
def test_a_place_is_found_under_any_spelling_and_script(sample: Served, spelling: str) -> None:
    found = sample.get("/search", q=spelling)
    assert [place["key"] for place in found["places"]] == [SIEVIERODONETSK]
    names = {one["name"] for one in found["documents"]}
    assert {"01-northwire-withdrawal-order.txt", "04-moscow-dispatch-gorskoye.txt"} <= names


def test_what_is_found_is_marked_in_the_snippet(sample: Served) -> None:
    for one in sample.get("/search", q="Severodonetsk")["documents"]:
        snippet = one["snippet"]
        for start, end in snippet["marks"]:
            assert snippet["text"][start:end].casefold() in ("severodonetsk", "sievierodonetsk")
    assert sample.get("/search", q="zeppelin")["total"] == 0


def test_what_is_not_there_and_what_is_not_understood_are_said_in_one_line(sample: Served) -> None:
    for address, status in (
        *(("/claims/ffff", 404), ("/documents/x", 404), ("/events/x", 404), ("/disagreements/x", 404)),
        *(("/places/x", 404), ("/sources/outlet:Nobody", 404), ("/nothing", 404)),
        *(("/claims?from=yesterday", 422), ("/claims?limit=0", 422), ("/claims?modality=perhaps", 422)),
    ):
        answer = sample.client.get(address)
        assert answer.status_code == status, address
        assert list(answer.json()) == ["error"]
        assert "\n" not in answer.json()["error"]


def test_nothing_is_sent_twice_while_nothing_changes(sample: Served) -> None:
    first = sample.client.get("/claims")
    again = sample.client.get("/claims", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_answers_are_compressed(sample: Served) -> None:
    assert sample.client.get("/claims").headers["content-encoding"] == "gzip"


def test_the_description_names_every_address_of_the_page(sample: Served) -> None:
    paths = sample.client.get("/openapi.json").json()["paths"]
    assert {"/meta", "/claims", "/claims/{claim_id}", "/map", "/timeline", "/search", "/control"} <= set(paths)
