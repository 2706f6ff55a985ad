"""Where the sentences of a document begin and end, and what kind of text they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fogline.model.quick import quickly_made
from fogline.model.sentence import Sentence, SentenceKind

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

Bounds = tuple[int, int]

_ABBREVIATIONS = Path(__file__).parent / "data" / "abbreviations.txt"

# A sub-heading is at most this long; longer lines without a stop are mostly captions and lists (judged by eye).
_HEADING_CHARACTERS = 130
_HEADING_WORDS = 20
# The parser's memory grows with its longest sentence; longer ones are tables, lists or text without stops.
_LONGEST_WORDS = 250
# A post's text reaches back to the start of its paragraph if it fits in a post (280 characters, names and links on
# top); in a longer paragraph only the sentence before the signature is the post's for sure.
_POST_CHARACTERS = 420

_HINTS = ("(@", "pic.twitter.com", "t.co/", "[Continue", "[Keep", "[Read")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}})"
_SIGNATURE = rf"[—–-]{{1,2}} ?[^@\n—]{{1,70}}? ?\(@\w{{1,30}}\)(?: {_DAY})?"
_LINK = r"(?:pic\.twitter\.com/?\w+|https?://t\.co/\w+)"
_EMBEDDED = re.compile(
    rf"(?P<signed>(?:{_LINK}\s*)*{_SIGNATURE}|{_LINK} [^@\n(]{{1,70}}\(@?\w{{1,30}}\) {_DAY})"
    rf"|(?P<link>{_LINK}(?:\s+{_LINK})*)"
    r"|(?P<more>\[(?:Continue|Keep) reading[^\]\n]{0,20}\]|\[Read more[^\]\n]{0,20}\])"
)
# "the city.The army", "the city.”The army": a stop with a capitalised word right behind it; what stands before it is
# looked at afterwards, since a pattern that begins with the stop is found five times as fast.
_GLUED = re.compile(r"[.!?][”\"]?(?=[“\"]?[A-Z]\w*[ ,’'-])")
_BEFORE_GLUED = re.compile(r"[a-z]{3}|\d\d|\w?[a-z][)”’\"]")
# Site names ("Lenta.Ru") are no sentence ends.
# A date that a scraper put before the headline, on its line: "date 2031-05-02 Rebels take Northford".
STAMP = re.compile(r"\s*(?:date|published|updated)[:\s]\s*\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?(?=\s)", re.IGNORECASE)
_SITE = re.compile(r"(?:Com|Ru|Ua|Org|Net|Info|Gov|Uk|Tv)\b")
_SPELLED = re.compile(r"[a-z](?:\.[a-z])+")
_INITIALS = re.compile(r"(?:\b[A-Z]\.)+\Z")  # "the I.M.F.", "named only as K."
_NOTES = re.compile(r"(?:\[(?:\d{1,3}|[ivxlc]{1,7}|citation needed)\]\s*)+")  # note marks stand behind their sentence
_PARENTHESIS_END = re.compile(r"[.!?][)\]]\s+(?=[A-Z“\"‘])")
_STOPS = (".", "?", "!", "…")
_CLOSERS = "”’\"')]»"
_FINAL = ".!?…:;,"
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_MARKS_ONLY = re.compile(r"[\W_]+")
_SAFE_CUTS = (re.compile(r"\n\s*"), re.compile(r"; "), re.compile(r" [–—-] "), re.compile(r", "), re.compile(r"\s"))


def split_sentences(text: str, *, title_end: int = 0) -> tuple[Sentence, ...]:
    """The sentences of *text* in order, unparsed; together they hold every character that is not blank.

    *title_end* is the offset where the title ends (0: no title stands in the text); sentences before it are of kind
    ``title``. A short line without final stop between paragraphs is a ``heading``. Text of embedded posts, their
    signatures (``— Name (@handle) June 22, 2022``, with the picture link before it: a sentence of its own after the
    post's text) and ``[Continue reading…]`` are ``post``. Line breaks end a paragraph unless they look like hard
    wrapping.
    """
    out: list[Sentence] = []
    paragraphs = list(_paragraphs(text, 0, min(title_end, len(text))))
    titles = len(paragraphs)
    paragraphs += _paragraphs(text, titles and title_end, len(text))
    for number, bounds in enumerate(paragraphs):
        is_title = number < titles
        for piece in _pieces(text, bounds, is_title=is_title, alone=len(paragraphs) - titles == 1):
            out.append(Sentence(len(out), piece.start, piece.end, piece.kind, number))
    return tuple(out)


@quickly_made
@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: SentenceKind


@cache
def _splitter() -> PunktSentenceTokenizer:
    from nupunkt import load_default_model

    splitter = load_default_model()
    known = splitter.parameters.abbrev_types
    spelled = {short for short in known if _SPELLED.fullmatch(short)}
    known.clear()
    known.update(spelled, _abbreviations())
    splitter.clear_decision_cache()
    return splitter


def _abbreviations() -> list[str]:
    lines = _ABBREVIATIONS.read_text(encoding="utf-8").splitlines()
    return [short for line in lines if not line.startswith("#") for short in line.split()]


# Paragraphs ------------------------------------------------------------------------------------------------


def _paragraphs(text: str, start: int, end: int) -> Iterator[Bounds]:
    """The paragraphs between *start* and *end*, trimmed, none blank."""
    lines = [m.span() for m in _LINE.finditer(text, start, end)]
    wrapped = _is_wrapped(text, lines)
    current: Bounds | None = None
    for line in lines:
        low, high = _trimmed(text, *line)
        if low == high:
            if current:
                yield current
            current = None
        elif current and _continues(text, current, low, wrapped):
            current = (current[0], high)
        else:
            if current:
                yield current
            current = (low, high)
    if current:
        yield current


def _is_wrapped(text: str, lines: list[Bounds]) -> bool:
    """Whether the text is broken at a fixed width: most lines are of like length and break inside a sentence."""
    lengths = [end - start for start, end in lines]
    if len(lengths) < 6 or max(lengths) > 120:
        return False
    inside = sum(text[start:end].rstrip()[-1:].isalpha() for start, end in lines)
    long = sum(length > 0.7 * max(lengths) for length in lengths)
    return inside > 0.5 * len(lines) and long > 0.6 * len(lines)


def _continues(text: str, current: Bounds, low: int, wrapped: bool) -> bool:
    """Whether the line at *low* goes on with the paragraph *current*."""
    between = text[current[1] : low]
    if between.count("\n") > 1 or between.count("\r") > 1:
        return False
    if wrapped:
        return True
    if not text[low].islower() or current[1] - current[0] <= 40:
        return False
    return text[current[1] - 1] not in _FINAL or _ends_in_initials(text, current[1])


def _trimmed(text: str, start: int, end: int) -> Bounds:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# Sentences of one paragraph --------------------------------------------------------------------------------


def _pieces(text: str, bounds: Bounds, *, is_title: bool, alone: bool) -> list[_Piece]:
    """The sentences of one paragraph with their kinds."""
    if is_title:
        return [_Piece(*cut, "title") for cut in _titles(text, bounds)]
    out: list[_Piece] = []
    at = bounds[0]
    for found in _embedded(text, bounds):
        before = _sentences(text, (at, found.start()))
        posted = _posted(before) if found.lastgroup == "signed" else 0
        out += [_Piece(*cut, "body") for cut in before[: len(before) - posted]]
        out += [_Piece(*cut, "post") for cut in before[len(before) - posted :]]
        out.append(_Piece(found.start(), found.end(), "post"))
        at = found.end()
    rest = _sentences(text, (at, bounds[1]))
    kind: SentenceKind = "body"
    if at == bounds[0] and not alone and len(rest) == 1 and _is_heading(text[slice(*rest[0])]):
        kind = "heading"
    return out + [_Piece(*cut, kind) for cut in rest]


def _titles(text: str, bounds: Bounds) -> list[Bounds]:
    """The sentences of a title, a date before it cut off as one of its own."""
    stamp = STAMP.match(text, *bounds)
    if stamp is None:
        return _sentences(text, bounds)
    return [_trimmed(text, *stamp.span()), *_sentences(text, (stamp.end(), bounds[1]))]


def _embedded(text: str, bounds: Bounds) -> Iterator[re.Match[str]]:
    """The signatures, picture links and reading notes between *bounds*."""
    # Each form holds one of these, and looking for them first is much cheaper than the pattern.
    if any(text.find(hint, *bounds) >= 0 for hint in _HINTS):
        yield from _EMBEDDED.finditer(text, *bounds)


def _posted(before: list[Bounds]) -> int:
    """How many of the sentences before a signature are the post's."""
    if before and before[-1][1] - before[0][0] <= _POST_CHARACTERS:
        return len(before)
    return min(1, len(before))


def _is_heading(line: str) -> bool:
    if len(line) > _HEADING_CHARACTERS or line.count(" ") >= _HEADING_WORDS or line[0] in "-–—•*·":
        return False
    return line.rstrip(_CLOSERS)[-1:] not in _FINAL and any(c.isalpha() for c in line)


def _sentences(text: str, bounds: Bounds) -> list[Bounds]:
    """The sentences of running text between *bounds*, trimmed, none empty."""
    cuts: list[Bounds] = []
    for start, end in _split_glued(text, *bounds):
        part = text[start:end]
        for low, high in _split(part):
            cuts += _split_parenthesis(text, *_trimmed(text, start + low, start + high))
    return [piece for cut in _joined(text, cuts) for piece in _bounded(text, *cut)]


def _split(part: str) -> Iterable[Bounds]:
    """*part* as the splitter cuts it: one that holds no stop but at its very end is one sentence whatever it says."""
    last = len(part.rstrip()) - 1
    for stop in _STOPS:
        if part.find(stop, 0, last) >= 0:
            return _splitter().span_tokenize(part)
    return [(0, last + 1)] if last > 0 else _splitter().span_tokenize(part)


def _split_glued(text: str, start: int, end: int) -> Iterator[Bounds]:
    """*start* to *end* cut where two sentences stand together without a blank."""
    at = start
    for found in _GLUED.finditer(text, start, end):
        stop = found.start()
        if _BEFORE_GLUED.match(text[max(start, stop - 3) : stop][-3:]) and not _SITE.match(text, found.end()):
            yield at, found.end()
            at = found.end()
    if at < end:
        yield at, end


def _split_parenthesis(text: str, start: int, end: int) -> list[Bounds]:
    """A sentence wholly in parentheses parted from the next: "(He left.) The city fell."."""
    if text[start : start + 1] not in ("(", "["):
        return [(start, end)]
    found = _PARENTHESIS_END.search(text, start, end)
    return [(start, found.start() + 2), (found.end(), end)] if found else [(start, end)]


def _joined(text: str, cuts: Iterable[Bounds]) -> list[Bounds]:
    """*cuts* with blanks left out and pieces put back that are no sentences of their own."""
    out: list[Bounds] = []
    for start, end in cuts:
        notes = _NOTES.match(text, start, end) if out and text[start : start + 1] == "[" else None
        if notes:
            out[-1] = (out[-1][0], _trimmed(text, start, notes.end())[1])
            start = notes.end()
        if start == end:
            continue
        if out and _belongs_before(text, out[-1], start, end):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _belongs_before(text: str, last: Bounds, start: int, end: int) -> bool:
    """Whether the piece at *start* goes on with the sentence *last*: marks alone, or “…?” followed by “he asked”."""
    if _MARKS_ONLY.fullmatch(text, start, end):
        return True
    if text[start].isdigit() and text.startswith("No.", last[1] - 3):
        return True  # "unit No. 5"
    return text[start].islower() and (text[last[1] - 1] in _CLOSERS + "…?!" or _ends_in_initials(text, last[1]))


def _ends_in_initials(text: str, end: int) -> bool:
    return text[end - 1] == "." and _INITIALS.search(text, max(0, end - 12), end) is not None


def _bounded(text: str, start: int, end: int) -> Iterator[Bounds]:
    """One sentence, or its parts where it is too long to parse in one go."""
    # The second test bounds text without blanks, too.
    if end - start <= 8 * _LONGEST_WORDS and text.count(" ", start, end) < _LONGEST_WORDS:
        yield start, end
        return
    cut = _safe_cut(text, start, end)
    for part in ((start, cut), (cut, end)):
        low, high = _trimmed(text, *part)
        if low < high:
            yield from _bounded(text, low, high)


def _safe_cut(text: str, start: int, end: int) -> int:
    """Where to cut a run-on: behind the strongest mark in its middle half."""
    quarter, middle = (end - start) // 4, (start + end) // 2
    for mark in _SAFE_CUTS:
        places = [m.end() for m in mark.finditer(text, start + quarter, end - quarter)]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    return middle
