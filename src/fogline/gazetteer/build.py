"""Writes gazetteer indexes, for the built-in one and for a GeoNames dump of one's own."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from struct import pack, unpack
from typing import Generic, TextIO, TypeVar

from fogline.errors import UnreadableInput
from fogline.gazetteer.features import usual_radius
from fogline.gazetteer.frozen import (
    FIXED_ROW,
    FORM,
    HASH,
    MAGIC,
    PER_DEGREE,
    PER_KM,
    POSTING,
    PRIMARY,
    SCREEN_BITS,
    name_hash,
)
from fogline.gazetteer.names import beginnings, normalise
from fogline.model.values import Toponym

T = TypeVar("T")

DUMP_CLASSES = "AHLPRST"
"""GeoNames feature classes worth keeping of a dump: regions, waters, areas, towns, roads, sites, heights."""
_DUMP_COLUMNS = 19
_CODE = re.compile(r"[A-Z0-9]{2,4}$")
_LOWER_START = re.compile(r"(?:al|ad|ar|as|at|ash|an|az|el|es|'s|d'|de)[- ']?[A-Z]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to file, and every name it goes by besides its main one."""

    place: Toponym
    names: tuple[str, ...] = ()


def usable_name(name: str) -> bool:
    """Whether an alternate name may stand in English text: Latin letters, a capital, no airport code, no transcription.

    GeoNames' own transcriptions of other scripts are all in lower case.
    """
    if len(name) < 3 or _CODE.match(name) or any(c.isdigit() for c in name):
        return False
    if not (name[0].isupper() or _LOWER_START.match(name)):
        return False
    return name.isascii() or all(_latin(c) for c in name)


@lru_cache(maxsize=4096)
def _latin(letter: str) -> bool:
    return not letter.isalpha() or unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER"))


def write_index(entries: Iterable[Entry], path: Path, *, source: str) -> int:
    """File *entries* in an index at *path* and return how many places it holds; the first entry with an id wins."""
    by_id: dict[int, Entry] = {}
    for entry in entries:
        by_id.setdefault(entry.place.toponym_id, entry)
    rows = [by_id[key] for key in sorted(by_id)]
    regions = _Numbers[tuple[str | None, str | None]]((None, None))
    features = _Numbers[tuple[str, str]]()
    records, blob = bytearray(), bytearray()
    for entry in rows:
        records += _record(entry.place, regions, features, blob)
    hashes, postings = _file_names(rows)
    sections = {
        "rows": bytes(records),
        "buckets": _buckets(hashes),
        "hashes": b"".join(map(HASH.pack, hashes)),
        "postings": b"".join(map(POSTING.pack, postings)),
        "names": bytes(blob),
        "screen": _screen(rows),
    }
    header = {"form": FORM, "source": source, "rows": len(rows), "regions": regions.values, "features": features.values}
    path.write_bytes(_assemble(header, sections))
    return len(rows)


class _Numbers(Generic[T]):
    """Distinct values in the order they came, each by its number."""

    def __init__(self, *first: T) -> None:
        self.values: list[T] = list(first)
        self._number = {value: number for number, value in enumerate(first)}

    def __call__(self, value: T) -> int:
        if value not in self._number:
            self._number[value] = len(self.values)
            self.values.append(value)
        return self._number[value]


def _record(
    place: Toponym,
    regions: _Numbers[tuple[str | None, str | None]],
    features: _Numbers[tuple[str, str]],
    blob: bytearray,
) -> bytes:
    name = place.name.encode()[:255]
    offset = len(blob)
    blob += name
    country = ord(place.country[0]) << 8 | ord(place.country[1]) if place.country else 0
    return FIXED_ROW.pack(
        place.toponym_id,
        _whole(place.latitude, PER_DEGREE),
        _whole(place.longitude, PER_DEGREE),
        max(0, place.population),
        _whole(place.radius_km, PER_KM),
        country,
        regions((place.admin1_code, place.admin1)),
        features((place.feature_class, place.feature_code)),
        len(name),
        offset,
    )


def _whole(value: float, units: int) -> int:
    """*value* in whole *units*, as a number of 32 bits is rounded: so files of before had it."""
    single: float = unpack("<f", pack("<f", value))[0]
    return round(single * units)


def _file_names(rows: list[Entry]) -> tuple[array[int], array[int]]:
    filed: list[tuple[int, int, bool, int]] = []
    for number, entry in enumerate(rows):
        main = normalise(entry.place.name)
        others = {normalise(name) for name in entry.names} - {main, ""}
        fewest = -max(0, entry.place.population)
        filed.append((name_hash(main), fewest, False, number | PRIMARY))
        filed.extend((name_hash(other), fewest, True, number) for other in others)
    filed.sort()
    return array("Q", (row[0] for row in filed)), array("I", (row[-1] for row in filed))


def _screen(rows: list[Entry]) -> bytes:
    """Two bits for each number that hashes begin with: there are names, there are beginnings of longer names."""
    table = bytearray(1 << SCREEN_BITS - 2)
    names = {normalise(name) for entry in rows for name in (entry.place.name, *entry.names)}
    openings = {words for name in names for words in beginnings(name)}
    for bit, some in ((0, names), (1, openings)):
        for words in some:
            at = name_hash(words) >> 64 - SCREEN_BITS
            table[at >> 2] |= 1 << 2 * (at & 3) + bit
    return bytes(table)


def _buckets(hashes: array[int]) -> bytes:
    starts, at = [], 0
    for prefix in range(1 << 16):
        while at < len(hashes) and hashes[at] >> 48 < prefix:
            at += 1
        starts.append(at)
    starts.append(len(hashes))
    return b"".join(map(POSTING.pack, starts))


def _assemble(header: dict[str, object], sections: dict[str, bytes]) -> bytes:
    """The header names absolute offsets, which depend on its own length: it is padded to a size fixed beforehand."""
    draft = json.dumps(header | {"sections": dict.fromkeys(sections, 10**9)}, ensure_ascii=False).encode()
    start = len(MAGIC) + POSTING.size
    at = _aligned(start + len(draft))
    offsets: dict[str, int] = {}
    for name, data in sections.items():
        offsets[name] = at
        at = _aligned(at + len(data))
    head = json.dumps(header | {"sections": offsets}, ensure_ascii=False).encode()
    out = bytearray(MAGIC + pack("<I", len(head)) + head)
    for name, data in sections.items():
        out += bytes(offsets[name] - len(out)) + data
    return bytes(out)


def _aligned(at: int) -> int:
    return -(-at // 8) * 8


def read_dump(path: Path, *, admin1_names: Mapping[str, str] | None = None) -> Iterator[Entry]:
    """The places of a GeoNames dump (``UA.txt`` or ``UA.zip``: 19 tab-separated columns).

    *admin1_names* gives the names of first-level regions by code (``UA.14``); regions in the dump itself add theirs.

    Raises:
        UnreadableInput: the file cannot be read, or is no such table.
    """
    csv.field_size_limit(1 << 24)
    known = dict(admin1_names or {})
    with _opened(path) as file:
        for row in _dump_rows(path, file):
            if row[7] == "ADM1":
                known.setdefault(f"{row[8]}.{row[10]}", row[1])
    with _opened(path) as file:
        for row in _dump_rows(path, file):
            if row[6] in DUMP_CLASSES and row[6]:
                yield _dump_entry(row, known)


def _dump_rows(path: Path, file: TextIO) -> Iterator[list[str]]:
    for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if len(row) != _DUMP_COLUMNS:
            raise UnreadableInput(f"{path}:{number}", f"expected {_DUMP_COLUMNS} tab-separated columns, not {len(row)}")
        yield row


def _dump_entry(row: list[str], regions: Mapping[str, str]) -> Entry:
    code = f"{row[8]}.{row[10]}" if row[8] and row[10] else None
    population = int(row[14] or 0)
    place = Toponym(
        toponym_id=int(row[0]),
        name=row[1],
        latitude=float(row[4]),
        longitude=float(row[5]),
        country=row[8] or None,
        admin1_code=code,
        admin1=regions.get(code) if code else None,
        feature_class=row[6],
        feature_code=row[7],
        population=population,
        radius_km=usual_radius(row[6], row[7], population),
        source=f"GeoNames dump {row[18]}",
    )
    return Entry(place, (row[2], *(name for name in row[3].split(",") if usable_name(name))))


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        if path.suffix.lower() != ".zip":
            with path.open(encoding="utf-8", newline="") as file:
                yield file
            return
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as raw:
            yield io.TextIOWrapper(raw, encoding="utf-8", newline="")
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), f"cannot be read as a GeoNames dump ({error})") from error


def _member(archive: zipfile.ZipFile, path: Path) -> str:
    tables = [name for name in archive.namelist() if name.endswith(".txt") and not name.lower().startswith("readme")]
    if len(tables) != 1:
        raise UnreadableInput(str(path), "holds no single .txt table")
    return tables[0]
