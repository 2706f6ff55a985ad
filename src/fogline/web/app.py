"""The server's application: addresses, guards and the page's files, put together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response

from fogline.errors import FoglineError, LedgerError, StaleReview, UsageError
from fogline.version import __version__
from fogline.web.answer import Json, NotFound, NotModified
from fogline.web.description import describe
from fogline.web.desk import Desk
from fogline.web.guard import Doors, Guard
from fogline.web.pages import STATIC, Assets, Pages, built_page
from fogline.web.routes import claims, events, meta, places, review, sources

COMPRESSED_FROM = 1_000
"""Bytes from which an answer is compressed."""

COMPRESSED_LEVEL = 5
"""How hard: more takes longer than it saves."""


def make_app(desk: Desk, doors: Doors = Doors(), *, page: Path | None = None) -> FastAPI:  # noqa: B008 - frozen
    """The application that answers from *desk*, to whom *doors* let in, with the built page in folder *page*."""
    folder = page or built_page()
    app = FastAPI(
        title="Fogline",
        version=__version__,
        description="A ledger of claims: who says what happened, where, when, on which words.",
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(Guard, doors=doors),
            Middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM, compresslevel=COMPRESSED_LEVEL),
            Middleware(Pages, folder=folder),
        ],
    )
    app.state.desk = desk
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    for room in (meta, claims, events, places, sources, review):
        app.include_router(room.router)
    if folder.is_dir():
        app.mount(STATIC, Assets(directory=folder))
    for kind, handler in (
        (NotModified, _not_modified),
        (NotFound, _not_found),
        (RequestValidationError, _not_understood),
        (HTTPException, _refused),
        (StaleReview, _stale),
        (FoglineError, _failed),
    ):
        app.add_exception_handler(kind, handler)
    return app


async def _not_modified(_: Request, error: Exception) -> Response:
    return Response(status_code=304, headers={"ETag": str(error), "Vary": "Accept", "Cache-Control": "no-cache"})


async def _not_found(_: Request, error: Exception) -> Response:
    return Json({"error": str(error)}, status_code=404)


async def _refused(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    why = {404: "there is no such address", 405: "that cannot be done at this address"}.get(status, str(error))
    return Json({"error": why}, status_code=status)


async def _not_understood(_: Request, error: Exception) -> Response:
    """The first thing wrong with what was asked, in one line."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:]) or "the request"
    return Json({"error": f"{where}: {first['msg']}"}, status_code=422)


async def _stale(_: Request, error: Exception) -> Response:
    """Who decided in the meantime, and when."""
    assert isinstance(error, StaleReview)
    unseen = {name: getattr(error, name) or None for name in ("review_id", "author", "at", "decision")}
    return Json({"error": str(error), "review": unseen}, status_code=409)


async def _failed(_: Request, error: Exception) -> Response:
    status = 422 if isinstance(error, UsageError) else 503 if isinstance(error, LedgerError) else 500
    return Json({"error": str(error)}, status_code=status)
