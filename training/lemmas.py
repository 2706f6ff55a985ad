"""The table of words whose dictionary form the rules of ``fogline.language.lemmas`` do not give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from fogline.language.lemmas import by_rule, changed
from treebank import Tree

_NAMES = ("NNP", "NNPS")
_ACTIONS = ("same", "e", "double")
_HEADER = (
    "# form\ttag\tlemma: what the rules miss. From the training parts of UD English EWT and GUM (CC BY-SA 4.0, "
    "CC BY 4.0)\n# and from training/verbs.tsv and training/nouns.tsv.\n"
)


def write_endings(trees: Iterable[Tree], verbs: Path, out: Path) -> dict[str, str]:
    """Write to *out* what the ends of stems tell about the base form, and return it.

    An ending is kept where at least two verbs have it and its majority differs from that of the next shorter one.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for stem, action in sorted(_stems(trees, verbs)):
        padded = "^" + stem
        for length in range(1, min(5, len(padded)) + 1):
            votes[padded[-length:]][action] += 1
    kept: dict[str, str] = {}
    for ending in sorted(votes, key=len):
        action, times = votes[ending].most_common(1)[0]
        shorter = next((kept[ending[i:]] for i in range(1, len(ending)) if ending[i:] in kept), "same")
        if action != shorter and times >= 2:
            kept[ending] = action
    rows = [f"{ending}\t{action}" for ending, action in sorted(kept.items())]
    out.write_text("# end of the stem\twhat makes the base form of it\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return kept


def _stems(trees: Iterable[Tree], verbs: Path) -> set[tuple[str, str]]:
    """Stems before "-ed" and "-ing" with what has to be done to them."""
    pairs = {(form, tag, base) for (form, tag), base in _verb_forms(verbs)}
    pairs |= {(w.form.lower(), w.xpos, w.lemma.lower()) for t in trees for w in t.words if w.xpos.startswith("VB")}
    out = set()
    for form, tag, base in pairs:
        ending = {"VBD": "ed", "VBN": "ed", "VBG": "ing"}.get(tag)
        if ending and form.endswith(ending):
            stem = form.removesuffix(ending)
            out |= {(stem, action) for action in _ACTIONS if changed(stem, action) == base}
    return {(stem, action) for stem, action in out if action == "same" or changed(stem, action) != stem}


def write_table(trees: Iterable[Tree], verbs: Path, nouns: Path, endings: dict[str, str], out: Path) -> None:
    """Write the table to *out*: what the rules with *endings* miss. Our own lists overrule the treebanks' slips."""
    rows = dict(_from_trees(trees, endings))
    rows.update((*_verb_forms(verbs), *_noun_forms(nouns)))
    rows = {key: base for key, base in rows.items() if by_rule(*key, endings) != base}
    lines = sorted(f"{form}\t{tag}\t{lemma}" for (form, tag), lemma in rows.items())
    out.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def _from_trees(trees: Iterable[Tree], endings: dict[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tree in trees:
        for word in tree.words:
            if _counts(word.form, word.xpos):
                seen[word.form.lower().replace("’", "'"), word.xpos][word.lemma] += 1
    for (form, tag), lemmas in seen.items():
        lemma, times = lemmas.most_common(1)[0]
        plain = lemma.lower() if lemma != "I" else lemma
        # A single sighting may be a slip of the pen, unless it is a form that only a table can tell.
        trusted = times > 1 or tag.startswith(("VB", "NNS", "JJR", "JJS", "RBR", "RBS"))
        if trusted and plain != by_rule(form, tag, endings) and _is_plain(lemma, form, tag):
            yield (form, tag), plain


def _counts(form: str, tag: str) -> bool:
    if tag in (*_NAMES, "ADD", "GW", "FW", "CD", "LS", "XX"):
        return False
    return "_" not in form and (form[0].isalpha() or form[0] in "'’")


def _is_plain(lemma: str, form: str, tag: str) -> bool:
    """Not a correction of a misspelling ("recieved"): base forms keep their own spelling here."""
    if "\t" in lemma or not lemma or lemma == "_":
        return False
    return tag not in ("NN", "VB", "JJ", "RB") or lemma.lower() == form or form in ("n't", "'t", "nt")


def _verb_forms(verbs: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """The forms of each verb of the list, regular where only the base is given: ((form, tag), base)."""
    for line in verbs.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        base, *irregular = line.split("\t")
        past, participle = (irregular + irregular)[:2] if irregular else (_with(base, "ed"),) * 2
        ing = base[:-2] + "ying" if base.endswith("ie") else _with(base, "ing")
        plain = base.rstrip("!")
        for tag, written in {"VBD": past, "VBN": participle, "VBG": ing, "VBZ": _third(plain)}.items():
            for form in written.split("/"):
                yield (form, tag), plain


def _noun_forms(nouns: Path) -> Iterator[tuple[tuple[str, str], str]]:
    for line in nouns.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            plural, singular = line.split("\t")
            yield (plural, "NNS"), singular


def _with(base: str, ending: str) -> str:
    if base.endswith("!"):  # the last consonant doubles
        return base[:-1] + base[-2] + ending
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + ending
    if ending == "ed" and base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + ending


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"
