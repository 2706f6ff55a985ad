"""A server on a ledger, asked over real HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from fogline.ledger import Ledger
from fogline.web.app import make_app
from fogline.web.desk import Desk
from fogline.web.guard import Doors
from fogline.web.serve import Place, listening

JSON = {"accept": "application/json"}


@dataclass(frozen=True)
class Served:
    """A running server, and somebody who asks it."""

    ledger: Path
    base: str
    client: httpx.Client

    def get(self, address: str, **params: Any) -> Any:
        """What *address* answers in JSON."""
        answer = self.client.get(address, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()


@contextmanager
def serving(ledger: Path, doors: Doors = Doors(), *, page: Path | None = None) -> Iterator[Served]:  # noqa: B008 - frozen
    """Serve *ledger* on a free port of this machine until the end of the block."""
    with Ledger.open(ledger) as opened, listening(Place(port=0)) as listener:
        desk = Desk(opened, name=ledger.name, read_only=doors.read_only)
        config = uvicorn.Config(make_app(desk, doors, page=page), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        running.start()
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            while not server.started:
                time.sleep(0.01)
            with httpx.Client(base_url=base, headers=JSON, timeout=30) as client:
                yield Served(ledger, base, client)
        finally:
            server.should_exit = True
            running.join()
