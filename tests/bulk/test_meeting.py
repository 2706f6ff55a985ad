"""The claims of all partitions in the order of time, whose marks no process holds at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fogline.bulk import meeting
from fogline.bulk.columns import read_array, write_pieces
from fogline.bulk.layout import Layout
from fogline.matching.marks import MARK, mark_of, marks_from
from tests.matching.claims import told_of


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_marks_of_all_partitions_are_put_in_order_piece_by_piece(
    at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting, "MARKS_AT_ONCE", at_once)
    days = [[9, 2, 5], [], [3, 7], [1]]
    marks = [marks_from(mark_of(told_of(on=on)) for on in some) for some in days]
    order = meeting.in_time(marks)
    assert [[on for some in days for on in some][number] for number in order] == [1, 2, 3, 5, 7, 9]
    layout = Layout(str(tmp_path))
    write_pieces(layout, "marks.npy", MARK, len(order), meeting.in_order(marks, order))
    assert read_array(layout, "marks.npy").tobytes() == np.concatenate(marks)[order].tobytes()


def test_of_no_claims_there_is_no_order() -> None:
    assert not len(meeting.in_time([]))
    assert not list(meeting.in_order([], meeting.in_time([])))
