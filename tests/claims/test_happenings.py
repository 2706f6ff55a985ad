"""What the words of a headline tell of, where the parser takes its verb for a plural."""

from __future__ import annotations

import pytest

from tests.claims.reading import read_claims


@pytest.mark.parametrize(
    ("headline", "types"),
    [
        pytest.param(
            "Luhansk falls, Ukrainian army flees", ["capture", "retreat"], id="a verb that looks like a plural"
        ),
        pytest.param("Report on police uniforms and tanks", [], id="plurals that are no verbs"),
    ],
)
def test_a_headline_tells_of_these_events(headline: str, types: list[str]) -> None:
    claims = read_claims(f"{headline}\n\nMore follows.", title_end=len(headline))
    assert sorted({claim.event_type for claim in claims}) == types
