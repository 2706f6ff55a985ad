"""Cases are texts with their claims and a reason; the ones that ship can be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fogline.errors import BadGold
from fogline.evaluate.cases import read_cases

SHIPPED = Path(__file__).parents[2] / "benchmarks" / "cases" / "claims.jsonl"
ROW = {"name": "one", "text": "Rebels took the mill.", "why": "plain", "claims": []}


def test_a_case(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    claim = {"evidence": "Rebels took the mill", "event_types": ["capture"]}
    path.write_text(json.dumps({**ROW, "claims": [claim]}) + "\n\n", encoding="utf-8")
    (case,) = read_cases(path)
    assert (case.gold.name, case.why, case.gold.claims[0].end) == ("one", "plain", 20)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "a case is a JSON object"),
        ("[1]", "a case is a JSON object"),
        (json.dumps({"name": "one", "text": "x", "claims": []}), "'why'"),
        (json.dumps({**ROW, "claims": [{"evidence": "no", "event_types": ["capture"]}]}), "claim 0: not in the text"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + line, encoding="utf-8")
    with pytest.raises(BadGold, match=rf"cases\.jsonl:2: .*{reason}"):
        list(read_cases(path))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadGold, match=r"none\.jsonl"):
        list(read_cases(tmp_path / "none.jsonl"))


def test_the_shipped_cases_have_names_and_reasons_of_their_own() -> None:
    cases = list(read_cases(SHIPPED))
    assert len({case.gold.name for case in cases}) == len(cases) >= 60
    assert len({case.gold.text for case in cases}) == len(cases)
    assert all(case.why for case in cases)
    assert sum(not case.gold.claims for case in cases) >= 15, "negatives are among them"
