"""Files as they are or compressed with gzip, bzip2 or Zstandard: read as one stream, whatever their names say."""

from __future__ import annotations

import bz2
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from fogline.errors import UnreadableInput
from fogline.ingest.base import refused
from fogline.ingest.raw import Raw, now

GZIP = b"\x1f\x8b"
BZIP2 = b"BZh"
ZSTANDARD = b"\x28\xb5\x2f\xfd"

PACKED_AT_A_TIME = 512
"""Bytes of Zstandard unpacked together: in a bomb they hold at most 128 blocks of 128 kB, 16 MB."""

COMPRESSED_SUFFIXES = (".gz", ".bz2", ".zst")


class Damaged(OSError):
    """A compressed stream that is cut off or broken; the message is the reason, one clause."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of the file at *path*, decompressed as they are read.

    Raises:
        OSError: it cannot be opened or read; :class:`Damaged` where its compression is broken.
    """
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(0)
        try:
            with _unpacked(file, head) as stream:
                yield stream
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Damaged("its compression is damaged or cut off") from error
        except Exception as error:
            if type(error).__name__ == "ZstdError":
                raise Damaged("its compression is damaged or cut off") from error
            raise


def _unpacked(file: BinaryIO, head: bytes) -> BinaryIO:
    if head.startswith(GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if head.startswith(BZIP2):
        return cast(BinaryIO, bz2.BZ2File(file))
    if head.startswith(ZSTANDARD):
        import zstandard

        return cast(BinaryIO, io.BufferedReader(_Zstandard(zstandard.ZstdDecompressor(max_window_size=2**27), file)))
    return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, file))) if not hasattr(file, "readline") else file


class _Zstandard(io.RawIOBase):
    """The frames of a Zstandard file one after another; unlike the library's own stream it says that one is cut off."""

    def __init__(self, frames: Any, file: BinaryIO) -> None:
        self._frames, self._file = frames, file
        self._frame: Any = None
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """It is read only."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer* as far as there is something; 0 at the end.

        Raises:
            EOFError: the file ends within a frame.
        """
        while not self._ready:
            packed = self._file.read(PACKED_AT_A_TIME)
            if not packed and self._frame is not None:
                raise EOFError("cut off within a frame")
            if not packed:
                return 0
            self._ready = memoryview(self._unpacked(packed))
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _unpacked(self, packed: bytes) -> bytes:
        parts = []
        while packed:
            if self._frame is None:
                self._frame = self._frames.decompressobj()
            parts.append(self._frame.decompress(packed))
            packed = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        return b"".join(parts)


def head_of(path: Path, size: int = 65536) -> bytes:
    """The first *size* bytes of the file at *path*, decompressed; fewer where it is shorter or its end is damaged.

    Raises:
        OSError: it cannot be opened or read.
    """
    with path.open("rb") as file:
        start = file.read(size)
    if start.startswith(GZIP):
        return _first_member(start, size)
    if not start.startswith((BZIP2, ZSTANDARD)):
        return start
    with opened(path) as stream:
        return stream.read(size)


def _first_member(packed: bytes, size: int) -> bytes:
    """The beginning of a gzip file's first part, up to *size* bytes, as far as it is sound."""
    unpacker = zlib.decompressobj(31)
    head = b""
    try:
        for at in range(0, len(packed), 512):
            head += unpacker.decompress(packed[at : at + 512], size)
            if len(head) >= size or unpacker.eof:
                break
    except zlib.error as error:
        if not head:
            raise Damaged("its compression is damaged or cut off") from error
    return head[:size]


def whole(path: Path, *, reader: str, limit_mb: int) -> Raw | UnreadableInput:
    """The one article in the file at *path*, or what is wrong with it; no more than *limit_mb* million bytes unpacked.

    Never more than the limit is held, so that a small file which unpacks to gigabytes costs nothing.
    """
    try:
        with opened(path) as stream:
            data = stream.read(limit_mb * 1_000_000 + 1)
    except Damaged as error:
        return UnreadableInput(str(path), str(error))
    except OSError as error:
        return refused(path, error)
    if len(data) > limit_mb * 1_000_000:
        return UnreadableInput(str(path), f"is larger than {limit_mb} MB, too large for one article")
    return Raw(data=data, source=str(path), name=path.name, reader=reader, retrieved=now())
