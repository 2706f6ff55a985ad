"""Names are found where they stand and typed by what they name; cases are rows with the reason each is there."""

from __future__ import annotations

from itertools import pairwise

import pytest

from fogline.gazetteer.features import size_of
from fogline.gazetteer.frozen import built_in
from fogline.language.name_spans import short_for
from fogline.language.names import KINDS, NameTyper


def place_size(name: str) -> int:
    return size_of(built_in().candidates(name))


def kinds(text: str) -> dict[str, str]:
    """Each name found in *text* with its kind, by its words."""
    return {name.span.of(text): name.kind for name in NameTyper.load().find(text, place_size=place_size)}


TYPED = (
    ("Jordan Smith, who lost her house, said nobody had come.", "Jordan Smith", "person", "a surname follows"),
    ("Protests spread to Jordan and Lebanon.", "Jordan", "place", "a country among countries"),
    ("Shells fell on Sumy overnight, and Sumy was dark.", "Sumy", "place", "a town by its context"),
    ("Gen. Pavlo Sumy asked for more drones.", "Pavlo Sumy", "person", "a rank and a given name before a town's name"),
    ("Fighters entered Kafr Dahlun on Friday.", "Kafr Dahlun", "place", "a village no gazetteer has"),
    ("Soldiers shelled the village of Velykoberizka.", "Velykoberizka", "place", "a common noun says what it is"),
    ("The Ministry of Defence denied the loss.", "Ministry of Defence", "organisation", "small words inside a name"),
    ("Col. Hamid al-Rashidi led the convoy.", "Hamid al-Rashidi", "person", "the article of a surname"),
    ("The 72nd Mechanized Brigade held the bridge.", "72nd Mechanized Brigade", "organisation", "a number begins it"),
    ("The Northern River Front (NRF) claimed the raid.", "NRF", "organisation", "a short form in brackets"),
    (
        "He was a minister in the Kingdom of Jordan.",
        "Kingdom of Jordan",
        "place",
        "a form of state is part of the name",
    ),
    ("He flew to the United States.", "United States", "place", "a country of two words"),
    ("They met again on Tuesday.", "Tuesday", "other", "a day is no place and nobody"),
)


@pytest.mark.parametrize(("text", "name", "kind", "why"), TYPED, ids=[row[3] for row in TYPED])
def test_a_name_has_its_kind(text: str, name: str, kind: str, why: str) -> None:
    assert kinds(text).get(name) == kind, why


NO_NAMES = (
    ("Heavy fighting went on all night. Most people had left.", "a capital that begins a sentence is no name"),
    ("nobody came, and nothing was said", "no capitals, no names"),
    ("", "an empty text"),
    ("@frontline_watch #ceasefire https://Example.org/News", "handles, tags and addresses are left alone"),
)


@pytest.mark.parametrize(("text", "why"), NO_NAMES, ids=[row[1] for row in NO_NAMES])
def test_other_words_are_no_names(text: str, why: str) -> None:
    assert kinds(text) == {}, why


def test_a_part_of_a_name_is_whom_the_whole_is() -> None:
    text = "Khalid Marwan Haddad led the talks.\nLater Khalid left, and Haddad stayed silent."
    assert {kinds(text)[name] for name in ("Khalid Marwan Haddad", "Khalid", "Haddad")} == {"person"}


def test_a_rank_is_no_part_of_the_name() -> None:
    assert "Ruslan Petrenko" in kinds("Maj. Gen. Ruslan Petrenko told reporters that the line held.")


def test_spans_are_verbatim_in_order_and_apart() -> None:
    text = "Ukraine’s army left Bakhmut 🚧 on Friday, said Col. Oleh Bondar.\nRussia denied it."
    names = NameTyper.load().find(text, place_size=place_size)
    assert [name.span.of(text) for name in names if name.kind == "place"] == ["Ukraine", "Bakhmut", "Russia"]
    assert all(a.span.end <= b.span.start for a, b in pairwise(names))
    assert all(0 < name.probability <= 1 and name.kind in KINDS for name in names)


def test_a_line_break_ends_a_name() -> None:
    assert "Kyiv Oleh Bondar" not in kinds("The minister is in Kyiv\nOleh Bondar reports")


def test_a_kind_can_be_explained() -> None:
    text = "The governor, Oleh Bondar, said the bridge was gone."
    typer = NameTyper.load()
    (name,) = (n for n in typer.find(text, place_size=place_size) if n.kind == "person")
    reasons = typer.explain(text, name, place_size=place_size)
    assert reasons and len(reasons) <= 8 and len(set(reasons)) == len(reasons)


def test_the_typer_is_loaded_once() -> None:
    assert NameTyper.load() is NameTyper.load()


@pytest.mark.parametrize(
    ("short", "words", "count"),
    [
        ("RSF", ["the", "Rapid", "Support", "Forces"], 3),
        ("MoD", ["Ministry", "of", "Defence"], 3),
        ("RSF", ["Sudanese", "Armed", "Forces"], 0),
        ("X", ["Xylophone"], 0),
    ],
)
def test_short_forms_are_made_of_first_letters(short: str, words: list[str], count: int) -> None:
    assert short_for(short, words) == count
