"""One document may take so long and no longer; the bell is a real timer of the operating system."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from fogline.errors import NoSpace, TookTooLong
from fogline.limits import LONGEST_TEXT, allowed, at_most, read_part, stop_if_disk_is_full
from tests.running import PATIENCE


def burn(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_what_takes_too_long_is_stopped() -> None:
    began = time.process_time()
    with pytest.raises(TookTooLong, match=r"0\.1 s"), at_most(0.1):
        burn(20)
    assert time.process_time() - began < 5


def test_what_is_quick_is_left_alone() -> None:
    with at_most(5):
        burn(0.01)
    burn(0.05)


def test_waiting_costs_no_processor_time_but_is_not_for_ever() -> None:
    with at_most(0.5):
        time.sleep(0.7)
    with pytest.raises(TookTooLong), at_most(0.05):
        time.sleep(30)


def test_what_tidies_up_behind_one_timer_is_not_hit_by_the_other() -> None:
    """On a busy machine both go off as one."""
    done: list[str] = []
    with pytest.raises(TookTooLong), at_most(60):
        try:
            os.kill(os.getpid(), signal.SIGPROF)
            burn(20)
        finally:
            os.kill(os.getpid(), signal.SIGALRM)
            done.append("tidied up")
    assert done == ["tidied up"]


def test_somebody_who_catches_everything_is_stopped_all_the_same() -> None:
    def stubborn() -> None:
        for _ in range(100):
            try:
                burn(20)
            except Exception:  # noqa: BLE001 - as some libraries do
                continue

    with pytest.raises(TookTooLong), at_most(0.1):
        stubborn()


def test_the_caller_gets_its_own_signals_back() -> None:
    before = signal.signal(signal.SIGALRM, lambda number, frame: None)
    mine = signal.getsignal(signal.SIGALRM)
    try:
        with at_most(5):
            pass
        assert signal.getsignal(signal.SIGALRM) is mine
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_outside_the_main_thread_nothing_is_timed_and_nothing_breaks() -> None:
    done: list[bool] = []

    def job() -> None:
        with at_most(0.01):
            burn(0.05)
        done.append(True)

    thread = threading.Thread(target=job)
    thread.start()
    thread.join()
    assert done == [True]


def test_a_worker_that_does_not_hear_the_bell_ends_itself() -> None:
    code = (
        "import signal\n"
        "from fogline.limits import at_most, may_be_ended\n"
        "may_be_ended()\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF, signal.SIGALRM})\n"  # deaf, as stuck C code is
        "with at_most(0.01):\n"
        "    while True: pass\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 1
    assert done.stderr == ""


def test_a_longer_document_has_longer() -> None:
    assert allowed(60, 500) == allowed(60, 100_000) == 60
    assert allowed(60, 200_000) == 120
    assert allowed(60, 10_000_000) == 300


def test_a_text_of_any_ordinary_length_is_read_whole() -> None:
    assert read_part("Rebels took the town. " * 20_000) == "Rebels took the town. " * 20_000


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Rebels took the town. It was late. " * 50_000, ". "),
        ("word " * 500_000, " "),
        ("x" * 2_000_000, "x"),
        ("Rebels took\nthe town. " * 50_000, "\n"),
    ],
)
def test_of_a_longer_one_whole_sentences_at_its_head_are(text: str, end: str) -> None:
    part = read_part(text)
    assert text.startswith(part)
    assert part.endswith(end)
    assert LONGEST_TEXT - 2_000 <= len(part) <= LONGEST_TEXT


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_a_full_disk_is_no_fault_of_a_document(code: int) -> None:
    with pytest.raises(
        NoSpace, match=r"/tmp/x: there is no space left on the disk \(.+\); .*what was committed is safe"
    ):
        stop_if_disk_is_full(OSError(code, os.strerror(code), "/tmp/x"))


@pytest.mark.parametrize("error", [OSError(errno.EIO, "broken"), OSError("no number"), ValueError("boom")])
def test_any_other_error_may_be(error: Exception) -> None:
    stop_if_disk_is_full(error)
