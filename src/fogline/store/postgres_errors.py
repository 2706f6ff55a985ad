"""What a PostgreSQL server's errors mean to who runs Fogline, in one line without a password."""

from __future__ import annotations

import re
from typing import Any

from fogline.errors import LedgerError, LedgerUnreachable, LedgerUnwritable, NotALedger
from fogline.store.address import ServerAddress

_SAFE = "what was committed is safe, run it again"

_BY_STATE: tuple[tuple[str, type[LedgerError], str], ...] = (
    ("53100", LedgerUnwritable, f"there is no space left on the server's disk; have some freed: {_SAFE}"),
    ("53", LedgerUnwritable, f"the server has no more room or connections ({{words}}); {_SAFE} later"),
    ("55P03", LedgerUnwritable, "another process has kept it locked for too long; let it end and run it again"),
    ("42501", LedgerUnwritable, "this user may not do that here ({words}); have the rights granted, see docs/teams.md"),
    ("25006", LedgerUnwritable, "the server takes no changes (it is read-only or a stand-by); write to the first one"),
    ("3D000", NotALedger, "there is no such database; `createdb` makes one"),
    ("28", LedgerUnreachable, "the server does not let this user in ({words}); check name and password"),
    ("57P03", LedgerUnreachable, "the server is starting or stopping; run it again in a moment"),
    ("57", LedgerUnreachable, f"the server ended the connection ({{words}}); {_SAFE}"),
    ("08", LedgerUnreachable, f"the connection was lost; {_SAFE}"),
    ("58", LedgerUnwritable, "the server's disk reports an error ({words}); have it checked"),
    (
        "XX",
        LedgerError,
        "its data are damaged, says the server ({words}); restore a copy, or build it anew",
    ),
)
"""How a state begins (https://www.postgresql.org/docs/current/errcodes-appendix.html), the error, and what to say."""

_BY_WORDS: tuple[tuple[str, type[LedgerError], str], ...] = (
    (r"database .* does not exist", NotALedger, "there is no such database; `createdb` makes one"),
    (
        r"authentication failed|no password|role .* does not exist|pg_hba\.conf|not permitted|permission denied",
        LedgerUnreachable,
        "the server does not let this user in ({words}); check name and password",
    ),
    (r"starting up|shutting down", LedgerUnreachable, "the server is starting or stopping; run it again in a moment"),
    (
        r"too many (?:clients|connections)|connection slots|connection limit",
        LedgerUnreachable,
        "the server has no connection left; run it again later",
    ),
    (
        r"refused|no such file|timeout|timed out|translate host|resolve|unreachable|no route|name or service",
        LedgerUnreachable,
        "no server answers there ({words}); is it running, and the address right?",
    ),
    (r"invalid (?:uri|connection|port)|missing .* in connection|invalid .* value", LedgerUnreachable, "{words}"),
)
"""Where there is no state: what could not be connected to says in words why, in the server's language."""

_LOST = f"the connection to the server was lost; {_SAFE}"


def told(where: ServerAddress, error: Any) -> LedgerError | None:
    """Our error for the server's; ``None`` for a fault of the program."""
    state, words = getattr(error, "sqlstate", None) or "", _words(where, error)
    for begins, kind, text in _BY_STATE:
        if state.startswith(begins):
            return kind(f"{where}: {text.format(words=words)}")
    if state or type(error).__name__ not in ("OperationalError", "ConnectionTimeout", "InterfaceError"):
        return None
    for pattern, kind, text in _BY_WORDS:
        if re.search(pattern, str(error), re.IGNORECASE):
            return kind(f"{where}: {text.format(words=words)}")
    return LedgerUnreachable(f"{where}: {_LOST}")


def _words(where: ServerAddress, error: Any) -> str:
    """The server's own words: the line that says why."""
    lines = [line.strip() for line in where.without_secrets(str(error)).splitlines() if line.strip()]
    chosen = next((line for line in lines if "FATAL" in line), lines[0] if lines else type(error).__name__)
    return re.sub(r"^.*(?:FATAL|failed|ERROR): +", "", chosen).rstrip(".")
