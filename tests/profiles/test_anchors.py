"""A profile's dated beginnings load, and those that break the form are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline.errors import BadProfile
from fogline.model.profile import Anchor
from fogline.profiles.loader import load_profile

HEAD = 'title = "A war"\n'


def load(tmp_path: Path, text: str) -> tuple[Anchor, ...]:
    path = tmp_path / "war.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return load_profile(str(path)).anchors


def test_anchors_load(tmp_path: Path) -> None:
    text = '[[anchor]]\nnames = ["the war", "the uprising"]\nday = 2018-01-20\n'
    assert load(tmp_path, text) == (Anchor(("the war", "the uprising"), date(2018, 1, 20)),)


def test_a_profile_needs_none(tmp_path: Path) -> None:
    assert load(tmp_path, "") == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[[anchor]]\nnames = ["the war"]\n', "4: a anchor needs 'day'"),
        ('[[anchor]]\nnames = ["the war"]\nday = "2018-01-20"\n', "4: 'day' must be a date"),
        ('[[anchor]]\nnames = ["the war"]\nday = 2018-01-20T10:00:00\n', "4: 'day' must be a date"),
        ('[[anchor]]\nnames = "the war"\nday = 2018-01-20\n', "3: 'names' must be a list of strings"),
        (
            '[[anchor]]\nnames = ["the war"]\nday = 2018-01-20\n[[anchor]]\nnames = ["The War"]\nday = 2019-01-20\n',
            "6: anchor 'The War' has two days",
        ),
    ],
)
def test_what_breaks_the_form_is_refused_by_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(BadProfile) as refused:
        load(tmp_path, text)
    assert reason.partition(": ")[2] in str(refused.value)
