"""Exports of Telegram Desktop: each post is a document, with its channel, its day, and where it was forwarded from."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fogline.errors import SkipDocument, UnreadableInput
from fogline.ingest.base import Item, Notice
from fogline.ingest.raw import Raw
from fogline.ingest.walk import read_inputs, split_inputs
from fogline.model.document import Document

BODY = "The army said on Monday that it had taken the ridge above the town."


def post(number: int, text: object = BODY, **more: object) -> dict[str, Any]:
    told = {"id": number, "type": "message", "date": "2021-05-03T01:30:00", "date_unixtime": "1619994600"}
    return {**told, "from": "Plain Front", "from_id": "channel77", "text": text, **more}


def export(*messages: dict[str, Any], name: str | None = "Plain Front") -> dict[str, Any]:
    return {"name": name, "type": "public_channel", "id": 77, "messages": list(messages)}


def read(folder: Path, content: object, name: str = "result.json") -> list[Item]:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, indent=1, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return list(read_inputs([path]))


def one(items: list[Item]) -> Document:
    (item,) = items
    assert isinstance(item, Document), item
    return item


def test_a_post_is_a_document(tmp_path: Path) -> None:
    document = one(read(tmp_path, export(post(5))))
    assert document.text == BODY
    assert document.text_is_source
    assert (document.name, document.outlet, document.author) == ("Plain Front 5", "Plain Front", None)
    assert (document.published, document.published_basis) == (date(2021, 5, 2), "metadata"), "the day in UTC"
    assert document.sources == (f"{tmp_path / 'result.json'}#77/5",)
    assert document.language == "en"


def test_an_old_export_has_local_days_only(tmp_path: Path) -> None:
    message = post(5)
    del message["date_unixtime"]
    assert one(read(tmp_path, export(message))).published == date(2021, 5, 3)


def test_formatting_is_laid_flat_and_every_word_kept(tmp_path: Path) -> None:
    pieces = [
        {"type": "bold", "text": "❗️Northford"},
        ": the army says it ",
        {"type": "text_link", "text": "took", "href": "https://plain.example"},
        " the ",
        {"type": "custom_emoji", "text": "🏔", "document_id": "x"},
        " ridge.\n\n",
        {"type": "mention", "text": "@plainfront"},
    ]
    document = one(read(tmp_path, export(post(5, pieces))))
    assert document.text == "❗️Northford: the army says it took the 🏔 ridge.\n\n@plainfront"
    at = document.text.index("took")
    assert document.text[at : at + 4] == "took"


def test_a_forwarded_post_credits_its_origin(tmp_path: Path) -> None:
    document = one(read(tmp_path, export(post(5, forwarded_from="Northford Now", forwarded_from_id="channel9"))))
    assert document.wire_credit == "Northford Now"
    (raw,) = [piece for piece in split_inputs([tmp_path]) if isinstance(piece, Raw)]
    assert raw.context["forwarded_from_id"] == "channel9"


def test_an_edit_is_kept_with_the_custody(tmp_path: Path) -> None:
    read(tmp_path, export(post(5, edited="2021-05-04T08:00:00", photo="photos/1.jpg")))
    (raw,) = [piece for piece in split_inputs([tmp_path]) if isinstance(piece, Raw)]
    assert raw.context["edited"] == "2021-05-04T08:00:00"
    assert raw.context["photo"] == "photos/1.jpg"
    assert json.loads(raw.data)["id"] == 5


def test_service_messages_and_posts_without_words_are_passed_over_and_counted(tmp_path: Path) -> None:
    joined = {"id": 1, "type": "service", "date": "2021-05-02T09:00:00", "action": "pin_message", "text": ""}
    items = read(tmp_path, export(joined, post(2, "", photo="photos/1.jpg"), post(3, "🔥🔥"), post(4)))
    assert one(items).name == "Plain Front 4"
    (notice,) = [piece for piece in split_inputs([tmp_path]) if isinstance(piece, Notice)]
    assert notice.what == "1 posts; 1 service messages and 2 posts without words were passed over"


def test_a_media_caption_is_text(tmp_path: Path) -> None:
    assert one(read(tmp_path, export(post(5, media_type="video_file", file="v.mp4")))).text == BODY


def test_in_a_group_the_sender_is_the_author(tmp_path: Path) -> None:
    document = one(read(tmp_path, export(post(5, **{"from": "Bo Reed"}), name="Northford residents")))
    assert (document.outlet, document.author) == ("Northford residents", "Bo Reed")


def test_an_export_of_all_chats(tmp_path: Path) -> None:
    chats = [export(post(1), name="One"), export(post(2, f"{BODY} Again."), name="Two")]
    whole = {"about": "Here is the data you requested.", "chats": {"about": "These are your chats", "list": chats}}
    items = read(tmp_path, whole)
    assert [(item.name, item.outlet) for item in items if isinstance(item, Document)] == [
        ("One 1", "One"),
        ("Two 2", "Two"),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Є влучання. Їдемо", "uk"),
        ("Взрыв был слышен в районе вокзала, мы уезжаем", "ru"),
        ("Вибухи у місті! Їх було чотири.", "uk"),
        ("Объявлена эвакуация", "ru"),
    ],
)
def test_short_posts_have_a_language(tmp_path: Path, text: str, language: str) -> None:
    assert one(read(tmp_path, export(post(5, text)))).language == language


@pytest.mark.parametrize(("stamp", "why"), [("0", "Unix"), ("7000000000", "after")])
def test_an_absurd_day_is_not_taken(tmp_path: Path, stamp: str, why: str) -> None:
    document = one(read(tmp_path, export(post(5, date_unixtime=stamp))))
    assert document.published is None
    assert any(why in note for note in document.notes)


def test_an_export_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    whole = json.dumps(export(post(1), post(2, f"{BODY} Again.")))
    items = read(tmp_path, whole[:-60])
    assert isinstance(items[0], Document)
    assert isinstance(items[-1], UnreadableInput)


def test_an_export_without_posts(tmp_path: Path) -> None:
    (item,) = read(tmp_path, export())
    assert isinstance(item, SkipDocument)


def test_a_large_export_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(export(*(post(n, f"{n} {BODY * 40}") for n in range(3000)))), encoding="utf-8")
    list(split_inputs([path]))
    tracemalloc.start()
    assert sum(isinstance(piece, Raw) for piece in split_inputs([path])) == 3000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 8_000_000
    assert peak < 2_000_000
