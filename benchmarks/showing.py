"""Figures, errors, gains and losses as plain text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from benchmarks.comparing import Change, Shift
from benchmarks.decisions import Decision, Run, figures, medians
from fogline.evaluate.scores import PRF

CONTEXT = 60
EXAMPLES = 3


def table(run: Run) -> str:
    """One line a measure: precision, recall, F1, the counts, and F1 of the tuned and the held-out half."""
    whole = figures(run.decisions)
    halves = [figures(run.decisions, held_out=half) for half in (False, True)]
    lines = [f"{'':42s} {'P':>5s} {'R':>6s} {'F1':>6s}  tuned held out   right / found / to be found"]
    middles = medians(run.decisions)
    for corpus, measures in run.measures.items():
        for measure in measures:
            key = corpus, measure
            one = whole.get(key, PRF())
            parts = "  ".join(_share(half.get(key, PRF()).f1) for half in halves)
            shares = " ".join(f"{_share(value):>6s}" for value in (one.precision, one.recall, one.f1))
            counts = f"{one.right} / {one.found} / {one.wanted}"
            lines.append(f"{corpus:18s} {measure:22s} {shares}   {parts}       {counts}")
        if corpus in middles:
            lines.append(f"{corpus:18s} {'median km off':22s} {middles[corpus]:20.1f}")
    return "\n".join(lines)


def errors(run: Run, *, examples: int = EXAMPLES) -> str:
    """Errors by kind, the most frequent first, each kind with some of its cases from all over the corpus."""
    lines = []
    for corpus in run.measures:
        kinds: dict[str, list[Decision]] = defaultdict(list)
        for one in run.decisions:
            if one.corpus == corpus and one.kind:
                kinds[one.kind].append(one)
        lines.append(f"\n== {corpus}: {sum(map(len, kinds.values()))} errors")
        for kind, cases in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
            lines.append(f"{len(cases):6d}  {kind}")
            lines += [f"          {told(one, run)}" for one in _spread(cases, examples)]
    return "\n".join(lines)


def _spread(cases: Sequence[Decision], number: int) -> list[Decision]:
    step = max(1, len(cases) // number) if number else 1
    return list(cases[::step][:number])


def told(one: Decision, run: Run) -> str:
    """A case in its context, on one line."""
    text = run.texts.get(one.corpus, {}).get(one.document)
    item = f" {{{one.item}}}" if one.item else ""
    if text is None:
        return f"{one.document}:{one.start} »{_flat(one.words)}«{item}"
    before, after = text[max(0, one.start - CONTEXT) : one.start], text[one.end : one.end + CONTEXT]
    return f"{one.document}:{one.start}{item} …{_flat(before)}»{_flat(text[one.start : one.end])}«{_flat(after)}…"


def comparison(run: Run, changed: Sequence[Change], shifted: Sequence[Shift]) -> str:
    """Every gain and loss, then how each figure moved."""
    lines = []
    for change in changed:
        sign = "GAIN" if change.gained else "LOSS"
        half = "held out" if change.decision.held_out else "tuned"
        why = f" ({'was ' if change.gained else ''}{change.kind})" if change.kind else ""
        spurious = " spurious" if change.decision.spurious else ""
        lines.append(
            f"{sign} {change.decision.corpus} [{half}]{spurious} {', '.join(change.measures)}{why}\n"
            f"     {told(change.decision, run)}"
        )
    gained, lost = (Counter(c.decision.corpus for c in changed if c.gained == way) for way in (True, False))
    lines.append("")
    for corpus in run.measures:
        lines.append(f"{corpus}: {gained[corpus]} cases gained, {lost[corpus]} lost")
    lines += [_moved(shift) for shift in shifted]
    return "\n".join(lines)


def _moved(shift: Shift) -> str:
    sign = "FELL" if shift.fell else "rose" if shift.after > shift.before else "same"
    step = shift.after - shift.before
    return f"{sign}  {shift.corpus:18s} {shift.measure:22s} {shift.before:.4f} → {shift.after:.4f}  {step:+.4f}"


def _share(value: float | None) -> str:
    return "  -  " if value is None else f"{value:.3f}"


def _flat(text: str) -> str:
    return re.sub(r"\s", " ", text)
