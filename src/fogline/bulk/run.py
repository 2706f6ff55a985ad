"""A bulk run: inputs cut into partitions, read, settled among each other, read for claims, derived; all on one screen.

Each step begins where the last run left it. What a step needs of the one before is on shared storage, and what it hands
to a worker is a number: any engine that maps a function over numbers will do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from fogline.bulk import careful, pieces, reading, settling
from fogline.bulk.derive import derive_bulk
from fogline.bulk.extracting import extracting, is_whole
from fogline.bulk.layout import Layout
from fogline.bulk.manifest import alone, begin, manifest_of
from fogline.bulk.noted import Noted
from fogline.config import PARTITION_SIZE, Settings
from fogline.engine.base import Engine
from fogline.engine.choose import engine_for
from fogline.ingest.intake import Intake
from fogline.ingest.language import load_classifier
from fogline.ready import make_ready
from fogline.toolbox import tools_for

MANY = 40
"""Partitions from which on the workers that read them do not derive as well: each has come to remember some hundred MB
of words and names, and a new one is there in a tenth of a second."""

Step = Callable[[str, int, int], None]
"""Told of progress: what is being done, how much of it is, of how much (0: not known yet)."""


@dataclass(slots=True)
class BulkReport:
    """What a bulk folder holds when a run has ended: its partitions, what was :class:`~fogline.bulk.noted.Noted` in
    them, files of kinds that are not read, and the counts of what was derived. ``fresh`` counts the partitions that
    this run has read."""

    partitions: int = 0
    fresh: int = 0
    noted: Noted = field(default_factory=Noted)
    other_kinds: Counter[str] = field(default_factory=Counter)
    derived: Mapping[str, int] = field(default_factory=dict)


def run(
    inputs: Sequence[Path | str],
    out: str,
    settings: Settings,
    *,
    intake: Intake = Intake(keep_bytes=False),  # noqa: B008 - frozen
    partition_size: int = PARTITION_SIZE,
    step: Step = lambda what, done, total: None,
) -> BulkReport:
    """Read *inputs* into the bulk folder *out* (a path or a URL), or go on with what was begun there.

    Documents are not dated from one another, as a ledger's are: where neither metadata nor text gives the day, it is
    not known.

    Raises:
        NotABulkFolder: something else is at *out*.
        OtherRun: it was begun otherwise, or somebody else is at it.
        BulkError: it cannot be written; partitions that are whole stay.
        UsageError: *inputs* or *settings* cannot be used.
    """
    layout, settings = _anywhere(out, settings)
    tools = tools_for(settings.profile)
    wanted = manifest_of(
        inputs,
        extractor=tools.version,
        profile_setting=settings.profile,
        profile=tools.profile_label,
        published=None if settings.published is None else settings.published.isoformat(),
        format_of_inputs=intake.kind,
        columns=dict(intake.columns),
        partition_size=partition_size,
        keep_bytes=intake.keep_bytes,
    )
    with alone(layout):
        begin(layout, wanted)
        layout.storage.tidy()
        told: list[str] = []
        with engine_for(settings, tell=told.append, prepare=partial(_get_ready, settings.profile)) as engine:
            fresh = _fill(layout, inputs, settings, intake, partition_size, engine, step)
            if fresh >= MANY:
                engine.renew()
            derived = derive_bulk(layout, settings, step, engine=engine)
        report = _report(layout, fresh)
        report.derived = derived
        report.noted.notices.extend(("workers", what) for what in told)
        return report


def _get_ready(profile: str) -> None:
    """Load what workers need: to read, and by where this stands the modules of all steps.

    Of many articles some are not plainly English: what tells languages apart is in memory once for all workers.
    """
    make_ready(profile)
    load_classifier()


def _anywhere(out: str, settings: Settings) -> tuple[Layout, Settings]:
    """The folder, and *settings*, with paths that mean the same wherever a worker runs."""
    layout, profile = Layout(out), Path(settings.profile)
    if layout.storage.local is not None:
        layout = Layout(str(Path(out).absolute()))
    return layout, replace(settings, profile=str(profile.absolute())) if profile.is_file() else settings


def _fill(
    layout: Layout,
    inputs: Sequence[Path | str],
    settings: Settings,
    intake: Intake,
    size: int,
    engine: Engine,
    step: Step,
) -> int:
    """Read what is missing; gives how many partitions that were."""
    read = reading.reading(layout, settings, keep_bytes=intake.keep_bytes)
    numbers = (number for number in pieces.partitions(layout, inputs, intake, size) if not _is_read(layout, number))
    done = 0
    for documents in careful.done(engine, read, numbers):
        done += documents
        step("reading", done, 0)
    count = pieces.how_many(layout)
    missing = [number for number in range(count) if not is_whole(layout, number)]
    if missing:
        step("finding copies", 0, 0)
        total = settling.settle(layout, count)
        _extract(layout, missing, settings, total, engine, step)
    for name in (reading.DOCUMENTS, pieces.PIECES, settling.COPIES):
        layout.storage.remove(name)
    return len(missing)


def _extract(
    layout: Layout, missing: Sequence[int], settings: Settings, total: int, engine: Engine, step: Step
) -> None:
    done = sum(_counts(layout, number).documents for number in layout.whole())
    step("finding claims", done, total)
    for noted in careful.done(engine, extracting(layout, settings), missing):
        done += noted.documents
        step("finding claims", done, total)


def _is_read(layout: Layout, number: int) -> bool:
    return reading.is_there(layout, number) or is_whole(layout, number)


def _report(layout: Layout, fresh: int) -> BulkReport:
    split: dict[str, Any] = layout.read_json(pieces.SPLIT)
    report = BulkReport(partitions=split["partitions"], fresh=fresh, other_kinds=Counter(split["other_kinds"]))
    for noted in _all_noted(layout):
        report.noted.add(noted)
    return report


def _all_noted(layout: Layout) -> Iterator[Noted]:
    return (_counts(layout, number) for number in layout.whole())


def _counts(layout: Layout, number: int) -> Noted:
    return Noted.from_plain(layout.read_json(layout.mark(number)))
