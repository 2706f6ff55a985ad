"""A clock around each stage of a build."""

from __future__ import annotations

import pkgutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from typing import Any
from unittest import mock

FUNCTIONS = {
    "sentences": "fogline.pipeline.split_sentences",
    "  words": "fogline.language.vocabulary.Vocabulary.words",
    "  vectors": "fogline.language.network.Encoder.vectors",
    "  trees": "fogline.language.transitions.TransitionParser.trees",
    "profile choice": "fogline.toolbox.choose_profile",
    "places": "fogline.pipeline.find_places",
    "times": "fogline.pipeline.find_times",
    "quantities": "fogline.pipeline.find_quantities",
    "actors": "fogline.pipeline.find_actors",
    "attributions": "fogline.pipeline.find_attributions",
    "verifications": "fogline.pipeline.find_verifications",
    "store": "fogline.store.sql.SqlStore.add",
    "undated": "fogline.building.date_undated",
    "derivation": "fogline.building.derive",
}
"""Stages, and the function that each is in."""
STAGES = (
    *("sentences", "parse", "  words", "  vectors", "  trees", "profile choice", "places", "times", "quantities"),
    *("actors", "attributions", "verifications", "claims", "store", "undated", "derivation"),
)
"""Where time is spent, in order; indented where it is part of the one above (not to be had of what is compiled)."""


@contextmanager
def clocked() -> Iterator[dict[str, float]]:
    """The processor seconds that each stage takes meanwhile, as they add up."""
    from fogline.toolbox import tools_for

    spent: dict[str, float] = defaultdict(float)

    def timed_tools(profile: str) -> Any:
        tools: Any = tools_for(profile)
        parser = _Clock(tools.parser, "parse", "parse", spent)
        timed = replace(tools, extractor=_Clock(tools.extractor, "extract", "claims", spent))
        vars(timed)["parser"] = parser
        return timed

    with ExitStack() as stack:
        for name, target in FUNCTIONS.items():
            try:
                stack.enter_context(mock.patch(target, _timed(pkgutil.resolve_name(target), name, spent)))
            except TypeError:  # a method of a compiled class
                continue
        stack.enter_context(mock.patch("fogline.pipeline.tools_for", timed_tools))
        # While the limit's alarm is set Linux counts processor time in steps of 4 ms, longer than most stages take.
        stack.enter_context(mock.patch("fogline.pipeline.at_most", lambda seconds: nullcontext()))
        yield spent


class _Clock:
    """*of* with a clock around one of its methods: compiled classes cannot be given others."""

    def __init__(self, of: object, method: str, stage: str, spent: dict[str, float]) -> None:
        self._of = of
        setattr(self, method, _timed(getattr(of, method), stage, spent))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of, name)


def _timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*args: Any, **options: Any) -> Any:
        began = time.process_time()
        try:
            return function(*args, **options)
        finally:
            spent[name] += time.process_time() - began

    return run
