"""Days inferred from other documents: only where one is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from fogline.dating.dossiers import Dossier, runs_of
from fogline.dating.infer import infer_day

FRIDAY, SATURDAY = 5, 6
FALL = frozenset({("capture", 77)})
FLIGHT = frozenset({("capture", 77), ("retreat", 77)})
TEXT = (
    "The harbour garrison laid down its arms at noon, the council said on Friday, after a siege of forty days in which "
    "hunger did more than the guns had done in the spring of the year before."
)


def dated(name: str, day: str, **more: object) -> Dossier:
    return replace(Dossier(name, name, date.fromisoformat(day), news=FLIGHT), **more)  # type: ignore[arg-type]


def undated(**more: object) -> Dossier:
    plain = Dossier("u", "u", news=FLIGHT, weekday=SATURDAY, words="yesterday (Fri)")
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("document", "others", "day", "why"),
    [
        (undated(), [dated("a", "2018-05-04")], "2018-05-05", "the Saturday after the Friday of the same news"),
        (
            undated(weekday=None, news_weekday=FRIDAY, settled=True),
            [dated("a", "2018-05-05")],
            "2018-05-04",
            "the Friday told last, with a report of the day after",
        ),
        (undated(weekday=None), [dated("a", "2018-05-04")], None, "no weekday of its own: any day of the week"),
        (
            undated(weekday=None, news_weekday=FRIDAY),
            [dated("a", "2018-05-04")],
            None,
            "Friday's news may be in Saturday's paper",
        ),
        (undated(news=FALL), [dated("a", "2018-05-04", news=FALL)], None, "one happening is not enough"),
        (
            undated(news=FALL),
            [dated("a", "2018-05-04", news=FALL), dated("b", "2018-05-05", news=FALL)],
            "2018-05-05",
            "... told by one document; two agree",
        ),
        (
            undated(),
            [dated("a", "2018-05-04"), dated("b", "2018-09-04")],
            None,
            "the town fell twice, so its fall tells no time",
        ),
        (
            undated(news=frozenset({("shelling", 77), ("damage", 77)})),
            [dated("a", "2018-05-04", news=frozenset({("shelling", 77), ("damage", 77)}))],
            None,
            "a town at the front is shelled every other day",
        ),
        (
            undated(news=frozenset(), runs=runs_of(TEXT), quoted=runs_of(TEXT)),
            [dated("a", "2018-05-04", news=frozenset(), runs=runs_of(TEXT + TEXT.upper().replace("THE", "A") * 2))],
            "2018-05-05",
            "the whole of its text stands in a longer one",
        ),
        (undated(), [dated("a", "2018-05-01")], None, "no Saturday near that Tuesday"),
        (undated(not_before=date(2018, 6, 1)), [dated("a", "2018-05-04")], None, "it quotes a later post"),
        (undated(), [], None, "nothing to compare with"),
        (
            undated(weekday=None, news_weekday=FRIDAY, news=frozenset(), runs=runs_of(TEXT)),
            [dated("a", "2018-05-04", runs=runs_of(TEXT + " It rained."))],
            "2018-05-04",
            "a reprint of a text that appeared on the Friday it tells of",
        ),
        (
            undated(weekday=None, news=frozenset(), runs=runs_of(TEXT)),
            [dated("a", "2018-05-04", runs=runs_of(TEXT))],
            None,
            "a reprint without a weekday may be a later one",
        ),
        (
            undated(
                weekday=None,
                news_weekday=FRIDAY,
                news=FALL,
                credits=frozenset({"Coastwire"}),
                names=frozenset({"Ada Quist"}),
            ),
            [dated("a", "2018-05-04", news=FALL, credits=frozenset({"Coastwire"}), names=frozenset({"Ada Quist"}))],
            "2018-05-04",
            "a rewrite of the agency's copy of that Friday",
        ),
    ],
)
def test_the_day_that_is_left(document: Dossier, others: list[Dossier], day: str | None, why: str) -> None:
    found = infer_day(document, others)
    assert (str(found.day) if found else None) == day, why


def test_the_evidence_names_words_and_documents() -> None:
    found = infer_day(undated(), [dated("harbour.txt", "2018-05-04")])
    assert found is not None
    assert "yesterday (Fri)" in found.evidence
    assert "harbour.txt (2018-05-04)" in found.evidence
    assert "capture, retreat" in found.evidence


def test_a_day_that_was_inferred_has_half_the_votes() -> None:
    assert infer_day(undated(), [dated("a", "2018-05-04")], inferred={"a"}) is None
    both = [dated("a", "2018-05-04"), dated("b", "2018-05-04")]
    assert infer_day(undated(), both, inferred={"a", "b"}) is not None


def test_the_order_of_documents_does_not_matter() -> None:
    others = [dated("a", "2018-05-04"), dated("b", "2018-05-05", news=FALL), dated("c", "2018-05-03", news=FALL)]
    found = [infer_day(undated(), order) for order in permutations(others)]
    assert found[0] is not None
    assert all(one == found[0] for one in found)
