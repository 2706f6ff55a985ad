"""The stories of the exports' tests, briefed."""

from __future__ import annotations

import pytest

from fogline.brief.model import Brief
from fogline.ledger import Ledger
from tests.export.conftest import war, war_file

__all__ = ["war", "war_file"]


@pytest.fixture(scope="session")
def brief(war: Ledger) -> Brief:
    return war.brief().brief
