"""A brief as PDF, set by Typst: the same text and pictures, with bookmarks and links to the notes."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

from fogline.brief.bidi import isolated
from fogline.brief.chart import chart_svg
from fogline.brief.model import Brief
from fogline.brief.picture import map_svg


def pdf(brief: Brief) -> bytes:
    """The document, A4. Text goes to Typst as data, never as markup."""
    import typst

    pictures = {"map": map_svg(brief), "chart": chart_svg(brief)}
    data = {**isolated(asdict(brief)), **{name: svg is not None for name, svg in pictures.items()}}
    for note in data["notes"]:
        note["url"] = note["url"] if str(note["url"]).startswith(("http://", "https://")) else None
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "brief.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8", errors="replace")
        for name, svg in pictures.items():
            if svg is not None:
                (root / f"{name}.svg").write_text(svg, encoding="utf-8", errors="replace")
        main = root / "brief.typ"
        main.write_bytes((files(__package__) / "brief.typ").read_bytes())
        made: bytes = typst.compile(str(main), root=str(root), format="pdf")
    return made
