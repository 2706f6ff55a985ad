"""The version, in one place, and the kind of build."""

from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

__version__ = "0.1.0"


def is_compiled() -> bool:
    """Whether the rules of reading stand here compiled to C (``make compiled``); they read the same either way."""
    scene = Path(__file__).parent / "claims" / "scene"
    return any(scene.with_name(scene.name + suffix).is_file() for suffix in EXTENSION_SUFFIXES)
