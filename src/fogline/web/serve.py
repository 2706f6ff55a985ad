"""Listening: one ledger, on one address of this machine, until Ctrl-C."""

from __future__ import annotations

import errno
import secrets
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn

from fogline.errors import UsageError
from fogline.ledger import Ledger
from fogline.web.app import make_app
from fogline.web.desk import Desk
from fogline.web.guard import LOOPBACK, Doors, is_address

ANY = frozenset({"0.0.0.0", "::", ""})
"""Addresses that stand for all of a machine's."""

LAST_ANSWERS_SECONDS = 2
"""How long answers that are under way may take after Ctrl-C."""


FIRST_VIEW_SECONDS = 3
"""How long the first view has the processor to itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen. ``port`` 0 is any that is free; ``token`` is made where one is needed and none is given."""

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether others than this machine can reach it."""
        return self.host.lower() not in LOOPBACK


def serve(
    ledger: Ledger,
    place: Place,
    *,
    name: str,
    read_only: bool = False,
    open_browser: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Answer questions about *ledger* until interrupted; *say* is told the address as soon as it answers.

    Raises:
        UsageError: the address cannot be listened on.
    """
    token = place.token or (secrets.token_urlsafe(24) if place.is_open else None)
    with listening(place) as listener:
        doors = doors_of(place, token, read_only=read_only)
        desk = Desk(ledger, read_only=read_only, name=name)
        config = uvicorn.Config(
            make_app(desk, doors),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=LAST_ANSWERS_SECONDS,
        )
        server = uvicorn.Server(config)
        address = address_of(place, listener, token)
        threading.Thread(target=_announce, args=(server, desk, address, open_browser, say), daemon=True).start()
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            return


def listening(place: Place) -> socket.socket:
    """A socket that listens at *place*.

    Raises:
        UsageError: the port is taken or may not be used, or the address is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((place.host, place.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UsageError(_why(place, error)) from error
    return listener


def doors_of(place: Place, token: str | None, *, read_only: bool) -> Doors:
    """Who is answered at *place*: this machine alone, or whoever knows the token."""
    if not place.is_open:
        return Doors(token=token, read_only=read_only)
    own = {place.host.lower(), socket.gethostname().lower(), socket.getfqdn().lower()} - ANY
    return Doors(
        LOOPBACK | own, any_address=place.host in ANY or is_address(place.host), token=token, read_only=read_only
    )


def address_of(place: Place, listener: socket.socket, token: str | None) -> str:
    """The address to open, with the token where there is one."""
    host = socket.gethostname() if place.host in ANY else f"[{place.host}]" if ":" in place.host else place.host
    port = listener.getsockname()[1]
    return f"http://{host}:{port}/" + (f"?token={token}" if token else "")


def _why(place: Place, error: OSError) -> str:
    where = f"{place.host}:{place.port}"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"{place.host} is no address of this machine"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is taken by another program; give another --port, or --port 0 for any that is free"
    if error.errno == errno.EACCES:
        return f"{where} may not be used by you; give a --port above 1023"
    return f"{where} cannot be listened on: {error.strerror or error}"


def _announce(server: uvicorn.Server, desk: Desk, address: str, open_browser: bool, say: Callable[[str], None]) -> None:
    """Say where the page is once it answers; then get ready for what is asked after the first view."""
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.01)
    say(address)
    if open_browser:
        webbrowser.open(address)
    time.sleep(FIRST_VIEW_SECONDS)
    if not server.should_exit:
        desk.settle()
