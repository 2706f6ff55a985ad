"""Fits the weights of a claim's confidence to annotations: how likely a coder is to accept the row as it stands.

    python training/fit_confidence.py --inputs PATH... --gold DIR... [--held NAME INPUT DIR]...
        [--out FILE] [--page FILE]

Reads the inputs with the rules as they are, pairs the claims with the annotations, and fits a ridge-penalised logistic
regression of "accepted" on the features that each claim keeps among its reasons. A claim is accepted where its type,
speaker, place, time, modality and polarity are all right. Prints calibration tables: from ten-fold cross-validation
over documents, and for each ``--held`` set, which nothing is fitted to. ``--out`` writes the weights of the whole as
``confidence.toml``, ``--page`` the tables as Markdown.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fogline.config import Settings
from fogline.evaluate.fields import USABLE_FIELDS, judge_claim
from fogline.evaluate.gold import GoldDocument, load_gold
from fogline.evaluate.pairing import pair, position_of
from fogline.export.record import record_of
from fogline.ledger import BuildReport, read_documents
from fogline.model.claim import Claim
from fogline.model.extraction import Extraction

Vector = npt.NDArray[np.float64]
Row = tuple[str, frozenset[str], bool]  # document, features, accepted

RARE = 20
"""A feature seen in fewer claims than this has no weight of its own."""
RIDGE = 10.0
"""Pull of every weight towards nothing; 6 to 25 do about as well, less is overconfident."""
FOLDS = 10
BINS = 10


def features_of(claim: Claim) -> frozenset[str]:
    """The features of *claim*, as ``name=value``."""
    return frozenset(f"{r.rule}={r.detail}" for r in claim.reasons if r.about == "confidence")


def rows_of(extraction: Extraction, gold: GoldDocument) -> list[Row]:
    """The claims of one document that count for or against; those paired with optional annotations do neither."""
    records = [record_of(extraction.document, claim) for claim in extraction.claims]
    paired = {r: c for c, r in pair(gold.claims, records, gold.published).items()}
    rows: list[Row] = []
    for r, claim in enumerate(extraction.claims):
        features = features_of(claim)
        if r not in paired:
            position = position_of(records[r])
            if not any(start <= position <= end for start, end in gold.ignored):
                rows.append((gold.name, features, False))
        elif not gold.claims[paired[r]].optional:
            verdicts = judge_claim(gold.claims[paired[r]], records[r], gold.published)
            rows.append((gold.name, features, all(verdicts[field] is not False for field in USABLE_FIELDS)))
    return rows


def design(rows: list[Row], names: list[str]) -> tuple[Vector, Vector]:
    """The features of *rows* as a matrix with a first column of ones, and what became of each."""
    columns = {name: n + 1 for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1.0
    for n, (_, features, _) in enumerate(rows):
        for name in features & columns.keys():
            x[n, columns[name]] = 1.0
    return x, np.array([float(accepted) for _, _, accepted in rows])


def fit(x: Vector, y: Vector) -> Vector:
    """Weights by Newton's method; the first one, the base, is not penalised."""
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalty * weights
        hessian = (x.T * (p * (1 - p))) @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


def frequent(rows: list[Row]) -> list[str]:
    """The features common enough for a weight, sorted."""
    counts = Counter(name for _, features, _ in rows for name in features)
    return sorted(name for name, count in counts.items() if count >= RARE)


def cross_validated(rows: list[Row]) -> Vector:
    """For each row, the confidence that weights fitted on other documents give it."""
    documents = sorted({document for document, _, _ in rows})
    fold_of = {document: n % FOLDS for n, document in enumerate(documents)}
    predicted = np.zeros(len(rows))
    for fold in range(FOLDS):
        seen = [row for row in rows if fold_of[row[0]] != fold]
        names = frequent(seen)
        weights = fit(*design(seen, names))
        held = [n for n, row in enumerate(rows) if fold_of[row[0]] == fold]
        x, _ = design([rows[n] for n in held], names)
        predicted[held] = 1 / (1 + np.exp(-x @ weights))
    return predicted


@dataclass(frozen=True)
class Calibration:
    """How far confidences keep their promise, for the claims of one set."""

    name: str
    predicted: Vector
    accepted: Vector

    def bins(self) -> Iterator[tuple[float, int, float, float]]:
        """For each tenth that holds claims: its lower end, how many, mean confidence, share accepted."""
        for number in range(BINS):
            inside = np.minimum((self.predicted * BINS).astype(int), BINS - 1) == number
            if inside.any():
                promised, kept = self.predicted[inside].mean(), self.accepted[inside].mean()
                yield number / BINS, int(inside.sum()), float(promised), float(kept)

    def expected_error(self) -> float:
        """Expected calibration error: the mean distance of promise and share over the bins, by claims."""
        return sum(count * abs(promised - kept) for _, count, promised, kept in self.bins()) / len(self.accepted)

    def order(self) -> float:
        """Area under the ROC curve: how often an accepted claim has more confidence than one that is not."""
        good, bad = self.predicted[self.accepted == 1], self.predicted[self.accepted == 0]
        above = (good[:, None] > bad[None, :]).mean() + 0.5 * (good[:, None] == bad[None, :]).mean()
        return float(above)

    def table(self) -> str:
        """The bins and the figures as a Markdown table."""
        lines = ["| confidence | claims | mean confidence | share right |", "| --- | ---: | ---: | ---: |"]
        for low, count, promised, kept in self.bins():
            lines.append(f"| {low:.1f}–{low + 1 / BINS:.1f} | {count} | {promised:.2f} | {kept:.2f} |")
        mean, share = float(self.predicted.mean()), float(self.accepted.mean())
        lines.append(f"| all | {len(self.accepted)} | {mean:.2f} | {share:.2f} |")
        brier = float(((self.predicted - self.accepted) ** 2).mean())
        figures = f"Expected calibration error {self.expected_error():.3f}, Brier score {brier:.3f}, "
        return "\n".join([*lines, "", f"{figures}area under the ROC curve {self.order():.2f}."])


def as_toml(names: list[str], weights: Vector, claims: int) -> str:
    """The weights as the package's table."""
    lines = [
        "# Log-odds that a coder accepts a claim as it stands: a base, and what each feature adds.",
        f"# Fitted by training/fit_confidence.py on {claims} claims of annotated articles.",
        f"base = {weights[0]:.3f}",
        "",
        "[weights]",
    ]
    lines += [
        f'"{name}" = {weight:.3f}' for name, weight in zip(names, weights[1:], strict=True) if abs(weight) >= 0.05
    ]
    return "\n".join(lines) + "\n"


def read_rows(inputs: list[Path], folders: list[Path]) -> list[Row]:
    """The rows of every annotated document of *inputs*."""
    extractions = {e.document.name: e for e in read_documents(inputs, settings=Settings(), report=BuildReport())}
    texts = {name: extraction.document.text for name, extraction in extractions.items()}
    golds = (gold for folder in folders for gold in load_gold(folder, texts=texts))
    return [row for gold in golds if gold.name in extractions for row in rows_of(extractions[gold.name], gold)]


def confidences(rows: list[Row], names: list[str], weights: Vector) -> Vector:
    """The confidence of each of *rows*."""
    x, _ = design(rows, names)
    return np.asarray(1 / (1 + np.exp(-x @ weights)))


def page(calibrations: list[Calibration], claims: int) -> str:
    """The page on what a confidence is worth."""
    tables = "\n\n".join(f"## {one.name}\n\n{one.table()}" for one in calibrations)
    return f"{HEAD.format(claims=claims)}\n{tables}\n"


HEAD = """<!-- made by training/fit_confidence.py: fit again, then commit both -->

# What a confidence is worth

Each claim has a confidence between 0 and 1: how likely it is that a coder takes the row as it stands, with its type,
speaker, place, time, modality and polarity all right. Of claims at 0.8 about 80 in 100 should be. It is a sum of
weights, one for each way in which the claim was read (`fogline explain` lists them in points), fitted to {claims}
claims of articles that were annotated by hand, by

```console
$ python training/fit_confidence.py --inputs PATH... --gold DIR... --held NAME INPUT DIR \\
    --out src/fogline/lexicon/confidence.toml --page docs/confidence.md
```

The first table is cross-validated: each document's claims have the confidence that weights fitted to other documents
give them. The held-out sets are articles that the weights were not fitted to. Their bins are small: twenty claims
give a share to within about 0.2 either way.
"""


def main() -> None:
    """Reads, fits, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=Path, nargs="+", required=True, help="files and folders of articles")
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="folders of *.gold.json")
    parser.add_argument(
        "--held", nargs=3, action="append", default=[], metavar=("NAME", "INPUT", "DIR"), help="a set to check only"
    )
    parser.add_argument("--out", type=Path, help="where to write the weights")
    parser.add_argument("--page", type=Path, help="where to write the tables")
    options = parser.parse_args()
    rows = read_rows(options.inputs, options.gold)
    names = frequent(rows)
    weights = fit(*design(rows, names))
    calibrations = [Calibration("Cross-validated", cross_validated(rows), _accepted(rows))]
    for name, inputs, gold in options.held:
        held = read_rows([Path(inputs)], [Path(gold)])
        calibrations.append(Calibration(f"Held out: {name}", confidences(held, names, weights), _accepted(held)))
    for one in calibrations:
        print(f"{one.name}\n\n{one.table()}\n")
    if options.out:
        options.out.write_text(as_toml(names, weights, len(rows)), encoding="utf-8")
    if options.page:
        options.page.write_text(page(calibrations, len(rows)), encoding="utf-8")


def _accepted(rows: list[Row]) -> Vector:
    return np.array([float(accepted) for _, _, accepted in rows])


if __name__ == "__main__":
    main()
