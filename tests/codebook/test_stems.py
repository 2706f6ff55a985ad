"""What a rule's expression finds has one of its stems: no sentence is passed over for want of one."""

from __future__ import annotations

import pytest

from fogline.codebook.sub_events import SubEventRule, sub_event_rules

PHRASES = [
    "The bomber near the gate killed himself.",
    "Two men BLEW THEMSELVES UP.",
    "She detonated her vest in the crowd.",
    "He set off an explosive belt.",
    "Families were forcibly transferred.",
    "Enforced disappearances went on.",
    "Forced disappearances went on.",
    "They walked in without a fight.",
    "They met little resistance.",
    "The column went on unopposed.",
    "The town was taken without a shot being fired.",
    "They entered after the garrison withdrew.",
    "They entered when the last men had pulled back.",
    "They entered once the guards abandoned their positions.",
    "They entered as the defenders had retreated.",
    "They entered after the army had withdrawn.",
    "The capital broke off talks.",
    "It is breaking off all relations.",
    "He ruled out any talks.",
]
RULES = list({rule.sentence: rule for rules in sub_event_rules().values() for rule in rules if rule.stems}.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.key))
def test_whatever_is_found_has_a_stem(rule: SubEventRule) -> None:
    assert rule.sentence is not None
    found = [phrase for phrase in PHRASES if rule.sentence.search(phrase)]
    assert len(found) > 1
    assert [phrase for phrase in found if not any(stem in phrase.lower() for stem in rule.stems)] == []
