"""What runs in a worker process: batches in, results out, until there are no more."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from fogline.limits import may_be_ended

READY = "ready"


def work(pipe: Connection) -> None:
    """Take ``(function, batch)`` from *pipe* and send back ``(True, result)`` or ``(False, error)``, until it ends."""
    may_be_ended()
    with suppress(EOFError, OSError):  # whoever wanted the results has gone
        pipe.send(READY)
        while True:
            _send(pipe, *_done(*_received(pipe)))


def _received(pipe: Connection) -> tuple[Callable[[Any], Any], Any]:
    try:
        function, batch = pipe.recv()
    except (EOFError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - what cannot be read is said as any other error
        return _raise, error
    return function, batch


def _done(function: Callable[[Any], Any], batch: Any) -> tuple[bool, Any]:
    try:
        return True, function(batch)
    except Exception as error:  # noqa: BLE001 - it is raised again where the result is asked for
        error.add_note("".join(traceback.format_exception(error)))
        return False, error


def _send(pipe: Connection, done: bool, result: Any) -> None:
    try:
        pipe.send((done, result))
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - what cannot be sent is said instead
        pipe.send((False, TypeError(f"{result!r:.200} cannot be sent between processes: {error}")))


def _raise(error: Exception) -> None:
    raise error
