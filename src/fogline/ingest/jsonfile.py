"""JSON files: one article, or a list of them, as scrapers and archives write them; read as a stream, through ijson."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from fogline.errors import NoArticle, UnreadableInput, UnreadableRecord
from fogline.ingest.base import Hints, Item, Notice, Piece, Reader, refused
from fogline.ingest.compressed import Damaged, head_of, opened
from fogline.ingest.detect import SUFFIXES
from fogline.ingest.encoding import NotText, decode_as_is
from fogline.ingest.jsonl import MAX_RECORD_MB, parse_record
from fogline.ingest.raw import Raw, now
from fogline.ingest.records import renamed, taken_for, told

_LIST = re.compile(rb'"(articles|stories|documents|results|items|posts|data|hits)"\s*:\s*\[')
"""Under which key a file with one object keeps its articles: GDELT's ``articles``, Media Cloud's ``stories`` …"""


class JsonReader(Reader):
    """Reads ``.json``: an object that is an article, a list of such, or an object with a list of them.

    A record's bytes are those of the record written anew in UTF-8, its keys in their order.
    """

    name = "json"
    version = "json@1"
    suffixes: tuple[str, ...] = SUFFIXES["json"]
    heavy = False

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The records of the file at *path*."""
        import ijson

        try:
            member = _member(head_of(path))
            with opened(path) as stream:
                yield from self._records(path, stream, member, hints)
        except Damaged as error:
            yield UnreadableInput(str(path), f"{error}; what came before it was read")
        except OSError as error:
            yield refused(path, error)
        except (NotText, RecursionError):
            yield UnreadableInput(str(path), "is not JSON in UTF-8")
        except ijson.JSONError as error:
            line = str(error).strip().splitlines()[0][:80] if str(error).strip() else "cut off"
            yield UnreadableInput(str(path), f"is not JSON from some place on ({line}); what came before was read")

    def _records(self, path: Path, stream: BinaryIO, member: str | None, hints: Hints) -> Iterator[Piece]:
        import ijson

        retrieved = now()
        if member is None:
            data = stream.read(MAX_RECORD_MB * 1_000_000 + 1)
            if len(data) > MAX_RECORD_MB * 1_000_000:
                yield UnreadableInput(str(path), f"is larger than {MAX_RECORD_MB} MB, with no list of articles")
            elif not data.strip():
                yield UnreadableInput(str(path), "is empty")
            else:
                decode_as_is(data)
                yield self._raw(path, data, None, retrieved, hints)
            return
        for number, record in enumerate(ijson.items(stream, f"{member}.item" if member else "item", use_float=True)):
            if number == 0 and isinstance(record, dict):
                yield Notice(str(path), told(taken_for(record, renamed(hints.columns)), list(record)))
            data = json.dumps(record, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
            yield self._raw(path, data, number + 1, retrieved, hints)

    def _raw(self, path: Path, data: bytes, number: int | None, retrieved: Any, hints: Hints) -> Raw:
        ending = "" if number is None else f":{number}"
        return Raw(
            data=data,
            source=f"{path}{ending}",
            name=f"{path.name}{ending}",
            reader=self.name,
            retrieved=retrieved,
            context={"columns": json.dumps(dict(hints.columns))} if hints.columns else {},
        )

    def parse(self, raw: Raw) -> Item:
        """The document of one record; a file that is no article at all is no error among others."""
        item = parse_record(raw, where=raw.source)
        if isinstance(item, UnreadableRecord) and item.why in ("has no `text`", "is not an object") and not raw.alone:
            return NoArticle(item.where, f"holds no article ({item.why})")
        return item


def _member(head: bytes) -> str | None:
    """Where the list of articles is: ``""`` if the file is one, ``None`` if there is none."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return ""
    found = _LIST.search(head)
    return found[1].decode() if found else None
