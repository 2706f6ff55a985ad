"""The part of the façade that says how well a ledger was read, and what to look at first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fogline.facade.asking import Asking, by_any_name
from fogline.reviewing import decide
from fogline.reviewing.decide import Reviewed
from fogline.store.base import ClaimFilter
from fogline.toolbox import tools_for

if TYPE_CHECKING:
    from fogline.evaluate.errors import Error
    from fogline.evaluate.gold import GoldDocument
    from fogline.evaluate.scores import Figures
    from fogline.explaining import Explained
    from fogline.reviewing.queue import Entry


class Judging(Asking):
    """Whether claims hold, by people and by annotations; :class:`fogline.ledger.Ledger` is one."""

    def reviewed(self, claim_id: str) -> Reviewed:
        """The claim whose id is, or begins with, *claim_id* as it stands, beside what was read; a rejected one, too.

        Raises:
            UsageError: no claim's id begins so, or several do.
        """
        found = decide.reviewed(self._store, claim_id)
        return found or decide.get_reviewed(self._store, self._claim(claim_id)[1].claim_id)

    def queue(self, where: ClaimFilter = ClaimFilter(), *, limit: int | None = 50) -> list[Entry]:  # noqa: B008 - frozen
        """What to look at first of the claims that *where* asks for and nobody has decided on, each with the reasons.

        Points are given for a low confidence, a contested event, disagreements, and large numbers of people harmed.
        """
        from fogline.reviewing.queue import queue

        return queue(self._store, by_any_name(where), limit=limit)

    def explain(self, claim_id: str, *, profile: str = "auto") -> Explained:
        """Why the claim whose id is, or begins with, *claim_id* reads as it does; its document is read once more.

        *profile* is the profile setting to read with; the ledger's own claims stay as they are. What people corrected
        is told beside it.

        Raises:
            UsageError: no claim's id begins so, or several do; or *profile* cannot be used.
        """
        from fogline.explaining import explain_claim

        seen = self.reviewed(claim_id)
        tools = tools_for(profile)
        known = self._store.known([seen.document.document_id], extractor=tools.version, profile=tools.profile_label)
        explained = explain_claim(seen.document, seen.as_read, tools, same_reader=bool(known))
        return explained.with_decisions(seen.claim, seen.state, seen.reviews)

    def evaluate(self, gold: Path, *, as_read: bool = False) -> Figures:
        """Score the ledger's claims against the annotations in folder *gold*; *as_read*: whatever people decided.

        Raises:
            BadGold: an annotation file cannot be used.
        """
        from fogline.evaluate.scores import group_records, score

        return score(self._gold(gold), group_records(self.records(ClaimFilter(as_read=as_read))))

    def errors(self, gold: Path, *, as_read: bool = False) -> list[Error]:
        """What is wrong with the ledger's claims by the annotations in folder *gold*, one by one.

        Raises:
            BadGold: an annotation file cannot be used.
        """
        from fogline.evaluate.errors import find_errors
        from fogline.evaluate.scores import group_records

        return find_errors(self._gold(gold), group_records(self.records(ClaimFilter(as_read=as_read))))

    def _gold(self, folder: Path) -> tuple[GoldDocument, ...]:
        from fogline.evaluate.gold import load_gold

        return load_gold(folder, texts={document.name: document.text for document in self.documents()})
