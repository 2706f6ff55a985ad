"""What is remembered is asked once, and no more is kept than wanted."""

from __future__ import annotations

from fogline.model.remembered import Remembered


def test_an_answer_is_worked_out_once() -> None:
    asked: list[str] = []

    def answer(word: str) -> int | None:
        asked.append(word)
        return len(word) or None

    lengths = Remembered(answer)
    assert [lengths["day"], lengths["day"], lengths[""], lengths[""]] == [3, 3, None, None]
    assert asked == ["day", ""]


def test_no_more_is_kept_than_wanted() -> None:
    doubled: Remembered[int, int] = Remembered(lambda number: 2 * number, at_most=3)
    assert [doubled[number] for number in range(10)] == [2 * number for number in range(10)]
    assert len(doubled) <= 3
