"""Bytes become the text they are, and what was done to them is said."""

from __future__ import annotations

import pytest

from fogline.ingest.encoding import NotText, decode

QUOTED = "The mayor’s office said “no one was hurt” in the café – yet."
RUSSIAN = "Губернатор области сообщил о ночном обстреле посёлка, погибли трое."
UKRAINIAN = "Голова області повідомив про нічний обстріл селища, є загиблі."


@pytest.mark.parametrize(
    ("text", "encoding", "noted", "why"),
    [
        ("Plain words.", "ascii", False, "nothing to tell"),
        (QUOTED, "utf-8", False, "the usual case"),
        (QUOTED, "utf-8-sig", False, "a mark is no part of the text"),
        (QUOTED, "utf-16", False, "the mark says so"),
        (QUOTED, "utf-32", False, "its mark begins like that of UTF-16"),
        (QUOTED, "utf-16-le", True, "every other byte is null, no mark"),
        (QUOTED, "utf-16-be", True, "the same the other way round"),
        (QUOTED, "cp1252", True, "old Western pages"),
        (RUSSIAN, "cp1251", True, "old Russian pages"),
        (RUSSIAN, "koi8-r", True, "older ones"),
        (UKRAINIAN, "cp1251", True, "old Ukrainian pages"),
        ("Żołnierze odparli atak pod wsią, są ranni; część mieszkańców uciekła.", "cp1250", True, "not cp1252"),
        ("قصف على المدينة اليوم وسقوط قتلى", "cp1256", True, "old Arabic pages"),
        ("one\r\ntwo\rthree\n\x0cfour\tfive", "utf-8", False, "line ends and page breaks stay as they are"),
        ("JOÃO, the poet of São Tomé", "utf-8", False, "an odd letter alone is no mis-decoding"),
        ("The “Žižek” hall, said René – “près”.", "utf-8", False, "accents beside marks"),
        ("naïve façade “señor” Škoda — ok", "utf-8", False, "many accents are no mis-decoding"),
    ],
)
def test_text_is_what_was_written(text: str, encoding: str, noted: bool, why: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text, why
    assert decoded.is_source, why
    assert bool(decoded.notes) == noted, decoded.notes


@pytest.mark.parametrize(
    ("data", "text", "why"),
    [
        (QUOTED.encode().decode("latin-1").encode(), QUOTED, "UTF-8 once taken for Windows-1252"),
        ("The café is shut".encode().decode("cp1252").encode(), "The café is shut", "one letter of two signs"),
        ("Visite à Paris".encode().decode("latin-1").encode(), "Visite à Paris", "half of a letter, and a blank"),
        ("Wait… and see".encode().decode("latin-1").encode(), "Wait… and see", "controls that no text has"),
        (QUOTED[:-4].encode() + b"\xff\xfe.", QUOTED[:-4] + "��.", "broken bytes in good UTF-8"),
        ("A “cut” quotation — ends in “mid".encode() + b"\xe2\x80", "A “cut” quotation — ends in “mid�", "cut short"),
    ],
)
def test_repairs_are_noted_and_the_text_is_no_longer_the_source(data: bytes, text: str, why: str) -> None:
    decoded = decode(data)
    assert decoded.text == text, why
    assert not decoded.is_source
    assert decoded.notes


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, "a picture"),
        (b"%PDF-1.7\n" + bytes(range(128, 256)) * 10 + bytes(range(32)) * 4, "a document that is not plain text"),
        (bytes(5000), "nulls"),
        (b"PK\x03\x04" + b"\x00\x01\x02" * 100, "an archive"),
        (b"words and words and \x01\x02\x03\x04 more " * 10, "control characters in good ASCII"),
        (b"\xff\xfe\x00\xd8a", "half of a pair in UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(NotText):
        decode(data)


def test_quotes_are_not_straightened_nor_letters_composed() -> None:
    text = "“Кий\u0306” ﬁre… ½ cafe\u0301 fullwidth：ok"
    assert decode(text.encode()).text == text
