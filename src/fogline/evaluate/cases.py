"""Cases: texts of a sentence or two, each with its claims and the reason why it is there.

A file of cases is JSON lines. Each row is an article as ``fogline build`` reads it (``name``, ``text``, ``published``)
with two more keys: ``claims``, in the form of an annotation, and ``why``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fogline.errors import BadGold
from fogline.evaluate.gold import GoldDocument, parse_gold


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated text and what it tests."""

    gold: GoldDocument
    why: str


def read_cases(path: Path) -> Iterator[Case]:
    """The cases in *path*, in its order.

    Raises:
        BadGold: the file cannot be read, or a row breaks the form; says which and why.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BadGold(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _case(f"{path}:{number}", line)


def _case(where: str, line: str) -> Case:
    try:
        row = json.loads(line)
        document, why = {**row, "document": row["name"]}, row["why"]
        text = row["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadGold(f"{where}: a case is a JSON object with name, text, claims and why ({error!r})") from error
    return Case(parse_gold(document, where=where, text=text), why)
