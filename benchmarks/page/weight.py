"""What the built page weighs, compressed as it is sent: file by file, and all of it.

    make page && python benchmarks/page/weight.py

Raises:
    SystemExit: it is not built, or weighs 2 MB or more.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from fogline.web.app import COMPRESSED_LEVEL
from fogline.web.pages import built_page

HEAVIEST = 2_000_000
"""Bytes that all of it may weigh."""


def main() -> None:
    """Print the weights, the heaviest first."""
    folder = built_page()
    weights = {path: weight_of(path) for path in folder.rglob("*") if path.is_file()}
    if not weights:
        raise SystemExit("the page is not built: make page")
    print("       kB  compressed kB")
    for path, weight in sorted(weights.items(), key=lambda one: -one[1]):
        print(f"{path.stat().st_size / 1000:>9.1f}{weight / 1000:>15.1f}  {path.relative_to(folder)}")
    whole = sum(weights.values())
    print(f"{sum(path.stat().st_size for path in weights) / 1000:>9.1f}{whole / 1000:>15.1f}  all")
    if whole >= HEAVIEST:
        raise SystemExit(f"it weighs {HEAVIEST / 1e6:.0f} MB or more")


def weight_of(path: Path) -> int:
    """Bytes of the file at *path* as it is sent."""
    return len(gzip.compress(path.read_bytes(), COMPRESSED_LEVEL))


if __name__ == "__main__":
    main()
