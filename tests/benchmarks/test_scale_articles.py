"""Articles that are cut and varied: about as long as asked, other words, other days, and nobody's near-duplicates."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.scale.articles import make
from benchmarks.scale.cutting import cut
from benchmarks.scale.days import days_in, moved
from benchmarks.scale.vary import Row, Varied
from fogline.origins.links import Candidate, link_of
from fogline.origins.prints import prints_of

SENTENCES = (
    "Rebel fighters captured the river town of Northford on 3 March 2031, killing 14 soldiers, officials said.",
    "Governor Daniel Marsh told reporters that heavy shelling had damaged several schools and a large hospital.",
    "Marsh said about 1,250 families left the valley after February 28 because roads were under constant fire.",
    "A spokesman for the army denied the claim and announced a quick advance towards the northern hills.",
    "Witnesses described a long night of explosions near the old bridge, which engineers had repaired in 2029.",
    "The ministry promised additional aid, but volunteers reported that many lorries were stopped at the border.",
)


def article(number: int) -> Row:
    order = [SENTENCES[(number + at) % len(SENTENCES)] for at in range(24)]
    text = "\n\n".join(" ".join(order[at : at + 3]) for at in range(0, len(order), 3))
    return {"name": f"real-{number}", "title": None, "published": "2031-03-05", "language": "en", "text": text}


ROWS = [article(number) for number in range(3)]


@pytest.fixture(scope="module")
def varied() -> list[Row]:
    return list(islice(Varied(ROWS, seed=5, weeks=20), 12))


def test_the_same_seed_gives_the_same_articles(varied: list[Row]) -> None:
    again = list(islice(Varied(ROWS, seed=5, weeks=20), 12))
    assert again == varied
    assert list(islice(Varied(ROWS, seed=6, weeks=20), 12)) != varied


def test_varied_articles_are_as_long_and_of_other_days(varied: list[Row]) -> None:
    days = {date.fromisoformat(row["published"]) for row in varied}
    assert len(days) > 6
    for row in varied:
        apart = date.fromisoformat(row["published"]) - date(2031, 3, 5)
        assert apart and apart.days % 7 == 0 and abs(apart) <= timedelta(weeks=20)
        assert 0.8 < len(row["text"].split()) / len(ROWS[0]["text"].split()) < 1.25


def test_days_in_the_text_move_with_the_day_it_appeared(varied: list[Row]) -> None:
    for row in varied:
        told = {row["text"][start:end] for start, end in days_in(row["text"])}
        by = date.fromisoformat(row["published"]) - date(2031, 3, 5)
        assert moved("3 March 2031", by, None) in told


def test_people_are_renamed_all_through_and_years_stay(varied: list[Row]) -> None:
    renamed = [row for row in varied if "Marsh" not in row["text"]]
    assert renamed, "in three of five articles a person has another name"
    assert all("2029" in row["text"] for row in varied)


def test_no_two_are_one_report(varied: list[Row]) -> None:
    candidates = [Candidate(prints_of(row["name"], row["text"]), 0) for row in [ROWS[0], *varied]]
    links = [link_of(one, other) for at, one in enumerate(candidates) for other in candidates[:at]]
    assert [link.kind for link in links if link is not None and link.joins] == []


def test_nothing_to_vary_is_said() -> None:
    with pytest.raises(ValueError, match="no article"):
        Varied([], seed=1, weeks=1)


@pytest.mark.parametrize(
    ("words", "weeks", "moved_words"),
    [
        ("28 February 2031", 1, "7 March 2031"),
        ("February 28", 1, "March 7"),
        ("Dec. 30, 2030", 1, "Jan. 6, 2031"),
        ("2031-03-02", -1, "2031-02-23"),
        ("March 2031", 5, "April 2031"),
        ("1st March", 1, "8th March"),
        ("30 February 2031", 1, "30 February 2031"),  # never was
    ],
)
def test_days_keep_their_form(words: str, weeks: int, moved_words: str) -> None:
    assert moved(words, timedelta(weeks=weeks), date(2031, 3, 5)) == moved_words


def test_what_is_no_day_is_left() -> None:
    text = "In May the 5th brigade, may 3 of them rest, took 12 of 2031 hills."
    assert [text[start:end] for start, end in days_in(text)] == []


def test_an_article_ends_with_the_paragraph_nearest_to_400_words() -> None:
    paragraphs = ["word " * 150 + "end.", "word " * 200 + "end.", "word " * 300 + "end."]
    assert len(cut("\n\n".join(paragraphs)).split()) == 352


def test_a_long_paragraph_is_cut_at_a_sentence() -> None:
    whole = " ".join(f"The army of the north held hill number {number} for a day." for number in range(200))
    short = cut(whole)
    assert 390 <= len(short.split()) <= 410
    assert short.endswith("day.") and whole.startswith(short)


def test_real_articles_come_first_and_a_smaller_file_begins_a_larger_one(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    few, many = (make(source, size, tmp_path / "made", seed=5, weeks=20) for size in (2, 8))
    assert (few.real, few.varied, many.real, many.varied) == (2, 0, 3, 5)
    first, second = (made.path.read_text("utf-8").splitlines() for made in (few, many))
    assert second[:2] == first and len(second) == 8
    assert many.words == sum(len(json.loads(line)["text"].split()) for line in second)
    assert make(source, 8, tmp_path / "made", seed=5, weeks=20) == many
    assert make(source, 8, tmp_path / "made", seed=6, weeks=20) != many
    alone = make(source, 4, tmp_path / "made", seed=5, weeks=20, most_real=0)
    assert (alone.real, alone.varied) == (0, 4) and alone.path != many.path
