"""Small corpora for bulk runs, in our own words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PLACES = ("Rastan", "Talbiseh", "Idlib", "Raqqa", "Mosul", "Kirkuk")


def story(number: int) -> str:
    """A report with several claims; each number's is another text."""
    return (
        f"Government forces captured {PLACES[number % 6]} on Monday after {number} days of fighting, state media "
        f"reported. At least {number + 2} people were killed, a monitoring group said. Rebels said they had withdrawn "
        f"from the town to save lives. Shelling hit {PLACES[(number + 1) % 6]} overnight."
    )


def lines(path: Path, records: list[dict[str, Any]]) -> Path:
    """The file at *path* with *records* as JSON lines."""
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def stories(path: Path, count: int, *, begin: int = 0, **fields: Any) -> Path:
    """*count* dated stories as JSON lines; *fields* are given to each."""
    given = {"published": "2017-03-06", "outlet": "The Lantern", **fields}
    numbers = range(begin, begin + count)
    return lines(path, [{"name": f"story-{number}", "text": story(number), **given} for number in numbers])


def mixed(folder: Path) -> Path:
    """A folder of several kinds of files, with texts that come more than once, with other things known of them.

    Every document gives its day: none would be dated from others.
    """
    folder.mkdir()
    stories(folder / "a.jsonl", 7)
    (folder / "b.txt").write_text(f"MOSUL, March 7, 2017 – {story(30)}", encoding="utf-8")
    head = '<title>Town taken</title><meta property="article:published_time" content="2017-03-07">'
    page = f"<html><head>{head}</head><body><article><p>{story(31)}</p></article></body></html>"
    (folder / "c.html").write_text(page, encoding="utf-8")
    again = [
        {"name": "again", "text": story(2), "outlet": "The Beacon", "author": "Ana Roe", "published": "2017-03-06"},
        {"name": "other-day", "text": story(3), "published": "2017-03-09", "url": "https://beacon.example/3"},
        {"name": "new", "text": story(40), "published": "2017-03-08"},
        {"name": "thrice", "text": story(2), "language": "en", "published": "2017-03-06"},
    ]
    lines(folder / "d.jsonl", again)
    (folder / "e.csv").write_text("not read of itself", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder
