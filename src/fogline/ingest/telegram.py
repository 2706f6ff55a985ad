"""Exports of Telegram Desktop (``result.json``): each post a document. Read as a stream, through ijson.

The form is that of https://core.telegram.org/import-export: one chat with its ``messages``, or ``chats`` with a list
of such. A post's bytes are those of its object written anew in UTF-8, its keys in their order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from fogline.errors import NoArticle, UnreadableInput, UnreadableRecord
from fogline.ingest.articles import Metadata, document_from, has_words
from fogline.ingest.base import Hints, Item, Notice, Piece, Reader, refused
from fogline.ingest.compressed import Damaged, opened
from fogline.ingest.encoding import Decoded, repaired
from fogline.ingest.raw import Raw, now

_CHATS = ("", "chats.list.item.")
"""What stands before the keys of a chat: nothing in the export of one, the list in that of all."""

_KEPT = ("edited", "forwarded_from", "forwarded_from_id", "reply_to_message_id", "media_type", "photo", "file")


@dataclass(slots=True)
class _Chat:
    name: str | None = None
    kind: str | None = None
    number: str | None = None


class TelegramReader(Reader):
    """Reads ``result.json``: the text is the post's, without its formatting; the channel is the outlet, whoever it was
    forwarded from is credited as the origin. Service messages and media without a caption are passed over."""

    name = "telegram"
    version = "telegram@1"
    suffixes: tuple[str, ...] = (".json",)
    heavy = False

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The posts in the export at *path*."""
        import ijson

        try:
            with opened(path) as stream:
                yield from _posts(path, stream)
        except Damaged as error:
            yield UnreadableInput(str(path), f"{error}; what came before it was read")
        except OSError as error:
            yield refused(path, error)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            said = " ".join(str(error).split())[:80] or "cut off"
            yield UnreadableInput(str(path), f"is not JSON from some place on ({said}); what came before was read")

    def parse(self, raw: Raw) -> Item:
        """The document of one post."""
        try:
            message = json.loads(raw.data)
        except ValueError:
            return UnreadableRecord(raw.source, "is not JSON")
        text = flat_text(message.get("text"))
        if not has_words(text):
            return NoArticle(raw.source, "holds no article (a post without words)")
        sender, channel = _line(message.get("from")), raw.context.get("chat")
        day = _day(message)
        metadata = Metadata(
            outlet=channel,
            author=_line(message.get("author")) or (sender if sender != channel else None),
            published=day,
            published_evidence=None if day is None else f"the post's date: {day}",
            wire_credit=_line(message.get("forwarded_from")),
        )
        body = repaired(Decoded(text))
        return document_from(body, metadata, name=raw.name, source=raw.source, title_end=0, retrieved=raw.retrieved)


def flat_text(text: object) -> str:
    """The words of a post: a string, or a list of strings and of pieces with formatting, whose words are kept."""
    pieces = text if isinstance(text, list) else [text]
    words = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(word for word in words if isinstance(word, str))


def _posts(path: Path, stream: BinaryIO) -> Iterator[Piece]:
    import ijson

    chat, retrieved = _Chat(), now()
    builder: Any = None
    inside = ""
    service = silent = posts = 0
    for prefix, event, value in ijson.parse(stream, use_float=True):
        if builder is not None:
            builder.event(event, value)
            if event == "end_map" and prefix == inside:
                message, builder = builder.value, None
                if message.get("type") == "service":
                    service += 1
                elif not has_words(flat_text(message.get("text"))):
                    silent += 1
                else:
                    posts += 1
                    yield _raw(path, chat, message, retrieved)
        elif event == "start_map" and prefix.endswith("messages.item"):
            builder, inside = ijson.ObjectBuilder(), prefix
            builder.event(event, value)
        else:
            _learn(chat, prefix, event, value)
    if service or silent:
        what = f"{posts} posts; {service} service messages and {silent} posts without words were passed over"
        yield Notice(str(path), what)
    elif not posts:
        yield UnreadableInput(str(path), "is an export without posts")


def _learn(chat: _Chat, prefix: str, event: str, value: Any) -> None:
    """What an event outside of messages says of the chat they are in."""
    for before in _CHATS:
        if prefix == before.rstrip(".") and event == "start_map":
            chat.name = chat.kind = chat.number = None
        elif prefix == f"{before}name":
            chat.name = value
        elif prefix == f"{before}type":
            chat.kind = value
        elif prefix == f"{before}id":
            chat.number = str(value)


def _raw(path: Path, chat: _Chat, message: dict[str, Any], retrieved: datetime) -> Raw:
    number = message.get("id")
    whose = f"{chat.number}/{number}" if chat.number else str(number)
    context = {key: str(message[key]) for key in _KEPT if message.get(key)}
    told = {"chat": chat.name, "chat_type": chat.kind, "chat_id": chat.number}
    context |= {key: str(value) for key, value in told.items() if value}
    return Raw(
        data=json.dumps(message, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass"),
        source=f"{path}#{whose}",
        name=f"{chat.name or path.name} {number}",
        reader=TelegramReader.name,
        retrieved=retrieved,
        media_type="application/json; charset=utf-8",
        context=context,
    )


def _day(message: dict[str, Any]) -> str | None:
    """The day of a post in UTC: ``date`` alone is in the time of whoever made the export."""
    stamp = message.get("date_unixtime")
    try:
        return datetime.fromtimestamp(int(stamp), UTC).date().isoformat() if stamp else str(message["date"])[:10]
    except (ValueError, OverflowError, OSError, KeyError):
        return None


def _line(words: object) -> str | None:
    line = " ".join(words.split()) if isinstance(words, str) else ""
    return line[:200] or None
