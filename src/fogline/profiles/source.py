"""A profile's file as the person who wrote it sees it: finds the line that a refusal speaks of."""

from __future__ import annotations

import re
from typing import NoReturn

from fogline.errors import BadProfile


class Source:
    """The text of one profile's file.

    ``tomllib`` gives no line numbers for what it has read, so a refusal looks its line up again: the table by the
    name that opens it, then the key in it.
    """

    def __init__(self, where: str, text: str) -> None:
        self.where = where
        self.lines = text.splitlines()

    def refuse(self, reason: str, *, key: str = "", value: str = "", near: str = "", header: str = "") -> NoReturn:
        """Raise :class:`BadProfile` as ``file:line: reason``.

        *near* is a quoted value (a name, an identifier) that tells the table, *header* the table's heading with its
        number from 0 (``party#1``); *key* and *value* are what is wrong in it.
        """
        line = self._line(key=key, value=value, near=near, header=header)
        raise BadProfile(f"{self.where}:{line}: {reason}")

    def _line(self, *, key: str, value: str, near: str, header: str) -> int:
        start = self._first(_quoted(near), 0) if near else self._heading(header)
        table = self._heading_above(start)
        end = next((i for i in range(start + 1, len(self.lines)) if _HEADING.match(self.lines[i])), len(self.lines))
        wanted = [_quoted(value)] if value else []
        wanted += [rf"(?:^|[{{,\s])[\"']?{re.escape(key)}[\"']?\s*="] if key else []
        for pattern in wanted:
            for low, high in ((start, end), (table, start)):
                found = next((i for i in range(low, high) if re.search(pattern, self.lines[i])), None)
                if found is not None:
                    return found + 1
        return start + 1

    def _first(self, pattern: str, default: int) -> int:
        return next((i for i, line in enumerate(self.lines) if re.search(pattern, line)), default)

    def _heading(self, header: str) -> int:
        if not header:
            return 0
        name, _, number = header.partition("#")
        heads = [i for i, line in enumerate(self.lines) if re.match(rf"\s*\[+\s*{re.escape(name)}\s*\]+", line)]
        at = int(number or 0)
        return heads[at] if at < len(heads) else self._first(rf"^\s*{re.escape(name)}\s*=", 0)

    def _heading_above(self, line: int) -> int:
        return next((i for i in range(line, -1, -1) if _HEADING.match(self.lines[i])), 0) if self.lines else 0


_HEADING = re.compile(r"\s*\[")


def _quoted(value: str) -> str:
    return rf"[\"']{re.escape(value)}[\"']"
