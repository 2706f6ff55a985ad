"""How a question reaches the ledger, and how what it finds is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from fogline.views.index import Index
from fogline.web.desk import Desk


class NotModified(Exception):
    """The asker has this answer already."""


class NotFound(Exception):
    """What is asked for is not in the ledger; the message says so in one line."""


class Json(Response):
    """An answer in JSON."""

    media_type = "application/json"

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        """Kept by browsers, but asked for again each time; the page at the same address is another answer."""
        super().init_headers({"Cache-Control": "no-cache", "Vary": "Accept"} | dict(headers or {}))

    def render(self, content: Any) -> bytes:
        """Compact, in UTF-8; what cannot be text (half a surrogate pair in a text as read) is escaped."""
        try:
            return _plain(content).encode("utf-8")
        except UnicodeEncodeError:
            return json.dumps(content, separators=(",", ":"), allow_nan=False).encode("ascii")


_plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def desk_of(request: Request) -> Desk:
    """The desk that this server answers from."""
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(desk_of)]


class View:
    """The ledger as it stands while one question is answered.

    Raises:
        NotModified: nothing has changed since the asker's last answer.
    """

    def __init__(self, request: Request, desk: DeskOf) -> None:
        self.desk = desk
        self.index: Index = desk.index()
        self.etag = f'W/"{desk.edition(self.index)}"'
        if self.etag in request.headers.get("if-none-match", "").split(", "):
            raise NotModified(self.etag)

    def json(self, value: Any, *, status: int = 200) -> Json:
        """*value* as the answer."""
        return Json(value, status_code=status, headers={"ETag": self.etag})


ViewOf = Annotated[View, Depends(View)]
