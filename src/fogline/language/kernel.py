"""The loops of reading in C, where this build has them.

``native/`` goes once over each row where numpy goes over all of them for each operation. What stands beside it in
numpy (``products.py``, ``layers.py``, ``states.py``) does the same to each number in the same order: whole numbers are
added up exactly, and floats only by sums, products, quotients and roots that IEEE 754 rounds in one way. So both give
the same bits, on every machine.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.intp]

_COMPILED = "fogline.language._kernel"
LOOPS: Any = import_module(_COMPILED) if find_spec(_COMPILED) else None
"""The loops in C; ``None`` where they were not compiled (``tools/compile.py``)."""
NATIVE: bool = LOOPS is not None


def checked(native: bool) -> bool:
    """*native*, which asks for the loops in C.

    Raises:
        ValueError: they were not compiled.
    """
    if native and not NATIVE:
        raise ValueError("the loops in C were not compiled")
    return native
