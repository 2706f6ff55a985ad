"""A line that leads a quotation in, which fills the paragraphs below it: "The minister said in a statement:"."""

from __future__ import annotations

from fogline.language.tree import Tree, tree_of
from fogline.mentions.attributions.cues import forms_of, verb_cues
from fogline.mentions.attributions.quotes import Quotation, starting_from
from fogline.mentions.attributions.sources import SourceReader
from fogline.mentions.attributions.tree import Draft
from fogline.model.sentence import Sentence
from fogline.model.span import Span

_LONG_ENOUGH = 4
"""Words of a quotation that can be speech by itself."""
_UTTERANCES = frozenset(
    {"statement", "remark", "remarks", "comment", "comments", "message", "reply", "response", "answer"}
)
_HANDING_OUT = frozenset({"provide", "provides", "provided", "post", "posts", "posted", "send", "sends", "sent"})


def introduced(
    text: str, sentence: Sentence, following: Sentence | None, quotations: tuple[Quotation, ...]
) -> Draft | None:
    """What *sentence* says of the quotation that opens *following*, a paragraph below it; ``None`` where nothing.

    The sentence ends in a colon and has a verb of speech that takes a quotation, or one that hands out a statement.
    """
    if following is None or not sentence.parsed or following.paragraph == sentence.paragraph:
        return None
    if text[sentence.end - 1] != ":":
        return None
    quoted = _quoted(text, following, quotations)
    tree = tree_of(sentence)
    cue = _cue(tree) if quoted else None
    if cue is None:
        return None
    source = SourceReader(text, tree, quotations, (cue,)).source_before(cue)
    if source is None:
        return None
    return Draft(
        sentence=sentence.index,
        cue=tree.tokens[cue].span,
        content=tuple(quoted),
        lemma=tree.tokens[cue].lemma,
        stance="affirm",
        frame="quote",
        source=tree.span_of(source.tokens),
        speaker_at=tree.tokens[source.head].span,
        quoted=True,
    )


def _quoted(text: str, following: Sentence, quotations: tuple[Quotation, ...]) -> list[Span]:
    """The quotation that opens *following*, with the paragraphs in which it is opened anew."""
    out: list[Span] = []
    for quotation in starting_from(quotations, following.start):
        opens = quotation.span.start == following.start if not out else quotation.resumes
        if not opens or (not out and len(quotation.span.of(text).split()) < _LONG_ENOUGH):
            break
        out.append(quotation.span)
    return out


def _cue(tree: Tree) -> int | None:
    """The verb that leads to the quotation: the root if it does, else the last one."""
    found = [t.index for t in tree.tokens if t.pos == "VERB" and _leads(tree, t.index)]
    return tree.root() if tree.root() in found else found[-1] if found else None


def _leads(tree: Tree, verb: int) -> bool:
    word = tree.tokens[verb].lower
    if any(cue.stance == "affirm" and "quote" in cue.frames for cue in verb_cues().get(word, ())):
        return True
    hands_out = word in forms_of("light", "") or word in _HANDING_OUT
    return hands_out and any(t.lower in _UTTERANCES for t in tree.tokens[verb + 1 :])
