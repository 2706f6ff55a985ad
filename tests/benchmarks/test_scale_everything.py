"""All steps of the page's figures, begun again where they were."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from benchmarks.scale import results
from benchmarks.scale.everything import SIZES, steps


def asked(out: Path, **more: Any) -> argparse.Namespace:
    here = out.parent
    base = {
        "articles": here / "a.jsonl",
        "bench": here,
        "data": None,
        "ray_python": None,
        "until": SIZES[-1],
        "python": None,
    }
    return argparse.Namespace(**{**base, "out": out, "work": here / "w", "peers": here / "p", **more})


def scripts(given: argparse.Namespace) -> list[str]:
    return [Path(step[1]).name for step in steps(given)]


def test_what_a_quiet_machine_has_measured_is_not_measured_again(tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    assert scripts(asked(out)) == ["pages.py", "peers.py", *["run.py"] * 6]
    for part in ("parse", "times", "copies"):
        results.append(out, {"what": "peer", "part": part, "others": 0.01, **results.program()})
    results.append(out, {"what": "peer", "part": "places", "others": 0.6, **results.program()})
    results.append(out, {"what": "pages", "others": 0.01, **results.program()})
    peers, *runs = steps(asked(out, until=10_000))
    assert peers[peers.index("--parts") + 1] == "places"
    assert [run[run.index("--sizes") + 1] for run in runs] == ["1000", "1000", "10000", "10000"]


def test_ray_is_asked_only_where_there_is_one(tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    assert not any("ray" in step for step in steps(asked(out)))
    (ray,) = (step for step in steps(asked(out, ray_python=Path("/somewhere/python"))) if "ray" in step)
    assert ray[0] == "/somewhere/python" and ray[-2:] == ["--engine", "ray"]
    both = {"ray_python": Path("/with/ray"), "python": Path("/compiled")}
    (ray,) = (step for step in steps(asked(out, **both)) if "ray" in step)
    assert ray.count("--python") == 1 and ray[ray.index("--python") + 1] == "/with/ray"
