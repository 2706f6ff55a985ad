"""Somebody who reads the page: what they open, see and press."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request

MAP_SECONDS = 60
"""A machine without a graphics card draws slowly."""


@dataclass
class Reader:
    """One browser window. ``faults`` are errors that the browser told of, ``asked`` all addresses it asked for."""

    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def of(
        cls,
        browser: Browser,
        *,
        width: int = 1280,
        theme: Literal["light", "dark"] = "light",
        still: bool = True,
    ) -> Iterator[Reader]:
        """A window *width* wide; *still*: the reader prefers reduced motion."""
        motion: Literal["reduce", "no-preference"] = "reduce" if still else "no-preference"
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion=motion, locale="en-GB"
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        reader = cls(context, page)
        page.on("pageerror", lambda error: reader.faults.append(str(error)))
        page.on("console", lambda told: reader._note(told.type, told.text))
        page.on("request", lambda request: reader._asked(request))
        yield reader
        context.close()
        assert not reader.faults, reader.faults

    def _note(self, kind: str, text: str) -> None:
        # A 404 or 409 that a test asks for is told by the browser, too.
        if kind == "error" and "status of 40" not in text:
            self.faults.append(text)

    def _asked(self, request: Request) -> None:
        self.asked.append(request.url)

    def open(self, address: str) -> None:
        """Go to *address* and wait until its answer stands there."""
        self.page.goto(address)
        self.page.locator("main .answer, main .notice, main .nothing").first.wait_for()

    def open_map(self, address: str) -> None:
        """Go to a map and wait until it is drawn."""
        self.page.goto(address)
        self.wait_for_map()

    def wait_for_map(self) -> None:
        """Wait until the map holds its places and has come to rest."""
        self.page.wait_for_selector(".canvas[data-ready=yes]", timeout=MAP_SECONDS * 1000)
        rests = "() => { const m = document.querySelector('.canvas').map; return m.loaded() && !m.isMoving() }"
        self.page.wait_for_function(rests, timeout=MAP_SECONDS * 1000)

    def map(self, script: str) -> Any:
        """What *script*, a function of the map, gives."""
        return self.page.evaluate(f"() => ({script})(document.querySelector('.canvas').map)")

    @property
    def query(self) -> dict[str, list[str]]:
        """What the address asks for."""
        return parse_qs(urlsplit(self.page.url).query)

    def wait_for_query(self, name: str, value: str) -> None:
        """Wait until the address says *value* for *name*."""
        self.page.wait_for_function(
            "([name, value]) => new URLSearchParams(location.search).get(name) === value", arg=[name, value]
        )

    @property
    def path(self) -> str:
        """Where the reader is."""
        return unquote(urlsplit(self.page.url).path)

    def claims(self) -> Locator:
        """The claims of the list in view."""
        return self.page.locator("article.claim")

    def count(self) -> int:
        """How many claims or events the list says there are."""
        text = self.page.locator(".count").first.inner_text()
        return int(text.split()[0].replace(",", ""))

    def wait_for_count(self, *, below: int | None = None, exactly: int | None = None) -> int:
        """Wait until the list has fewer than *below* entries, or *exactly* so many."""
        condition = f"n < {below}" if below is not None else f"n === {exactly}"
        self.page.wait_for_function(
            "() => { const n = parseInt(document.querySelector('.count').innerText.replace(/,/g, ''));"
            f" return {condition} && !document.querySelector('.answer.busy') }}"
        )
        return self.count()
