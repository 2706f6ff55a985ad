"""Publication dates as they are written in metadata."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.ingest.dates import parse_published

DAY = date(2031, 6, 5)


@pytest.mark.parametrize(
    ("text", "day", "why"),
    [
        ("2031-06-05", DAY, "ISO 8601"),
        ("2031-06-05T23:30:00-05:00", DAY, "the day where it was published, not in UTC"),
        (" 2031-06-05 08:15 ", DAY, "with a space for the T"),
        ("20310605", DAY, "ISO's basic form"),
        ("20310605T101500Z", DAY, "with a time"),
        ("2031/06/05", DAY, "year first leaves no doubt"),
        ("05.06.2031", DAY, "with dots the day comes first everywhere"),
        ("Thu, 05 Jun 2031 10:00:00 +0300", DAY, "RFC 2822"),
        ("5 June 2031", DAY, "British"),
        ("Thursday 5th of June, 2031", DAY, "with everything"),
        ("June 5, 2031", DAY, "American"),
        ("Jun. 5, 2031 9:05pm EDT", DAY, "abbreviated, with a clock after"),
        ("9:05 PM EDT, Thu June 5, 2031", DAY, "with a clock before"),
        ("Sept 5 2031", date(2031, 9, 5), "four letters"),
        ("05-Jun-2031", DAY, "with hyphens"),
        ("25/06/2031", date(2031, 6, 25), "no month has the number 25"),
        ("06/25/2031", date(2031, 6, 25), "nor here"),
        ("06/06/2031", date(2031, 6, 6), "both readings agree"),
        ("05/06/2031", None, "May or June"),
        ("2031-06", None, "no day"),
        ("2031", None, "a year"),
        ("5 June", None, "no year"),
        ("05-Jun", None, "no year"),
        ("2031-06-31", None, "June has 30 days"),
        ("31 February 2031", None, "no such day"),
        ("9 days ago", None, "no anchor"),
        ("June 5, 20311", None, "no such year"),
        ("unknown", None, "words"),
        ("", None, "nothing"),
        ("1748736000", None, "a number may be anything"),
    ],
)
def test_dates(text: str, day: date | None, why: str) -> None:
    assert parse_published(text) == day, why
