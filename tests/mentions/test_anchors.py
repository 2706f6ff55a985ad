"""The publication day, read from the text itself: only where the evidence leaves one."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.mentions.times.anchors import anchor_clues, evidence_of, infer_published
from fogline.model.profile import Anchor


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
        ("Harbour Courier, 3 May 2018\n\nBody.", date(2018, 5, 3), "text", "a paper's name before the date"),
        ("*Harbour Courier, 3 May 2018*\n\nBody.", date(2018, 5, 3), "text", "... in Markdown's italics"),
        ("The Harbour Courier | May 3, 2018\n\nBody.", date(2018, 5, 3), "text", "... set off by a bar"),
        ("Harbour Courier, Thursday 3 May 2018\n\nBody.", date(2018, 5, 3), "text", "... with its weekday"),
        ("Harbour Courier, 3 May 2018, updated 21:40\n\nBody.", date(2018, 5, 3), "text", "... and an hour of change"),
        (
            "*Morning Post · Thursday, 3 May 2018 · By Ada Quist*\n\nBody.",
            date(2018, 5, 3),
            "text",
            "a line of outlet, date and by-line",
        ),
        ("May 3, 2018 (Coastwire) - Troops left the port.", date(2018, 5, 3), "text", "a date before the agency"),
        ("LAST UPDATED: 14:05 GMT, 3 May 2018\n\nBody.", date(2018, 5, 3), "text", "a label with a clock time"),
        ("The front is quiet.\n\nAda Quist, 3 May 2018\n", date(2018, 5, 3), "text", "a sign-off at the foot"),
        ("I am writing this letter on 3 May 2018. It rains.", date(2018, 5, 3), "text", "the day of writing"),
        (
            "I began this letter on the last morning of May 2018 and finished it the same evening.",
            date(2018, 5, 31),
            "text",
            "begun and finished on one day",
        ),
        (
            "Rebels entered the port on Thursday. The army said on Friday that it held the port.\n\n"
            "Smoke over the cranes — Watcher (@watcher) May 4, 2018",
            date(2018, 5, 4),
            "inferred",
            "the weekday told last is that of a dated post",
        ),
        (
            "Rebels entered the port on Thursday. The army said on Friday that it held the port.\n\n"
            "Smoke rises over the cranes in Port Ellery, May 4, 2018.",
            date(2018, 5, 4),
            "inferred",
            "... or of a picture",
        ),
        (
            "Rebels came on Thursday. They left on Friday, the army said. — Watcher (@watcher) May 4, 2018",
            date(2018, 5, 4),
            "inferred",
            "a weekday of news and a post of that very day",
        ),
        (
            "PORT ELLERY, May 4 (Coastwire) - The army said on Friday that it held the port. On 2 March 2018 it had "
            "lost the islands.",
            date(2018, 5, 4),
            "inferred",
            "a dateline without its year, the year of the events, and the weekday agrees",
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
        ("Troops left.\n\nThe map in this article was updated on 14 May 2023.", "a note of correction"),
        ("Published: 13 May 2023\nHe was shot on 20 May 2023.", "the text tells of a later day"),
        ("On 3 May 2022 troops left the town and burned it.", "the date of an event, not of the text"),
        ("The Siege Began On a Thursday, 3 May 2018, and lasted.\n\nBody.", "a sentence that holds a date"),
        ("The front is quiet.\n\nThe bridge was blown up by Ada Quist, 3 May 2018", "a caption is no sign-off"),
        ("I began this letter on 3 May 2018 and hope to end it next week.", "begun, but not finished, on that day"),
        ("The army said on Friday that it held the port. A post — Watcher (@watcher) May 4, 2018", "may be Saturday's"),
        (
            "Rebels came on Thursday. The army said on Friday it held on. — Watcher (@watcher) April 30, 2018",
            "a post of Monday may be a week old",
        ),
        (
            "Rebels came on Thursday. The army said late on Friday it held on. — Watcher (@watcher) May 4, 2018",
            "news of an evening is in the next day's paper",
        ),
        (
            "Rebels came on Thursday. The army said on Friday it held on. Talks will open on Saturday. "
            "— Watcher (@watcher) May 4, 2018",
            "what is ahead tomorrow may be ahead today",
        ),
        (
            "What we know: rebels came on Thursday. The army said on Friday it held. — Watcher (@watcher) May 4, 2018",
            "a round-up may be of the next morning",
        ),
        (
            "Rebels came on Thursday. They left on Friday, the army said. — Watcher (@watcher) May 3, 2018",
            "the day they left, not the day of speaking",
        ),
        (
            "Rebels came on Thursday. On Thursday they shot. On Thursday they burned. The army said on Friday it held "
            "on. — Watcher (@watcher) May 3, 2018",
            "most of it is of another day",
        ),
        (
            "Rebels came on Thursday. The army said on Friday it held on.\n\nThe port was lost in Ellery, May 4, 2018.",
            "a sentence about the past is no caption",
        ),
        ("PORT ELLERY, May 4 (Coastwire) - The army said on Friday it held on.", "a dateline of an unknown year"),
        (
            "PORT ELLERY, May 4 (Coastwire) - Troops said on Tuesday it held. On 2 March 2018 it lost the port.",
            "the fourth of May 2018 was no Tuesday",
        ),
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


WAR = (Anchor(("the war", "the uprising"), date(2018, 1, 20)),)
"""A war whose fourth month begins on 20 April 2018, a Friday."""


@pytest.mark.parametrize(
    ("text", "day", "why"),
    [
        (
            "Rebels left on Friday. The army said on Saturday the war had changed. It is April 20 and the war entered "
            "its fourth month.",
            date(2018, 4, 21),
            "the Saturday after a day of the war's fourth month",
        ),
        ("Rebels left on Friday. The army said on Saturday that the war entered its fourth month.", None, "any week"),
        (
            "What we know on day 92 of the war\n\nRebels left.",
            date(2018, 4, 21),
            "a round-up numbered by the war's days",
        ),
        ("On day 92 of the strike rebels left.", None, "the days of something else"),
        (
            "Rebels left on Friday. Men said on Saturday all will rest by April 20 as the war entered its fourth month",
            None,
            "a day ahead says nothing of today",
        ),
    ],
)
def test_a_war_s_beginning_fixes_the_week(text: str, day: date | None, why: str) -> None:
    found = infer_published(text, anchors=lambda: WAR)
    assert (found and found[0]) == day, why
    assert infer_published(text) is None, "nothing is known without the war's beginning"


def test_evidence_short_of_a_day() -> None:
    text = "Rebels left on Thursday. “We fight on Sunday,” he said on Friday. Shells fell on Friday."
    news = evidence_of(text).news
    assert news is not None
    assert (news.weekday, news.paired, news.settled) == (5, True, True)
    assert evidence_of("Yesterday (Fri) a mayor was shot.").weekday == 6
    assert evidence_of("It rained on Monday, then on Thursday, then on Saturday.").news is not None
    assert evidence_of("It rained.").news is None
