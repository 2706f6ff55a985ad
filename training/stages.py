"""Weights from training: anew, going on from others, and the mean of several."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from fogline.language.parser import Parser
from fogline.language.pipeline import build_pipeline, load_weights, save_weights
from material import Material
from score import score
from treebank import Tree

_SEED = 7
_WARMUP = 250
_DROPOUT = 0.12
_CHECK_EVERY = 400


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to train.

    *rate* is the learning rate's peak, from which it falls to nothing over *horizon* steps, *words* a batch's first and
    last size.
    """

    steps: int
    horizon: int
    rate: float
    words: tuple[int, int]
    seed: int


@dataclass(slots=True)
class _Log:
    """Prints pace and losses now and then."""

    losses: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)
    words: int = 0

    def note(self, step: int, batch: list[Any]) -> None:
        """Count *batch* as done."""
        self.words += sum(len(example.x) for example in batch)
        if step in (50, 200) or step % 400 == 0:
            pace = self.words / (time.perf_counter() - self.started)
            shown = {name: round(float(loss), 1) for name, loss in self.losses.items()}
            print(f"{time.strftime('%H:%M:%S')} step {step}, {self.words} words, {pace:.0f}/s, {shown}", flush=True)
            self.losses.clear()


def fresh(material: Material) -> Any:
    """An untrained pipeline that reads the forms of words alone."""
    nlp: Any = build_pipeline()
    first = list(material.examples(nlp))
    nlp.initialize(lambda: first)
    return nlp


def grown(base: Path, classes: str, material: Material) -> Any:
    """The pipeline at *base*, which reads the *classes* of words besides: at first they count for nothing."""
    from thinc.api import fix_random_seed

    fix_random_seed(_SEED)
    nlp: Any = build_pipeline(classes)
    old: dict[str, Any] = dict(load_weights(base).pipeline)
    new: dict[str, Any] = dict(nlp.pipeline)
    new["tok2vec"].model.initialize(X=[example.reference for example in material.few(nlp)])
    _grow_embedding(old["tok2vec"].model.layers[0], new["tok2vec"].model.layers[0])
    _copy(old["tok2vec"].model.layers[1], new["tok2vec"].model.layers[1])
    for name in ("tagger", "parser"):
        new[name].from_bytes(old[name].to_bytes(exclude=["vocab"]), exclude=["vocab"])
    for label in new["tagger"].labels:
        nlp.vocab.strings.add(label)
    return nlp


def train(
    nlp: Any, material: Material, dev: list[Tree], *, schedule: Schedule, classes: str, out: Path, version: str
) -> None:
    """Train *nlp* and write its weights, averaged over the steps, to *out*; scores on *dev* are printed on the way."""
    from thinc.api import Adam, fix_random_seed, warmup_linear

    fix_random_seed(schedule.seed)
    rate: Any = warmup_linear(schedule.rate, _WARMUP, int(schedule.horizon * 1.02))
    optimizer = Adam(rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    log = _Log()
    for step, batch in enumerate(material.batches(nlp, count=schedule.steps, words=schedule.words), 1):
        nlp.update(batch, drop=_DROPOUT, sgd=optimizer, losses=log.losses)
        optimizer.step_schedules()  # the learning rate stays at its first value, zero, without this
        log.note(step, batch)
        if step % _CHECK_EVERY == 0:
            with nlp.use_params(optimizer.averages):
                save_weights(nlp, out.with_suffix(".part"), classes=classes, version=f"{version}-step{step}")
                print("   dev", score(Parser(nlp), dev).table(), flush=True)
    with nlp.use_params(optimizer.averages):
        save_weights(nlp, out, classes=classes, version=version)


def average(paths: list[Path], *, classes: str, out: Path, version: str) -> None:
    """Write the mean of the weights at *paths* to *out*; they must have been trained from the same start."""
    pipelines: list[Any] = [load_weights(path) for path in paths]
    for name, component in pipelines[0].pipeline:
        walks = [nlp.get_pipe(name).model.walk() for nlp in pipelines]
        for nodes in zip(component.model.walk(), *walks, strict=True):
            for param in nodes[0].param_names:
                if nodes[0].has_param(param):
                    nodes[0].set_param(param, np.mean([node.get_param(param) for node in nodes[1:]], axis=0))
    save_weights(pipelines[0], out, classes=classes, version=version)


def _grow_embedding(old: Any, new: Any) -> None:
    """Copy what *new* shares with *old*; the further features are multiplied with zeros."""
    hashed, mixed = new.layers[2].layers[0], new.layers[3].layers[0]
    for before, after in zip(old.layers[2].layers[0].layers, hashed.layers, strict=False):
        _copy(before, after)
    for small, large in zip(old.layers[3].layers[0].walk(), mixed.walk(), strict=True):
        if small.name == "maxout":
            weights = np.zeros_like(large.get_param("W"))
            weights[:, :, : small.get_dim("nI")] = small.get_param("W")
            large.set_param("W", weights)
            large.set_param("b", small.get_param("b"))
        elif small.name == "layernorm":
            _copy(small, large)


def _copy(old: Any, new: Any) -> None:
    """Set every weight of the network *new* to that of *old*, of the same shape."""
    for before, after in zip(old.walk(), new.walk(), strict=True):
        for name in before.param_names:
            if before.has_param(name):
                after.set_param(name, before.get_param(name).copy())
