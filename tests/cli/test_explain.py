"""``fogline explain`` as a user meets it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fogline.model.extraction import Extraction
from fogline.model.mention import Mentions
from fogline.store.base import ClaimFilter
from fogline.store.sql import open_store
from tests.conftest import Call

TEXT = "Rebels captured the town of Tripoli in Libya on Monday, the governor said. Shells fell on Homs."


@pytest.fixture
def ledger(tmp_path: Path, fogline: Call) -> Path:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    path = tmp_path / "l.fog"
    assert fogline("build", article, "--ledger", path, "--date", "2024-06-14", "--quiet").code == 0
    return path


def ids(ledger: Path) -> list[str]:
    with open_store(ledger, create=False) as store:
        return [claim.claim_id for claim in store.claims(ClaimFilter())]


def test_a_claim_is_explained_by_how_its_id_begins(ledger: Path, fogline: Call) -> None:
    first = ids(ledger)[0]
    done = fogline("explain", ledger, first[:8])
    assert done.code == 0, done.err
    assert first in done.out
    assert "Rebels [captured] the town" in done.out, "the sentence with its trigger marked"
    assert "published 2024-06-14, as given" in done.out
    assert "captured ←nsubj Rebels" in done.out
    assert "not “Libya”" in done.out
    assert "\x1b" not in done.out, "no colour in a pipe"


def test_several_claims_at_once(ledger: Path, fogline: Call) -> None:
    some = ids(ledger)[:2]
    done = fogline("explain", ledger, *some)
    assert done.code == 0
    assert all(one in done.out for one in some)


def test_json_is_one_document(ledger: Path, fogline: Call) -> None:
    first, second, *_ = ids(ledger)
    one: dict[str, Any] = json.loads(fogline("explain", ledger, first, "--json").out)
    assert one["claim"]["claim_id"] == first
    assert one["read_by_this_version"] is True
    assert one["changed"] == []
    fields = {field["field"]: field for field in one["explanation"]["fields"]}
    assert fields["place"]["words"][0]["text"] == "Tripoli"
    assert {"text", "value", "score", "why_not", "start", "end"} == set(fields["place"]["others"][0])
    assert one["explanation"]["confidence"]["value"] == one["claim"]["confidence"]
    both = json.loads(fogline("explain", ledger, first, second, "--json").out)
    assert [row["claim"]["claim_id"] for row in both] == [first, second]


@pytest.mark.parametrize(
    ("claim_id", "said", "why"),
    [
        ("zzzz", "no claim's id begins with 'zzzz'", "an id that is none"),
        ("", "no claim's id begins with ''", "the empty beginning is no question"),
    ],
)
def test_an_unknown_id_is_refused(ledger: Path, fogline: Call, claim_id: str, said: str, why: str) -> None:
    done = fogline("explain", ledger, claim_id)
    assert (done.code, done.out) == (2, ""), why
    assert said in done.err, why


def test_a_beginning_of_several_ids_is_refused_with_their_names(tmp_path: Path, fogline: Call) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(20):
        (articles / f"{number}.txt").write_text(f"Rebels shelled Homs on {number + 1} May 2024.", encoding="utf-8")
    fogline("build", articles, "--ledger", tmp_path / "l.fog", "--quiet")
    some = ids(tmp_path / "l.fog")
    first = next(one[0] for one in some if sum(other[0] == one[0] for other in some) > 1)
    done = fogline("explain", tmp_path / "l.fog", first)
    assert done.code == 2
    assert "several claims' ids begin with" in done.err
    assert sum(one in done.err for one in some if one[0] == first) > 1


def test_a_ledger_read_with_another_profile_says_so(tmp_path: Path, fogline: Call) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    ledger = tmp_path / "g.fog"
    fogline("build", article, "--ledger", ledger, "--profile", "generic", "--quiet")
    first = ids(ledger)[0]
    assert "another version or with another profile" in fogline("explain", ledger, first).out
    assert "another version" not in fogline("explain", ledger, first, "--profile", "generic").out


def test_a_claim_that_this_version_does_not_find_is_said_to_be_gone(ledger: Path, fogline: Call) -> None:
    with open_store(ledger, create=False) as store:
        claim = next(store.claims(ClaimFilter()))
        document = store.document(claim.document_id)
        assert document is not None
        older = replace(claim, claim_id="f" * 16, event_type="protest", extractor="rules@0")
        store.add([Extraction(document, Mentions(), (older,), extractor="rules@0", profile="generic@0")])
    done = fogline("explain", ledger, "ffff")
    assert done.code == 0, done.err
    assert "another version" in done.out
    assert "does not find this claim any more" in done.out
    assert "Rebels captured the town" in done.out, "the words it stands on are shown all the same"
    assert json.loads(fogline("explain", ledger, "ffff", "--json").out)["explanation"] is None
