"""Each address is a page, too: which of the two is asked for, and the built page with its files."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from starlette.datastructures import Headers, QueryParams
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

STATIC = "/static"

START = "/map"
"""Where the bare address leads."""

NOT_BUILT = """The page is not built yet in this checkout.

Build it once with:  make page
The same addresses answer with JSON:  add format=json to the query string, or send Accept: application/json
"""


def built_page() -> Path:
    """The folder that holds the built page: ``index.html`` and ``assets/``."""
    return Path(str(files("fogline.web"))) / "static"


class Assets(StaticFiles):
    """The built page's files; those whose name holds a hash of their content never change."""

    def file_response(self, *args: object, **options: object) -> Response:
        """As the library has it, with how long the file may be kept."""
        answer = super().file_response(*args, **options)  # type: ignore[arg-type]
        lasting = "/assets/" in Path(str(args[0])).as_posix()
        answer.headers["cache-control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
        return answer


class Pages:
    """Sends the page to who asks for one, whatever the address; hands everything else on."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app, self._folder = app, folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See https://asgi.readthedocs.io/en/latest/specs/www.html."""
        page = self._page(scope) if scope["type"] == "http" and wants_page(scope) else None
        await (page or self._app)(scope, receive, send)

    def _page(self, scope: Scope) -> Response:
        if scope["path"] == "/":
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{START}?{query}" if query else START)
        headers = {"cache-control": "no-cache", "vary": "Accept"}
        index = self._folder / "index.html"
        if index.is_file():
            return FileResponse(index, headers=headers)
        return PlainTextResponse(NOT_BUILT, headers=headers)


def wants_page(scope: Scope) -> bool:
    """Whether a page is asked for and not JSON: JSON is for who names it, in the header or in the query string."""
    if scope["method"] not in ("GET", "HEAD") or scope["path"].startswith((f"{STATIC}/", "/openapi.json")):
        return False
    if QueryParams(scope["query_string"]).get("format") == "json":
        return False
    accepted = [part.partition(";")[0].strip() for part in Headers(scope=scope).get("accept", "*/*").split(",")]
    return "application/json" not in accepted or "text/html" in accepted[: accepted.index("application/json")]
