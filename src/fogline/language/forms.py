"""What the network reads of a word: numbers of its normal form, its first letter, its last three, its shape; its class.

The numbers are those that spaCy has for the same strings, since the weights were trained with them: Austin Appleby's
MurmurHash2 for 64 bits (https://github.com/aappleby/smhasher), but for the names that spaCy numbers itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from fogline.language.word_classes import WordClasses

Row = tuple[int, int, int, int, int, int]
"""Normal form, prefix, suffix, shape, class, broad class (``pipeline.ATTRIBUTES``), each of 64 bits."""

_M, _MASK, _SEED = 0xC6A4A7935BD1E995, (1 << 64) - 1, 1
_LONG = 100
"""Letters from which on a word has no shape but that."""
_ALIKE = 4
"""Letters of one kind in a row that a shape tells at most."""


class Forms:
    """Rows of words."""

    def __init__(self, norms: Mapping[str, str], symbols: Mapping[str, int], classes: WordClasses) -> None:
        self._norms, self._classes = norms, classes
        self._numbers = dict(symbols)
        self._short: dict[str, int] = {}

    def row(self, word: str, norm: str | None) -> Row:
        """What the network reads of *word*; *norm* is its normal form where it has one of its own here."""
        if norm is None:
            norm = self._norms.get(word) or word.lower()
        of = self._short_number
        classes = self._classes
        return self._number(norm), of(word[0]), of(word[-3:]), of(shape(word)), classes.of(word), classes.broad(word)

    def forget(self) -> None:
        """Forget the strings that came before, and their numbers."""
        self._short.clear()

    def _number(self, text: str) -> int:
        known = self._numbers.get(text)
        return hash_of(text) if known is None else known

    def _short_number(self, text: str) -> int:
        """As above, of strings of which there are few: they are kept."""
        known = self._short.get(text)
        if known is None:
            known = self._short[text] = self._number(text)
        return known


def shape(word: str) -> str:
    """Its letters as ``X`` and ``x``, figures as ``d``, all else as it is; of more than four alike in a row, four."""
    if len(word) >= _LONG:
        return "LONG"
    out: list[str] = []
    last, alike = "", 0
    for letter in word:
        kind = ("X" if letter.isupper() else "x") if letter.isalpha() else "d" if letter.isdigit() else letter
        alike = alike + 1 if kind == last else 1
        last = kind
        if alike <= _ALIKE:
            out.append(kind)
    return "".join(out)


def hash_of(text: str) -> int:
    """The number of *text*, not empty, as MurmurHash2 makes it of its UTF-8."""
    data = text.encode()
    size = len(data)
    whole = size & ~7
    number = _SEED ^ (size * _M & _MASK)
    for at in range(0, whole, 8):
        part = int.from_bytes(data[at : at + 8], "little") * _M & _MASK
        number = (number ^ ((part ^ part >> 47) * _M & _MASK)) * _M & _MASK
    if size > whole:
        number = (number ^ int.from_bytes(data[whole:], "little")) * _M & _MASK
    number = (number ^ number >> 47) * _M & _MASK
    return number ^ number >> 47
