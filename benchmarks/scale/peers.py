"""Parts of Fogline beside what one would else take for them: speed and accuracy of both, on the same texts in turns.

    python benchmarks/scale/peers.py ARTICLES.jsonl --bench BENCH_DIR [--data DATA_DIR] --out results.jsonl
    python benchmarks/scale/peers.py ARTICLES.jsonl --bench BENCH_DIR --parts times,copies --out results.jsonl
    python benchmarks/scale/peers.py ARTICLES.jsonl --bench BENCH_DIR --python COMPILED/bin/python --out results.jsonl

The peers are installed into an environment of their own (``--peers``, made on the first run from requirements.txt).
Each part is done by a process of its own, turn by turn, ``--rounds`` times, and the least processor seconds count,
loading left out (it is told apart): first some items to warm up on, then others that none has seen. BENCH_DIR holds
``geoparsing/`` and ``timex/``, DATA_DIR ``treebank/pud``; what is not there is not judged.

Ours is this checkout and, with ``--python``, the Fogline installed for that Python, too, as a compiled one. A part is
written when all of it is done; what is there already, of the same programs on as much, is not done again, so that a
stopped run goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.decisions import Decision, figures
from benchmarks.layers import parse as parse_layer
from benchmarks.layers import places as places_layer
from benchmarks.layers import times as times_layer
from benchmarks.layers.corpora import Judged
from benchmarks.layers.training_rooms import training
from benchmarks.scale import results
from benchmarks.scale.made_copies import judge, with_copies
from benchmarks.scale.peers_table import PARTS, with_verdicts
from benchmarks.scale.watching import watch
from fogline.gazetteer.frozen import built_in
from fogline.language.sentences import split_sentences
from fogline.model.sentence import Sentence, Token

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "src" / "fogline" / "language" / "data" / "english.zip"
SEED = 5
TOWNS = 15_000
"""Inhabitants from which on a place is on the shorter list of names."""
WARM_UP = 0.2
THRESHOLDS = (0.5, 0.25, 0.1)
"""Jaccard: of what is called a copy, of what finds a third of one, and of what finds nearly all that we do."""

Row = dict[str, Any]
Judge = Callable[[Row], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of doing a part: whose task, on what, how much of which unit, and how what it finds is judged.

    ``length`` says of a look-up how long its list of names is; ``python`` has the Fogline that does it, if it is ours
    and not this checkout's.
    """

    part: str
    ours: bool
    task: str
    given: Row
    amount: float
    unit: str
    judge: Judge
    length: str = ""
    python: str | None = None


def main() -> None:
    """Measure the parts asked for, and print and keep the figures."""
    given = _arguments()
    peers = ready(given.peers)
    failed = 0
    for part in given.parts:
        made = list({"parse": parse, "places": places, "times": times, "copies": copies}[part](given))
        if given.python:
            made += [replace(entry, python=given.python) for entry in made if entry.ours]
        if not given.again and _is_there(part, made, given):
            print(f"{part}: is there, of the same program; --again does it anew", flush=True)
            continue
        best = _done(part, made, peers, given)
        failed += len(made) - len(best)
        for result in best:
            results.append(given.out, result)
        print("\n".join(with_verdicts(best)), flush=True)
    sys.exit(1 if failed else 0)


def _done(part: str, made: Sequence[Entry], peers: Path, given: argparse.Namespace) -> list[results.Result]:
    """The best result of each of *made*, in turns; what failed in every round is left out."""
    best: dict[int, results.Result] = {}
    for round_ in range(given.rounds):
        for number, entry in enumerate(made):
            try:
                result = measure(entry, peers)
            except (OSError, subprocess.SubprocessError, RuntimeError) as error:
                print(f"{part}, {entry.task}: FAILED: {error}", flush=True)
                continue
            print(f"{part}, round {round_ + 1}: {result['who']}: {result['seconds']:.2f} s", flush=True)
            if number not in best or result["seconds"] < best[number]["seconds"]:
                best[number] = result
    return [best[number] for number in sorted(best)]


def _is_there(part: str, made: Sequence[Entry], given: argparse.Namespace) -> bool:
    """Whether the file has all of *made*: by the same programs, as much of it."""
    there = {
        (one["who"], one["program"], one["amount"])
        for one in results.read(given.out)
        if one["what"] == "peer" and one["part"] == part and "program" in one
    }
    wanted = {(results.program(entry.python)["program"], round(entry.amount, 3)) for entry in made}
    return len({who for who, *which in there if tuple(which) in wanted}) >= len(made)


def ready(folder: Path) -> Path:
    """The Python of the peers' environment in *folder*, made and filled where it is not there."""
    python, wanted = folder / "bin" / "python", (HERE / "requirements.txt").read_text("utf-8")
    installed = folder / "installed.txt"
    if not installed.exists() or installed.read_text("utf-8") != wanted:
        print(f"the peers are installed into {folder}", flush=True)
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"], check=True)
        installed.write_text(wanted, encoding="utf-8")
    return python


def measure(entry: Entry, peers: Path) -> results.Result:
    """Do *entry* once, in a process of its own.

    Raises:
        RuntimeError: it ended with an error.
    """
    with tempfile.TemporaryDirectory() as name:
        given, found, log = (Path(name) / each for each in ("given.json", "found.json", "log"))
        given.write_text(json.dumps(entry.given), encoding="utf-8")
        ours = (entry.python or sys.executable, "own_work.py")
        python, script = ours if entry.ours else (str(peers), "peer_work.py")
        environment = {**results.environment(entry.python), "TZ": "UTC"}
        watched = watch([python, str(HERE / script), entry.task, str(given), str(found)], log, environment=environment)
        if watched.code:
            raise RuntimeError(log.read_text("utf-8", "replace").strip().rpartition("\n")[2])
        done = json.loads(found.read_text("utf-8"))
    return {
        "what": "peer",
        "part": entry.part,
        "who": done["who"],
        "ours": entry.ours,
        "length": entry.length,
        "seconds": round(done["seconds"], 3),
        "load_seconds": round(done["load_seconds"], 2),
        "amount": round(entry.amount, 3),
        "unit": entry.unit,
        "speed": round(entry.amount / max(done["seconds"], 1e-9), 3),
        "accuracy": {name: round(value, 4) for name, value in entry.judge(done).items()},
        "largest_mib": round(watched.largest_mib),
        "others": round(watched.others, 3),
        **results.circumstances(entry.python),
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
    }


# The parse ---------------------------------------------------------------------------------------------------


def parse(given: argparse.Namespace) -> Iterator[Entry]:
    """Our reading of spaCy's weights, and spaCy's own, over all sentences of some articles; judged on PUD."""
    texts = [row["text"] for row in _articles(given.articles, given.sample)]
    split = [[text[s.start : s.end] for s in split_sentences(text)] for text in texts]
    warm, timed = _parted(split)
    warm, sentences = (list(chain.from_iterable(some)) for some in (warm, timed))
    words = float(sum(len(sentence.split()) for sentence in sentences))
    trees = _trees(given.data)
    base = {"warm_up": warm, "items": sentences, "weights": str(WEIGHTS)}
    whole = dict(zip(("warm_up", "items"), _parted(texts), strict=True))
    judged = {**base, "judged": [tree.text for tree in trees]}
    for ours, task in ((True, "sentences"), (False, "spacy_sentences")):
        yield Entry("parse", ours, task, judged, words, "words", lambda done: _judge_trees(done, trees))
    yield Entry("parse", False, "spacy_articles", {**base, **whole}, words, "words", lambda done: {})


def _judge_trees(done: Row, trees: Sequence[Any]) -> dict[str, float]:
    """Scores on the treebank, whose sentences were parsed behind the others."""
    if not trees:
        return {}
    decided: list[Decision] = []
    for index, (tree, rows) in enumerate(zip(trees, done["found"], strict=True)):
        decided += parse_layer.decide("PUD", index, tree, _sentence(rows))
    counts = figures(decided)
    return {
        f"{measure_[:3]} (PUD)": counts["PUD", measure_].f1 or 0.0
        for measure_ in ("UAS no punctuation", "LAS no punctuation")
    }


def _sentence(rows: list[list[Any]]) -> Sentence:
    at = {row[0]: number for number, row in enumerate(rows)}
    tokens = tuple(
        Token(n, row[0], row[1], "", "", row[6], row[5], row[4].split(":")[0], at[row[2]]) for n, row in enumerate(rows)
    )
    return Sentence(0, 0, rows[-1][1] if rows else 0, "body", 0, tokens)


def _trees(data: Path | None) -> list[Any]:
    if data is None or not (data / "treebank" / "pud").is_dir():
        return []
    return list(training("evaluate").test_sets(data / "treebank")["PUD"])


# Places ------------------------------------------------------------------------------------------------------


def places(given: argparse.Namespace) -> Iterator[Entry]:
    """Places on LGL and GeoVirus: ours, and lists of names matched, each name the most populous place of it."""
    rows = [row for name in ("lgl", "geovirus") for row in _rows(given.bench / "geoparsing" / f"{name}.jsonl")]
    rows = [{**row, "corpus": "LGL" if number < 588 else "GeoVirus"} for number, row in enumerate(rows)]
    if not rows:
        return
    warm, timed = _parted(rows)
    base = {key: [row["text"] for row in some] for key, some in (("warm_up", warm), ("items", timed))}
    size = sum(len(row["text"].encode()) for row in timed) / 1e6
    short, long = _names()
    tasks: list[tuple[bool, str, Row]] = [
        (True, "places", base),
        (True, "look_up", {**base, "inhabitants": TOWNS, "list": f"towns from {TOWNS:,} inhabitants"}),
        (True, "look_up", {**base, "inhabitants": 0, "list": "all places"}),
        (False, "flashgeotext", base),
        (False, "phrase_matcher", {**base, "names": short, "list": f"{len(short):,} towns and countries"}),
        (False, "phrase_matcher", {**base, "names": long, "list": f"{len(long):,} places"}),
    ]
    lengths = ("", "short", "long", "short", "short", "long")
    for (ours, task, told), length in zip(tasks, lengths, strict=True):
        yield Entry("places", ours, task, told, size, "MB", lambda done: _judge_places(done, timed), length)


def _judge_places(done: Row, rows: Sequence[Row]) -> dict[str, float]:
    if not done["found"]:
        return {}
    decided: list[Decision] = []
    for index, (row, found) in enumerate(zip(rows, done["found"], strict=True)):
        there = {"places": [_place(each) for each in found]}
        decided += places_layer.decide(row["corpus"], Judged(index, row, there))
    counts = figures(decided)
    return {f"{key[0]} F1": prf.f1 or 0.0 for key, prf in counts.items() if key[1] == "within 161 km"}


def _place(found: list[Any]) -> Row:
    start, end, text, *where = found
    latitude, longitude = where if len(where) == 2 else _most_populous(where[0] if where else text)
    return {"start": start, "end": end, "text": text, "latitude": latitude, "longitude": longitude, "use": "location"}


def _most_populous(name: str) -> tuple[float | None, float | None]:
    candidates = built_in().candidates(name)
    return (candidates[0].latitude, candidates[0].longitude) if candidates else (None, None)


def _names() -> tuple[list[str], list[str]]:
    """Names of towns from 15,000 inhabitants and countries, and the main names of all places that the gazetteer has."""
    gazetteer = built_in()
    known = [gazetteer._toponym(row, True) for row in range(len(gazetteer))]
    towns = {
        place.name
        for place in known
        if (place.feature_class == "P" and place.population >= TOWNS) or place.feature_code.startswith("PCL")
    }
    return sorted(towns), sorted({place.name for place in known})


# Times -------------------------------------------------------------------------------------------------------


def times(given: argparse.Namespace) -> Iterator[Entry]:
    """Times on TimeBank and AQUAINT: ours, and dateparser's search."""
    rows = _rows(given.bench / "timex" / "tbaq.jsonl")
    if not rows:
        return
    warm, timed = _parted(rows[:: max(1, len(rows) // given.documents)])
    base = {
        key: [[row["text"], row.get("published")] for row in some]
        for key, some in (("warm_up", warm), ("items", timed))
    }
    words = float(sum(len(row["text"].split()) for row in timed))
    for ours, task in ((True, "times"), (False, "dateparser_search")):
        yield Entry("times", ours, task, base, words, "words", lambda done: _judge_times(done, timed))


def _judge_times(done: Row, rows: Sequence[Row]) -> dict[str, float]:
    decided: list[Decision] = []
    for index, (row, found) in enumerate(zip(rows, done["found"], strict=True)):
        there = [
            {"start": start, "end": end, "text": text, "value": value, "type": kind[0] if kind else "DATE"}
            for start, end, text, value, *kind in found
        ]
        decided += times_layer.decide("c", Judged(index, row, {"times": there}))
    counts = figures(decided)
    return {f"{name} F1": counts["c", name].f1 or 0.0 for name in ("relaxed extent", "value")}


# Copies ------------------------------------------------------------------------------------------------------


def copies(given: argparse.Namespace) -> Iterator[Entry]:
    """Copies among articles, made ones and those there before: ours, and MinHash with bands."""
    texts = [row["text"] for row in _articles(given.articles, given.texts)]
    made = with_copies(texts, of=given.texts // 10, seed=SEED)
    base = {"warm_up": texts[:50], "items": made.texts}
    amount = float(len(made.texts))
    tasks: list[tuple[bool, str, Row]] = [(True, "copies", base)]
    tasks += [(False, "datasketch_copies", {**base, "threshold": threshold}) for threshold in THRESHOLDS]
    for ours, task, told in tasks:
        yield Entry("copies", ours, task, told, amount, "documents", lambda done: judge(done["found"], made))


def _parted(items: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Some of *items* to warm up on, drawn evenly, and all others."""
    step = round(1 / WARM_UP)
    return list(items[::step]), [item for number, item in enumerate(items) if number % step]


def _articles(path: Path, count: int) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return list(islice((row for row in map(json.loads, lines) if row.get("text")), count))


def _rows(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--bench", type=Path, required=True, help="folder with geoparsing/ and timex/")
    parser.add_argument("--data", type=Path, help="folder with treebank/pud")
    parser.add_argument("--parts", type=lambda text: text.split(","), default=list(PARTS), help=",".join(PARTS))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--sample", type=int, default=150, help="articles that are parsed (150)")
    parser.add_argument("--documents", type=int, default=266, help="documents searched for times (all)")
    parser.add_argument("--texts", type=int, default=1000, help="articles among which copies are looked for (1000)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--python", help="a Python whose installed Fogline is measured, too, as a compiled one")
    parser.add_argument("--again", action="store_true", help="do what is there already, too")
    parser.add_argument("--peers", type=Path, default=Path("/tmp/fogline-peers"), help="where the peers are installed")
    given = parser.parse_args()
    if wrong := [part for part in given.parts if part not in PARTS]:
        parser.error(f"--parts {wrong[0]}: it is one of {', '.join(PARTS)}")
    return given


if __name__ == "__main__":
    main()
