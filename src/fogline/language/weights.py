"""The trained weights and what goes with them, read from their one file as far as reading texts needs it.

``pipeline.load_weights`` makes spaCy's own pipeline of the same file. That takes a second and a half, and this a tenth
of one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from fogline.kept import Arrays, keep_arrays, kept_arrays, kept_beside
from fogline.language.forms import Forms
from fogline.language.tokens import Rules
from fogline.language.word_classes import WordClasses, word_classes

Floats = NDArray[np.float32]

NAME = "fogline_en"
WEIGHTS, CLASSES, READING = "weights.msgpack", "classes.tsv", "reading.json"
"""The parts of the file: the pipeline's components as spaCy packs them, the table of the words' classes, and what else
reading needs of spaCy: the tokenizer's rules, the numbers that spaCy gives to names, the parser's moves."""

_HEAD, _VERSION = 64, b"\xa7version"
"""So many bytes of the components tell their version, behind its key, which is the first: a short text, whose length is
in the last five bits of its first byte (https://github.com/msgpack/msgpack/blob/master/spec.md#str-format-family)."""


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
    """The weights at *path*, or what was kept of them (:func:`keep_weights`).

    Raises:
        FileNotFoundError: the package was built without them.
    """
    told, arrays = kept_arrays(kept_beside(path), _mark(path)) or _unpacked(path)
    rules = Rules(**told["tokenizer"])
    return Weights(
        version=told["version"],
        layers={
            component: [
                Layer(kind, {name: arrays[key] for name, key in params.items()}, attrs, dims)
                for kind, params, attrs, dims in layers
            ]
            for component, layers in told["layers"].items()
        },
        tags=told["tags"],
        moves=told["moves"],
        rules=rules,
        forms=Forms(rules.norms, told["symbols"], WordClasses(told["classes"])),
    )


def version_of(path: Path) -> str:
    """The version of the weights at *path*, of which little else is read.

    Raises:
        FileNotFoundError: the package was built without them.
    """
    with zipfile.ZipFile(path) as archive, archive.open(WEIGHTS) as packed:
        head = packed.read(_HEAD)
    at = head.index(_VERSION) + len(_VERSION)
    return head[at + 1 : at + 1 + (head[at] & 31)].decode()


def keep_weights(path: Path, out: Path) -> None:
    """Keep in *out* what is read of the weights at *path*, as it is used."""
    keep_arrays(out, _mark(path), *_unpacked(path))


def _mark(path: Path) -> str:
    """What tells the file at *path* from others: the checksums of its parts."""
    with zipfile.ZipFile(path) as archive:
        return " ".join(f"{part.filename}:{part.CRC:08x}" for part in archive.infolist())


def _unpacked(path: Path) -> tuple[dict[str, Any], Arrays]:
    """What the file at *path* tells, where each array goes by a name, and these arrays."""
    with zipfile.ZipFile(path) as archive:
        packed = msgspec.msgpack.decode(archive.read(WEIGHTS))
        classes = archive.read(CLASSES).decode()
        reading = msgspec.json.decode(archive.read(READING))
    components = packed["components"]
    arrays: Arrays = {}
    told = {
        "version": packed["version"],
        "layers": {name: _layers(message["model"], name, arrays) for name, message in components.items()},
        "tags": msgspec.json.decode(components["tagger"]["cfg"])["labels"],
        "moves": reading["moves"],
        "tokenizer": _rules(reading["tokenizer"]),
        "symbols": reading["symbols"],
        "classes": word_classes(classes),
    }
    return told, arrays


def _rules(kept: Mapping[str, Any]) -> dict[str, Any]:
    specials = {text: [(word, norm) for word, norm in words] for text, words in kept["specials"].items()}
    return {**kept, "specials": specials}


def _layers(model: Mapping[str, Any], component: str, arrays: Arrays) -> list[tuple[str, dict[str, str], Any, Any]]:
    """Of each layer its kind, its arrays' names, which are put into *arrays*, what it is set to, and its widths."""
    layers: list[tuple[str, dict[str, str], Any, Any]] = []
    for node, params, attrs in zip(model["nodes"], model["params"], model["attrs"], strict=True):
        named = {name: f"{component}.{len(layers)}.{name}" for name, array in params.items() if array is not None}
        arrays |= {key: _array(params[name]) for name, key in named.items()}
        set_to = {name: msgspec.msgpack.decode(value) for name, value in attrs.items() if name in ("pad", "seed")}
        layers.append((node["name"], named, set_to, node["dims"]))
    return layers


def _array(packed: Mapping[bytes, Any]) -> Floats:
    """An array as msgpack-numpy packs it (https://github.com/lebedov/msgpack-numpy)."""
    numbers = np.frombuffer(packed[b"data"], packed[b"type"]).reshape(packed[b"shape"])
    return numbers.astype(np.float32)
