"""Fogline's command line with a clock around each stage.

    python benchmarks/scale/staged.py TIMES.json build INPUT --ledger FILE --workers 1

TIMES.json gets under ``stages`` the processor seconds of each stage, without those of the stages within it, and under
``phases`` the seconds on the clock of what a run says it is at. The clock is in this process: what workers do is not on
it, so that stages say all only of a run with one worker. A stage whose function is no longer where it was is left out,
and said so on stderr.
"""

from __future__ import annotations

import functools
import inspect
import json
import pkgutil
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

STAGES = (
    ("cut into partitions", "fogline.bulk.pieces:partitions"),
    ("read in", "fogline.building:read_all"),
    ("read in", "fogline.bulk.reading:read_batch"),
    ("read in", "fogline.bulk.reading:receipt"),
    ("date", "fogline.building:dated"),
    ("date", "fogline.bulk.reading:dated"),
    ("find the same text", "fogline.bulk.settling:settle"),
    ("sentences", "fogline.pipeline:split_sentences"),
    ("parse", "fogline.pipeline:parse"),
    ("places", "fogline.pipeline:find_places"),
    ("times", "fogline.pipeline:find_times"),
    ("quantities", "fogline.pipeline:find_quantities"),
    ("actors", "fogline.pipeline:find_actors"),
    ("attributions", "fogline.pipeline:find_attributions"),
    ("attributions", "fogline.pipeline:find_verifications"),
    ("choose profile", "fogline.toolbox:choose_profile"),
    ("claims", "fogline.pipeline:_extract"),
    ("rows", "fogline.bulk.extracting:document_row"),
    ("rows", "fogline.bulk.extracting:mention_rows"),
    ("rows", "fogline.bulk.extracting:claim_rows"),
    ("write", "fogline.bulk.tables:Rows.add"),
    ("write", "fogline.bulk.tables:Rows.put"),
    ("write", "fogline.bulk.tables:Rows.flush"),
    ("write", "fogline.store.sql:SqlStore.add"),
    ("write", "fogline.store.sql:SqlStore.add_documents"),
    ("write", "fogline.store.sql:SqlStore.add_received"),
    ("look up what is known", "fogline.store.sql:SqlStore.known"),
    ("date from others", "fogline.building:date_undated"),
)
"""Stages and their functions (module:name), where they are looked up when they are called. None is sent to workers, and
none is in a module that may be compiled."""

STEPPED = (("derive", "fogline.building:derive"), ("bulk", "fogline.bulk.run:run"))
"""What tells its own stages by ``step``, which gives the name to all that no stage above is the name of."""


class Clock:
    """Adds up processor seconds by stage; the time of a stage within another counts for the inner one alone."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._stack = ["loading and all else"]
        self._since = time.process_time()
        self.phases: dict[str, float] = defaultdict(float)
        """seconds on the clock by the last name turned to"""
        self._phase, self._phase_since = "", time.monotonic()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """All until the context is left is *name*."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        self._charge()
        self._stack.append(name)
        try:
            yield
        finally:
            self._charge()
            self._stack.pop()

    def turn(self, name: str) -> None:
        """The stage that is going on is called *name* from now on."""
        self._charge()
        self._stack[-1] = name
        now = time.monotonic()
        self.phases[self._phase] += now - self._phase_since
        self._phase, self._phase_since = name, now

    def done(self) -> dict[str, float]:
        """The seconds of each stage."""
        self._charge()
        return {name: round(seconds, 3) for name, seconds in self.spent.items()}

    def _charge(self) -> None:
        now = time.process_time()
        self.spent[self._stack[-1]] += now - self._since
        self._since = now


def timed(function: Callable[..., Any], name: str, clock: Clock) -> Callable[..., Any]:
    """*function* on the *clock*; of a generator, what it does between one item and the next."""

    @functools.wraps(function)
    def run(*args: Any, **options: Any) -> Any:
        with clock.stage(name):
            found = function(*args, **options)
        return each(found) if inspect.isgenerator(found) else found

    def each(found: Iterator[Any]) -> Iterator[Any]:
        end = object()
        while True:
            with clock.stage(name):
                item = next(found, end)
            if item is end:
                return
            yield item

    return run


def stepped(function: Callable[..., Any], prefix: str, clock: Clock) -> Callable[..., Any]:
    """*function*, whose ``step`` turns the *clock*."""

    @functools.wraps(function)
    def run(*args: Any, **options: Any) -> Any:
        said = options.pop("step", lambda what, done, total: None)

        def step(what: str, done: int = 0, total: int = 0) -> None:
            clock.turn(f"{prefix}: {what}")
            said(what, done, total)

        with clock.stage(f"{prefix}: begin"):
            try:
                return function(*args, step=step, **options)
            finally:
                clock.turn(f"{prefix}: end")

    return run


def install(clock: Clock) -> None:
    """Put the clock around every stage that is there."""
    for name, target in STAGES:
        _replace(target, functools.partial(timed, name=name, clock=clock))
    for prefix, target in STEPPED:
        _replace(target, functools.partial(stepped, prefix=prefix, clock=clock))


def _replace(target: str, made: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    module, _, path = target.partition(":")
    owner, _, name = path.rpartition(".")
    try:
        holder = pkgutil.resolve_name(f"{module}:{owner}" if owner else module)
        setattr(holder, name, made(getattr(holder, name)))
    except (ImportError, AttributeError):
        print(f"no clock for {target}: it is not there", file=sys.stderr)


def main() -> None:
    """Run the command line that stands behind the first argument."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    times, sys.argv = Path(sys.argv[1]), ["fogline", *sys.argv[2:]]
    from fogline.cli.main import run

    clock = Clock()
    install(clock)
    try:
        run()
    finally:
        phases = {name: round(seconds, 2) for name, seconds in clock.phases.items() if name}
        times.write_text(json.dumps({"stages": clock.done(), "phases": phases}), encoding="utf-8")


if __name__ == "__main__":
    main()
