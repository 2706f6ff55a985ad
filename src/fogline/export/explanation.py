"""An explanation as plain JSON values."""

from __future__ import annotations

from typing import Any

from fogline.explaining import Explained
from fogline.export.record import Record, record_of
from fogline.export.reviews import review_record
from fogline.model.explanation import Explanation, Ground, Option
from fogline.model.span import Span


def explanation_record(explained: Explained) -> Record:
    """The claim's record under ``claim``, why it reads so under ``explanation`` (``None``: not found any more).

    ``as_it_stands`` is its record after ``reviews`` (``None``: nobody has decided, ``state`` is ``None`` then, too).
    """
    decided = None if explained.state is None else explained.standing
    text = explained.document.text
    return {
        "claim": record_of(explained.document, explained.stored),
        "published_evidence": explained.document.published_evidence,
        "read_by_this_version": explained.same_reader,
        "changed": list(explained.changed),
        "state": explained.state,
        "as_it_stands": None if decided is None else record_of(explained.document, decided),
        "reviews": [review_record(review) for review in explained.reviews],
        "explanation": None if explained.explanation is None else _explanation(explained.explanation, text),
    }


def _explanation(explanation: Explanation, text: str) -> Record:
    return {
        "sentence": _stretch(explanation.sentence, text),
        "fields": [_ground(ground, text) for ground in explanation.grounds],
        "confidence": {
            "value": round(explanation.claim.confidence, 3),
            "features": [
                {"feature": c.feature, "value": c.value, "weight": c.weight, "points": c.points}
                for c in explanation.contributions
            ],
        },
    }


def _ground(ground: Ground, text: str) -> Record:
    return {
        "field": ground.about,
        "value": ground.value,
        "rule": ground.rule,
        "because": list(ground.because),
        "path": ground.path,
        "words": [_stretch(span, text) for span in ground.words],
        "others": [_option(option) for option in ground.others],
    }


def _option(option: Option) -> dict[str, Any]:
    span = option.span
    return {
        "text": option.text,
        "value": option.value,
        "score": option.score,
        "why_not": option.why,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
    }


def _stretch(span: Span, text: str) -> Record:
    return {"start": span.start, "end": span.end, "text": span.of(text)}
