"""The built-in gazetteer: one read-only file, mapped into memory and shared between processes.

The file is a header and six sections, all little-endian and each 8-byte aligned. ``rows`` holds fixed-size records
in the order of the place ids; ``hashes`` the sorted 64-bit hashes of every folded name and ``postings`` the row each
one leads to (top bit: it is the place's main name), most populous first; ``buckets`` the start of every 16-bit prefix
among the hashes; ``names`` the main names in UTF-8. ``screen`` has two bits for each number that a hash may begin with
(:data:`SCREEN_BITS` of it), which say that there are such names and that longer names begin with such words; so most
words that are no name are told without a search. The header is JSON: where the sections lie, the first-level regions
and the feature codes that rows number, and the ``form`` of the file. Files of before have no form and no screen.
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
from fogline.gazetteer.names import folded
from fogline.model.values import Toponym

MAGIC = b"FOGGAZ1\n"
ROW = struct.Struct("<iffIfHHBBI")
"""Place id, latitude, longitude, population, radius, country, region, feature, length and offset of the name, as files
of before have it: points in degrees, the radius in kilometres."""
FIXED_ROW = struct.Struct("<iiiIIHHBBI")
"""The same with points in whole :data:`PER_DEGREE` and radii in whole :data:`PER_KM`, as they are given out."""
PER_DEGREE, PER_KM = 100_000, 10
FORM = 2
HASH = struct.Struct("<Q")
POSTING = struct.Struct("<I")
_BOUNDS = struct.Struct("<II")
PRIMARY = 0x8000_0000
SCREEN_BITS = 22
"""In a megabyte so the built-in gazetteer's 482,000 names and 113,000 beginnings take 11 and 3 places of 100."""
_NAMED, _OPENS = 1, 2
_CACHED = 20_000


def name_hash(name: str) -> int:
    """The 64-bit hash under which a folded *name* is filed."""
    return int.from_bytes(_digest(name), "little")


def _digest(name: str) -> bytes:
    """The hash as it stands in the file."""
    return blake2b(name.encode(), digest_size=8).digest()


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
        self._is_fixed = header.get("form", 1) >= FORM
        self._countries: dict[int, str | None] = {0: None}
        self._rows: int = header["rows"]
        self._regions: list[tuple[str, str | None]] = [(code, name) for code, name in header["regions"]]
        self._features: list[tuple[str, str]] = [(kind, code) for kind, code in header["features"]]
        self._found = lru_cache(maxsize=_CACHED)(self._find)

    def __len__(self) -> int:
        return self._rows

    def candidates(self, name: str) -> tuple[Toponym, ...]:
        """The places that go by *name*, most populous first."""
        return self._found(name)[0]

    def opens(self, name: str) -> bool:
        """Whether a longer name may begin with the words of *name*; ``True`` for all in a file of before."""
        return self._found(name)[1]

    def get(self, toponym_id: int) -> Toponym | None:
        """The place with this id, or ``None``."""
        row = bisect_left(range(self._rows), toponym_id, key=self._id_at)
        return self._toponym(row, True) if row < self._rows and self._id_at(row) == toponym_id else None

    def _find(self, name: str) -> tuple[tuple[Toponym, ...], bool]:
        """The places of that name, and whether longer names may begin so."""
        digest = _digest(folded(name))
        screened = self._screened(digest) if self._is_fixed else _NAMED | _OPENS
        postings = self._postings(digest) if screened & _NAMED else ()
        places = [self._toponym(posting & ~PRIMARY, bool(posting & PRIMARY)) for posting in postings]
        if not self._is_fixed:
            places.sort(key=lambda place: (-place.population, not place.primary, place.toponym_id))
        return tuple(places), bool(screened & _OPENS)

    def _screened(self, digest: bytes) -> int:
        at = (digest[-1] << 16 | digest[-2] << 8 | digest[-3]) >> 24 - SCREEN_BITS
        byte: int = self._data[self._sections["screen"] + (at >> 2)]
        return byte >> 2 * (at & 3)

    def _postings(self, digest: bytes) -> tuple[int, ...]:
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
        at = self._sections["rows"] + ROW.size * row
        fixed = self._is_fixed
        place, latitude, longitude, population, radius, country, region, feature, length, offset = (
            FIXED_ROW if fixed else ROW
        ).unpack_from(self._data, at)
        start = self._sections["names"] + offset
        admin1_code, admin1 = self._regions[region] if region else (None, None)
        feature_class, feature_code = self._features[feature]
        # By position: half again as quick as by name.
        return Toponym(
            place,
            self._data[start : start + length].decode(),
            latitude / PER_DEGREE if fixed else round(latitude, 5),
            longitude / PER_DEGREE if fixed else round(longitude, 5),
            self._countries[country] if country in self._countries else self._country(country),
            admin1_code,
            admin1,
            feature_class,
            feature_code,
            population,
            radius / PER_KM if fixed else round(radius, 1),
            self.source,
            primary,
        )

    def _country(self, code: int) -> str | None:
        self._countries[code] = found = chr(code >> 8) + chr(code & 0xFF)
        return found


@cache
def built_in() -> FrozenGazetteer:
    """The gazetteer that ships with the package (GeoNames, Natural Earth and a supplement), opened once a process."""
    with as_file(files("fogline.gazetteer") / "data" / "world.gaz") as path:
        return FrozenGazetteer(path)
