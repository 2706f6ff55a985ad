"""Where it happened: the place in the trigger's own arguments, then its clause, the sentence, the passage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fogline.claims.happenings import Happening
from fogline.claims.scene import Scene
from fogline.lexicon.loader import words
from fogline.model.claim import Where
from fogline.model.mention import Mentions, PlaceMention
from fogline.model.sentence import Sentence
from fogline.model.span import Span

_COUNTRY = "PCL"
_EMBEDDING = frozenset({"acl:relcl", "advcl", "parataxis", "ccomp", "conj"})
