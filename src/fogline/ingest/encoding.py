"""Bytes to text: which encoding a file is in, and repair of what was plainly decoded wrongly before it came here."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from fogline.letters import beyond_ascii

REPLACEMENT = "\ufffd"

BINARY_SHARE = 0.005
"""Share of control characters (tab, line ends and form feed apart) above which a file is no text. Prose has none."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_GUESSES = [
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp866"),
    *("koi8_r", "koi8_u", "iso8859_5", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
"""Encodings in which press text of the last decades is found; a guess among all of Python's is wrong more often."""

_LATIN = frozenset({"cp1250", "cp1252", "cp1254"})
_WESTERN = re.compile(
    "[\\x00-\\x7f\u00a0-\u00bf\u2010-\u203a€™…Œœ\u00c0-\u00cf\u00d1-\u00dc\u00df-\u00ef\u00f1-\u00fc]*"
)
_NOT_WESTERN = re.compile("[¯³¹º¼¾¿]")
"""In Western text rare enough next to a letter that they point to a Central European code page."""

_ODD = re.compile("[^\\x00-\\x7f\u00a0\u2010-\u2019\u201c\u201d\u2022\u2026]")
"""Neither ASCII nor the usual typographic marks. Every mis-decoded character begins with such a one (a lead byte of
UTF-8 is a letter or a rare sign in any one-byte encoding), and ftfy's detector takes half a second a megabyte."""
_SUSPECT = re.compile(f"{_ODD.pattern}[^\\x00-\\x7f]|[^\\x00-\\x7f]{_ODD.pattern}|[\x80-\x9fŒœÂÃ]")
"""Such a character beside another that is not ASCII, or one of the few that ftfy's detector minds beside ASCII, too:
without these it finds nothing (``ftfy.badness.BADNESS_RE``), and need not be loaded for a text's "é"."""

_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F])
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class NotText(ValueError):
    """The bytes are no text, or in no encoding that can be told; the message is the reason, one clause."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as decoded, whether it still is what the bytes say, and what was done (empty for plain UTF-8)."""

    text: str
    is_source: bool = True
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of *data*, repaired; line ends stay as they are, a byte order mark is dropped.

    Raises:
        NotText: binary data, or an encoding that cannot be told.
    """
    return repaired(decode_as_is(data))


def decode_as_is(data: bytes) -> Decoded:
    """The same without repair, for what is parsed before it is text.

    Raises:
        NotText: binary data, or an encoding that cannot be told.
    """
    decoded = _decode(data)
    if _share_of_controls(decoded.text) > BINARY_SHARE:
        raise NotText("is binary, not text")
    return decoded


def repaired(decoded: Decoded) -> Decoded:
    """*decoded* with plain mis-decoding undone (``â€œ`` for a quotation mark) and what no ledger can keep replaced.

    ``ftfy.fix_encoding`` alone is used, and only where its own detector is sure (``ftfy.badness``): its other repairs
    un-curl quotes and normalise, which nobody asked for.
    """
    text, notes = decoded.text, list(decoded.notes)
    text = text if text.isascii() else _unscrambled(text)
    if text != decoded.text:
        notes.append("the text had been decoded wrongly before; repaired")
    kept = _UNSTORABLE.sub(REPLACEMENT, text) if _UNSTORABLE.search(beyond_ascii(text)) or "\0" in text else text
    if kept != text:
        notes.append("characters that are none were replaced by U+FFFD")
    return Decoded(kept, decoded.is_source and kept == decoded.text, tuple(notes))


def _unscrambled(text: str) -> str:
    if not _ODD.search(beyond_ascii(text)):
        return text
    odd = "\n".join(line for line in text.split("\n") if _ODD.search(line))
    if not _SUSPECT.search(odd):
        return text
    import ftfy  # 50 ms that most texts do not need
    import ftfy.badness

    return str(ftfy.fix_encoding(text)) if ftfy.badness.is_bad(odd) else text


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if b"\0" in data[:4096]:
        return _without_mark(data)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _guessed(data)


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _damaged_utf8(data) or _guessed(data)
        raise NotText(f"begins like {encoding.upper()} but is not") from error


def _without_mark(data: bytes) -> Decoded:
    """UTF-16 that forgot its mark: every other byte of Latin text is null; other nulls make a file binary."""
    sample = data[:4096]
    for encoding, nulls, others in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if sample[nulls::2].count(0) > 0.4 * len(sample) / 2 and not sample[others::2].count(0):
            try:
                return Decoded(data.decode(encoding), notes=(f"no mark of its encoding; read as {encoding.upper()}",))
            except UnicodeDecodeError:
                break
    raise NotText("is binary, not text")


def _damaged_utf8(data: bytes) -> Decoded | None:
    """*data* as UTF-8 with its broken places replaced, if more of what is beyond ASCII is well-formed than broken: in a
    one-byte encoding well-formed sequences come about by accident only."""
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    sound = sum(character > "\x7f" for character in text) - broken
    if sound < broken:
        return None
    return Decoded(text, is_source=False, notes=(f"broken UTF-8 was replaced by U+FFFD ({broken} times)",))


def _guessed(data: bytes) -> Decoded:
    encoding = _guessed_encoding(data)
    return Decoded(data.decode(encoding), notes=(f"not in UTF-8; read as {encoding}",))


def _guessed_encoding(data: bytes) -> str:
    import charset_normalizer

    if _share_of_controls(data.decode("latin-1")) > BINARY_SHARE:
        raise NotText("is binary, not text")
    guesses = [match.encoding for match in charset_normalizer.from_bytes(data, cp_isolation=_GUESSES)]
    if not guesses:
        raise NotText("its encoding cannot be told; save it as UTF-8")
    encoding = guesses[0]
    if encoding in _LATIN:
        others = [guess for guess in guesses if guess != "cp1252"]
        encoding = "cp1252" if _reads_western(data) or not others else others[0]
    return encoding


def _reads_western(data: bytes) -> bool:
    """Whether as Windows-1252 the text has only letters and marks of Western languages: the Latin code pages share
    most of their bytes, and the guess between them is a toss-up on a few lines of text."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return _WESTERN.fullmatch(text) is not None and _NOT_WESTERN.search(text) is None


def encoding_of(sample: bytes) -> str:
    """The encoding of a file that begins with *sample*, as Python calls it; a byte order mark is its own affair.

    Raises:
        NotText: binary data, or an encoding that cannot be told.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding[:6]
    if b"\0" in sample:
        raise NotText("is binary, not text")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        if _damaged_utf8(sample) is None:
            return _guessed_encoding(sample)
    return "utf-8"


def _share_of_controls(text: str) -> float:
    data = text.encode("utf-8", "surrogatepass")  # where all that is not ASCII is of other bytes
    return (len(data) - len(data.translate(None, _CONTROLS))) / max(1, len(text))
