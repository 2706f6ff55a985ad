"""Figures and mistakes as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from fogline.evaluate.scores import PRF, Figures, Mistake

LABEL_WIDTH = 15
WORDS_SHOWN = 140


def render(figures: Figures, *, errors: int = 0) -> str:
    """The table of all figures and, below it, up to *errors* of the mistakes."""
    mistakes = figures.mistakes[:errors]
    return "\n".join([render_figures(figures), *(["", render_mistakes(mistakes)] if mistakes else [])])


def render_figures(figures: Figures) -> str:
    """The table of all figures: one line of counts, then detection and usable claims, then the fields."""
    detection = figures.detection
    counts = (
        f"documents {figures.documents}   gold claims {detection.wanted}   predicted {detection.found}   "
        f"paired {detection.right}   evidence not verbatim {figures.evidence_not_verbatim}   "
        f"publication date right {figures.published.right}/{figures.published.of}"
    )
    fields = (
        f"{name:{LABEL_WIDTH}s} {_share(tally.accuracy)}  ({tally.right}/{tally.of})"
        for name, tally in figures.fields.items()
    )
    return "\n".join([counts, _render_prf("detection", detection), _render_prf("usable", figures.usable), *fields])


def _render_prf(label: str, prf: PRF) -> str:
    return f"{label:{LABEL_WIDTH}s} P {_share(prf.precision)}  R {_share(prf.recall)}  F1 {_share(prf.f1)}"


def _share(value: float | None) -> str:
    return "  -  " if value is None else f"{value:.3f}"


def render_mistakes(mistakes: Iterable[Mistake]) -> str:
    """One line for each: what it is, where, the event types, the wrong fields, the words."""
    return "\n".join(render_mistake(mistake) for mistake in mistakes)


def render_mistake(mistake: Mistake) -> str:
    """One mistake on one line; its words are cut to 140 characters."""
    words = " ".join(mistake.words[:WORDS_SHOWN].split())
    fields = f" [{', '.join(mistake.fields)}]" if mistake.fields else ""
    return f"{mistake.kind.upper()} {mistake.document}: {', '.join(mistake.event_types)}{fields} | {words}"
