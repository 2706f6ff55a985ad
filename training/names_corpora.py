"""Reads corpora with names into one form: raw text, the names in it with their kinds, and what is left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

PLACE, PERSON, BODY, OTHER = "place", "person", "organisation", "other"

_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?)\]%’”]|['’](?:s|re|ll|ve|d|m|t)$|n['’]t$)")
_LINKS = frozenset("of the for and de la le du al el bin van von der on in to & - ' ’ 's ’s a".split())


@dataclass(slots=True)
class Sample:
    """A text with its names (start, end, kind). ``free`` are stretches of which nothing is known; ``complete`` says

    that whatever is not marked is not even a name of kind "other".
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
        samples.append(_sample(glued, kinds, weight=weight))
    return samples


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
        text += "" if glued else " "
        starts.append(len(text))
        text += word
    spans = [
        (starts[a], starts[b - 1] + len(rows[b - 1][0]), kinds[kind]) for a, b, kind in _chunks([t for _, t in rows]) if kind in kinds
    ]
    free = [
        (starts[a], starts[b - 1] + len(rows[b - 1][0])) for a, b, kind in _chunks([t for _, t in rows]) if kind not in kinds
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


_TITLES = frozenset(
    "president prime minister mr mrs ms dr gen general lt col colonel secretary foreign defence defense senator sen "
    "ambassador commander captain major king prince sheikh us u.s uk spokesman deputy state ayatollah lord sir".split()
)


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
    if words[0][1] in ("I", "We", "They", "He", "She", "It", "Our", "Their", "His", "You", "My", "This", "These", "Its"):
        return None
    return words[0][0], words[-1][0] + len(words[-1][1])


def gum(path: Path) -> list[Sample]:
    """Names of GUM: mentions whose head is a proper noun, cut to the capitalised words around it, longest first."""
    documents: list[list[tuple[list[list[str]], str]]] = []
    paragraph = True
    marks: list[list[bool]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines):
            documents.append([])
            marks.append([])
        paragraph = any(line.startswith("# newpar ") or line == "# newpar" for line in lines)
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        if rows and documents:
            documents[-1].append((rows, ""))
            marks[-1].append(paragraph)
    return [_gum_document(rows, mark) for rows, mark in zip(documents, marks, strict=True)]


def _gum_document(sentences: list[tuple[list[list[str]], str]], paragraphs: list[bool]) -> Sample:
    out = Sample("", [], complete=False)
    open_mentions: dict[str, list[tuple[int, str, int]]] = {}
    for number, ((rows, _), paragraph) in enumerate(zip(sentences, paragraphs, strict=True)):
        if out.text:
            out.text = out.text.rstrip(" ") + ("\n" if paragraph else " ")
        starts: list[tuple[int, int]] = []
        words: list[list[str]] = []
        skip: set[str] = set()
        for row in rows:
            if "-" in row[0]:
                low, high = row[0].split("-")
                skip.update(str(n) for n in range(int(low), int(high) + 1))
                begin = len(out.text)
                out.text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
                pieces, at = [r for r in rows if r[0] in skip and "-" not in r[0] and int(low) <= int(float(r[0])) <= int(high)], begin
                for piece in pieces:
                    starts.append((at, at + len(piece[1])))
                    words.append(piece)
                    at += len(piece[1])
            elif "." not in row[0] and row[0] not in skip:
                starts.append((len(out.text), len(out.text) + len(row[1])))
                words.append(row)
                out.text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        out.names += _gum_names(words, starts, open_mentions)
        open_mentions.clear()
    return out


def _gum_names(
    words: list[list[str]], starts: list[tuple[int, int]], opened: dict[str, list[tuple[int, str, int]]]
) -> list[tuple[int, int, str]]:
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
                    opened.setdefault(identity, []).append((at, kind, 0))
            elif opened.get(identity):
                start, kind, _ = opened[identity].pop()
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
