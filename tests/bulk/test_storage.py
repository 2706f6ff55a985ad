"""One folder on a disk and one behind a URL behave alike: whole files or none."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from fogline.bulk.layout import Layout
from fogline.bulk.storage import Storage, storage_at
from fogline.errors import BulkError, UsageError


@pytest.fixture(params=["path", "file", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    where = {"path": str(tmp_path), "file": f"file://{tmp_path}", "memory": f"memory://{tmp_path.name}"}
    return storage_at(where[request.param])


def test_what_is_written_is_read(storage: Storage) -> None:
    with storage.write("deep/er/a.bin") as out:
        out.write(b"one ")
        out.write(b"two")
    assert storage.exists("deep/er/a.bin") and not storage.exists("deep/b.bin")
    with storage.open("deep/er/a.bin") as file:
        assert file.read() == b"one two"
    assert storage.names("deep/er") == ["a.bin"]
    assert storage.names("deep") == [], "folders are no files"
    assert storage.names("nowhere") == []


def test_what_fails_half_way_leaves_nothing(storage: Storage) -> None:
    with pytest.raises(KeyError), storage.write("a.bin") as out:
        out.write(b"half")
        raise KeyError("something")
    assert storage.names() == [] and not storage.exists("a.bin")


def test_what_the_system_refuses_is_one_line_that_says_what_to_do(storage: Storage) -> None:
    said = r"cannot be written \(No space left on device\); what is whole stays"
    with pytest.raises(BulkError, match=said), storage.write("a.bin"):
        raise OSError(28, "No space left on device")


def test_files_and_folders_are_removed(storage: Storage) -> None:
    for name in ("work/a", "work/b", "c"):
        with storage.write(name) as out:
            out.write(b".")
    storage.remove("work")
    storage.remove("c")
    storage.remove("never there")
    assert not any(storage.exists(name) for name in ("work", "work/a", "c"))


def test_it_travels_to_another_process(storage: Storage) -> None:
    with storage.write("a.bin") as out:
        out.write(b".")
    assert pickle.loads(pickle.dumps(storage)).names() == ["a.bin"]


def test_leftovers_of_a_killed_run_are_tidied_away_and_never_listed(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    left = tmp_path / "claims" / ".part-00000.parquet.1a2b3c4d.part"
    left.write_bytes(b"half")
    storage = storage_at(tmp_path)
    assert storage.names("claims") == []
    storage.tidy()
    assert not left.exists()


def test_a_url_of_an_unknown_kind_says_what_is_missing() -> None:
    with pytest.raises(UsageError, match=r"nothing://there: .*fogline\[remote\]"):
        storage_at("nothing://there").names()


def test_only_marked_partitions_are_whole(tmp_path: Path) -> None:
    layout = Layout(str(tmp_path))
    for number in (0, 2):
        layout.write_json(layout.mark(number), {"claims": number})
    with layout.storage.write(layout.path("claims", 1)) as out:
        out.write(b"of a run that was stopped")
    assert layout.whole() == [0, 2]
    assert layout.read_json(layout.mark(2)) == {"claims": 2}
    assert [url.rsplit("/", 2)[1:] for url in layout.urls("claims")] == [
        ["claims", "part-00000.parquet"],
        ["claims", "part-00002.parquet"],
    ]
