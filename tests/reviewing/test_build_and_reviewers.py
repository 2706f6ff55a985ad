"""A build and three reviewers at once, each a process: no decision is lost or doubled, and all derives as anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fogline.derivation.derive import derive
from fogline.ledger import Ledger
from fogline.model.review import in_force
from fogline.store.memory import MemoryStore
from fogline.store.sql import open_store
from tests import postgres_server
from tests.reviewing.desk import CLAIMS, OURS, filled, found
from tests.reviewing.test_two_at_once import REVIEWER, start, state
from tests.running import PATIENCE

ROOT = Path(__file__).parents[2]
ROUNDS = 4
BATCHES = 6

BUILDER = """
import sys
from fogline.derivation.derive import derive
from fogline.store.sql import open_store
from tests.reports import claim, killed, read, story
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for batch in range(int(sys.argv[2])):
        stories = [story(100 + 5 * batch + each) for each in range(5)]
        store.add([read(one, claim(one, says="crown", quantities=killed(batch))) for one in stories])
        derive(store)
"""

CORRECTOR = """
import sys
from fogline.errors import StaleReview
from fogline.ledger import Ledger

ledger, claim, author, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
with Ledger.open(ledger, create=False) as opened:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(rounds):
        polarity = ("denied", "affirmed")[number % 2]
        made = opened.review("correct", claim, author, changes={"polarity": polarity}, reason=str(number))
        print("made", made.review_id, flush=True)
"""


def process(program: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process, which waits for :func:`start`."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    made = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)  # type: ignore[call-overload]
    assert made.stdout.readline() == "ready\n"
    return made  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", ["file", pytest.param("server", marks=pytest.mark.postgres)])
def test_no_decision_is_lost_or_doubled_and_what_is_derived_is_what_a_rebuild_gives(kind: str, tmp_path: Path) -> None:
    address = str(tmp_path / "war.fog")
    if kind == "server":
        server = postgres_server.shared()
        address = server.address(server.database())
    filled(open_store(address, create=True)).close()
    several = [
        process(BUILDER, address, BATCHES),
        process(REVIEWER, address, OURS.claim_id, "ada", ROUNDS),
        process(REVIEWER, address, OURS.claim_id, "bo", ROUNDS),
        process(CORRECTOR, address, CLAIMS[2].claim_id, "cy", ROUNDS + 1),
    ]
    for one in several:
        start(one)
    told = [one.communicate(timeout=PATIENCE) for one in several]
    assert [errors for _, errors in told] == [""] * 4
    printed = [line.split()[1] for out, _ in told for line in out.splitlines() if line.startswith("made")]
    with Ledger.open(address, create=False) as ledger:
        made = ledger.reviews()
        assert sorted(printed) == sorted(review.review_id for review in made), "each once, and no other"
        notes = ledger.reviews(OURS.claim_id)
        chain = ["None", *(review.review_id for review in notes)]
        assert [review.reason for review in notes] == chain[:-1], "each was made by who had seen the one before"
        assert ledger.claim(CLAIMS[2].claim_id)[1].polarity == "denied", "the last correction stands"
        assert len(in_force(made)) == len(made)
        assert ledger.counts().documents == len(found()) + 5 * BATCHES
        derive(ledger.store)
        grown = state(ledger)
        ledger.store.derived.forget()
        derive(ledger.store)
        assert state(ledger) == grown
        fresh = MemoryStore()
        for review in made:
            fresh.add_review(review)
        documents = list(ledger.store.documents())
        fresh.add([one for one in map(ledger.store.extraction, documents) if one is not None])  # type: ignore[attr-defined]
        derive(fresh)
        assert state(Ledger(fresh)) == grown
