"""The part of the façade that writes decisions down and asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from fogline.model.review import Review
from fogline.reviewing import decide
from fogline.reviewing.corrections import known_to
from fogline.reviewing.decide import ANY
from fogline.store.base import Store

if TYPE_CHECKING:
    from fogline.reviewing.agreement import Agreement


class Reviewing:
    """Decisions on the claims and events of a ledger; :class:`fogline.ledger.Ledger` is one."""

    _store: Store

    def review(
        self,
        decision: str,
        target: str,
        author: str,
        *,
        changes: Mapping[str, object] | None = None,
        reason: str | None = None,
        expected: str | None = ANY,
        at: datetime | None = None,
    ) -> Review:
        """Write down what *author* decides about a claim or an event, and derive at once what depends on it.

        Args:
            decision: of a claim (its id as *target*) ``accept``, ``correct``, ``reject`` or ``note``; of an event (its
                id, or that of one of its claims) ``merge``, ``split`` or ``note``.
            changes: for ``correct``, record fields to their right values, a part of one after a dot:
                ``{"event_type": "advance", "place": 703448, "time": "2022-06-24", "speaker.party": "ukraine",
                "quantities.0.best": 30, "agent": None}`` (see docs/reviewing.md). For ``merge``, ``{"events": [ids]}``
                or ``{"claims": [ids]}`` that belong to *target*, too; for ``split``, ``{"claims": [ids]}`` to be
                taken out of it.
            reason: free text; ``reject`` and ``note`` need one.
            expected: the id of the last of :meth:`reviews` of *target* that the author has seen, ``None`` for none;
                ``"*"`` (:data:`fogline.reviewing.decide.ANY`) checks nothing.
            at: when, with a time zone; now, where it is left out.

        Returns:
            The review as it is kept, its ``changes`` in full.

        Raises:
            StaleReview: somebody has decided since; nothing was written.
            BadReview: a field or argument cannot be what is given; says what it can be.
            UsageError: there is no such claim or event.
        """
        return decide.decide(
            self._store,
            decision,
            target,
            author,
            known=lambda: known_to(self._store),
            changes=changes,
            reason=reason,
            expected=expected,
            at=at,
        )

    def undo(
        self,
        review_id: str,
        author: str,
        *,
        reason: str | None = None,
        expected: str | None = ANY,
        at: datetime | None = None,
    ) -> Review:
        """Take back the decision with this id (its beginning will do), and derive at once what depends on it.

        Who takes back an ``undo`` brings back the decision. *expected* and *at* are as for :meth:`review`.

        Raises:
            StaleReview: somebody has decided since; nothing was written.
            BadReview: there is no such review, or it is taken back already.
        """
        return decide.undo(self._store, review_id, author, reason=reason, expected=expected, at=at)

    def reviews(self, target: str | None = None) -> list[Review]:
        """All decisions, or those about *target*, in the order they were made; taken-back ones and undos, too.

        About a claim are those on itself, and the merges and splits that name it; about an event those on itself, and
        the merges and splits that name any of its claims. :func:`fogline.model.review.in_force` says which stand.
        """
        return list(self._store.reviews()) if target is None else decide.reviews_of(self._store, target)

    def agreement(self, *copies: Reviewing) -> Agreement:
        """How far those who decided on the same claims agree: Krippendorff's alpha for each field, with the counts.

        *copies* are ledgers of the same documents that others reviewed without seeing the decisions of this one.
        """
        from fogline.reviewing.agreement import agreement

        return agreement(self._store, *(each._store for each in copies))

    def orphaned_reviews(self) -> list[Review]:
        """The decisions that stand on claims that are no more: kept, without effect until a claim has that id again."""
        return decide.orphaned(self._store)
