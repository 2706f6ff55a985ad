"""Annotation files are read as they are meant, and refused with the file and the reason where they cannot be used."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fogline.errors import BadGold
from fogline.evaluate.gold import GoldSpeaker, GoldTime, load_gold, parse_gold, read_gold

TEXT = "Rebels took the mill. Rebels took the mill again, the mayor said on Friday.\n"
CLAIM = {"evidence": "Rebels took the mill", "event_types": ["capture"]}


def write(folder: Path, name: str = "mill.txt", **keys: Any) -> Path:
    (folder / name).write_text(TEXT, encoding="utf-8")
    path = folder / f"{name}.gold.json"
    whole = {"document": name, "text": name, "claims": [CLAIM], **keys}
    path.write_text(json.dumps({k: v for k, v in whole.items() if v is not ...}), encoding="utf-8")
    return path


def test_a_whole_annotation(tmp_path: Path) -> None:
    claim = {
        **CLAIM,
        "nth": 1,
        "speaker": ["mayor", "narrator"],
        "speaker_party": None,
        "place": [{"name": "Mill", "lat": 1, "lon": 2}, {"name": "Town", "lat": 3, "lon": 4, "tol_km": 150}],
        "time": {"start": "2023-05-12", "end": "2023-05-13", "slack_days": 2, "open": "end"},
        "quantities": [{"measure": ["killed", "casualties"], "low": 13}],
        "modality": ["occurred", "ongoing"],
        "optional": True,
    }
    document = read_gold(write(tmp_path, published="2023-05-13", claims=[claim], ignore=["on Friday"]))
    found = document.claims[0]
    assert (document.name, document.published, document.ignored) == ("mill.txt", date(2023, 5, 13), ((65, 74),))
    assert (found.start, found.end) == (22, 42), "nth 1 is the second occurrence"
    assert found.speaker == GoldSpeaker(("mayor", "narrator"), narrator=True)
    assert found.speaker_parties == (None,), "null is a value"
    assert found.agent_parties is None, "a key left out is silence"
    assert [place.tolerance_km for place in found.places or ()] == [15, 150]
    assert found.times == (GoldTime(date(2023, 5, 12), date(2023, 5, 13), 2, "end"),)
    assert found.modalities == ("occurred", "ongoing")
    assert found.optional


def test_null_is_nothing_there(tmp_path: Path) -> None:
    document = read_gold(write(tmp_path, claims=[{**CLAIM, "place": None, "time": None, "speaker": "narrator"}]))
    assert (document.claims[0].places, document.claims[0].times) == ((), ())
    assert document.claims[0].speaker == GoldSpeaker((), narrator=True)


def test_a_text_at_hand_goes_before_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, text=...)
    assert read_gold(path, texts={"mill.txt": "Then " + TEXT}).claims[0].start == 5


def test_line_ends_are_kept_as_they_count_in_offsets(tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "mill.txt").write_bytes(b"Head\r\n\r\nRebels took the mill\r\n")
    assert read_gold(path).claims[0].start == 8


def test_a_folder_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        write(tmp_path, name)
    assert [document.name for document in load_gold(tmp_path)] == ["a.txt", "b.txt"]
    assert [document.name for document in load_gold(tmp_path, only="b.")] == ["b.txt"]


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadGold, match=r"no \.gold\.json files"):
        load_gold(tmp_path)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"document": ...}, '"document" must name'),
        ({"claims": ...}, '"claims" must be a list'),
        ({"claims": ["Rebels took the mill"]}, "claim 0: must be a JSON object"),
        ({"text": ...}, "read it into the ledger"),
        ({"text": "nowhere.txt"}, "cannot read the text"),
        ({"published": "13 May"}, '"published" must be a day'),
        ({"published_slack_days": "two"}, "must be a number"),
        ({"ignore": ["a bridge"]}, "not in the text: 'a bridge'"),
        ({"claims": [{"event_types": ["capture"]}]}, "evidence must be words of the text"),
        ({"claims": [{**CLAIM, "evidence": "Rebels left"}]}, "claim 0: not in the text"),
        ({"claims": [{**CLAIM, "nth": 2}]}, "not in the text 3 times"),
        ({"claims": [{**CLAIM, "event_types": []}]}, '"event_types" must name at least one'),
        ({"claims": [CLAIM, {**CLAIM, "event_types": ["siegge"]}]}, "claim 1: .* no 'siegge'"),
        ({"claims": [{**CLAIM, "agent": [""]}]}, '"agent" must hold words'),
        ({"claims": [{**CLAIM, "modality": "happened"}]}, "cannot be 'happened'; it is one of occurred"),
        ({"claims": [{**CLAIM, "polarity": ["denied", "no"]}]}, "\"polarity\" cannot be 'no'"),
        ({"claims": [{**CLAIM, "place": {"name": "Mill", "lat": 1}}]}, 'place: "lon" must be a number'),
        ({"claims": [{**CLAIM, "place": "Mill"}]}, "place: must be a JSON object"),
        ({"claims": [{**CLAIM, "time": {"start": "2023-05-12"}}]}, 'time: "end" must be a day'),
        ({"claims": [{**CLAIM, "time": {"start": "2023-05-12", "end": "2023-05-11"}}]}, "before it starts"),
        ({"claims": [{**CLAIM, "quantities": [{"best": 3}]}]}, '"measure" must name'),
        ({"claims": [{**CLAIM, "quantities": [{"measure": "dead", "best": 3}]}]}, "no 'dead'"),
        ({"claims": [{**CLAIM, "quantities": [{"measure": "killed", "best": "3"}]}]}, "must be a number, not '3'"),
    ],
)
def test_what_cannot_be_used_is_refused_with_file_and_reason(tmp_path: Path, keys: Any, reason: str) -> None:
    with pytest.raises(BadGold, match=r"mill\.txt\.gold\.json.*" + reason):
        read_gold(write(tmp_path, **keys))


def test_the_example_of_the_documentation_can_be_used() -> None:
    page = (Path(__file__).parents[2] / "docs" / "annotating.md").read_text(encoding="utf-8")
    example = json.loads(page.split("```json")[1].split("```")[0])
    text = f"{example['claims'][0]['evidence']}. {example['ignore'][0]}"
    assert parse_gold(example, where="annotating.md", text=text).claims[0].event_types == ("casualties",)


@pytest.mark.parametrize(("content", "reason"), [("{", "cannot be read as JSON"), ("[]", "must hold one JSON object")])
def test_broken_json(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "x.gold.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadGold, match=reason):
        read_gold(path)
