"""Which language a text is in."""

from __future__ import annotations

import io
import lzma
import re
import zlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import ascii_letters
from typing import Any

from fogline.letters import beyond_ascii, runs, table_of
from fogline.tables import read_table

SAMPLE_CHARACTERS = 2000
"""How much of a text is looked at: enough for any classifier, and a tenth of a millisecond."""

ENGLISH_SHARE = 0.18
"""Share of English function words above which nothing else needs to be asked. Of 2,607 articles of the trade 52 lie
under it, 21 of which are not English; the median of English ones is 0.33."""

FEWEST_WORDS = 8
"""Shorter texts are told only where the classifier is sure."""

SETTLED_WORDS = 30
"""A text of so many words is believed before its metadata: sites label whole pages, not what stands on them."""

SURE = 0.9
"""Probability from which a short text's language is taken from the classifier."""

MODEL_KEPT = Path(__file__).with_name("languages.mapped")
"""Where py3langid's model is kept as it is used, which only ``tools/compile.py`` does."""

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = table_of(ascii_letters)
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of *text*'s language, ``None`` where it is too short to tell."""
    words = _words(text[:SAMPLE_CHARACTERS].lower())
    if not words:
        return None
    share = sum(map(_english().__contains__, words)) / len(words)
    if len(words) >= FEWEST_WORDS and share >= ENGLISH_SHARE:
        return "en"
    return _by_letters(text[:SAMPLE_CHARACTERS].lower()) or _classified(text[:SAMPLE_CHARACTERS], len(words))


def settled_language(text: str, given: str | None) -> tuple[str | None, str | None]:
    """*text*'s language, from what metadata gives and from the text itself, and a note where the two disagree."""
    code = None if given is None else language_code(given)
    found = detect_language(text)
    if code is None or found is None or found == code:
        return code or found, None
    if len(_words(text[:SAMPLE_CHARACTERS])) < SETTLED_WORDS:
        return code, None
    return found, f"its metadata gives {code} as its language; the text reads as {found}"


def load_classifier() -> None:
    """Load what is asked where a text is not plainly English, which else is done for the first such text."""
    _classifier()


def _words(text: str) -> list[str]:
    """The runs of letters in *text*."""
    return _WORD.findall(text) if _WORD.search(beyond_ascii(text)) else runs(text, _LETTERS)


def language_code(given: str) -> str | None:
    """The language part of a BCP 47 tag that metadata gives ("en-GB" → ``en``), ``None`` if it is none."""
    found = _CODE.fullmatch(given.strip())
    return None if found is None else found[1].lower()


@cache
def _english() -> frozenset[str]:
    table = read_table(files(__package__), "function_words.toml")
    return frozenset(table["english"])


def _by_letters(text: str) -> str | None:
    """Ukrainian and Russian by the letters that only one of them has: surer than any classifier on a one-line post."""
    ukrainian = sum(text.count(letter) for letter in "іїєґ")
    russian = sum(text.count(letter) for letter in "ыэёъ")
    if max(ukrainian, russian) < 2 or "ў" in text or (ukrainian and russian):
        return None
    return "uk" if ukrainian else "ru"


def _classified(text: str, words: int) -> str | None:
    code, probability = _classifier().classify(text)
    return str(code) if words >= FEWEST_WORDS or probability >= SURE else None


@cache
def _classifier() -> Any:
    return identifier(MODEL_KEPT)


def identifier(kept: Path) -> Any:
    """py3langid's identifier, over its model as it was *kept* there (:func:`keep_model`), or else unpacked.

    That takes half a second and 100 MB, so it is wanted only for texts that are not plainly English.
    """
    from py3langid.langid import LanguageIdentifier

    from fogline.kept import kept_arrays

    # Elements of a view on an array of NumPy's are quicker to get at than its own, and as quick as those of Python's.
    told, model = kept_arrays(kept, _mark()) or _unpacked()
    return LanguageIdentifier(
        model["ptc"],
        model["pc"],
        told["classes"],
        model["nextmove"].data,
        model["out_feat"].tolist(),
        norm_probs=True,
        tk_row=model["nextmove_row"].data,
    )


def keep_model(out: Path) -> None:
    """Keep in *out* py3langid's model as it is used."""
    from fogline.kept import keep_arrays

    keep_arrays(out, _mark(), *_unpacked())


def _unpacked() -> tuple[dict[str, list[str]], dict[str, Any]]:
    """The model's classes, and its arrays by their names.

    The library itself unpacks its 70 MB into a temporary file, which a full disk, or one that is only read, refuses.
    """
    import numpy as np

    with lzma.open(_packed()) as packed:
        model = dict(np.load(io.BytesIO(packed.read()), allow_pickle=False))
    return {"classes": model.pop("classes").tolist()}, model


def _mark() -> str:
    """What tells the installed model from others."""
    return f"{zlib.crc32(_packed().read_bytes()):08x}"


def _packed() -> Path:
    from py3langid.langid import MODEL_DIR, MODEL_FILE

    return Path(MODEL_DIR, MODEL_FILE)
