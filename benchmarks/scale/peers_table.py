"""The peers' figures as tables, and in words: who is faster, who is more often right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.scale import results

PARTS = ("parse", "places", "times", "copies")
SAME = 0.005
"""Figures this near each other are called equal."""
_NO_ACCURACY = frozenset({"pairs", "open"})


def latest(found: Iterable[results.Result], part: str) -> list[results.Result]:
    """The last figures of everybody who did *part*; of ours those of the last programs, plain and compiled."""
    did = [one for one in found if one["what"] == "peer" and one["part"] == part]
    program = {bool(one.get("compiled")): one.get("program") for one in did if one["ours"]}
    last = {
        one["who"]: one for one in did if not one["ours"] or one.get("program") == program[bool(one.get("compiled"))]
    }
    return list(last.values())


def table(found: Sequence[results.Result]) -> list[str]:
    """Lines of a Markdown table of one part: who, how fast, how right; ours first."""
    if not found:
        return []
    measures = list(dict.fromkeys(name for one in found for name in one["accuracy"]))
    unit = found[0]["unit"]
    lines = [f"| {found[0]['part']} | {unit} a second | {' | '.join([*measures, 'load, s', 'MiB'])} |"]
    lines.append("| --- |" + " ---: |" * (len(measures) + 3))
    for one in sorted(found, key=lambda each: not each["ours"]):
        cells = [_figure(name, one["accuracy"].get(name)) for name in measures]
        who = f"**{one['who']}**" if one["ours"] else one["who"]
        cells += [f"{one['load_seconds']:.1f}", str(one["largest_mib"])]
        lines.append(f"| {who} | {_speed(one['speed'])} | {' | '.join(cells)} |")
    return lines


def with_verdicts(found: Sequence[results.Result]) -> list[str]:
    """The table, and beneath it a line for each peer that says who wins at what."""
    lines = [*verdicts(found), *_busy(found)]
    return [*table(found), "", *lines] if lines else table(found)


def _busy(found: Sequence[results.Result]) -> list[str]:
    most = max((one["others"] for one in found), default=0.0)
    if most <= results.QUIET:
        return []
    return [f"* On a **busy machine** (up to {most:.0%} of it went to other work): processor seconds, in turns."]


def verdicts(found: Sequence[results.Result]) -> list[str]:
    """For each peer a line: how much faster or slower we are, and at which measures either is better."""
    ours = [one for one in found if one["ours"] and one["accuracy"]]
    return [_verdict(one, other) for one in ours for other in found if not other["ours"] and _alike(one, other)]


def _alike(one: results.Result, other: results.Result) -> bool:
    """Whether both look names up in a list as long, or not at all."""
    return not one.get("length") or not other.get("length") or bool(one["length"] == other["length"])


def _verdict(ours: results.Result, other: results.Result) -> str:
    ratio = ours["speed"] / other["speed"] if other["speed"] else float("inf")
    speed = f"{ratio:.1f} times as fast" if ratio >= 1 else f"slower: {_slower(ratio)} the speed"
    shared = [name for name in ours["accuracy"] if name in other["accuracy"] and name not in _NO_ACCURACY]
    better = [name for name in shared if ours["accuracy"][name] > other["accuracy"][name] + SAME]
    worse = [name for name in shared if ours["accuracy"][name] < other["accuracy"][name] - SAME]
    same = [name for name in shared if name not in better and name not in worse]
    parts = [
        f"{label} {', '.join(names)}"
        for label, names in (("better", better), ("equal", same), ("worse", worse))
        if names
    ]
    return f"* {ours['who']}, beside {other['who']}: {speed}; {'; '.join(parts) or 'accuracy not comparable'}."


def _slower(ratio: float) -> str:
    return f"{ratio:.2f} of"


def _speed(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if name in _NO_ACCURACY else f"{value:.3f}"
