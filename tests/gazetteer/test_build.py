"""Indexes of one's own."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from fogline.errors import UnreadableInput, UsageError
from fogline.gazetteer.build import read_dump, usable_name, write_index
from fogline.gazetteer.frozen import FIXED_ROW, MAGIC, PER_DEGREE, PER_KM, POSTING, ROW, FrozenGazetteer

ROWS = [
    "1\tLower Mill\tLower Mill\tNether Mill,Млын\t48.5\t38.25\tP\tPPL\tUA\t\t14\t\t\t\t320\t\t90\tKyiv\t2020-01-01",
    "2\tMill Province\tMill Province\t\t48.9\t38.5\tA\tADM1\tUA\t\t14\t\t\t\t0\t\t\tKyiv\t2020-01-01",
    "3\tMill Creek\tMill Creek\t\t48.6\t38.3\tH\tSTM\tUA\t\t14\t\t\t\t0\t\t\tKyiv\t2020-01-01",
]


def dump(tmp_path: Path) -> Path:
    path = tmp_path / "XX.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("XX.txt", "\n".join(ROWS) + "\n")
        archive.writestr("readme.txt", "about")
    return path


def test_a_geonames_dump_becomes_an_index(tmp_path: Path) -> None:
    index = tmp_path / "xx.gaz"
    assert write_index(read_dump(dump(tmp_path)), index, source="mine") == 3
    (place,) = FrozenGazetteer(index).candidates("nether mill")
    assert (place.toponym_id, place.name, place.admin1, place.source) == (1, "Lower Mill", "Mill Province", "mine")
    assert not place.primary
    assert (place.latitude, place.longitude) == (48.5, 38.25)


def test_an_index_made_before_there_were_screens_reads_the_same(tmp_path: Path) -> None:
    index = tmp_path / "xx.gaz"
    write_index(read_dump(dump(tmp_path)), index, source="mine")
    now = FrozenGazetteer(index)
    index.with_name("old.gaz").write_bytes(as_before(index.read_bytes()))
    before = FrozenGazetteer(tmp_path / "old.gaz")
    for name in ("Nether Mill", "Mill Province", "Mill Creek", "Mill"):
        assert before.candidates(name) == now.candidates(name)
        assert before.opens(name), "it cannot tell"


def as_before(index: bytes) -> bytes:
    """The same index in the form that Fogline wrote until 22 November 2026."""
    out = bytearray(index)
    (size,) = POSTING.unpack_from(index, len(MAGIC))
    start = len(MAGIC) + POSTING.size
    header = json.loads(index[start : start + size])
    for row in range(header["rows"]):
        at = header["sections"]["rows"] + ROW.size * row
        place, latitude, longitude, people, radius, *rest = FIXED_ROW.unpack_from(index, at)
        ROW.pack_into(out, at, place, latitude / PER_DEGREE, longitude / PER_DEGREE, people, radius / PER_KM, *rest)
    del header["form"], header["sections"]["screen"]
    out[start : start + size] = json.dumps(header).encode().ljust(size)
    return bytes(out)


def test_a_table_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.txt"
    path.write_text("name\tlat\tlon\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="19 tab-separated columns"):
        list(read_dump(path))


def test_another_file_is_no_index(tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(b"something else entirely")
    with pytest.raises(UsageError, match="not a gazetteer index"):
        FrozenGazetteer(path)


@pytest.mark.parametrize(
    ("name", "kept", "why"),
    [
        ("Lemberg", True, "a name in Latin letters"),
        ("al-Bab", True, "starts with the article"),
        ("KRQ", False, "an airport code"),
        ("xin fei luo bo er", False, "a transcription, in lower case"),
        ("Київ", False, "another script"),
    ],
)
def test_usable_names(name: str, kept: bool, why: str) -> None:
    assert usable_name(name) is kept, why
