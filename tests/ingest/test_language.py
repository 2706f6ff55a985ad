"""Languages are told from the text, and short texts only where they leave no doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.ingest.language import detect_language, identifier, keep_model, settled_language

ENGLISH = "The army said on Monday that it had taken the ridge above the town after a night of heavy fighting. " * 2
UKRAINIAN = "Військові повідомили, що після нічного бою вони зайняли висоту над містом і просуваються далі. " * 4


@pytest.mark.parametrize(
    ("text", "language", "why"),
    [
        (ENGLISH, "en", "plain reporting"),
        (
            "Army takes ridge above town after night of heavy fighting, says ministry",
            "en",
            "a headline, few small words",
        ),
        (UKRAINIAN, "uk", "і, ї"),
        ("Вибух у місті, є поранені", "uk", "one line, letters that Russian has not"),
        ("Взрывы в городе, есть раненые", "ru", "one line, letters that Ukrainian has not"),
        (
            "Военные сообщили, что после ночного боя они заняли высоту над городом и продвигаются дальше.",
            "ru",
            "a sentence",
        ),
        (
            "Die Armee teilte am Montag mit, sie habe in der Nacht die Anhöhe über der Stadt eingenommen.",
            "de",
            "German",
        ),
        (
            "El ejército dijo el lunes que había tomado la colina sobre la ciudad tras una noche de combates.",
            "es",
            "Spanish",
        ),
        ("قال الجيش يوم الاثنين إنه سيطر على التلة المطلة على المدينة بعد ليلة من القتال العنيف", "ar", "Arabic"),
        ("Hit", None, "one word is no evidence"),
        ("120 -- 14:00", None, "no words"),
        ("", None, "nothing"),
    ],
)
def test_languages(text: str, language: str | None, why: str) -> None:
    assert detect_language(text) == language, why


@pytest.mark.parametrize(
    ("text", "given", "language", "noted", "why"),
    [
        (ENGLISH, "en-GB", "en", False, "the tag's first part"),
        (ENGLISH, "EN_us", "en", False, "however it is written"),
        (ENGLISH, "English (UK)", "en", False, "no tag: as if nothing were given"),
        (UKRAINIAN, "en", "uk", True, "a long text is believed before its metadata"),
        ("Hit", "fr", "fr", False, "nothing in the text speaks against it"),
        ("Взрывы в городе, есть раненые", "bg", "bg", False, "too short to contradict"),
        (ENGLISH, None, "en", False, "nothing given"),
    ],
)
def test_metadata_and_text(text: str, given: str | None, language: str, noted: bool, why: str) -> None:
    found, note = settled_language(text, given)
    assert found == language, why
    assert (note is not None) == noted


def test_a_model_that_was_kept_tells_the_same(tmp_path: Path) -> None:
    keep_model(tmp_path / "kept")
    kept, unpacked = identifier(tmp_path / "kept"), identifier(tmp_path / "none")
    for text in (ENGLISH, UKRAINIAN, "Die Armee nahm am Montag die Stadt ein.", "Vojska je zauzela brdo.", "1914", ""):
        assert kept.classify(text) == unpacked.classify(text), text
