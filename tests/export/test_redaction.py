"""What is to be left out is in no format, however it is written, and what was left out is said."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import jsonschema
import pypdfium2
import pytest
from pyarrow import parquet

from fogline.config import Settings
from fogline.export.base import What
from fogline.export.formats import FORMATS
from fogline.export.hiding import is_name
from fogline.export.redaction import Redaction, Words, on_grid
from fogline.ledger import Ledger
from tests.conftest import Call

OFFERS: list[tuple[str, What]] = [(form.name, what) for form in FORMATS for what in form.offers]
NAMES = ("Oksana", "Tarasiuk", "OKSANA", "TARASIUK")
PLACES = ("Lysychansk", "LYSYCHANSK", "Kramatorsk", "KRAMATORSK")  # Mykolaiv is also its region, which may be named


def exported(ledger: Ledger, name: str, what: What, redaction: Redaction) -> str:
    out = io.BytesIO()
    ledger.export(name, out, what=what, redaction=redaction)
    if name == "parquet":
        out.seek(0)
        return json.dumps(parquet.read_table(out).to_pylist(), ensure_ascii=False, default=str)
    return out.getvalue().decode("utf-8", "replace")


def briefed(ledger: Ledger, suffix: str, redaction: Redaction) -> str:
    whole, pictures = ledger.brief(redaction=redaction, least=0.0).as_file(suffix, "x")
    if suffix == ".pdf":
        document = pypdfium2.PdfDocument(whole)
        return "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    return b"\n".join([whole, *pictures.values()]).decode()


@pytest.fixture(scope="module")
def unnamed(war: Ledger) -> Redaction:
    return war.redaction(hide_names=True)


@pytest.fixture(scope="module")
def coarse(war: Ledger) -> Redaction:
    return war.redaction(coarsen_km=60)


def test_the_names_are_there_before(war: Ledger) -> None:
    whole = exported(war, "jsonl", "claims", war.redaction())
    assert all(name in whole for name in ("Oksana", "Tarasiuk", *PLACES[:1]))


@pytest.mark.parametrize(("name", "what"), OFFERS)
def test_no_format_names_private_people(war: Ledger, unnamed: Redaction, name: str, what: What) -> None:
    whole = exported(war, name, what, unnamed)
    assert not [word for word in NAMES if word in whole]
    assert "Ada Marsh" not in whole  # who reviewed it is nobody's business either
    assert "cellar.txt" not in whole


@pytest.mark.parametrize(("name", "what"), OFFERS)
def test_no_format_names_or_points_at_small_places(war: Ledger, coarse: Redaction, name: str, what: What) -> None:
    whole = exported(war, name, what, coarse)
    assert not [word for word in PLACES if word in whole]
    assert not [digits for digits in ("48.912", "38.420", "48.731", "37.567", "31.99") if digits in whole]


@pytest.mark.parametrize("suffix", [".html", ".md", ".pdf"])
def test_no_brief_names_them(war: Ledger, suffix: str) -> None:
    both = war.redaction(hide_names=True, coarsen_km=60)
    whole = briefed(war, suffix, both)
    assert not [word for word in (*NAMES, *PLACES) if word in whole]
    assert "person 1" in whole
    assert "rounded to a grid of 60 km" in " ".join(whole.split())


def test_officials_keep_their_names_and_one_person_one_number(war: Ledger, unnamed: Redaction) -> None:
    whole = exported(war, "jsonl", "claims", unnamed)
    assert all(name in whole for name in ("Serhiy Haidai", "Sergei Shoigu", "Volodymyr Zelensky"))
    records = [json.loads(line) for line in whole.splitlines()]
    told = {record["speaker"]["name"] for record in records if "Mykolaiv" in str(record["place"]) and record["speaker"]}
    assert told == {"person 1"}


def test_redacted_records_keep_the_schema_and_say_what_was_left_out(war: Ledger) -> None:
    both = war.redaction(hide_names=True, coarsen_km=60)
    schema = json.loads((files("fogline.export") / "claim.schema.json").read_text(encoding="utf-8"))
    valid = jsonschema.Draft202012Validator(schema)
    for line in exported(war, "jsonl", "claims", both).splitlines():
        record = json.loads(line)
        valid.validate(record)
        assert record["redaction"] == list(both.notes)
        if record["place"]:
            assert record["evidence"]["start"] is None
            assert record["place"]["geonameid"] is None
            assert record["place"]["radius_km"] >= 60 / 2**0.5
            assert record["place"]["geo_precision"] >= 2


@pytest.mark.parametrize(
    ("latitude", "longitude", "km"),
    [(48.9, 38.4, 10), (-33.9, 18.4, 25), (0.0, 0.0, 5), (89.99, 179.99, 50), (-89.99, -179.99, 1)],
)
def test_a_point_moves_at_most_half_a_cell(latitude: float, longitude: float, km: float) -> None:
    north, east = on_grid(latitude, longitude, km)
    assert abs(north - latitude) * 111.32 <= km / 2 + 0.01
    assert -90 <= north <= 90
    assert -180 <= east <= 180


def test_neighbours_become_one_point() -> None:
    assert on_grid(48.901, 38.401, 10) == on_grid(48.902, 38.402, 10)


def test_only_whole_words_are_hidden() -> None:
    redaction = Redaction(hides_names=True, words={"d": Words({"Ann": "person 1", "Ann Lee": "person 1"})})
    assert redaction.text("Ann Lee’s mother ANN met Anna; Ann-Marie's", "d").startswith(
        "person 1’s mother person 1 met Anna"
    )
    assert redaction.text("Ann", "another") == "Ann"


def test_the_verb_says_what_was_left_out(fogline: Call, war_file: Path, tmp_path: Path) -> None:
    to = tmp_path / "war.geojson"
    done = fogline("export", war_file, "--format", "geojson", "--coarsen", "25", "--hide-names", "-o", to)
    assert done.code == 0
    assert "grid of 25 km" in done.err
    assert "names of private people are hidden (1 person)" in done.err
    assert json.loads(to.read_text(encoding="utf-8"))["fogline"]["redaction"]


PEOPLE = {
    "street": (
        "Shelling of Kramatorsk\n\n"
        "KYIV, July 5, 2022 (Gulf Post) - Russian forces shelled Kramatorsk on Monday, Olena Hryhorivna said. Three "
        "people were wounded in Kramatorsk, Mykhailo Stadnyk said on Monday. #StandWithKramatorsk, she wrote."
    ),
}


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("street")
    (folder / "street.txt").write_text(PEOPLE["street"], encoding="utf-8")
    with Ledger.open(folder / "street.fog") as ledger:
        ledger.add([folder / "street.txt"], settings=Settings(profile="ukraine"))
        yield ledger


@pytest.mark.parametrize(("name", "what"), OFFERS)
def test_people_of_whom_nothing_is_told_are_hidden_too(street: Ledger, name: str, what: What) -> None:
    assert "Hryhorivna" in exported(street, "jsonl", "claims", street.redaction())
    whole = exported(street, name, what, street.redaction(hide_names=True))
    assert not [word for word in ("Olena", "Hryhorivna", "Mykhailo", "Stadnyk") if word in whole]


@pytest.mark.parametrize(
    ("name", "private"),
    [("#StandWithKramatorsk", False), ("@olena_kram", True), ("Olena Hryhorivna", True), ("Ministry of Health", False)],
)
def test_a_hashtag_is_no_person_and_a_handle_is(name: str, private: bool) -> None:
    assert is_name(name) == private


@pytest.mark.parametrize("form", ["csv", "acled-csv", "ucdp-csv", "hxl"])
def test_where_the_file_cannot_say_what_was_left_out_standard_error_says_that_too(
    fogline: Call, war_file: Path, tmp_path: Path, form: str
) -> None:
    done = fogline("export", war_file, "--format", form, "--hide-names", "-o", tmp_path / "out.csv")
    assert "names of private people are hidden" in done.err
    assert f"{form} has no place to say so: keep these lines with the file" in done.err
    assert "keep these" not in fogline("export", war_file, "--format", form, "-o", tmp_path / "out.csv").err
