"""Weights from training."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fogline.language.parser import Parser
from fogline.language.pipeline import build_pipeline, save_weights
from fogline.language.weights import read_weights
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

    *rate* is the learning rate's peak, from which it falls to nothing over the *steps*; *words* is a batch's first and
    last size.
    """

    steps: int
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


def untrained(material: Material, classes: str) -> Any:
    """A pipeline that has learnt nothing yet; *classes* is the table of the words' classes."""
    from thinc.api import fix_random_seed

    fix_random_seed(_SEED)
    nlp: Any = build_pipeline(classes)
    first = list(material.examples(nlp))
    nlp.initialize(lambda: first)
    return nlp


def train(
    nlp: Any, material: Material, dev: list[Tree], *, schedule: Schedule, classes: str, out: Path, version: str
) -> None:
    """Train *nlp* and write its weights, averaged over the steps, to *out*; scores on *dev* are printed on the way."""
    from thinc.api import Adam, fix_random_seed, warmup_linear

    fix_random_seed(schedule.seed)
    rate: Any = warmup_linear(schedule.rate, _WARMUP, int(schedule.steps * 1.02))
    optimizer = Adam(rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    log = _Log()
    for step, batch in enumerate(material.batches(nlp, count=schedule.steps, words=schedule.words), 1):
        nlp.update(batch, drop=_DROPOUT, sgd=optimizer, losses=log.losses)
        optimizer.step_schedules()  # the learning rate stays at its first value, zero, without this
        log.note(step, batch)
        if step % _CHECK_EVERY == 0:
            with nlp.use_params(optimizer.averages):
                part = out.with_suffix(".part")
                save_weights(nlp, part, classes=classes, version=f"{version}-step{step}")
                print("   dev", score(Parser(read_weights(part)), dev).table(), flush=True)
    with nlp.use_params(optimizer.averages):
        save_weights(nlp, out, classes=classes, version=version)
