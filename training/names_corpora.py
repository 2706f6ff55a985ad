"""Reads corpora with names into one form: raw text, the names in it with their kinds, and what is left open."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

PLACE, PERSON, BODY, OTHER = "place", "person", "organisation", "other"

_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?)\]%’”]|['’](?:s|re|ll|ve|d|m|t)$|n['’]t$)")
_LISTS = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))["trimmed"]
_LINKS, _TITLES, _PRONOUNS = (frozenset(_LISTS[name].split()) for name in ("links", "titles", "pronouns"))


@dataclass(slots=True)
class Sample:
    """A text with its names (start, end, kind).

    ``free`` are stretches of which nothing is known; ``complete`` says that what is not marked is no name at all, not
    even one of kind "other".
    """

    text: str
    names: list[tuple[int, int, str]]
    free: list[tuple[int, int]] = field(default_factory=list)
    complete: bool = False
    weight: float = 1.0


def crossner(path: Path) -> list[Sample]:
    kinds = {"politician": PERSON, "person": PERSON, "politicalparty": BODY, "organisation": BODY,
             "country": PLACE, "location": PLACE, "election": OTHER, "event": OTHER, "misc": OTHER}  # fmt: skip
    return [_sample(rows, kinds, complete=True) for rows in _blocks(path)]


def posts(path: Path, weight: float = 1.0) -> list[Sample]:
    kinds = {"person": PERSON, "PER": PERSON, "location": PLACE, "LOC": PLACE, "ORG": BODY, "corporation": BODY,
             "group": BODY, "product": OTHER, "creative-work": OTHER}  # fmt: skip
    samples = []
    for rows in _blocks(path):
        glued: list[tuple[str, str]] = []
        for word, tag in rows:
            if glued and glued[-1][0] == "@":
                glued[-1] = ("@" + word, "O")
            else:
                glued.append((word, "O" if word[:1] in "@#" else tag))
        sample = _sample(glued, kinds, weight=weight)
        sample.free += _unmarked_short_forms(sample)
        samples.append(sample)
    return samples


def _unmarked_short_forms(sample: Sample) -> list[tuple[int, int]]:
    """Words in capitals that are in no name: posts shout, and annotators pass over short forms."""
    spans = [match.span() for match in re.finditer(r"(?<![\w@#])[A-Z]{2,5}(?!\w)", sample.text)]
    return [(a, b) for a, b in spans if not any(a < y and x < b for x, y, _ in sample.names)]


def uner(path: Path) -> list[Sample]:
    kinds = {"PER": PERSON, "LOC": PLACE, "ORG": BODY}
    documents: list[list[Sample]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines):
            documents.append([])
        text = next((line[9:] for line in lines if line.startswith("# text = ")), "")
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        if rows:
            documents[-1].append(_aligned(text, [(row[1], row[2]) for row in rows], kinds))
    return [_glue(sentences, "\n") for sentences in documents if sentences]


def re3d(folder: Path, *, bbc: bool) -> list[Sample]:
    kinds = {"Person": PERSON, "Location": PLACE, "Organisation": BODY, "Nationality": OTHER}
    samples = []
    for path in sorted(folder.glob("*/*.conll")):
        if (path.parent.name == "BBC_Online") == bbc:
            sentences = [_trimmed(_sample(rows, kinds)) for rows in _blocks(path)]
            samples.append(_glue(sentences, "\n"))
    return samples


def _blocks(path: Path) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) >= 2:
            rows.append((parts[0], parts[-1]))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _sample(
    rows: list[tuple[str, str]], kinds: dict[str, str], *, complete: bool = False, weight: float = 1.0
) -> Sample:
    text, starts, quoted = "", [], False
    for number, (word, _) in enumerate(rows):
        before = rows[number - 1][0] if number else ""
        glued = not text or bool(_NO_SPACE_BEFORE.match(word)) or before in ("(", "[", "$", "“", "@") or (
            before == '"' and quoted) or (word == '"' and quoted)  # fmt: skip
        if word == '"':
            quoted = not quoted
        if word == "-" or (before == "-" and text.endswith("-")):
            glued = True
        after = rows[number + 1][0] if number + 1 < len(rows) else ""
        if word in ("'", "’") and (after == "s" or before[-1:] in ("s", "x", "z")):
            glued = True  # an apostrophe that the corpus cut off
        if word == "s" and before in ("'", "’"):
            glued = True
        text += "" if glued else " "
        starts.append(len(text))
        text += word
    spans = [
        (starts[a], starts[b - 1] + len(rows[b - 1][0]), kinds[kind])
        for a, b, kind in _chunks([t for _, t in rows])
        if kind in kinds
    ]
    free = [
        (starts[a], starts[b - 1] + len(rows[b - 1][0]))
        for a, b, kind in _chunks([t for _, t in rows])
        if kind not in kinds
    ]
    return Sample(text, spans, free, complete, weight)


def _chunks(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    start = -1
    for at, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[:2] != "I-" or tag[2:] != tags[start][2:]):
            yield start, at, tags[start][2:]
            start = -1
        if tag[:2] in ("B-", "I-") and start < 0 and at < len(tags):
            start = at


def _aligned(text: str, rows: list[tuple[str, str]], kinds: dict[str, str]) -> Sample:
    starts, at = [], 0
    for word, _ in rows:
        found = text.find(word, at)
        at = found if found >= 0 else at
        starts.append(at)
        at += len(word) if found >= 0 else 0
    spans = [
        (starts[a], starts[b - 1] + len(rows[b - 1][0]), kinds[kind])
        for a, b, kind in _chunks([tag for _, tag in rows])
        if kind in kinds
    ]
    return Sample(text, spans)


def _glue(samples: Iterable[Sample], joint: str) -> Sample:
    out = Sample("", [])
    for sample in samples:
        shift = len(out.text) + (len(joint) if out.text else 0)
        out.text += (joint if out.text else "") + sample.text
        out.names += [(a + shift, b + shift, kind) for a, b, kind in sample.names]
        out.free += [(a + shift, b + shift) for a, b in sample.free]
        out.complete = sample.complete
        out.weight = sample.weight
    return out


def _trimmed(sample: Sample) -> Sample:
    """Names cut down from the noun phrases that a corpus marks: no articles, titles, common nouns, pronouns."""
    names = []
    for start, end, kind in sample.names:
        found = _proper(sample.text, start, end, kind)
        if found:
            names.append((*found, kind))
            sample.free += [span for span in ((start, found[0]), (found[1], end)) if span[0] < span[1]]
        else:
            sample.free.append((start, end))
    sample.names = names
    return sample


def _proper(text: str, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """The name inside a noun phrase, or ``None`` where it holds none or more than one."""
    words = [(m.start() + start, m.group()) for m in re.finditer(r"['’]s\b|[\w.]*\w(?:['’-]\w+)*|\S", text[start:end])]
    while words and (words[0][1].lower() in ("the", "a", "an") or not words[0][1][0].isupper()):
        words.pop(0)
    if kind == PERSON:
        while len(words) > 1 and words[0][1].lower().rstrip(".") in _TITLES | {"."}:
            words.pop(0)
    if not words or not words[-1][1][0].isupper() or not words[0][1][0].isupper():
        return None
    if any(not w[0].isupper() and w not in _LINKS and not w[0].isdigit() for _, w in words):
        return None
    if words[0][1] in _PRONOUNS:
        return None
    return words[0][0], words[-1][0] + len(words[-1][1])


def gum(path: Path) -> list[Sample]:
    """Names of GUM: mentions whose head is a proper noun, cut to the capitalised words around it, longest first."""
    documents: list[Sample] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines):
            documents.append(Sample("", []))
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        if rows:
            paragraph = any(line.startswith("# newpar ") or line == "# newpar" for line in lines)
            _add_gum(documents[-1], rows, paragraph)
    for document in documents:
        document.free += _unmarked_short_forms(document)
    return documents


def _add_gum(out: Sample, rows: list[list[str]], paragraph: bool) -> None:
    """Adds a sentence's text and names to its document."""
    if out.text:
        out.text = out.text.rstrip(" ") + ("\n" if paragraph else " ")
    spans: list[tuple[int, int]] = []
    words: list[list[str]] = []
    inside = at = 0  # the last word of a contraction ("don't" is one form, two words), where its next word begins
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            inside, at = int(row[0].split("-")[1]), len(out.text)
        elif int(row[0]) <= inside:
            spans.append((at, at + len(row[1])))
            words.append(row)
            at += len(row[1])
            continue
        else:
            spans.append((len(out.text), len(out.text) + len(row[1])))
            words.append(row)
        out.text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
    out.names += _gum_names(words, spans)


def _gum_names(words: list[list[str]], starts: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    opened: dict[str, list[tuple[int, str]]] = {}
    mentions: list[tuple[int, int, str]] = []
    for at, row in enumerate(words):
        value = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", value):
            identity = part.strip("()").split("-")[0]
            if part.startswith("("):
                kind = part.strip("()").split("-")[1] if "-" in part else "abstract"
                if part.endswith(")"):
                    mentions.append((at, at + 1, kind))
                else:
                    opened.setdefault(identity, []).append((at, kind))
            elif opened.get(identity):
                start, kind = opened[identity].pop()
                mentions.append((start, at + 1, kind))
    names: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for start, end, kind in sorted(mentions, key=lambda m: m[0] - m[1]):
        span = _gum_name(words, start, end, kind)
        if span and not taken & set(range(*span)):
            taken |= set(range(*span))
            label = {"person": PERSON, "place": PLACE, "organization": BODY}.get(kind, OTHER)
            names.append((starts[span[0]][0], starts[span[1] - 1][1], label))
    return names


def _gum_name(words: list[list[str]], start: int, end: int, kind: str) -> tuple[int, int] | None:
    inside = {words[at][0] for at in range(start, end)}
    heads = [at for at in range(start, end) if words[at][6] not in inside]
    if not heads or words[heads[0]][3] != "PROPN" or not words[heads[0]][1][0].isupper():
        return None
    head = heads[0]
    first, last = head, head + 1
    while first > start and _name_word(words, first - 1, kind):
        first -= 1
    at = last
    while at < end:
        if _name_word(words, at, kind) or words[at][1][0].isdigit():
            at += 1
            last = at
        elif words[at][1] in _LINKS and words[at][1] not in ("and", "'s", "’s", "-") and at + 1 < end:
            at += 1
        else:
            break
    if kind == "person":
        while first < last - 1 and words[first][1].lower().rstrip(".") in _TITLES:
            first += 1
    while first < last - 1 and not words[first][1][0].isupper():
        first += 1
    return first, last


def _name_word(words: list[list[str]], at: int, kind: str) -> bool:
    row = words[at]
    if row[1] in (".", "-") or (row[1] in ("'s", "’s") and kind == "organization"):
        return row[1] == "-"
    if not row[1][0].isupper():
        return False
    return row[3] == "PROPN" or row[4].startswith("NNP") or (row[3] in ("ADJ", "NOUN", "VERB") and kind != "person")
