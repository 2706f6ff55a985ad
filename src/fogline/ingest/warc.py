"""Web archives: WARC (ISO 28500) as crawlers and Common Crawl publish it, WET, and WACZ, through fastwarc, streamed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from fogline.errors import NoArticle, UnreadableInput, UnreadableRecord
from fogline.ingest.articles import Metadata
from fogline.ingest.base import Hints, Item, Notice, Piece, Reader, refused
from fogline.ingest.compressed import GZIP
from fogline.ingest.detect import SUFFIXES
from fogline.ingest.html import MAX_PAGE_MB
from fogline.ingest.raw import Raw, now

_MEMBER = GZIP + b"\x08"
_PLAIN = b"WARC/1."
_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf"}
_STEP = 1 << 20


class WarcReader(Reader):
    """Reads ``.warc``, ``.warc.gz`` and WET files: each page that was answered with 200 is an article's bytes.

    A damaged record is named with its place in the file; reading goes on at the next record that begins well.
    """

    name = "warc"
    version = "warc@1"
    suffixes: tuple[str, ...] = SUFFIXES["warc"]
    heavy = False

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The pages in the archive at *path*."""
        try:
            with path.open("rb") as file:
                yield from _pages(file, str(path))
        except OSError as error:
            yield refused(path, error)

    def parse(self, raw: Raw) -> Item:
        """Pages are read by the readers of their own kind."""
        return NoArticle(raw.source, "holds no article (an archive)")


class WaczReader(Reader):
    """Reads ``.wacz`` (https://specs.webrecorder.net/wacz): a zip file with archives in it."""

    name = "wacz"
    version = "wacz@1"
    suffixes: tuple[str, ...] = SUFFIXES["wacz"]
    heavy = False

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The pages in the archives in the file at *path*."""
        try:
            with zipfile.ZipFile(path) as package:
                names = [name for name in package.namelist() if name.lower().endswith((".warc", ".warc.gz"))]
                if not names:
                    yield UnreadableInput(str(path), "is a WACZ file without an archive in it")
                for name in sorted(names):
                    with package.open(name) as member:
                        yield from _pages(member, f"{path}/{name}")  # type: ignore[arg-type]
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            yield UnreadableInput(str(path), f"is a damaged zip file ({str(error)[:80]})")
        except OSError as error:
            yield refused(path, error)

    def parse(self, raw: Raw) -> Item:
        """Pages are read by the readers of their own kind."""
        return NoArticle(raw.source, "holds no article (an archive)")


def _pages(file: BinaryIO, where: str) -> Iterator[Piece]:
    """The pages of one archive. After a damage the next record that begins well is looked for."""
    passed = records = 0
    start: int | None = 0
    named = False  # the damage that is being passed, in one line however often it is met
    while start is not None:
        file.seek(start)
        last = start - 1
        try:
            for record in _records(file):
                records, last = records + 1, record.stream_pos
                page = _page(record, where)
                named = isinstance(page, UnreadableRecord)
                if page is not None:
                    yield page
                else:
                    passed += 1
            break
        except OSError as error:
            if not named:
                why = f"a record is damaged ({' '.join(str(error).split())[:60]}); reading goes on behind it"
                yield UnreadableRecord(f"{where} after byte {max(last, 0)}", why)
            named = True
            start = _next_record(file, max(last, start) + 1)
    if not records:
        yield UnreadableInput(where, "is no web archive with pages in it")
    elif passed:
        yield Notice(where, f"{passed} of {records} records are no pages (other kinds, redirects, errors)")


def _records(file: BinaryIO) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    return iter(ArchiveIterator(file, record_types=wanted, parse_http=True, auto_decode="all"))


def _page(record: Any, where: str) -> Raw | UnreadableRecord | None:
    """The page in *record*; ``None`` where it holds something else."""
    url = record.headers.get("WARC-Target-URI") or ""
    kind, media_type = _kind_of(record)
    if kind is None or not url.startswith(("http://", "https://")) or urlsplit(url).path == "/robots.txt":
        return None
    named = f"{where} at byte {record.stream_pos} ({url})"
    due = None if record.http_headers and _is_packed(record) else record.content_length
    limit = MAX_PAGE_MB * 1_000_000
    try:
        body = record.reader.read(limit + 1)
    except (OSError, ValueError) as error:
        return UnreadableRecord(named, f"is damaged ({' '.join(str(error).split())[:60]})")
    if len(body) > limit:
        return UnreadableRecord(named, f"is larger than {MAX_PAGE_MB} MB, too large for one article")
    if due is not None and len(body) < due:
        return UnreadableRecord(named, f"is cut off ({len(body)} of {due} bytes)")
    return Raw(
        data=body,
        source=url,
        name=url,
        reader=kind,
        retrieved=_retrieved(record),
        media_type=media_type,
        beside=Metadata(url=url),
        context={"url": url, "archive": where, "record": record.record_id.strip("<>"), **_digest(record)},
    )


def _kind_of(record: Any) -> tuple[str | None, str | None]:
    """The reader for what *record* holds, and its declared media type; no reader for what is no page."""
    if record.is_http and record.http_headers is not None:
        given = record.http_headers.get("Content-Type") or ""
        status = record.http_headers.status_code
        return (_KINDS.get(_essence(given)) if status == 200 else None), given or None
    given = record.headers.get("Content-Type") or ""
    if record.headers.get("WARC-Type") == "conversion":
        return ("text" if _essence(given) == "text/plain" else None), "text/plain; charset=utf-8"
    return _KINDS.get(_essence(given)), given or None


def _essence(media_type: str) -> str:
    return media_type.split(";")[0].strip().lower()


def _is_packed(record: Any) -> bool:
    headers = record.http_headers
    packed = (headers.get("Content-Encoding") or "identity", headers.get("Transfer-Encoding") or "identity")
    return any(one.strip().lower() not in ("identity", "") for one in packed)


def _retrieved(record: Any) -> datetime:
    at = record.record_date
    return at.astimezone(UTC) if isinstance(at, datetime) and at.tzinfo else now()


def _digest(record: Any) -> dict[str, str]:
    digest = record.headers.get("WARC-Payload-Digest")
    return {"payload_digest": digest} if digest else {}


def _next_record(file: BinaryIO, start: int) -> int | None:
    """Where the next record begins, from byte *start* on, packed or plain; ``None`` if none does."""
    import zlib

    file.seek(start)
    at, kept = start, b""
    while block := file.read(_STEP):
        window = kept + block
        begins = at - len(kept)
        for found in _found(window):
            head = window[found : found + 4096]
            if head.startswith(_PLAIN):
                return begins + found
            try:
                if zlib.decompressobj(31).decompress(head, 16).startswith(b"WARC/"):
                    return begins + found
            except zlib.error:
                continue
        at += len(block)
        kept = window[-4096:] if len(block) == _STEP else b""
    return None


def _found(window: bytes) -> Iterator[int]:
    """Places in *window* where a record may begin, in order."""
    places = []
    for mark in (_MEMBER, _PLAIN):
        at = window.find(mark)
        while at >= 0:
            places.append(at)
            at = window.find(mark, at + 1)
    return iter(sorted(places))
