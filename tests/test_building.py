"""A build keeps what it committed, reads nothing twice, and says what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline import building
from fogline.building import BuildReport, build, read_documents
from fogline.config import Settings
from fogline.model.document import Document
from fogline.store.memory import MemoryStore

SETTINGS = Settings(profile="generic")
STORIES = {
    "a.txt": "Rebels captured the town of Rastan on Monday, state media reported.",
    "b.txt": "Artillery shelled the port of Hodeidah on Tuesday, residents said.",
    "c.txt": "Rebels captured the town of Rastan on Monday, state media reported.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in STORIES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_text_met_again_is_read_once(folder: Path) -> None:
    store = MemoryStore()
    report = build(store, [folder], SETTINGS)
    assert (report.read, report.new, report.extracted, report.duplicates) == (3, 2, 2, 1)
    assert report.claims == len(list(store.claims())) > 0
    again = build(store, [folder], SETTINGS)
    assert (again.read, again.new, again.extracted) == (3, 0, 0)


def test_a_later_copy_that_gives_the_day_dates_the_claims_read_before(tmp_path: Path) -> None:
    """However far behind the first it stands: beside it, in the next batch, or long after that one was committed."""
    text = "Rebels captured Idlib on Monday, state media reported."
    for apart in (0, 70, 200):
        others = [
            f'{{"text": "It rained on the hills for {n} days.", "published": "2015-01-01"}}' for n in range(apart)
        ]
        lines = [f'{{"text": "{text}"}}', *others, f'{{"text": "{text}", "published": "2015-03-31"}}']
        (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
        store = MemoryStore()
        build(store, [tmp_path / "a.jsonl"], Settings(profile="generic"))
        (claim,) = store.claims()
        assert claim.time is not None and str(claim.time.value.start) == "2015-03-30", apart


def test_another_profile_reads_again(folder: Path) -> None:
    store = MemoryStore()
    build(store, [folder], SETTINGS)
    report = build(store, [folder], Settings(profile="ukraine"))
    assert (report.new, report.extracted) == (0, 2)


def test_what_was_committed_before_an_interruption_stays_and_is_derived_next_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "COMMIT_DOCUMENTS", 1)
    store = MemoryStore()

    def interrupt(report: BuildReport, document: Document | None) -> None:
        if document is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(store, [folder], SETTINGS, progress=interrupt)
    assert {claim.event_type for claim in store.claims()} == {"capture"}
    assert not list(store.derived.events())
    report = build(store, [folder], SETTINGS)
    assert report.extracted == 1
    assert report.derived.documents == 2
    assert {event.event_type for event in store.derived.events()} == {"capture", "shelling"}


def test_steps_of_the_derivation_are_told(folder: Path) -> None:
    told: list[str] = []
    build(MemoryStore(), [folder], SETTINGS, step=lambda what, done, total: told.append(what))
    assert list(dict.fromkeys(told)) == ["reading", "comparing texts", "events"]


def test_without_a_ledger_what_cannot_be_read_is_in_the_report(folder: Path) -> None:
    (folder / "empty.txt").write_text("", encoding="utf-8")
    report = BuildReport()
    found = list(read_documents([folder], settings=SETTINGS, report=report))
    assert [extraction.document.name for extraction in found] == ["a.txt", "b.txt", "c.txt"]
    assert ["empty.txt" in str(refusal) for refusal in report.refused] == [True]
