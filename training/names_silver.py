"""Makes short texts of war reporting with known names: patterns and pools of ``names.toml``, towns of the gazetteer."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path
from typing import Any

from fogline.gazetteer.frozen import FrozenGazetteer
from fogline.lexicon.loader import table
from fogline.lexicon.nations import country_named
from fogline.model.values import Toponym
from names_corpora import BODY, OTHER, PERSON, PLACE, Sample

_SLOT = re.compile(r"\{(\w+)\}")
_KIND = {
    **dict.fromkeys("PpQq", PERSON),
    **dict.fromkeys("LMRCKB", PLACE),
    **dict.fromkeys("OUA", BODY),
    **dict.fromkeys("DEWVZ", OTHER),
}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
         "March", "April", "May", "June", "July", "August", "September")  # fmt: skip


class Maker:
    """Draws names and fills patterns."""

    def __init__(self, gazetteer: FrozenGazetteer, seed: int) -> None:
        self.random = random.Random(seed)
        pools: dict[str, Any] = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
        more: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
        self.sentences = pools["sentences"].strip().split("\n")
        self.given = str(pools["given"]).split() + str(more["given"]).split()
        self.family = str(pools["family"]).split() + str(more["family"]).split()
        self.east = (str(pools["chinese_family"]).split(), str(pools["chinese_given"]).split())
        self.titles = [t for t in pools["titles"].replace("\n", "").split("|") if t]
        self.small_titles = pools["small_titles"].split("|")
        self.bodies = [b for b in pools["bodies"].replace("\n", "").split("|") if b]
        self.events = [e for e in pools["events"].strip().split("|") if e]
        self.invented, self.stems, self.endings = (str(pools[key]).split() for key in ("invented", "stems", "endings"))
        self.arabic, self.arabic_heads = str(pools["arabic"]).split(), str(pools["arabic_heads"]).split("|")
        places = [gazetteer._toponym(row, True) for row in range(0, len(gazetteer), 3)]
        self.towns = [_plain(p) for p in places if p.feature_class == "P" and p.population > 3000 and _plain(p)]
        self.regions = [_plain(p) for p in places if p.feature_code == "ADM1" and _plain(p)]
        nations = table("nations").values()
        self.countries = [str(row["name"]) for row in nations]
        self.peoples = [str(row["people"][0]) for row in nations if row.get("people")]
        self.plurals = [str(name) for row in nations for name in row.get("people", ())[1:] if name.endswith("s")]

    def person(self) -> tuple[str, str]:
        """A full name and the surname."""
        pick = self.random.choice
        if self.random.random() < 0.08:
            family = pick(self.east[0])
            return f"{family} {pick(self.east[1])}", family
        family = pick(self.family) if self.random.random() < 0.85 else pick(self.towns).split()[0]
        given = pick(self.given)
        if self.random.random() < 0.1:
            given += " " + (pick(self.given) if self.random.random() < 0.5 else pick("ABCDEFGHJKLMRSTW") + ".")
        return f"{given} {family}", family

    def village(self) -> str:
        if self.random.random() < 0.5:
            return self.random.choice(self.stems) + self.random.choice(self.endings)
        head = self.random.choice(self.arabic_heads)
        return head + ("" if head.endswith("-") else " ") + self.random.choice(self.arabic)

    def body(self, pattern: str | None = None) -> str:
        filled = pattern or self.random.choice(self.bodies)
        pools = {"{D}": self.peoples, "{C}": self.countries, "{L}": self.towns, "{R}": self.regions}
        pools |= {"{X}": self.invented, "{V2}": ["Orange", "Jasmine", "October", "Velvet", "Cedar"]}
        for slot, pool in pools.items():
            while slot in filled:
                filled = filled.replace(slot, self.random.choice(pool), 1)
        return filled.replace("{n}", self.ordinal())

    def ordinal(self) -> str:
        number = self.random.randint(1, 128)
        return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10 if number // 10 != 1 else 0, 'th') }"

    def text(self) -> Sample:
        """A text of three to seven sentences about the same few names."""
        (person, surname), (other, other_surname) = self.person(), self.person()
        body = self.body()
        while len(body.split()) < 2:
            body = self.body()
        values = {
            "P": person, "p": surname, "Q": other, "q": other_surname, "L": self._town(), "M": self._town(),
            "R": self.random.choice(self.regions), "C": self.random.choice(self.countries),
            "K": self.random.choice(self.countries), "D": self.random.choice(self.peoples),
            "E": self.random.choice(self.peoples), "Z": self.random.choice(self.plurals), "O": body, "U": self.body(),
            "A": "".join(word[0] for word in body.replace("-", " ").split() if word[0].isupper()), "B": self.village(),
        }  # fmt: skip
        out = Sample("", [], complete=False, weight=0.4)
        chosen = self.random.sample(self.sentences, self.random.randint(3, 7))
        chosen.sort(key=lambda sentence: "{p}" in sentence)
        if self.random.random() < 0.3:
            town = values["L"]
            line = self.random.choice(["{L} (Reuters) - ", "{L} — ", "{L}, {C} (AP) — ", "{L}: "])
            self._add(out, line, {**values, "L": town.upper(), "C": values["C"]})
        titled = self.random.random() < 0.12
        for sentence in chosen:
            self._add(out, sentence + (" " if self.random.random() < 0.7 else "\n"), values, titled=titled)
        if self.random.random() < 0.06 and len(out.text.upper()) == len(out.text):
            out.text = out.text.upper()
        return out

    def _town(self) -> str:
        return self.random.choice(self.towns)

    def _add(self, out: Sample, pattern: str, values: dict[str, str], *, titled: bool = False) -> None:
        at = 0
        for match in _SLOT.finditer(pattern):
            out.text += _title_case(pattern[at : match.start()]) if titled else pattern[at : match.start()]
            slot = match.group(1)
            if slot in ("F", "t"):
                out.text += self.random.choice(self.titles) + (" " if slot == "F" else "")
                slot = "P" if slot == "F" else ""
            elif slot == "T":
                out.text += self.random.choice(self.small_titles)
                slot = ""
            if slot:
                name = (
                    {"W": self.random.choice(_DAYS), "V": ""}.get(slot)
                    or values.get(slot)
                    or self.body(self.random.choice(self.events))
                )
                self._name(out, slot, name)
            at = match.end()
        out.text += _title_case(pattern[at:]) if titled else pattern[at:]

    def _name(self, out: Sample, slot: str, name: str) -> None:
        start = len(out.text)
        out.text += name
        if slot in "OU" and not name[-1].isupper() and name.split()[-1][0].islower():
            out.free.append((start, len(out.text)))
        else:
            out.names.append((start, len(out.text), _KIND[slot]))


def _plain(place: Toponym) -> str:
    name = place.name
    return name if re.fullmatch(r"[^\W\d_][\w'’.-]+(?: [A-Z][\w'’-]+){0,2}", name) else ""


def _title_case(text: str) -> str:
    return re.sub(r"\b[a-z]{4,}", lambda m: m.group().capitalize(), text)


def silver(gazetteer: FrozenGazetteer, *, count: int = 2500, seed: int = 5) -> list[Sample]:
    """*count* texts, the same for the same seed."""
    maker = Maker(gazetteer, seed)
    return [maker.text() for _ in range(count)]


def swapped(samples: list[Sample], gazetteer: FrozenGazetteer, *, seed: int = 9) -> list[Sample]:
    """Copies of *samples* with other people and places in them, each name replaced alike throughout its text."""
    maker = Maker(gazetteer, seed)
    return [_swapped(sample, maker) for sample in samples if any(k in (PERSON, PLACE) for _, _, k in sample.names)]


def _swapped(sample: Sample, maker: Maker) -> Sample:
    new: dict[tuple[str, str], str] = {}
    names = sorted(sample.names)
    for start, end, kind in sorted(names, key=lambda name: name[0] - name[1]):
        old = sample.text[start:end]
        if (kind, old) not in new:
            new[kind, old] = _other(old, kind, maker)
            words, others = old.split(), new[kind, old].split()
            if kind == PERSON and len(words) > 1 and len(others) > 1:
                new.setdefault((kind, words[-1]), others[-1])
                new.setdefault((kind, words[0]), others[0])
    out = Sample("", [], complete=sample.complete, weight=sample.weight * 0.6)
    moves: list[tuple[int, int]] = []
    at = 0
    for start, end, kind in names:
        if start < at:
            continue
        out.text += sample.text[at:start]
        begin = len(out.text)
        out.text += new[kind, sample.text[start:end]]
        out.names.append((begin, len(out.text), kind))
        moves.append((end, len(out.text) - end))
        at = end
    out.text += sample.text[at:]
    for start, end in sample.free:
        shift = max((move for move in moves if move[0] <= start), default=(0, 0))[1]
        out.free.append((start + shift, end + shift))
    return out


def _other(old: str, kind: str, maker: Maker) -> str:
    if not old[0].isupper() or old.isupper():
        return old
    if kind == PERSON:
        person, surname = maker.person()
        return person if " " in old else (surname if maker.random.random() < 0.7 else person.split()[0])
    if kind == PLACE:
        if country_named(old):
            return maker.random.choice(maker.countries)
        if " " not in old:
            return maker.village() if maker.random.random() < 0.25 else maker.random.choice(maker.towns)
    return old
