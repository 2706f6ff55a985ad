"""Two processes review one ledger; one is killed; any sequence of decisions derives as a rebuild would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.derivation.derive import derive
from fogline.errors import BadReview, UsageError
from fogline.ledger import Ledger
from fogline.store.database import LOCK_WAIT_SECONDS
from fogline.store.memory import MemoryStore
from fogline.store.sql import open_store
from tests.reviewing.desk import CLAIMS, OURS, filled, found

ROUNDS = 20

REVIEWER = """
import sys
from fogline.errors import StaleReview
from fogline.ledger import Ledger

ledger, claim, author, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
refused = made = 0
with Ledger.open(ledger, create=False) as opened:
    print("ready", flush=True)
    sys.stdin.readline()
    while made < rounds:
        seen = [review.review_id for review in opened.reviews(claim)]
        last = seen[-1] if seen else None
        try:
            review = opened.review("note", claim, author, reason=str(last), expected=last)
        except StaleReview:
            refused += 1
            continue
        made += 1
        print("made", review.review_id, flush=True)
print("refused", refused, flush=True)
"""


def reviewer(path: Path, author: str, rounds: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", REVIEWER, str(path), OURS.claim_id, author, str(rounds)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def start(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_of_two_processes_each_decides_on_what_it_has_seen_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "war.fog"
    filled(open_store(path, create=True)).close()
    both = [reviewer(path, author, ROUNDS) for author in ("ada", "bob")]
    for process in both:
        start(process)
    told = [process.communicate()[0] for process in both]
    with Ledger.open(path, create=False) as ledger:
        made = ledger.reviews(OURS.claim_id)
    assert len(made) == 2 * ROUNDS
    printed = {line.split()[1] for each in told for line in each.splitlines() if line.startswith("made")}
    assert printed == {review.review_id for review in made}
    chain = ["None", *(review.review_id for review in made)]
    assert [review.reason for review in made] == chain[:-1], "each was made by who had seen the one before"


def test_killed_in_the_middle_all_that_was_said_to_be_made_is_there(tmp_path: Path) -> None:
    path = tmp_path / "war.fog"
    filled(open_store(path, create=True)).close()
    process = reviewer(path, "ada", 10_000)
    start(process)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(5)]
    os.kill(process.pid, signal.SIGKILL)
    lines += process.communicate()[0].splitlines(keepends=True)
    with Ledger.open(path, create=False) as ledger:
        kept = {review.review_id for review in ledger.reviews()}
        assert {line.split()[1] for line in lines if line.endswith("\n")} <= kept
        began = time.monotonic()
        ledger.review("reject", OURS.claim_id, "bob", reason="no lock is left behind")
        assert time.monotonic() - began < LOCK_WAIT_SECONDS / 2, "who was killed holds nothing up"
        assert ledger.store.derived.stale() == {}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "correct", "merge", "split", "undo", "read"]),
        st.integers(0, len(CLAIMS) - 1),
        st.integers(0, len(CLAIMS) - 1),
        st.sampled_from([{"polarity": "denied"}, {"time": "2031-04-20"}, {"place": None}, {"event_type": "advance"}]),
    ),
    max_size=8,
)


def take(ledger: Ledger, kind: str, one: int, other: int, changes: dict[str, Any]) -> None:
    """One step; what cannot be done is refused, as it should be."""
    claim, second = CLAIMS[one].claim_id, CLAIMS[other].claim_id
    try:
        if kind == "undo":
            made = ledger.reviews()
            ledger.undo(made[one % len(made)].review_id if made else "none", "ada")
        elif kind == "read":
            ledger.store.add(found()[one % 3 : one % 3 + 1])
            derive(ledger.store)
        elif kind in ("merge", "split"):
            ledger.review(kind, claim, "ada", changes={"claims": [second]})
        else:
            ledger.review(kind, claim, "ada", changes=changes if kind == "correct" else None, reason="so")
    except (BadReview, UsageError):
        pass


def state(ledger: Ledger) -> tuple[object, ...]:
    derived = ledger.store.derived
    return list(ledger.claims()), derived.origins(), list(derived.events()), list(derived.disagreements())


@settings(max_examples=12, deadline=None)
@given(steps=STEPS)
def test_whatever_was_decided_what_is_derived_is_what_a_rebuild_gives(steps: Sequence[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, filled(open_store(Path(folder) / "war.fog", create=True)) as ledger:
        for step in steps:
            take(ledger, *step)
        grown = state(ledger)
        ledger.store.derived.forget()
        derive(ledger.store)
        assert state(ledger) == grown
        fresh = MemoryStore()
        for review in ledger.store.reviews():
            fresh.add_review(review)
        fresh.add(found())
        derive(fresh)
        assert state(Ledger(fresh)) == grown
