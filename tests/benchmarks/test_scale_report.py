"""Tables are filled in between their marks; a month is reckoned from what was measured and assumed, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.scale import estimate, report
from benchmarks.scale.estimate import Assumed
from benchmarks.scale.peers_table import with_verdicts

ASSUMED = Assumed(
    pages=1_000_000, english=0.5, conflict=0.1, words=400, page_kb=20, page_factor=2.0, cores=10, kept_busy=1.0
)
MACHINE = {"processor": "A Processor", "cores": 2, "memory_gib": 8.0}


def bulk(size: int, *, others: float = 0.0, **stages: float) -> dict[str, Any]:
    seconds = {"parse": size / 100, **{f"bulk: {name}": value for name, value in stages.items()}}
    return {
        "what": "bulk", "size": size, "workers": 1, "engine": "processes", "seed": 5, "weeks": 52, "real": 10,
        "varied": size - 10, "words": size * 400, "claims": size * 10, "rows": {"claims": size * 10},
        "bytes": {"claims": size * 5_000, "marks": 10}, "seconds": size / 40,
        "processor_seconds": sum(seconds.values()), "articles_a_second": 40.0,
        "words_a_second": 16_000.0, "largest_mib": 200 + size // 100, "all_mib": 400, "processes": 1,
        "others": others, "stages": seconds, "phases": {"bulk: finding claims": 9.5},
        "machine": MACHINE, "commit": "abc", "versions": {"python": "3.11.7"}, "when": "2031-05-01T10:00:00+00:00",
    }  # fmt: skip


PAGES = {"what": "pages", "pages": 100, "bytes": 1, "seconds": {"fogline": 3.6}, "others": 0.0}


def test_a_month_follows_from_measures_and_assumptions() -> None:
    runs = [bulk(1_000, pairs=1.0), bulk(10_000, pairs=100.0), PAGES]
    found = estimate.measured(runs, busy=False)
    assert found is not None
    month = estimate.month(found, ASSUMED, filtered=False)
    assert month.articles == 500_000
    assert month.extract is not None and month.extract == pytest.approx(1_000_000 * 0.036 * 2 / 3600)
    assert month.read == pytest.approx(500_000 / 100 / 3600)
    # Pairs grow with the square: fifty times the articles, fifty times the cost of one.
    assert month.derive == pytest.approx(500_000 * 50 * 100 / 10_000 / 3600)
    assert month.hours == pytest.approx((month.extract + month.read + month.derive) / 10)
    assert month.claims == pytest.approx(5_000_000)
    assert month.gigabytes == pytest.approx(2.5)
    assert month.driver_gib * 1024 == pytest.approx(200 + 5_000_000 / 1_000, rel=0.01)
    assert estimate.month(found, ASSUMED, filtered=True).articles == 50_000


def test_a_stage_that_grows_slower_than_the_corpus_is_not_made_cheaper() -> None:
    found = estimate.measured([bulk(1_000, join=5.0), bulk(10_000, join=10.0)], busy=False)
    assert found is not None and found.page is None
    assert estimate.month(found, ASSUMED, filtered=False).derive == pytest.approx(500_000 * 0.001 / 3600)


def test_without_a_quiet_run_nothing_is_reckoned() -> None:
    assert estimate.measured([bulk(1_000, others=0.5)], busy=False) is None
    assert estimate.measured([bulk(1_000, others=0.5)], busy=True) is not None


def test_tables_stand_between_their_marks_and_all_else_stays() -> None:
    page = (
        "Before\n<!-- table: runs -->\nold\nrows\n<!-- end -->\nbetween\n<!-- table: times -->\n<!-- end -->\nafter\n"
    )
    filled, still_open = report.fill(page, {"runs": ["| a |", "| b |"], "times": []})
    assert filled == (
        "Before\n<!-- table: runs -->\n| a |\n| b |\n<!-- end -->\nbetween\n"
        "<!-- table: times -->\n*not measured yet*\n<!-- end -->\nafter\n"
    )
    assert still_open == ["times"]
    assert report.fill(filled, {"runs": ["| a |", "| b |"], "times": []})[0] == filled
    with pytest.raises(ValueError, match="no table is called runs"):
        report.fill(page, {})


def test_busy_runs_are_left_out_or_called_so() -> None:
    runs = [bulk(1_000), bulk(2_000, others=0.4)]
    quiet, all_ = (report.tables(runs, busy=busy)["runs"] for busy in (False, True))
    assert len(quiet) == 3 and "| bulk, 1 worker | 1,000 (990) | 25 | 40.0 | 16,000 |" in quiet[2]
    assert "bulk, 1 worker (busy: 40% other work)" in all_[3]


def test_compiled_runs_are_called_so_and_stand_for_the_rest_of_the_page() -> None:
    compiled = bulk(1_000) | {"compiled": True, "program": "in C", "phases": {"bulk: finding claims": 4.5}}
    made = report.tables([compiled, bulk(2_000)], busy=False)
    assert [line.split(" | ")[0] for line in made["runs"][2:]] == ["| **bulk, 1 worker, compiled**", "| bulk, 1 worker"]
    assert made["phases"][0] == "| seconds on the clock | 1,000, 1 processes |"
    assert "| finding claims | 4.5 |" in made["phases"]


def test_the_page_has_no_mark_that_nothing_fills() -> None:
    page = Path(report.PAGE).read_text("utf-8")
    filled, _ = report.fill(page, report.tables([], busy=False))
    assert "not measured yet" in filled


def test_verdicts_say_where_the_other_wins() -> None:
    base: dict[str, Any] = {"part": "places", "unit": "MB", "load_seconds": 0.1, "largest_mib": 9, "others": 0.0}
    found = [
        {**base, "who": "Fogline", "ours": True, "speed": 1.0, "accuracy": {"A F1": 0.8, "B F1": 0.5}},
        {**base, "who": "quick", "ours": False, "speed": 4.0, "accuracy": {"A F1": 0.4, "B F1": 0.502}},
        {**base, "who": "slow", "ours": False, "speed": 0.5, "accuracy": {"A F1": 0.9}, "others": 0.5},
    ]
    lines = with_verdicts(found)
    assert "* Fogline, beside quick: slower: 0.25 of the speed; better A F1; equal B F1." in lines
    assert "* Fogline, beside slow: 2.0 times as fast; worse A F1." in lines
    assert "busy machine" in lines[-1]
