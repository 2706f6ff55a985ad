"""A brief in the form that a file's suffix asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fogline.brief.html import html
from fogline.brief.markdown import markdown
from fogline.brief.model import Brief
from fogline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Written:
    """A brief that is ready to be written."""

    brief: Brief

    def as_file(self, suffix: str, stem: str) -> tuple[bytes, Mapping[str, bytes]]:
        """The file's bytes, and pictures beside it by file name (only Markdown has any).

        *suffix* is ``.html``, ``.md`` or ``.pdf``; *stem* is the file's name without it.

        Raises:
            UsageError: *suffix* is another.
        """
        if suffix == ".html":
            return html(self.brief), {}
        if suffix == ".md":
            return markdown(self.brief, stem=stem)
        if suffix == ".pdf":
            from fogline.brief.pdf import pdf

            return pdf(self.brief), {}
        raise UsageError(f"a brief is .html, .md or .pdf, not {suffix}")
