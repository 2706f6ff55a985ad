"""The trained weights and what goes with them, read from their one file as far as reading texts needs it.

``pipeline.load_weights`` makes spaCy's own pipeline of the same file. That takes a second and a half, and this a tenth
of one.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.language.forms import Forms
from fogline.language.tokens import Rules
from fogline.language.word_classes import WordClasses

Floats = NDArray[np.float32]

NAME = "fogline_en"
WEIGHTS, CLASSES, READING = "weights.msgpack", "classes.tsv", "reading.json"
"""The parts of the file: the pipeline's components as spaCy packs them, the table of the words' classes, and what else
reading needs of spaCy: the tokenizer's rules, the numbers that spaCy gives to names, the parser's moves."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a network, by the name that thinc gives its kind."""

    name: str
    params: Mapping[str, Floats]
    attrs: Mapping[str, Any]
    dims: Mapping[str, int | None]

    def get_param(self, name: str) -> Floats:
        """One of its arrays."""
        return self.params[name]

    def get_dim(self, name: str) -> int:
        """One of its widths."""
        size = self.dims[name]
        assert size is not None, f"a {self.name} without {name}"
        return size


@dataclass(frozen=True, slots=True)
class Weights:
    """The network's layers by component in the order in which thinc goes through them, and what else reading needs.

    ``tags`` and ``moves`` name what the tagger and the parser choose from, in the order of their scores.
    """

    version: str
    layers: Mapping[str, Sequence[Layer]]
    tags: Sequence[str]
    moves: Sequence[str]
    rules: Rules
    forms: Forms

    def of(self, component: str, *kinds: str) -> list[Layer]:
        """The layers of a *component* that are of these *kinds*."""
        return [layer for layer in self.layers[component] if layer.name in kinds]


def read_weights(path: Path) -> Weights:
    """The weights at *path*.

    Raises:
        FileNotFoundError: the package was built without them.
    """
    import srsly  # type: ignore[import-untyped]

    with zipfile.ZipFile(path) as archive:
        packed = srsly.msgpack_loads(archive.read(WEIGHTS))
        classes = archive.read(CLASSES).decode()
        reading = json.loads(archive.read(READING))
    components = packed["components"]
    rules = _rules(reading["tokenizer"])
    return Weights(
        version=packed["version"],
        layers={name: _layers(message["model"]) for name, message in components.items()},
        tags=json.loads(components["tagger"]["cfg"])["labels"],
        moves=reading["moves"],
        rules=rules,
        forms=Forms(rules.norms, reading["symbols"], WordClasses.parse(classes)),
    )


def version_of(path: Path) -> str:
    """The version of the weights at *path*, of which little else is read.

    Raises:
        FileNotFoundError: the package was built without them.
    """
    import srsly.msgpack  # type: ignore[import-untyped]

    with zipfile.ZipFile(path) as archive, archive.open(WEIGHTS) as packed:
        unpacker = srsly.msgpack.Unpacker(packed, raw=False)
        for _ in range(unpacker.read_map_header()):
            if unpacker.unpack() == "version":
                return str(unpacker.unpack())
            unpacker.skip()
    raise KeyError(f"{path}: no version")


def _rules(kept: Mapping[str, Any]) -> Rules:
    specials = {text: [(word, norm) for word, norm in words] for text, words in kept["specials"].items()}
    return Rules(**{**kept, "specials": specials})


def _layers(model: Mapping[str, Any]) -> list[Layer]:
    import srsly

    return [
        Layer(
            node["name"],
            {name: array.astype(np.float32) for name, array in params.items() if array is not None},
            {name: srsly.msgpack_loads(value) for name, value in attrs.items() if name in ("pad", "seed")},
            node["dims"],
        )
        for node, params, attrs in zip(model["nodes"], model["params"], model["attrs"], strict=True)
    ]
