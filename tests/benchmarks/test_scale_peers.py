"""Copies are made and judged as they should be, and figures of peers stand beside ours."""

from __future__ import annotations

from typing import Any

from benchmarks.scale.made_copies import KINDS, judge, natural_copies, with_copies
from benchmarks.scale.peers_table import table

STORIES = ("harbour", "market", "bridge", "airfield")


def story(about: str) -> str:
    return " ".join(f"On day {n} the {about} of town {n * 7} was held by {about} guards {n * 13}." for n in range(30))


TEXTS = [story(about) for about in STORIES]


def test_each_kind_of_copy_is_made_once_of_each_source() -> None:
    made = with_copies(TEXTS, of=2, seed=3)
    assert len(made.texts) == len(TEXTS) + 2 * len(KINDS)
    assert [len(made.made[kind]) for kind in KINDS] == [2, 2, 2]
    assert with_copies(TEXTS, of=2, seed=3) == made
    for source, copy in made.made["abridged"]:
        share = len(made.texts[copy].split()) / len(made.texts[source].split())
        assert 0.25 < share < 0.4
        assert made.texts[copy].startswith(made.texts[source][:40])


def test_found_pairs_are_right_within_a_family_and_wrong_across() -> None:
    made = with_copies(TEXTS, of=2, seed=3)
    (source, reprint), (other, _) = sorted(made.made["reprint"])
    (rewrite,) = (copy for origin, copy in made.made["rewrite"] if origin == source)
    told = judge([(reprint, source), (reprint, rewrite), (source, other)], made)
    assert told["precision"] == 2 / 3
    assert (told["reprint"], told["rewrite"], told["abridged"]) == (0.5, 0.0, 0.0)


def test_copies_that_were_there_before_are_known_and_their_made_copies_too() -> None:
    texts = [*TEXTS, TEXTS[0] + " One sentence more stood in the second paper."]
    assert natural_copies(texts) == ({(0, 4)}, set())
    made = with_copies(texts, of=5, seed=3)
    (reprint,) = (copy for source, copy in made.made["reprint"] if source == 0)
    assert judge([(4, reprint), (0, 4)], made)["precision"] == 1.0
    assert judge([(0, 4)], made)["there before"] == 1.0
    assert judge([], made)["precision"] == 0.0


def test_what_shingles_do_not_settle_is_neither_right_nor_wrong() -> None:
    half = " ".join(TEXTS[0].split()[:130])
    texts = [*TEXTS, f"{half} {story('mill')[: len(half)]}"]
    assert natural_copies(texts) == (set(), {(0, 4)})
    told = judge([(0, 4), (0, 1)], with_copies(texts, of=0, seed=3))
    assert (told["precision"], told["pairs"], told["open"]) == (0.0, 2.0, 1.0)


def test_ours_stands_first_and_what_was_not_judged_is_open() -> None:
    base: dict[str, Any] = {"part": "times", "unit": "words", "load_seconds": 0.5, "largest_mib": 20}
    found = [
        {**base, "who": "theirs", "ours": False, "speed": 5.0, "accuracy": {}},
        {**base, "who": "Fogline", "ours": True, "speed": 1234.5, "accuracy": {"value F1": 0.7851}},
    ]
    assert table(found) == [
        "| times | words a second | value F1 | load, s | MiB |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| **Fogline** | 1,234 | 0.785 | 0.5 | 20 |",
        "| theirs | 5.00 | – | 0.5 | 20 |",
    ]
