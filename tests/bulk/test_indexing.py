"""What a partition is looked for by is the same, whoever enters it: the worker that found it, or one that reads it."""

from __future__ import annotations

from pathlib import Path

from fogline.bulk.indexing import index
from fogline.bulk.layout import Layout
from fogline.bulk.part import part_of
from fogline.bulk.run import run
from fogline.config import Settings
from tests.bulk.corpora import lines, story

SAMPLE = Path(__file__).parents[2] / "sample" / "dispatches"


def kept(layout: Layout) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (Path(layout.root) / "work" / "index").iterdir()}


def test_the_index_of_who_reads_a_partition_is_that_of_who_finds_it_again(tmp_path: Path) -> None:
    silent = lines(tmp_path / "a.jsonl", [{"text": story(1)}, {"text": "Nothing of note was told here."}])
    run([SAMPLE, silent], str(tmp_path / "news"), Settings(), partition_size=12)
    layout = Layout(str(tmp_path / "news"))
    found = kept(layout)
    assert len(found) == 8 * len(layout.whole()) > 8
    for number in layout.whole():
        one = part_of(layout, number)
        layout.storage.remove(one.done)
        index(one, layout=layout)
    assert kept(layout) == found


def test_an_index_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    run([lines(tmp_path / "a.jsonl", [{"text": story(1)}])], str(tmp_path / "news"), Settings(profile="generic"))
    layout = Layout(str(tmp_path / "news"))
    (tmp_path / "news" / layout.path("documents", 0)).write_bytes(b"no longer a table")
    assert index(part_of(layout, 0), layout=layout) == {}
