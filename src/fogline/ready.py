"""A process made ready to read: all loaded that is loaded once, before there is anything to read."""

from __future__ import annotations

from fogline.config import Settings
from fogline.model.document import Document
from fogline.model.ids import document_id, sha256_of
from fogline.pipeline import dated, extract_batch

ANYTHING = """Three soldiers were killed near Mosul on Monday, 3 March 2014, the army said

MOSUL (Reuters) - Rebels shelled the city's northern outskirts and seized two villages, a spokesman for the defence
ministry told reporters late last night. "About 1,200 people have fled since January," he said, citing the U.N. refugee
agency. The governor denied that the town had been captured; activists put the toll at 12 to 15 dead, among them a
child, and some 40 wounded. It was not clear who was behind the attack.
"""
"""A text for which tables and patterns are loaded as for any other."""


def make_ready(profile: str) -> None:
    """Load what this process needs to read documents with the setting *profile*, and what is loaded when first asked.

    Raises:
        BadProfile, UsageError: the profile cannot be used.
    """
    document = Document(
        document_id=document_id(ANYTHING),
        name="anything",
        text=ANYTHING,
        sha256=sha256_of(ANYTHING),
        title=ANYTHING.partition("\n")[0],
        title_end=ANYTHING.index("\n"),
        language="en",
    )
    extract_batch([dated(document, Settings(profile=profile))], profile=profile)
