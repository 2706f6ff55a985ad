"""More articles out of real ones: other words, numbers, names and days, another order, and the same grammar.

    python benchmarks/scale/vary.py ARTICLES.jsonl COUNT [--seed 5] [--weeks 52] > more.jsonl

Of the nouns, verbs, adjectives and adverbs four in five are replaced by others of the same form, drawn as often as
they occur; of those that may tell of an event one in three, by another such, so that most of what is claimed stays.
Half of the adjectives and adverbs are left out, others come in before nouns and verbs. Words of ``words.toml`` stand
for each other; numbers grow or shrink; people get names that are nobody's, the same all through; all days of one
article move by the same whole weeks, so that weekdays stay right. What comes out makes no sense, but it is read as news
is, no two are one report, and they do not tell of one day. There is a quarter less to be claimed than in real ones.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import count, pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.scale.cutting import real_articles
from benchmarks.scale.days import days_in, moved
from fogline.claims.triggers import wants_parse as may_hold_a_claim
from fogline.language.parser import Parser
from fogline.language.sentences import split_sentences
from fogline.lexicon.loader import words as lexicon_words
from fogline.model.sentence import Sentence, Token

REPLACED, TELLING_REPLACED = 0.8, 0.35
"""Open words that are replaced; of those that may tell of an event fewer, or a third of the claims would be gone."""
ADDED, DROPPED = 0.4, 0.5
"""Nouns and verbs that get a word before them (an adjective, an adverb), and such words that are left out."""
OTHER_THE = 0.5
"""The articles before a word in small letters that another such word stands for."""
FEWEST_OPEN = 0.2
"""The share of open words below which an article is not varied: other languages, lists."""
RENAMED = 0.9
"""People that get another name."""
SWAPPED = 0.3
"""Neighbours (sentences of a paragraph, paragraphs after the second) that change places."""
OPEN_TAGS = frozenset({"NN", "NNS", "JJ", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "RB"})
MODIFIERS = {
    **dict.fromkeys(("NN", "NNS"), ("JJ", False)),
    **dict.fromkeys(("VBD", "VBZ", "VBP", "VBG"), ("RB", False)),
}
"""What may stand before which words: its pool."""
LEFT = frozenset({"be", "have", "do", "say", "not", "n't", "percent", "%"})
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,2})?")
_QUOTES = re.compile(r"[\"“”„«»]")
_VOWELS = frozenset("aeiou")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that may change: of what ``kind``, by which ``key`` (a pool, a name's number), what follows."""

    text: str
    kind: str
    key: Any
    after: str


Line = tuple[Piece, ...]
"""A sentence"""


@dataclass(frozen=True, slots=True)
class Template:
    """An article taken apart: its paragraphs of sentences, and how many people it names."""

    row: Row
    paragraphs: tuple[tuple[Line, ...], ...]
    names: int
    published: date | None


@dataclass(slots=True)
class Pools:
    """Words that can stand for each other, by their form and whether they may tell of an event, as often as met."""

    of: dict[tuple[str, bool], list[str]] = field(default_factory=lambda: defaultdict(list))


class Varied:
    """Varied articles without end, the same for the same *rows*, *seed* and *weeks*: turn by turn one of each row."""

    def __init__(self, rows: Sequence[Row], *, seed: int, weeks: int) -> None:
        if not rows:
            raise ValueError("there is no article to vary")
        self._seed, self._weeks = seed, weeks
        self._pools = Pools()
        made = list(_templates(rows, self._pools))
        self._templates = [one for one in made if _is_open(one)] or made

    def __iter__(self) -> Iterator[Row]:
        for number in count():
            template = self._templates[number % len(self._templates)]
            yield self._one(template, number)

    def _one(self, template: Template, number: int) -> Row:
        chance = random.Random(f"{self._seed} {number}")
        by = timedelta(weeks=chance.choice((-1, 1)) * chance.randint(1, self._weeks))
        names = [_name(chance) if chance.random() < RENAMED else None for _ in range(template.names)]
        change = Change(chance, by, names, template.published, self._pools)
        paragraphs = [_swapped(lines, 0, chance) for lines in template.paragraphs]
        text = "\n\n".join(" ".join(change.line(line) for line in lines) for lines in _swapped(paragraphs, 2, chance))
        published = None if template.published is None else str(template.published + by)
        return {**template.row, "name": f"varied-{number:07}", "title": None, "published": published, "text": text}


@dataclass(slots=True)
class Change:
    """What one varied article changes."""

    chance: random.Random
    by: timedelta
    names: list[tuple[str, str] | None]
    published: date | None
    pools: Pools

    def line(self, line: Line) -> str:
        """The sentence, changed."""
        out: list[str] = []
        for piece in line:
            if piece.kind == "word" and self._left_out(piece, out):
                continue
            text = self._other(piece)
            if text is not piece.text and out and out[-1].strip().lower() in ("a", "an"):
                out[-1] = _article(out[-1], text)
            out.append(text + piece.after)
        return "".join(out).strip()

    def _left_out(self, piece: Piece, out: list[str]) -> bool:
        """Whether the piece, an adjective or adverb within the sentence, is dropped."""
        droppable = piece.key in MODIFIERS.values() and piece.after == " " and bool(out)
        return droppable and self.chance.random() < DROPPED

    def _other(self, piece: Piece) -> str:
        key: Any = piece.key
        match piece.kind:
            case "word":
                word = piece.text
                if self.chance.random() < (TELLING_REPLACED if key[1] else REPLACED):
                    word = _cased(self.chance.choice(self.pools.of[piece.key]), word)
                before = MODIFIERS.get(piece.key[0])
                if before and self.pools.of[before] and self.chance.random() < ADDED and piece.text.islower():
                    word = f"{self.chance.choice(self.pools.of[before])} {word}"
                return word
            case "the" if self.chance.random() < OTHER_THE:
                return _cased(self.chance.choice(("this", "its", "their")), piece.text)
            case "synonym":
                alike: tuple[str, ...] = piece.key
                return _cased(self.chance.choice(alike), piece.text)
            case "number":
                return _number(piece.text, self.chance)
            case "day":
                return moved(piece.text, self.by, self.published)
            case "given" | "surname":
                name = self.names[key]
                return piece.text if name is None else name[0] if piece.kind == "given" else name[1]
        return piece.text


def _is_open(template: Template) -> bool:
    """Whether enough of the words can be replaced: in other languages and mere lists they cannot."""
    pieces = [piece for lines in template.paragraphs for line in lines for piece in line]
    return sum(piece.kind == "word" for piece in pieces) >= FEWEST_OPEN * len(pieces)


def _templates(rows: Sequence[Row], pools: Pools) -> Iterator[Template]:
    parser = Parser.load()
    texts = [str(row["text"]) for row in rows]
    parsed = parser.parse(texts, [split_sentences(text) for text in texts])
    for row, text, sentences in zip(rows, texts, parsed, strict=True):
        yield _template(row, text, sentences, pools)


def _template(row: Row, text: str, sentences: Sequence[Sentence], pools: Pools) -> Template:
    published = date.fromisoformat(row["published"][:10]) if row.get("published") else None
    people = _people([token for sentence in sentences for token in sentence.tokens])
    days = dict(days_in(text))
    paragraphs: dict[int, list[Line]] = defaultdict(list)
    for sentence in sentences:
        paragraphs[sentence.paragraph].append(tuple(_pieces(sentence, text, people, days, pools)))
    row = {key: value for key, value in row.items() if key != "text"}
    return Template(row, tuple(map(tuple, paragraphs.values())), len(set(people.values())), published)


def _pieces(
    sentence: Sentence, text: str, people: dict[str, int], days: dict[int, int], pools: Pools
) -> Iterator[Piece]:
    tokens = list(sentence.tokens) or [Token(0, sentence.start, sentence.end, "", "", "", "", "", 0)]
    yield from _gap(text[sentence.start : tokens[0].start])
    at = sentence.start
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token.start < at:  # within a day
            continue
        at = days.get(token.start, token.end)
        stop = sentence.end if after is None else next((t.start for t in tokens if t.start >= at), sentence.end)
        words = text[token.start : at]
        kind, key = ("day", None) if token.start in days else _kind(token, tokens, people, pools)
        yield Piece(words, kind, key, text[at:stop])


def _gap(text: str) -> Iterator[Piece]:
    if text:
        yield Piece(text, "", None, "")


def _kind(token: Token, tokens: Sequence[Token], people: dict[str, int], pools: Pools) -> tuple[str, Any]:
    if token.pos == "PROPN" and token.text in people:
        return "surname", people[token.text]
    behind = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if _is_given(token) and behind is not None and behind.text in people:
        return "given", people[behind.text]
    if _NUMBER.fullmatch(token.text) and not _is_year(token.text):
        return "number", None
    if token.lower == "the" and behind is not None and behind.text.islower():
        return "the", None
    if token.lower in _synonyms():
        return "synonym", _synonyms()[token.lower]
    if token.tag in OPEN_TAGS and token.text.isalpha() and token.lemma not in LEFT and token.pos != "AUX":
        key = token.tag, may_hold_a_claim(token.lower)
        pools.of[key].append(token.lower)
        return "word", key
    return "", None


def _people(tokens: Sequence[Token]) -> dict[str, int]:
    """The surnames of the people that a text gives with their given name, numbered."""
    found: dict[str, int] = {}
    for one, other in pairwise(tokens):
        if _is_given(one) and other.pos == "PROPN" and other.text[:1].isupper() and other.text.isalpha():
            found.setdefault(other.text, len(found))
    return found


def _is_given(token: Token) -> bool:
    return token.pos == "PROPN" and token.text in lexicon_words("given_names", "given_names")


def _is_year(text: str) -> bool:
    return len(text) == 4 and text[:2] in ("19", "20")


def _number(text: str, chance: random.Random) -> str:
    """Another number of the same shape: 0.6 to 1.6 times as large, and at least two."""
    decimals = len(text.partition(".")[2])
    value = max(2.0, float(text.replace(",", "")) * chance.uniform(0.6, 1.6))
    return f"{value:,.{decimals}f}" if "," in text else f"{value:.{decimals}f}"


def _name(chance: random.Random) -> tuple[str, str]:
    words = _words()
    return chance.choice(words["given_names"]), chance.choice(words["surnames"])


def _article(written: str, behind: str) -> str:
    indefinite = "an" if behind[:1].lower() in _VOWELS else "a"
    after = written[len(written.rstrip()) :]
    return _cased(indefinite, written) + after


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _swapped(items: Iterable[Any], first: int, chance: random.Random) -> list[Any]:
    """*items* with some neighbours from number *first* on changing places; sentences with quotation marks stay."""
    out = list(items)
    at = first
    while at + 1 < len(out):
        if chance.random() < SWAPPED and not _quoted(out[at]) and not _quoted(out[at + 1]):
            out[at], out[at + 1] = out[at + 1], out[at]
            at += 1
        at += 1
    return out


def _quoted(item: Any) -> bool:
    """Whether a sentence has a quotation mark; paragraphs are moved whole, so theirs do not matter."""
    return bool(item) and isinstance(item[0], Piece) and any(_QUOTES.search(piece.text) for piece in item)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    groups = [*_words()["synonyms"], _words()["numbers"]]
    return {word: tuple(group) for group in groups for word in group}


def main() -> None:
    """Print varied articles as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--weeks", type=int, default=52, help="how far days are moved at most")
    given = parser.parse_args()
    varied = Varied(real_articles(given.articles, given.seed), seed=given.seed, weeks=given.weeks)
    for _, row in zip(range(given.count), varied, strict=False):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
