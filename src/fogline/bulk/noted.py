"""What a partition came to: counts, and all that the user must be told in the end, kept in its mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from fogline.errors import (
    ExtractionFailed,
    NoArticle,
    SkipDocument,
    UnreadableInput,
    UnreadableRecord,
)
from fogline.model.document import Document
from fogline.pipeline import is_read

_ERRORS = {kind.__name__: kind for kind in (UnreadableInput, UnreadableRecord, ExtractionFailed, SkipDocument)}


@dataclass(slots=True)
class Noted:
    """Of a partition, or of all: ``read`` counts the articles that inputs gave, ``documents`` those that are kept here.

    The difference are ``duplicates``, texts kept in a partition before or earlier in this one. The other fields are as
    in :class:`fogline.building.BuildReport`, where and what in pairs; ``refused`` holds the kind of error, too.
    """

    read: int = 0
    documents: int = 0
    mentions: int = 0
    claims: int = 0
    undated: int = 0
    unread_languages: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    no_article: list[tuple[str, str]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    repaired: list[tuple[str, str]] = field(default_factory=list)

    @property
    def duplicates(self) -> int:
        """Texts met again."""
        return self.read - self.documents

    def refuse(self, error: SkipDocument) -> None:
        """Note that an input could not be read, or held no article."""
        if isinstance(error, NoArticle):
            self.no_article.append((error.where, error.why))
        else:
            self.refused.append((type(error).__name__, error.where, error.why))

    def note(self, document: Document) -> None:
        """Note a document that is kept."""
        self.documents += 1
        if not is_read(document):
            self.unread_languages[document.language or "unknown"] += 1
        elif document.published is None:
            self.undated += 1
        self.repaired.extend((document.name, note) for note in document.notes)

    def errors(self) -> list[SkipDocument]:
        """What could not be read, as errors."""
        return [_ERRORS.get(kind, SkipDocument)(where, why) for kind, where, why in self.refused]

    def add(self, other: Noted) -> None:
        """Count *other* in."""
        for each in fields(self):
            mine, more = getattr(self, each.name), getattr(other, each.name)
            if isinstance(mine, int):
                setattr(self, each.name, mine + more)
            elif isinstance(mine, Counter):
                mine.update(more)
            else:
                mine.extend(more)

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Noted:
        """What :meth:`plain` gave."""
        known = {each.name for each in fields(cls)}
        lists = {key: [tuple(pair) for pair in value] for key, value in plain.items() if isinstance(value, list)}
        counts = {key: Counter(value) for key, value in plain.items() if isinstance(value, dict)}
        return cls(**{key: value for key, value in {**plain, **lists, **counts}.items() if key in known})
