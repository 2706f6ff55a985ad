"""Runs a check without rights: the tests may run as root, whom no permission stops."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable

NOBODY = 65534


def as_nobody(action: Callable[[], None]) -> int:
    """The exit code of *action* in a process of an account without rights: 0, or 1 if it raised."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            action()
            code = 0
        except BaseException:  # noqa: BLE001 - told here, because the process ends before pytest could
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
