"""Makes short texts of war reporting with known names: patterns and pools of ``names.toml``, towns of the gazetteer."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

from names_corpora import BODY, OTHER, PERSON, PLACE, Sample

from fogline.gazetteer.frozen import FrozenGazetteer
from fogline.lexicon.loader import table
from fogline.model.values import Toponym

_SLOT = re.compile(r"\{(\w+)\}")
_KIND = {**dict.fromkeys("PpQq", PERSON), **dict.fromkeys("LMRCKB", PLACE), **dict.fromkeys("OUA", BODY), **dict.fromkeys("DEWVZ", OTHER)}
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday March April May June July August September".split()


class Maker:
    """Draws names and fills patterns."""

    def __init__(self, gazetteer: FrozenGazetteer, seed: int) -> None:
        self.random = random.Random(seed)
        pools = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
        more = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
        self.sentences = pools["sentences"].strip().split("\n")
        self.given = pools["given"].split() + more["given"].split()
        self.family = pools["family"].split() + more["family"].split()
        self.east = (pools["chinese_family"].split(), pools["chinese_given"].split())
        self.titles = [t for t in pools["titles"].replace("\n", "").split("|") if t]
        self.small_titles = pools["small_titles"].split("|")
        self.bodies = [b for b in pools["bodies"].replace("\n", "").split("|") if b]
        self.events = [e for e in pools["events"].strip().split("|") if e]
        self.invented, self.stems, self.endings = (pools[key].split() for key in ("invented", "stems", "endings"))
        self.arabic, self.arabic_heads = pools["arabic"].split(), pools["arabic_heads"].split("|")
        places = [gazetteer._toponym(row, True) for row in range(0, len(gazetteer), 3)]
        self.towns = [_plain(p) for p in places if p.feature_class == "P" and p.population > 3000 and _plain(p)]
        self.regions = [_plain(p) for p in places if p.feature_code == "ADM1" and _plain(p)]
        nations = [row for code, row in table("nations").items()]
        self.countries = [name for row in nations for name in (row["name"], row["name"])]
        self.peoples = [row["people"][0] for row in nations if row.get("people")]
        self.plurals = [name for row in nations for name in row.get("people", ())[1:] if name.endswith("s")]

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
        for slot, make in (
            ("{D}", lambda: self.random.choice(self.peoples)), ("{C}", lambda: self.random.choice(self.countries)),
            ("{L}", lambda: self.random.choice(self.towns)), ("{R}", lambda: self.random.choice(self.regions)),
            ("{X}", lambda: self.random.choice(self.invented)), ("{n}", self.ordinal),
            ("{V2}", lambda: self.random.choice(["Orange", "Jasmine", "October", "Velvet", "Cedar"])),
        ):  # fmt: skip
            while slot in filled:
                filled = filled.replace(slot, make(), 1)
        return filled

    def ordinal(self) -> str:
        number = self.random.randint(1, 128)
        return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10 if number // 10 != 1 else 0, 'th')}"

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
                name = {"W": self.random.choice(_DAYS), "V": ""}.get(slot) or values.get(slot) or self.body(self.random.choice(self.events))
                self._name(out, slot, name)
            at = match.end()
        out.text += _title_case(pattern[at:]) if titled else pattern[at:]

    def _name(self, out: Sample, slot: str, name: str) -> None:
        start = len(out.text)
        out.text += name
        if slot in "OU" and not name[-1].isupper() and name.split()[-1][0].islower():
            out.free.append((start, len(out.text)))
        elif slot == "R" and self.random.random() < 0:
            return
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
