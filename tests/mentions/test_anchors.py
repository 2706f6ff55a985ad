"""The publication day, read from the text itself: only where the evidence leaves one."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.mentions.anchors import anchor_clues, infer_published


@pytest.mark.parametrize(
    ("text", "day", "basis", "why"),
    [
        (" date 2023-05-13 Rebels retake a town.\n\nMore.", date(2023, 5, 13), "text", "a stamp that opens the text"),
        ("Published: 13 May 2023\nUpdated: 14 May 2023\nBody.", date(2023, 5, 13), "text", "published before updated"),
        ("Body text.\n\nLast updated: 14 May 2023", date(2023, 5, 14), "text", "an update where nothing else stands"),
        ("(June 24, 2022)\n\nBody text.", date(2022, 6, 24), "text", "a stamp in parentheses"),
        ("GOMA, June 24, 2022 (Agency) - Troops left.", date(2022, 6, 24), "text", "a dateline"),
        ("Body text here.\n\n14-05-2016", date(2016, 5, 14), "text", "a date alone on the last line"),
        ("Today (24 June 2022) the town fell.", date(2022, 6, 24), "text", "today with its date"),
        ("Yesterday, June 23, 2022, the town fell.", date(2022, 6, 24), "text", "yesterday with its date"),
        (
            "Yesterday (Fri) a mayor was shot. He was taken away on June 24, 2022.",
            date(2022, 6, 25),
            "inferred",
            "the latest day told is the Friday of yesterday",
        ),
    ],
)
def test_the_day_is_found(text: str, day: date, basis: str, why: str) -> None:
    found = infer_published(text)
    assert found is not None, why
    assert found[:2] == (day, basis), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing stands there"),
        ("Troops left the town on Friday.", "a weekday alone"),
        ("Yesterday (Fri) a mayor was shot.", "a weekday of an unknown week"),
        ("Yesterday (Fri) a mayor was shot. The war began on 24 February 2022.", "no Friday or Saturday"),
        ("Fighting near the plant — Watcher (@watcher) June 22, 2022", "a post only says no earlier than"),
        ("Published: 13 May 2023\nPublished: 15 May 2023\nBody.", "two days could be meant"),
        ("05/06/2022\n\nBody.", "day and month could be swapped"),
        ("Published: 13 May 2023\nHe was shot on 20 May 2023.", "the text tells of a later day"),
        ("On 3 May 2022 troops left the town and burned it.", "the date of an event, not of the text"),
    ],
)
def test_no_day_is_guessed(text: str, why: str) -> None:
    assert infer_published(text) is None, why


def test_clues_mark_their_words() -> None:
    text = "Yesterday (Fri) a mayor was shot.\n\nSmoke over the port — Watcher (@watcher) June 22, 2022"
    clues = anchor_clues(text)
    assert [(c.kind, c.weekday, c.day) for c in clues if c.kind != "past"] == [
        ("weekday", 6, None),
        ("post", None, date(2022, 6, 22)),
    ]
    assert all(c.span.of(text) == c.text for c in clues)


def test_a_title_is_passed_over() -> None:
    title = "12 May 2020: a day to remember"
    assert infer_published(f"{title}\n\nPublished: 13 May 2023\n\nBody.", title_end=len(title)) == (
        date(2023, 5, 13),
        "text",
        "Published: 13 May 2023",
    )
