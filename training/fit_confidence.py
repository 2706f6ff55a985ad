"""Fits the weights of a claim's confidence to annotations: how likely a coder is to accept the row as it stands.

    python training/fit_confidence.py --inputs PATH... --gold DIR... [--out FILE]

Reads the inputs with the rules as they are, pairs the claims with the annotations, and fits a ridge-penalised logistic
regression of "accepted" on the features that each claim keeps among its reasons. Prints a calibration table from
five-fold cross-validation over documents; ``--out`` writes the weights of the whole as ``confidence.toml``.
"""

from __future__ import annotations

import argparse
from collections import Counter
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
RIDGE = 6.0
FOLDS = 5


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


def print_calibration(rows: list[Row], predicted: Vector) -> None:
    """One line for each tenth of confidence: how many claims, what was promised, what was accepted."""
    accepted = np.array([row[2] for row in rows], dtype=float)
    print(f"{'confidence':12s} {'claims':>6s} {'promised':>9s} {'accepted':>9s}")
    for low in np.arange(0, 1, 0.1):
        inside = (predicted >= low) & (predicted < low + 0.1)
        if inside.any():
            print(
                f"{low:.1f}–{low + 0.1:.1f}      {inside.sum():6d} {predicted[inside].mean():9.2f} "
                f"{accepted[inside].mean():9.2f}"
            )
    print(f"Brier score {float(((predicted - accepted) ** 2).mean()):.3f}, share accepted {accepted.mean():.2f}")


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


def main() -> None:
    """Reads, fits, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=Path, nargs="+", required=True, help="files and folders of articles")
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="folders of *.gold.json")
    parser.add_argument("--out", type=Path, help="where to write the weights")
    options = parser.parse_args()
    report = BuildReport()
    extractions = {e.document.name: e for e in read_documents(options.inputs, settings=Settings(), report=report)}
    texts = {name: extraction.document.text for name, extraction in extractions.items()}
    rows: list[Row] = []
    for folder in options.gold:
        for gold in load_gold(folder, texts=texts):
            if gold.name in extractions:
                rows.extend(rows_of(extractions[gold.name], gold))
    print_calibration(rows, cross_validated(rows))
    names = frequent(rows)
    if options.out:
        options.out.write_text(as_toml(names, fit(*design(rows, names)), len(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
