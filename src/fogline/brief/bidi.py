"""Names written from right to left in sentences that run from left to right: set apart, so that none moves the other.

Without it, the number or full stop behind an Arabic name is drawn before it (Unicode Standard Annex 9, 2.4 and 6.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

_LETTER = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RUN = re.compile(rf"{_LETTER}+(?:[\s\d\u200c\u200d'’.:%()-]+{_LETTER}+)*")
"""Letters with what stands between them: not commas, so that each name of a list stays where it is."""


def wrapped(text: str, wrap: Callable[[str], str]) -> str:
    """*text* with every stretch of letters that run from right to left given to *wrap*."""
    return _RUN.sub(lambda found: wrap(found.group()), text)


def isolated(value: Any) -> Any:
    """*value* (text, or lists and mappings of it) with isolates of Unicode around such stretches; addresses stay."""
    if isinstance(value, str):
        return wrapped(value, lambda run: f"{FIRST_STRONG_ISOLATE}{run}{POP_ISOLATE}")
    if isinstance(value, Mapping):
        return {key: part if key == "url" else isolated(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [isolated(part) for part in value]
    return value
