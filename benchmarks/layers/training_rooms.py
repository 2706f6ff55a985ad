"""The modules of ``training/``, which read treebanks and corpora with names: loaded when first asked for."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

_TRAINING = Path(__file__).parents[2] / "training"


def training(name: str) -> Any:
    """The module ``training/NAME.py``, found as the scripts there find each other."""
    if str(_TRAINING) not in sys.path:
        sys.path.append(str(_TRAINING))
    return importlib.import_module(name)
