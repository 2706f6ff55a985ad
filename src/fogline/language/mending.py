"""Mends in a parsed tree what no English sentence is built like.

The parser chooses step by step and cannot look back; some of what it leaves breaks a rule that holds without exception
or nearly so (a past tense needs a subject, a gerund is joined to no past tense, a clause with "which" behind a comma
is no verb's complement). Where words and tags say how the sentence must hang together, heads and relations are set
right, in place. Each mend leaves one tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_NAMES = frozenset({"NNP", "NNPS"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl", "nsubj:outer"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_NO_SUBORDINATORS = frozenset({"about", "of", "on", "over", "at", "from"})
"""Prepositions that open no finite clause."""
_IMPERSONAL = frozenset(
    {"seem", "appear", "turn", "happen", "emerge", "transpire", "follow", "come", "take", "took", "matter", "help"}
    | {"strike", "struck", "occur", "look", "sound", "make", "made", "cost", "becom", "became", "remain", "go", "feel"}
    | {"get", "got", "rain", "snow"}
)
"""Stems and forms of verbs that take an "it" which stands for nothing."""
_HAVE = frozenset({"has", "have", "had"})
_LIKE_ADJECTIVES = frozenset({"limited", "mixed", "armed", "trained", "experienced", "advanced", "wounded", "occupied"})
_WITH_INFINITIVE = (
    "plan",
    "try",
    "tried",
    "tries",
    "attempt",
    "want",
    "begin",
    "continu",
    "refus",
    "seek",
    "threaten",
    "fail",
    "prepar",
)
_COPULAR = (
    "becom",
    "became",
    "remain",
    "seem",
    "appear",
    "prov",
    "look",
    "feel",
    "felt",
    "stay",
    "turn",
    "mak",
    "made",
)


@dataclass(slots=True)
class _Draft:
    """The sentence while it is mended: lower-case words, Penn tags, heads (a root's its own) and relations."""

    words: Sequence[str]
    tags: list[str]
    heads: list[int]
    deps: list[str]
    mended: bool = False

    def children(self, i: int, deps: frozenset[str] | None = None) -> list[int]:
        return [c for c, h in enumerate(self.heads) if h == i != c and (deps is None or self.deps[c] in deps)]

    def first(self, i: int) -> int:
        """The first token below *i*, itself counted."""
        return min(self._below(i))

    def last(self, i: int) -> int:
        """The last token below *i* that is no mark, itself counted."""
        return max(t for t in self._below(i) if t == i or self.deps[t] != "punct")

    def _below(self, i: int) -> Iterator[int]:
        yield i
        for child in self.children(i):
            yield from self._below(child)

    def is_above(self, a: int, b: int) -> bool:
        """Whether *a* is *b* or stands above it."""
        while b != a and self.heads[b] != b:
            b = self.heads[b]
        return a == b

    def is_finite(self, i: int) -> bool:
        below = self.children(i, _AUXILIARIES)
        return any(self.tags[t] in _FINITE for t in below) if below else self.tags[i] in ("VBD", "VBZ", "VBP")

    def is_gerund(self, i: int, verb: int) -> bool:
        """Whether *i* is one, by its tag or right behind *verb* before a noun."""
        return self.tags[i] == "VBG" or (i == verb + 1 and self.deps[i] == "compound" and self.words[i].endswith("ing"))

    def hang(self, i: int, head: int, dep: str) -> None:
        self.heads[i], self.deps[i] = head, dep
        self.mended = True


def mend(words: Sequence[str], tags: list[str], heads: list[int], deps: list[str]) -> None:
    """Set right *heads*, *deps* and *tags* (Penn Treebank's) of one sentence in place; *words* are in lower case."""
    draft = _Draft(words, tags, heads, deps)
    _mend_once(draft)
    if draft.mended:  # what one mend sets right may show the next
        _mend_once(draft)


def _mend_once(draft: _Draft) -> None:
    for i in range(len(draft.deps)):
        for rule in _RULES.get(draft.deps[i], ()):
            rule(draft, i)


def _compound_before_subject(d: _Draft, w: int) -> None:
    """ "said | Hamas fighters had fled": a name and the bare noun behind it are one subject, no relative clause."""
    name = d.heads[w]
    subjects = d.children(w, _SUBJECTS)
    if d.tags[name] not in _NAMES or not subjects or d.deps[name] not in ("obl:unmarked", "obj", "obl", "iobj"):
        return
    subject, verb = subjects[0], d.heads[name]
    if subject != name + 1 or d.tags[subject] not in ("NN", "NNS") or verb != name - 1:
        return
    if d.tags[verb].startswith("VB") and d.is_finite(w):
        d.hang(w, verb, "ccomp")
        d.hang(name, subject, "compound")


def _noun_joined_to_verb(d: _Draft, c: int) -> None:
    """ "targets, including guns, a depot and radars", the last hung on the verb: it is joined to the noun before it."""
    head = d.heads[c]
    if d.tags[c] not in _NOUNS or not d.tags[head].startswith("VB") or c < head:
        return
    below = d.children(c)
    if any(d.deps[t] in _SUBJECTS or d.deps[t] in _AUXILIARIES or d.deps[t] in ("case", "mark") for t in below):
        return
    before = d.first(c) - 1
    while before > head and d.deps[before] in ("punct", "cc"):
        before -= 1
    if before > head and d.tags[before] in _NOUNS and d.is_above(head, before) and not d.is_above(c, before):
        while d.deps[before] in ("compound", "flat", "fixed") and d.heads[before] > head:
            before = d.heads[before]
        if not d.is_above(c, before):
            d.hang(c, d.heads[before] if d.deps[before] == "conj" else before, "conj")


def _gerund_joined_to_past(d: _Draft, c: int) -> None:
    """ "was hit, killing one and | wounding six": joined to the gerund before it, not to the past tense."""
    head = d.heads[c]
    if (
        d.tags[c] != "VBG"
        or d.tags[head] not in ("VBD", "VBN", "VBZ", "VBP")
        or d.children(c, _AUXILIARIES | _SUBJECTS)
    ):
        return
    gerunds = [t for t in range(head + 1, c) if d.is_gerund(t, head) and d.is_above(head, t) and not d.is_above(c, t)]
    if not gerunds:
        return
    first = gerunds[-1]
    noun = d.heads[first]
    if d.deps[first] in ("compound", "amod") and first == head + 1 and d.heads[noun] == head and noun > first:
        d.hang(first, head, "xcomp")  # "described | hearing blasts and seeing smoke"
        d.hang(noun, first, "obj")
    if d.deps[first] in ("advcl", "xcomp", "acl", "ccomp"):
        d.hang(c, first, "conj")


def _noun_before_its_verb(d: _Draft, mark: int) -> None:
    """ "His concern about | the bridge was known": a preposition opens no clause; the verb's subject is the noun."""
    w = d.heads[mark]
    if d.words[mark] not in _NO_SUBORDINATORS or not d.is_finite(w):
        return
    noun, subjects = d.heads[w], d.children(w, _SUBJECTS)
    if d.tags[noun] not in _NOUNS or d.deps[noun] != "root" or not subjects or not noun < mark < subjects[0] < w:
        return
    relation, subject = d.deps[subjects[0]], subjects[0]
    d.hang(mark, subject, "case")
    d.hang(subject, noun, "nmod")
    d.hang(w, w, "root")
    d.hang(noun, w, relation)


def _past_below_noun(d: _Draft, w: int) -> None:
    """ "The branch — … — identified the man", "bombers killed two soldiers": a past tense without a subject below the
    noun that is its subject; so is a participle with an object, which no passive has."""
    noun = d.heads[w]
    active = d.tags[w] == "VBN" and d.children(w, frozenset({"obj"}))
    if not (d.tags[w] == "VBD" or active) or noun > w or d.tags[noun] not in _NOUNS:
        return
    if d.children(w, _SUBJECTS | _AUXILIARIES | frozenset({"mark", "case"})):
        return
    if d.children(noun, _AUXILIARIES | _SUBJECTS):
        return
    verb = d.heads[noun]
    if d.deps[noun] == "root":
        if any(d.tags[t] in _FINITE and d.heads[t] == noun for t in range(w + 1, len(d.tags))):
            return
        d.hang(w, w, "root")
    elif verb > w and d.tags[verb] in ("VBD", "VBZ") and any(w < c < verb for c in d.children(verb, _SUBJECTS)):
        d.hang(w, verb, "ccomp")  # "Losses peaked in May, | the minister said."
    else:
        return
    for child in d.children(noun):
        if child > w:
            d.heads[child] = w
    d.hang(noun, w, "nsubj")
    d.tags[w] = "VBD"


def _perfect(d: _Draft, participle: int) -> None:
    """ "has renewed attacks": a participle right behind "have" is its verb, not an adjective of the object."""
    noun = d.heads[participle]
    have = d.heads[noun]
    if d.tags[participle] != "VBN" or d.deps[noun] != "obj" or d.words[participle] in _LIKE_ADJECTIVES:
        return
    between = range(have + 1, participle)
    if d.words[have] not in _HAVE or not have < participle or any(not d.tags[t].startswith("RB") for t in between):
        return
    if d.children(have, _AUXILIARIES):
        return
    d.hang(participle, participle if d.heads[have] == have else d.heads[have], d.deps[have])
    d.hang(noun, participle, "obj")
    for child in d.children(have):
        d.heads[child] = participle
    d.hang(have, participle, "aux")


def _clauses_side_by_side(d: _Draft, w: int) -> None:
    """ "The town was quiet, the mayor said": a clause joined to another by a comma alone is no conjunct."""
    head = d.heads[w]
    if not d.tags[w].startswith("VB") or not d.children(w, _SUBJECTS) or d.children(w, frozenset({"cc"})):
        return
    more = [c for c in d.children(head, frozenset({"conj"})) if c > w]
    if not any(d.children(c, frozenset({"cc"})) for c in (*more, *d.children(w, frozenset({"conj"})))):
        d.hang(w, d.heads[w], "parataxis")


def _past_in_a_row(d: _Draft, w: int) -> None:
    """ "captured the town, | removed the fighters, and advanced": a past tense opens no clause beside another."""
    head = d.heads[w]
    if d.tags[w] != "VBD" or d.tags[head] != "VBD" or w < head:
        return
    if any(d.deps[c] in _SUBJECTS or d.deps[c] in _AUXILIARIES or d.deps[c] in ("mark", "case") for c in d.children(w)):
        return
    if d.words[d.first(w) - 1] == "," or d.words[d.first(w)] == ",":
        d.hang(w, d.heads[w], "conj")


def _infinitive_of_verb_before(d: _Draft, w: int) -> None:
    """ "accused them of planning | to stage a vote": an infinitive right behind a verb that takes one is its own."""
    to = next((c for c in d.children(w, frozenset({"mark"})) if d.words[c] == "to"), 0)
    verb = to - 1
    if to < 1 or verb == d.heads[w] or not d.tags[verb].startswith("VB") or not d.is_above(d.heads[w], verb):
        return
    if d.words[verb].startswith(_WITH_INFINITIVE) and not d.is_above(w, verb):
        d.hang(w, verb, "xcomp")


def _object_as_predicate(d: _Draft, noun: int) -> None:
    """ "handed over to the envoy | the same number": a noun with its article behind an active verb is its object."""
    verb = d.heads[noun]
    if d.tags[noun] not in ("NN", "NNS") or noun < verb or not d.children(noun, frozenset({"det"})):
        return
    below = d.children(noun, _AUXILIARIES | _SUBJECTS | frozenset({"case", "mark"}))
    known = d.children(verb, frozenset({"obj", "nsubj:pass", "aux:pass", "expl"}))
    if not below and not known and d.tags[verb].startswith("VB") and not d.words[verb].startswith(_COPULAR):
        d.hang(noun, d.heads[noun], "obj")


def _gerund_beside_verb(d: _Draft, w: int) -> None:
    """A gerund behind a verb names nothing over again: it is a clause beside it."""
    if d.tags[w] == "VBG" and d.tags[d.heads[w]].startswith("VB"):
        d.hang(w, d.heads[w], "advcl")


def _without_its_verb(d: _Draft, noun: int) -> None:
    """ "seven wounded | in the raid": a phrase with a preposition hangs on a verb as any other does."""
    if d.tags[noun] in _NOUNS and d.children(noun, frozenset({"case"})):
        d.hang(noun, d.heads[noun], "obl" if d.tags[d.heads[noun]].startswith("VB") else "nmod")


def _which_is_no_complement(d: _Draft, w: int) -> None:
    """ "reported a blast in the city, | which has been held since": a relative clause of the noun before the comma."""
    head = d.heads[w]
    subjects = d.children(w, _SUBJECTS)
    if not subjects or d.tags[subjects[0]] not in ("WDT", "WP") or d.words[subjects[0]] not in ("which", "who"):
        return
    opening = d.first(w)
    comma = opening if d.words[opening] == "," else opening - 1
    if subjects[0] != comma + 1 or d.words[comma] != "," or not head < comma:
        return
    nouns = [
        c for c in d.children(head) if c < comma and d.deps[c] in ("obj", "obl", "nsubj", "nsubj:pass") and c > head
    ]
    if nouns:
        d.hang(w, nouns[0] if d.deps[nouns[0]] == "obj" else nouns[-1], "acl:relcl")


def _clause_behind_aside(d: _Draft, w: int) -> None:
    """ "reported, citing the ministry, | that …": what follows the aside is what the verb before it reports."""
    aside = d.heads[w]
    verb = d.heads[aside]
    if d.tags[aside] != "VBG" or d.deps[aside] != "advcl" or verb > aside or d.words[aside - 1] != ",":
        return
    opening = next((c for c in d.children(w, frozenset({"mark"})) if d.words[c] == "that"), 0)
    objects = [c for c in d.children(aside, frozenset({"obj"})) if c < opening]
    if objects and d.words[opening - 1] == "," and not d.children(verb, frozenset({"ccomp", "obj", "xcomp"})):
        d.hang(w, verb, "ccomp")


def _object_is_subject(d: _Draft, w: int) -> None:
    """ "suggested | the failure to act is why …": what stands between two verbs is what the second one needs."""
    verb = d.heads[w]
    if w < verb or not d.tags[verb].startswith("VB") or not d.is_finite(w) or d.children(w, _SUBJECTS):
        return
    if d.children(w, frozenset({"cc", "mark"})):
        return
    objects = [c for c in d.children(verb, frozenset({"obj"})) if verb < c < w]
    if not objects:
        return
    start = d.first(w)
    if d.deps[start] != "punct" and d.last(objects[-1]) == start - 1:
        d.hang(w, verb, "ccomp")
        passive = bool(d.children(w, frozenset({"aux:pass"})))
        d.hang(objects[-1], w, "nsubj:pass" if passive else "nsubj")


def _clause_before_teller(d: _Draft, w: int) -> None:
    """ "People remain at risk, with homes being burnt, | the mayor said": what stands between a clause and who tells it
    hangs on the clause."""
    teller = d.heads[w]
    clause = d.heads[teller]
    subjects = d.children(teller, _SUBJECTS)
    if d.deps[teller] != "parataxis" or not clause < w < teller or not subjects or not w < subjects[0]:
        return
    if d.first(w) > clause and d.tags[clause].startswith("VB"):
        d.hang(w, clause, "advcl")


def _subject_as_compound(d: _Draft, noun: int) -> None:
    """ "Air defence | shot down five drones": the noun before a word with an object is its subject."""
    verb = d.heads[noun]
    if verb != noun + 1 or d.tags[verb] not in ("VBN", "VBD", "NN") or d.tags[noun] not in _NOUNS:
        return
    if d.deps[verb] not in ("root", "ccomp", "parataxis") or d.children(verb, _SUBJECTS | _AUXILIARIES):
        return
    objects = [c for c in d.children(verb, frozenset({"obj"})) if c > verb]
    if objects and (d.tags[verb] != "NN" or d.children(verb, frozenset({"compound:prt"}))):
        d.hang(noun, verb, "nsubj")
        d.tags[verb] = "VBD"


def _object_of_adjective(d: _Draft, noun: int) -> None:
    """ "shot dead | a judge": an adjective behind a verb has no object, the verb has."""
    adjective = d.heads[noun]
    if d.tags[adjective] == "JJ" and d.deps[adjective] == "xcomp" and d.heads[adjective] < adjective < noun:
        d.hang(noun, d.heads[adjective], "obj")


def _speaking_it(d: _Draft, it: int) -> None:
    """ "It stated that …": the "it" of a verb that needs somebody stands for somebody."""
    verb = d.heads[it]
    if d.words[it] != "it" or d.tags[verb] not in ("VBD", "VBZ") or d.children(verb, frozenset({"aux:pass", "cop"})):
        return
    if not d.children(verb, frozenset({"ccomp"})) or d.children(verb, _SUBJECTS - {"expl"}):
        return
    if not any(d.words[verb].startswith(stem) for stem in _IMPERSONAL):
        d.hang(it, d.heads[it], "nsubj")


_Rule = Callable[[_Draft, int], None]
_RULES: dict[str, tuple[_Rule, ...]] = {
    "acl": (_past_below_noun,),
    "acl:relcl": (_compound_before_subject,),
    "advcl": (_which_is_no_complement, _past_in_a_row),
    "amod": (_perfect,),
    "appos": (_gerund_beside_verb,),
    "ccomp": (_which_is_no_complement, _clause_behind_aside, _object_is_subject, _clause_before_teller),
    "compound": (_subject_as_compound,),
    "conj": (_noun_joined_to_verb, _gerund_joined_to_past, _which_is_no_complement, _clauses_side_by_side),
    "expl": (_speaking_it,),
    "mark": (_noun_before_its_verb,),
    "obj": (_object_of_adjective,),
    "orphan": (_without_its_verb,),
    "parataxis": (_object_is_subject, _which_is_no_complement),
    "xcomp": (_infinitive_of_verb_before, _object_as_predicate),
}
