"""How much of one document is read, how long that may take, so that none holds up the others, and what is no fault of
its own."""

from __future__ import annotations

import errno
import faulthandler
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from fogline.errors import NoSpace, TookTooLong

LONGEST_TEXT = 500_000
"""Characters of one document that are read for claims (80,000 words, as many as a novel has): that takes a worker 9 s
and 140 MB beside what it holds. Half as many take 4 s."""

_LOOK_BACK = 2_000
"""Characters before the longest text's end in which an end of a paragraph or sentence is looked for."""

STRETCH = 100_000
"""Characters (or bytes) that have the whole of the time limit; a longer document has it once for each so many, up to
:data:`LONGEST_TEXT`."""

WAITING = 10
"""How many times the limit may pass on the clock: on a busy machine a document has to wait for its turn."""

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})

_AGAIN = 1.0
"""Seconds after which the bell rings again, should somebody have caught its first ring."""

_PAUSE = _AGAIN / 2
"""Seconds after a ring in which no other is heard: both timers may go off as one, and a second ring would hit what is
just passing on the first."""

_may_be_ended = False
_armed = False
_heard = 0.0


class _Rang(BaseException):
    """The time is up. No ``Exception``, so that libraries that catch those let it through."""


def may_be_ended() -> None:
    """This process is a worker: it may end itself over a document that nothing else can stop."""
    global _may_be_ended
    _may_be_ended = True


def stop_if_disk_is_full(error: Exception) -> None:
    """Nothing, unless *error*, met over one document, is a full disk: every other document would meet it, too.

    Raises:
        NoSpace: it is.
    """
    if isinstance(error, OSError) and error.errno in _FULL:
        where = f"{error.filename}: " if error.filename else ""
        raise NoSpace(
            f"{where}there is no space left on the disk ({error.strerror}); free some and run it again, "
            "what was committed is safe"
        ) from error


def read_part(text: str) -> str:
    """As much of *text* as is read for claims: all, or the paragraphs, sentences, words at its head."""
    if len(text) <= LONGEST_TEXT:
        return text
    for mark in ("\n", ". ", " "):
        found = text.rfind(mark, LONGEST_TEXT - _LOOK_BACK, LONGEST_TEXT)
        if found >= 0:
            return text[: found + len(mark)]
    return text[:LONGEST_TEXT]


def allowed(seconds: float, size: int) -> float:
    """Seconds for a document of *size* characters (or bytes), where one of ordinary length has *seconds*."""
    return seconds * max(1.0, min(size, LONGEST_TEXT) / STRETCH)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """What is done meanwhile may take *seconds* of processor time, and ten times as much on the clock.

    Processor time, so that it does not hang on what else the machine does. The bell is a POSIX interval timer, heard
    in the main thread between two steps of Python; elsewhere nothing is timed. A worker that does not hear it (a
    library is stuck in its own code; a system without such timers) ends itself when the time on the clock is over.

    Raises:
        TookTooLong: the time is up.
    """
    if _may_be_ended:
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a file that nobody reads
            faulthandler.dump_traceback_later(seconds * WAITING + _AGAIN, exit=True, file=nowhere)
            try:
                with _bell(seconds):
                    yield
            finally:
                faulthandler.cancel_dump_traceback_later()
    else:
        with _bell(seconds):
            yield


@contextmanager
def _bell(seconds: float) -> Iterator[None]:
    global _armed, _heard
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    bells = ((signal.SIGPROF, signal.ITIMER_PROF, seconds), (signal.SIGALRM, signal.ITIMER_REAL, seconds * WAITING))
    before = [signal.signal(number, _ring) for number, _, _ in bells]
    try:
        try:
            _armed, _heard = True, float("-inf")
            for _, timer, after in bells:
                signal.setitimer(timer, after, _AGAIN)
            yield
        finally:
            _armed = False
    except _Rang:
        _armed = False
        raise TookTooLong(f"took longer than {seconds:g} s of processor time") from None
    finally:
        for (number, timer, _), handler in zip(bells, before, strict=True):
            signal.setitimer(timer, 0)
            # Without a handler a late ring would end the process; ours lets it pass.
            if handler not in (None, signal.SIG_DFL):
                signal.signal(number, handler)


def _ring(number: int, frame: FrameType | None) -> None:
    global _heard
    if _armed and time.monotonic() - _heard >= _PAUSE:
        _heard = time.monotonic()
        raise _Rang
