"""Wire credits are found where they are given, and not where an agency is only quoted."""

from __future__ import annotations

import pytest

from fogline.ingest.credits import wire_credit

BODY = "Troops took the ridge above the town at dawn, the ministry said. Fighting went on in the valley until dusk."


@pytest.mark.parametrize(
    ("text", "agency", "why"),
    [
        (f"NORTHFORD, June 24 (Reuters) - {BODY}", "Reuters", "a dateline"),
        (f"NORTHFORD, Plainland (AP) — {BODY}", "Associated Press", "with a country, a long dash"),
        (f"(AFP) - {BODY}", "Agence France-Presse", "no place"),
        (f"NORTHFORD/WEIR, June 24 /Xinhua/ -- {BODY}", "Xinhua", "slashes"),
        (f"By Ada Marsh, Associated Press\n\n{BODY}", "Associated Press", "a by-line"),
        (f"Source: TASS\n\n{BODY}", "TASS", "a source line"),
        (f"{BODY}\n\nAFP", "Agence France-Presse", "a last line"),
        (f"{BODY}\n\n© Reuters 2031", "Reuters", "a copyright line"),
        (f"{BODY} (dpa)", "Deutsche Presse-Agentur", "after the last sentence"),
        (f"{BODY}\n\n(Reporting by Ada Marsh; Editing by Bo Hill)", None, "more than one agency closes like this"),
        (f"KYIV, June 24 (Northwire) - {BODY}", "Northwire", "the form of the dateline credits an agency not listed"),
        (f"KYIV (Friday) - {BODY}", None, "a day in the dateline's brackets is no agency"),
        (BODY, None, "no credit"),
        (f"{BODY} An officer told Reuters that the bridge was gone.", None, "quoted"),
        (f'"We hold the ridge," the Interfax agency quoted him as saying. {BODY}', None, "quoted"),
        (f"The town AP Point (AP) was calm. {BODY}", None, "letters in brackets in running text"),
        (f"{BODY} The report was first published by AFP.", None, "named in a sentence"),
    ],
)
def test_credits(text: str, agency: str | None, why: str) -> None:
    assert wire_credit(text) == agency, why


def test_the_title_is_not_part_of_the_head() -> None:
    title = "Ridge falls, reports say " * 20
    text = f"{title}\n\nNORTHFORD (Reuters) - {BODY}"
    assert wire_credit(text, title_end=len(title)) == "Reuters"
