"""A PostgreSQL server of one's own for as long as tests run: in a temporary folder, on a free port, gone afterwards."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

PASSWORD = "s3cret-of-tests"
FAST = ("fsync=off", "full_page_writes=off", "max_connections=60")
"""What a power cut loses does not matter here."""


def programs() -> Path:
    """Where the server's programs are: ``initdb``, ``pg_ctl``."""
    named = os.environ.get("POSTGRES_BIN")
    if named:
        return Path(named)
    beside = shutil.which("initdb")
    folders = [Path(beside).parent] if beside else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = next((folder for folder in folders if (folder / "initdb").exists()), None)
    assert found, "no PostgreSQL here: `make postgres-test` installs it, or name its folder in POSTGRES_BIN"
    return found


@dataclass(frozen=True)
class Server:
    """A server that runs in *folder*; its users are ``owner``, who may do anything, and whom tests make."""

    folder: Path
    port: int

    def address(self, database: str, *, user: str = "owner", password: str | None = None, schema: str = "") -> str:
        """The address of a database: through its socket without a password, or over TCP with one."""
        options = f"options=-csearch_path%3D{schema}" if schema else ""
        if password is not None:
            return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}?{options}".rstrip("?")
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}&{options}".rstrip("&")

    def run(self, *statements: str, database: str = "postgres", user: str = "owner") -> list[tuple[Any, ...]]:
        """Run *statements* one by one; gives the rows of the last."""
        import psycopg

        with psycopg.connect(self.address(database, user=user), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def database(self) -> str:
        """The name of a new, empty database."""
        name = f"ledger{next(_numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def schema(self) -> str:
        """The name of a new, empty schema of the database ``shared``: far quicker to make than a database."""
        name = f"ledger{next(_numbers)}"
        self.run(f"CREATE SCHEMA {name}", database="shared")
        return name

    def stop(self, how: str = "fast") -> None:
        """End the server: ``fast`` as its owner would, ``immediate`` as a power cut would."""
        _run("pg_ctl", "stop", "--wait", "--mode", how, "--pgdata", self.folder / "data")

    def start(self) -> None:
        """Start it again, on the same port."""
        settings = (*FAST, f"port={self.port}", f"unix_socket_directories={self.folder}", "listen_addresses=127.0.0.1")
        options = " ".join(f"-c {setting}" for setting in settings)
        log = self.folder / "log"
        _run("pg_ctl", "start", "--wait", "--silent", "--log", log, "--pgdata", self.folder / "data", "-o", options)


_numbers = count(1)


@cache
def shared() -> Server:
    """The one server of a run of tests."""
    left = ExitStack()
    atexit.register(left.close)
    return left.enter_context(running())


@contextmanager
def running() -> Iterator[Server]:
    """A new server, with the empty database ``shared``."""
    folder = Path(tempfile.mkdtemp(prefix="fogline-pg-"))
    try:
        secret = folder / "secret"
        secret.write_text(PASSWORD, encoding="ascii")
        if os.geteuid() == 0:
            for path in (folder, secret):
                os.chown(path, _account().pw_uid, _account().pw_gid)
        # English order, not that of code points: what a ledger gives back must not hang on it
        order = ("--encoding", "UTF8", "--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "en")
        ways = ("--auth-local", "trust", "--auth-host", "scram-sha-256", "--pwfile", secret)
        _run("initdb", "--username", "owner", "--no-sync", *order, *ways, "--pgdata", folder / "data")
        server = Server(folder, _free_port())
        server.start()
        try:
            server.run("CREATE DATABASE shared")
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> pwd.struct_passwd:
    """Whom the server runs as where we are root: it refuses to be."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _run(program: str, *arguments: object) -> None:
    who: dict[str, Any] = {}
    if os.geteuid() == 0:
        who = {"user": _account().pw_uid, "group": _account().pw_gid, "extra_groups": []}
    command = [str(programs() / program), *map(str, arguments)]
    done = subprocess.run(command, **who, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, f"{program}: {done.stderr.strip() or done.stdout.strip()}"


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
