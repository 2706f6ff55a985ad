"""Trees that break what holds of every English sentence are set right; those that are right are left alone."""

from __future__ import annotations

import pytest

from fogline.language.mending import mend

# why; word/tag/head/relation as the parser left it (a root's head is itself); what changes: token, head, relation
CASES = [
    (
        "a name before a bare noun is one subject with it",
        "He/PRP/1/nsubj said/VBD/1/root Hamas/NNP/1/obl:unmarked gunmen/NNS/5/nsubj had/VBD/5/aux left/VBN/2/acl:relcl",
        {2: (3, "compound"), 5: (1, "ccomp")},
    ),
    (
        "a relative clause without a pronoun stays",
        "He/PRP/1/nsubj met/VBD/1/root Marsh/NNP/1/obj ,/,/7/punct the/DT/5/det man/NN/2/appos she/PRP/7/nsubj "
        "knew/VBD/5/acl:relcl",
        {},
    ),
    (
        "a noun in a list hung on the verb joins the noun before it",
        "They/PRP/1/nsubj hit/VBD/1/root guns/NNS/1/obj and/CC/4/cc radars/NNS/1/conj",
        {4: (2, "conj")},
    ),
    (
        "a gerund is joined to the gerund before it",
        "It/PRP/1/nsubj fell/VBD/1/root killing/VBG/1/advcl one/CD/2/obj and/CC/5/cc wounding/VBG/1/conj",
        {5: (2, "conj")},
    ),
    (
        "a preposition opens no clause",
        "His/PRP$/1/nmod:poss fear/NN/1/root about/IN/6/mark the/DT/4/det dam/NN/6/nsubj:pass was/VBD/6/aux:pass "
        "known/VBN/1/acl",
        {1: (6, "nsubj:pass"), 2: (4, "case"), 4: (1, "nmod"), 6: (6, "root")},
    ),
    (
        "a past tense below the noun that is its subject",
        "Bombers/NNS/0/root killed/VBN/0/acl two/CD/3/nummod guards/NNS/1/obj",
        {0: (1, "nsubj"), 1: (1, "root")},
    ),
    (
        "a participle below a noun stays where it has no object",
        "Guards/NNS/0/root killed/VBN/0/acl by/IN/3/case bombers/NNS/1/obl:agent",
        {},
    ),
    (
        "which behind a comma opens no complement",
        "He/PRP/1/nsubj reported/VBD/1/root a/DT/3/det blast/NN/1/obj ,/,/6/punct which/WDT/6/nsubj shook/VBD/1/ccomp "
        "homes/NNS/6/obj",
        {6: (3, "acl:relcl")},
    ),
    (
        "who that is asked for is a complement",
        "He/PRP/1/nsubj asked/VBD/1/root who/WP/3/nsubj fired/VBD/1/ccomp",
        {},
    ),
    (
        "a clause behind an aside is what the verb before it reports",
        "TASS/NNP/1/nsubj reported/VBD/1/root ,/,/3/punct citing/VBG/1/advcl officials/NNS/3/obj ,/,/8/punct "
        "that/IN/8/mark villages/NNS/8/nsubj fell/VBD/3/ccomp",
        {8: (1, "ccomp")},
    ),
    (
        "what stands between a clause and who tells it hangs on the clause",
        "Fires/NNS/1/nsubj burn/VBP/1/root ,/,/4/punct homes/NNS/4/nsubj collapsing/VBG/7/ccomp ,/,/7/punct "
        "she/PRP/7/nsubj said/VBD/1/parataxis",
        {4: (1, "advcl")},
    ),
    (
        "the noun before a verb with an object is its subject, and an adjective has none",
        "Gunmen/NNS/1/compound shot/VBN/1/root dead/JJ/1/xcomp a/DT/4/det judge/NN/2/obj",
        {0: (1, "nsubj"), 4: (1, "obj")},
    ),
    (
        "what stands between two verbs is what the second one needs",
        "He/PRP/1/nsubj said/VBD/1/root rockets/NNS/1/obj hit/VBD/1/parataxis homes/NNS/3/obj",
        {2: (3, "nsubj"), 3: (1, "ccomp")},
    ),
    (
        "the it of a verb of speech stands for somebody",
        "It/PRP/1/expl stated/VBD/1/root that/IN/4/mark they/PRP/4/nsubj left/VBD/1/ccomp",
        {0: (1, "nsubj")},
    ),
    (
        "the it of seem stands for nothing",
        "It/PRP/1/expl seems/VBZ/1/root that/IN/4/mark they/PRP/4/nsubj left/VBD/1/ccomp",
        {},
    ),
    (
        "a participle right behind have is its verb",
        "Xia/NNP/1/nsubj has/VBZ/1/root renewed/VBN/3/amod attacks/NNS/1/obj",
        {0: (2, "nsubj"), 1: (2, "aux"), 2: (2, "root"), 3: (2, "obj")},
    ),
    (
        "a participle that is used as an adjective stays",
        "Xia/NNP/1/nsubj has/VBZ/1/root limited/VBN/3/amod stocks/NNS/1/obj",
        {},
    ),
    (
        "clauses joined by a comma alone stand side by side",
        "Fires/NNS/1/nsubj burn/VBP/1/root ,/,/5/punct the/DT/4/det mayor/NN/5/nsubj said/VBD/1/conj",
        {5: (1, "parataxis")},
    ),
    (
        "clauses joined by and are conjuncts",
        "Fires/NNS/1/nsubj burn/VBP/1/root and/CC/5/cc the/DT/4/det mayor/NN/5/nsubj left/VBD/1/conj",
        {},
    ),
    (
        "a past tense in a row of them opens no clause beside another",
        "They/PRP/1/nsubj took/VBD/1/root Xia/NNP/1/obj ,/,/4/punct removed/VBD/1/advcl mines/NNS/4/obj",
        {4: (1, "conj")},
    ),
    (
        "an infinitive right behind a verb that takes one is its own",
        "He/PRP/1/nsubj accused/VBD/1/root us/PRP/1/obj of/IN/4/mark planning/VBG/1/advcl "
        "to/TO/6/mark leave/VB/1/xcomp",
        {6: (4, "xcomp")},
    ),
    (
        "a noun with its article behind an active verb is its object",
        "They/PRP/1/nsubj hit/VBD/1/root a/DT/3/det depot/NN/1/xcomp",
        {3: (1, "obj")},
    ),
    (
        "what somebody became is no object",
        "They/PRP/1/nsubj became/VBD/1/root a/DT/3/det threat/NN/1/xcomp",
        {},
    ),
    (
        "a gerund names nothing over again",
        "They/PRP/1/nsubj pounded/VBD/1/root it/PRP/1/obj ,/,/4/punct damaging/VBG/1/appos homes/NNS/4/obj",
        {4: (1, "advcl")},
    ),
    (
        "a phrase whose verb is left out hangs on its participle",
        "Two/CD/1/nsubj:pass died/VBD/1/root and/CC/4/cc seven/CD/4/nsubj:pass wounded/VBN/1/conj in/IN/6/case "
        "shelling/NN/4/orphan",
        {6: (4, "obl")},
    ),
]


@pytest.mark.parametrize(("why", "sentence", "changes"), CASES, ids=[case[0] for case in CASES])
def test_case(why: str, sentence: str, changes: dict[int, tuple[int, str]]) -> None:
    parts = [word.rsplit("/", 3) if word[0] != "," else [",", ",", *word.split("/")[2:]] for word in sentence.split()]
    words, tags, deps = ([part[k] for part in parts] for k in (0, 1, 3))
    heads = [int(part[2]) for part in parts]
    before = list(zip(heads, deps, strict=True))
    mend([word.lower() for word in words], tags, heads, deps)
    after = list(zip(heads, deps, strict=True))
    assert {i: now for i, (was, now) in enumerate(zip(before, after, strict=True)) if now != was} == changes
    assert sum(head == i for i, head in enumerate(heads)) == 1
