"""A brief as one HTML file: nothing is fetched from anywhere, it prints well, and follows light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as _escaped
from importlib.resources import files

from fogline.brief.bidi import wrapped
from fogline.brief.chart import chart_svg
from fogline.brief.model import Brief, Item, Note, Section, Sentence, Table
from fogline.brief.picture import PAGE, map_svg


def escape(text: str, *, quote: bool = True) -> str:
    """*text* as HTML has it, names that are written from right to left set apart."""
    return wrapped(_escaped(text, quote=quote), "<bdi>{}</bdi>".format)


def html(brief: Brief) -> bytes:
    """The page, UTF-8."""
    style = (files(__package__) / "brief.css").read_text(encoding="utf-8")
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_escaped(brief.title)}</title><style>{style}</style></head><body><main>",
        f'<h1>{escape(brief.title)}</h1><p class="scope">{escape(brief.scope)}</p>',
        '<div class="glance">',
        *(f"<p>{_sentence(one)}</p>" for one in brief.glance),
        "</div>",
        *_figure(map_svg(brief, PAGE)),
        *_figure(chart_svg(brief, PAGE)),
        *(part for section in brief.sections for part in _section(section)),
        *_notes(brief.notes),
        "<footer>",
        *(f"<p>{escape(line)}</p>" for line in brief.method),
        "</footer></main></body></html>",
    ]
    return ("\n".join(parts) + "\n").encode("utf-8", "replace")


def _figure(svg: str | None) -> Iterator[str]:
    if svg is not None:
        yield f"<figure>{svg}</figure>"


def _section(section: Section) -> Iterator[str]:
    yield f'<section class="{section.kind}"><h2>{escape(section.heading)}</h2>'
    yield f'<p class="about">{escape(section.about)}</p>'
    for item in section.items:
        yield from _item(item)
    if section.table is not None:
        yield from _table(section.table)
    if section.left_out:
        yield f'<p class="left">{escape(section.left_out)}</p>'
    yield "</section>"


def _item(item: Item) -> Iterator[str]:
    yield f'<article><h3>{escape(item.heading)}</h3><p class="label">{escape(item.label)}</p>'
    for sentence in item.sentences:
        tag = "blockquote" if sentence.quote else "p"
        yield f"<{tag}>{_sentence(sentence)}</{tag}>"
    yield "</article>"


def _sentence(sentence: Sentence) -> str:
    return escape(sentence.text, quote=False) + _marks(sentence.notes)


def _marks(notes: tuple[int, ...]) -> str:
    links = ",".join(f'<a href="#note-{number}">{number}</a>' for number in notes)
    return f"<sup>{links}</sup>" if links else ""


def _table(table: Table) -> Iterator[str]:
    yield "<table><thead><tr>" + "".join(f"<th>{escape(name)}</th>" for name in table.headers) + "</tr></thead><tbody>"
    for row in table.rows:
        *cells, last = row.cells
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        yield f"<tr>{told}<td>{escape(last)}{_marks(row.notes)}</td></tr>"
    yield "</tbody></table>"


def _notes(notes: tuple[Note, ...]) -> Iterator[str]:
    yield '<section><h2>Evidence</h2><p class="about">The words each sentence stands on, where they were printed.</p>'
    yield '<ol class="notes">'
    for note in notes:
        source = escape(note.source)
        if note.url and note.url.startswith(("http://", "https://")):
            source = f'<a href="{_escaped(note.url)}" rel="noopener noreferrer">{source}</a>'
        yield (
            f'<li id="note-{note.number}">“{escape(note.words, quote=False)}” – {escape(note.who)}. '
            f'<span class="source">{source}</span></li>'
        )
    yield "</ol></section>"
