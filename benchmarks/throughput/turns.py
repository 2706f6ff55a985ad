"""Two builds of Fogline against each other: the stages of reading, turn by turn, and whether they read the same.

    python benchmarks/throughput/turns.py CORPUS.jsonl PYTHON OTHER [--limit N] [--turns N]

PYTHON and OTHER are the interpreters of two environments that have Fogline, such as ``.venv/bin/python`` and
``.venv-compiled/bin/python`` (``make compiled``). Each reads the first N articles in a process that stays, one waiting
while the other works; of each stage the least of all turns counts, in processor milliseconds an article. What they read
(mentions and claims, with every field) is compared to the letter; exit code 1 where it differs.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

from clocks import STAGES, clocked


def main() -> None:
    """Compare the two and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("python", nargs="*", help="two interpreters")
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--turns", type=int, default=5)
    arguments = parser.parse_args()
    if not arguments.python:
        _work(arguments.corpus, arguments.limit)
        return
    if len(arguments.python) != 2:
        parser.error("two interpreters are compared")
    workers = [_Worker(python, arguments.corpus, arguments.limit) for python in arguments.python]
    turns = [[worker.turn() for worker in workers] for _ in range(arguments.turns)]
    words = turns[0][0]["words"]
    least = [_least([turn[which]["spent"] for turn in turns]) for which in (0, 1)]
    _print_table(least, articles=turns[0][0]["articles"], words=words)
    same = len({result["read"] for turn in turns for result in turn}) == 1
    print("what is read is the same to the letter" if same else "WHAT IS READ DIFFERS")
    sys.exit(not same)


class _Worker:
    """A process of one build."""

    def __init__(self, python: str, corpus: Path, limit: int) -> None:
        command = [python, __file__, str(corpus), "--limit", str(limit)]
        environment = {**os.environ, "PYTHONHASHSEED": "0"}  # sets are written in one order
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def turn(self) -> dict[str, Any]:
        """One reading of all articles: seconds by stage, and what was read as one hash."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None and answers is not None
        asked.write("turn\n")
        asked.flush()
        answer = answers.readline()
        if not answer:
            raise SystemExit("one of the two failed")
        found: dict[str, Any] = json.loads(answer)
        return found


def _work(corpus: Path, limit: int) -> None:
    """Read the first articles of *corpus* once for each line of standard input."""
    from fogline.config import Settings
    from fogline.model.extraction import Extraction
    from fogline.pipeline import batched, extract_batch

    documents = _documents(corpus, limit)
    batches = list(batched(documents, Settings().batch_characters))
    words = sum(len(document.text.split()) for document in documents)
    for _ in sys.stdin:
        read = hashlib.sha256()
        with clocked() as spent:
            began = time.process_time()
            results = [result for batch in batches for result in extract_batch(batch, profile="auto")]
            spent["all"] = time.process_time() - began
        for result in results:
            # Of a document itself, where its file stood is not the same for both.
            read.update(repr((result.mentions, result.claims) if isinstance(result, Extraction) else result).encode())
        _answer(sys.stdout, spent=dict(spent), read=read.hexdigest(), articles=len(documents), words=words)


def _documents(corpus: Path, limit: int) -> list[Any]:
    from fogline import Ledger

    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "documents.fog") as ledger:
        first = Path(folder) / "articles.jsonl"
        with corpus.open(encoding="utf-8") as lines:
            first.write_text("".join(itertools.islice(lines, limit)), encoding="utf-8")
        ledger.add([first])
        return list(ledger.documents())


def _answer(out: IO[str], **answer: Any) -> None:
    print(json.dumps(answer), file=out, flush=True)


def _least(turns: list[dict[str, float]]) -> dict[str, float]:
    return {stage: min(turn[stage] for turn in turns) for stage in turns[0]}


def _print_table(least: list[dict[str, float]], *, articles: int, words: int) -> None:
    print(f"{articles} articles of {words / articles:.0f} words: processor milliseconds an article, least of all turns")
    for stage in (*STAGES, "all"):
        if any(stage in one for one in least):
            first, second = (f"{1000 * one[stage] / articles:8.2f}" if stage in one else " " * 8 for one in least)
            print(f"  {stage:20s} {first} {second}")
    for which, one in zip(("first", "second"), least, strict=True):
        print(f"{which}: {words / 400 / one['all']:.1f} articles of 400 words a processor second")


if __name__ == "__main__":
    main()
