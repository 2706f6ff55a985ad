"""Where a ledger is: a file, or a database on a PostgreSQL server, whose address may hold a password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from fogline.errors import UsageError

_SCHEME = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://", re.IGNORECASE)

SECRETS = ("password", "sslpassword", "passfile")
"""Parameters of an address that are never shown
(https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS)."""

FORM = "postgresql://user@host/database"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A database on a server. Written out it has no password, so that it may stand in any message.

    Attributes:
        address: what to connect to, as libpq reads it
            (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING), its secrets included.
        shown: the same without them.
        name: the name of the database, for titles.
    """

    address: str = field(repr=False)
    shown: str
    name: str
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return self.shown

    def without_secrets(self, text: str) -> str:
        """*text*, which may be a server's own words, with no secret in it."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return text


Where = Path | ServerAddress
"""Where a ledger is."""


def where_of(text: str | Path | ServerAddress) -> Where:
    """The file or the database that *text* names.

    Raises:
        UsageError: it begins like a database's address and is none; what it says is not repeated, for it may hold a
            password.
    """
    if isinstance(text, str) and _SCHEME.match(text):
        return _server(text)
    return Path(text) if isinstance(text, str) else text


def _server(text: str) -> ServerAddress:
    try:
        address = f"postgresql://{text.partition('://')[2]}"
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise UsageError(f"this is no address of a database; write {FORM}") from error
    host = parts.netloc.rpartition("@")[2]
    if "@" in f"{parts.path}{parts.query}" or "@" in parts.netloc.rpartition("@")[0] or parts.fragment or port == 0:
        raise UsageError(
            f"this is no address of a database; write {FORM}, and of a password @ as %40, / as %2F, ? as %3F, # as %23"
        )
    given = parse_qsl(parts.query, keep_blank_values=True)
    name = unquote(parts.path.strip("/")) or dict(given).get("dbname") or parts.username or "postgresql"
    hidden = [unquote(parts.password)] if parts.password else []
    hidden += [value for key, value in given if key in SECRETS and value]
    return ServerAddress(address, _shown(parts, host, given), name, tuple(hidden))


def _shown(parts: SplitResult, host: str, given: list[tuple[str, str]]) -> str:
    user = f"{parts.username}@" if parts.username else ""
    query = urlencode([(key, value) for key, value in given if key not in SECRETS], safe="/,")
    return f"postgresql://{user}{host}{parts.path}{f'?{query}' if query else ''}"
