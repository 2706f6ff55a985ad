"""A brief as Markdown with footnotes (as GitHub and Pandoc have them); its pictures are files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fogline.brief.chart import chart_svg
from fogline.brief.model import Brief, Item, Section, Sentence, Table
from fogline.brief.picture import map_svg

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(brief: Brief, *, stem: str) -> tuple[bytes, Mapping[str, bytes]]:
    """The text, UTF-8, and the pictures it shows by file name, which begins with *stem*."""
    pictures = {
        f"{stem}.{name}.svg": svg.encode("utf-8", "replace")
        for name, svg in (("map", map_svg(brief)), ("chart", chart_svg(brief)))
        if svg is not None
    }
    lines = [f"# {_plain(brief.title)}", "", f"*{_plain(brief.scope)}*", ""]
    lines += [f"- {_sentence(one)}" for one in brief.glance]
    for name in pictures:
        about = "Map" if name.endswith(".map.svg") else "Time chart"
        lines += ["", f"![{about}]({name.replace(' ', '%20')})"]
    for section in brief.sections:
        lines += ["", *_section(section)]
    lines += ["", "---", ""]
    lines += [part for line in brief.method for part in (_plain(line), "")]
    for note in brief.notes:
        source = f"[{_plain(note.source)}](<{_address(note.url)}>)" if note.url else _plain(note.source)
        lines.append(f"[^{note.number}]: “{_plain(note.words)}” – {_plain(note.who)}. {source}")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace"), pictures


def _section(section: Section) -> Iterator[str]:
    yield f"## {_plain(section.heading)}"
    yield ""
    yield f"*{_plain(section.about)}*"
    for item in section.items:
        yield ""
        yield from _item(item)
    if section.table is not None:
        yield ""
        yield from _table(section.table)
    if section.left_out:
        yield from ("", section.left_out)


def _item(item: Item) -> Iterator[str]:
    yield f"### {_plain(item.heading)}"
    yield ""
    yield f"*{_plain(item.label)}*"
    for sentence in item.sentences:
        yield ""
        yield f"> {_sentence(sentence)}" if sentence.quote else _sentence(sentence)


def _sentence(sentence: Sentence) -> str:
    return _plain(sentence.text) + _marks(sentence.notes)


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f"[^{number}]" for number in notes)


def _table(table: Table) -> Iterator[str]:
    yield "| " + " | ".join(table.headers) + " |"
    yield "|" + " --- |" * len(table.headers)
    for row in table.rows:
        *cells, last = map(_plain, row.cells)
        yield "| " + " | ".join([*cells, last + _marks(row.notes)]) + " |"


def _plain(text: str) -> str:
    """*text* so that nothing in it is taken for markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _address(url: str | None) -> str:
    return (url or "").replace("<", "%3C").replace(">", "%3E")
