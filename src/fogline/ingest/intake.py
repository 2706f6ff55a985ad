"""What is taken in, and how: files, folders and addresses, the pages they link to, and the user's word on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from fogline.errors import UnreadableInput
from fogline.ingest.addresses import is_address, plain
from fogline.ingest.base import Elsewhere, Hints, Piece
from fogline.ingest.detect import kind_of
from fogline.ingest.feeds import entries, listed
from fogline.ingest.fetch import Fetcher, Manners, NotFetched
from fogline.ingest.fetched import Fetched
from fogline.ingest.raw import Raw
from fogline.ingest.walk import split_inputs

Input = Path | str
"""A file or folder, or the address of a page or feed."""

ARTICLES = frozenset({"html", "text", "markdown", "pdf", "docx", "epub"})
"""Kinds that are one article, so that a page of such a kind can be read as it comes from the network."""


_MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
}


@dataclass(frozen=True, slots=True)
class Intake:
    """How inputs are taken in.

    ``kind`` is the format of all of them (one of ``readers.KINDS``), ``None`` to tell it from each. ``columns`` says
    which column or key holds which field. ``keep_bytes`` says whether the bytes as received are kept in the ledger.
    ``fetch`` says whether the pages that feeds and lists link to are fetched, and ``manners`` how;
    ``visiting`` is told of each address before it is asked.
    """

    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    keep_bytes: bool = True
    fetch: bool = True
    manners: Manners = Manners()  # noqa: RUF009 - frozen
    visiting: Callable[[str], None] = lambda url: None


class Visits:
    """The pages of one run: each address is asked once, however often it is linked to."""

    def __init__(self, intake: Intake, *, fetcher: Fetcher | None = None) -> None:
        self._intake = intake
        self._fetcher = fetcher or Fetcher(intake.manners)
        self._asked: set[str] = set()

    def close(self) -> None:
        """Let go of the connections."""
        self._fetcher.close()

    def visit(self, link: Elsewhere, *, alone: bool = False) -> Iterator[Piece]:
        """What is at the other end of *link*: an article's bytes, the entries of a feed, or why there is nothing."""
        if not self._intake.fetch and not alone:
            yield UnreadableInput(link.where, f"only links to {link.url}, and nothing is fetched (--no-fetch)")
            return
        url = plain(link.url)
        if url in self._asked:
            return
        self._asked.add(url)
        self._intake.visiting(url)
        try:
            page = self._fetcher.get(url)
        except NotFetched as error:
            yield UnreadableInput(link.url, str(error))
            return
        yield from self._pieces(page, link, alone)

    def _pieces(self, page: Fetched, link: Elsewhere, alone: bool) -> Iterator[Piece]:
        kind = self._intake.kind or _kind_of(page)
        raw = Raw(
            data=page.data,
            source=link.url,
            name=link.url,
            reader=kind or "",
            retrieved=page.retrieved,
            media_type=page.media_type,
            beside=link.beside,
            context={"url": page.final, "status": str(page.status), "from": link.where, **_headers(page)},
            alone=alone,
        )
        if kind == "feed":
            yield from entries(raw)
        elif kind == "opml":
            yield from listed(raw)
        elif kind in ARTICLES:
            yield raw
        else:
            what = f"is a {kind} file" if kind else "is of a kind that is not read"
            yield UnreadableInput(link.url, f"{what}; save it, and name the file" if kind else what)


def split_all(
    inputs: Sequence[Input],
    intake: Intake,
    *,
    visits: Visits,
    wanted: Callable[[str], bool] = lambda url: True,
    passed_over: Callable[[str], None] = lambda kind: None,
) -> Iterator[Piece]:
    """The bytes of every article in *inputs*, in order, and an error in the place of what cannot be had.

    Of pages that inputs link to, those *wanted* are fetched.
    """
    hints = Hints(intake.columns)

    def passed(path: Path) -> None:
        passed_over(path.suffix.lower() or path.name)

    for one in inputs:
        if isinstance(one, str) and is_address(one):
            yield from followed(visits.visit(Elsewhere(one, one), alone=True), visits, wanted)
        else:
            found = split_inputs([Path(one)], kind=intake.kind, hints=hints, passed_over=passed)
            yield from followed(found, visits, wanted)


def followed(
    pieces: Iterator[Piece], visits: Visits, wanted: Callable[[str], bool], *, depth: int = 2
) -> Iterator[Piece]:
    """*pieces*, with what they link to in the place of the links: lists lead to feeds, and these to pages."""
    for piece in pieces:
        if not isinstance(piece, Elsewhere):
            yield piece
        elif depth and wanted(piece.url):
            yield from followed(visits.visit(piece), visits, wanted, depth=depth - 1)


def _kind_of(page: Fetched) -> str | None:
    """What *page* is: by its beginning, its name, and at last by what the server calls it."""
    kind = kind_of(page.data[:65536], urlsplit(page.final).path.rsplit("/", 1)[-1])
    if kind is not None:
        return kind
    given = (page.media_type or "").split(";")[0].strip().lower()
    return _MEDIA_TYPES.get(given)


def _headers(page: Fetched) -> dict[str, str]:
    return {name: value for name, value in page.headers.items() if name != "content-type"}
