"""The built-in gazetteer: one read-only file, mapped into memory and shared between processes.

The file is a header and five sections, all little-endian and each 8-byte aligned. ``rows`` holds fixed-size records
in the order of the place ids; ``hashes`` the sorted 64-bit hashes of every folded name and ``postings`` the row each
one leads to (top bit: it is the place's main name); ``buckets`` the start of every 16-bit prefix among the hashes;
``names`` the main names in UTF-8. The header is JSON: where the sections lie, the first-level regions and the feature
codes that rows number.
"""

from __future__ import annotations

import json
import mmap
import struct
from bisect import bisect_left
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import as_file, files
from pathlib import Path

from fogline.errors import UsageError
from fogline.gazetteer.names import normalise
from fogline.model.values import Toponym

MAGIC = b"FOGGAZ1\n"
ROW = struct.Struct("<iffIfHHBBI")
"""Place id, latitude, longitude, population, radius, country, region, feature, length and offset of the name."""
HASH = struct.Struct("<Q")
POSTING = struct.Struct("<I")
_BOUNDS = struct.Struct("<II")
PRIMARY = 0x8000_0000
_CACHED = 20_000


def name_hash(folded: str) -> int:
    """The 64-bit hash under which a folded name is filed."""
    return int.from_bytes(_digest(folded), "little")


def _digest(folded: str) -> bytes:
    """The hash as it stands in the file."""
    return blake2b(folded.encode(), digest_size=8).digest()


class FrozenGazetteer:
    """A gazetteer over one index file. Opening costs one small read; pages are loaded as they are touched.

    Raises:
        UsageError: the file is no index of this version.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._data[: len(MAGIC)] != MAGIC:
            raise UsageError(f"{path}: not a gazetteer index; build it again")
        (size,) = POSTING.unpack_from(self._data, len(MAGIC))
        start = len(MAGIC) + POSTING.size
        header = json.loads(self._data[start : start + size])
        self.source: str = header["source"]
        self._sections: dict[str, int] = header["sections"]
        self._rows: int = header["rows"]
        self._regions: list[tuple[str, str | None]] = [(code, name) for code, name in header["regions"]]
        self._features: list[tuple[str, str]] = [(kind, code) for kind, code in header["features"]]
        self._found = lru_cache(maxsize=_CACHED)(self._find)

    def __len__(self) -> int:
        return self._rows

    def candidates(self, name: str) -> tuple[Toponym, ...]:
        """The places that go by *name*, most populous first."""
        return self._found(normalise(name))

    def get(self, toponym_id: int) -> Toponym | None:
        """The place with this id, or ``None``."""
        row = bisect_left(range(self._rows), toponym_id, key=self._id_at)
        return self._toponym(row, True) if row < self._rows and self._id_at(row) == toponym_id else None

    def _find(self, folded: str) -> tuple[Toponym, ...]:
        postings = self._postings(folded)
        if not postings:
            return ()
        places = [self._toponym(posting & ~PRIMARY, bool(posting & PRIMARY)) for posting in postings]
        return tuple(sorted(places, key=lambda place: (-place.population, not place.primary, place.toponym_id)))

    def _postings(self, folded: str) -> tuple[int, ...]:
        digest = _digest(folded)
        bucket = self._sections["buckets"] + POSTING.size * (digest[-1] << 8 | digest[-2])
        low, high = _BOUNDS.unpack_from(self._data, bucket)
        # A bucket, some ten hashes, is looked through as bytes in less time than two of them are read.
        hashes = self._sections["hashes"]
        start, end = hashes + HASH.size * low, hashes + HASH.size * high
        at = self._data.find(digest, start, end)
        while at >= 0 and (at - start) % HASH.size:
            at = self._data.find(digest, at + 1, end)
        if at < 0:
            return ()
        stop = at + HASH.size
        while stop < end and self._data[stop : stop + HASH.size] == digest:
            stop += HASH.size
        first, count = (at - hashes) // HASH.size, (stop - at) // HASH.size
        postings = self._sections["postings"] + POSTING.size * first
        return struct.unpack_from(f"<{count}I", self._data, postings)

    def _id_at(self, row: int) -> int:
        value: int = ROW.unpack_from(self._data, self._sections["rows"] + ROW.size * row)[0]
        return value

    def _toponym(self, row: int, primary: bool) -> Toponym:
        place, latitude, longitude, population, radius, country, region, feature, length, offset = ROW.unpack_from(
            self._data, self._sections["rows"] + ROW.size * row
        )
        start = self._sections["names"] + offset
        admin1_code, admin1 = self._regions[region] if region else (None, None)
        feature_class, feature_code = self._features[feature]
        return Toponym(
            toponym_id=place,
            name=self._data[start : start + length].decode(),
            latitude=round(latitude, 5),
            longitude=round(longitude, 5),
            country=chr(country >> 8) + chr(country & 0xFF) if country else None,
            admin1_code=admin1_code,
            admin1=admin1,
            feature_class=feature_class,
            feature_code=feature_code,
            population=population,
            radius_km=round(radius, 1),
            source=self.source,
            primary=primary,
        )


@cache
def built_in() -> FrozenGazetteer:
    """The gazetteer that ships with the package (GeoNames, Natural Earth and a supplement), opened once a process."""
    with as_file(files("fogline.gazetteer") / "data" / "world.gaz") as path:
        return FrozenGazetteer(path)
