"""The model card of the weights, filled in with their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Template
from typing import Any

from fogline.language.pipeline import DEPTH, HIDDEN, WIDTH

_MEASURES = ("UPOS", "XPOS", "lemma", "UAS", "LAS", "dep_uas", "dep_las")
_RELATIONS = {
    "nsubj": "subject", "nsubj:pass": "passive subject", "obj": "object", "obl": "oblique", "nmod": "noun modifier",
    "ccomp": "complement clause", "xcomp": "open complement", "advcl": "adverbial clause",
    "acl:relcl": "relative clause", "appos": "apposition", "conj": "conjunct",
}  # fmt: skip

_CARD = Template("""\
# fogline_en $version

Tags and dependency trees for English news sentences. Trained by the Fogline project from scratch; no weights of others
went in. It reads reporting; it does not judge whether what is reported is true.

## Licence

The weights (`english.zip`) and the tables `lemmas.tsv` and `endings.tsv` are derived from share-alike data and are
under **CC BY-SA 4.0**, unlike the rest of the package, which is under Apache-2.0. Pass them on with these sources
named:

* **Universal Dependencies English Web Treebank (EWT)**, training part: Natalia Silveira, Timothy Dozat, Marie-Catherine
  de Marneffe, Samuel Bowman, Miriam Connor, John Bauer, Christopher D. Manning and contributors. CC BY-SA 4.0. The
  underlying texts of web logs, newsgroups, email, reviews and answers belong in part to their authors.
* **Universal Dependencies English GUM** (Georgetown University Multilayer corpus), training part: Amir Zeldes and
  contributors. Annotations CC BY 4.0, as the source project states. Used: only the genres whose texts are CC BY,
  CC BY-SA or in the public domain (biographies from Wikipedia; interviews and news from Wikinews; travel guides from
  Wikivoyage; textbooks from OpenStax; political speeches; vlogs published under Creative Commons; conversations of the
  Santa Barbara Corpus, by John Du Bois). No other genre was used. The UD release of GUM as a whole is labelled
  CC BY-NC-SA 4.0, in keeping with the texts of genres that are not used here (fiction, how-to guides).
* The classes of words in `english.zip` (`classes.tsv`) are for the most part the Brown clusters of
  **spacy-lookups-data** 1.0.5, which its authors publish under the MIT licence: Copyright (c) 2019 ExplosionAI GmbH.
  The MIT licence permits use, copying, changes and distribution, provided that this notice stays with the copies; the
  software is provided "as is", without warranty of any kind. What texts they were counted on is not said. Some 3,000
  words more, mostly names, were given one of these classes after their neighbours in news reports and in the treebanks
  above; nothing else of the reports is in the weights.
* Test only: **Universal Dependencies English PUD**, CC BY-SA 3.0.

## What it is

A spaCy 3.8 pipeline: one window encoder of hashed word features (width $width, depth $depth) under a tagger of joint
Penn and universal tags and an arc-eager transition parser (hidden layer $hidden) with the labels of UD v2.15. Of a word
the encoder reads its form, first letter, last letters, shape and class: 77,000 words have one of 1,000 classes of words
that keep the same company, and one of some 60 kinds of class. No word vectors, no names. Words are cut by spaCy's
English rules with the treebanks' habits for prefixes ("pro-government" is one token), ranks and units. Lemmas come by
rule and table. One sentence is parsed at a time: sentence ends are settled before.

When it is run, all its matrices are rounded to whole numbers of 8 bits, in steps of their own for each column, and so
is what they are multiplied by, in steps of 1/64 to 1/8 (`src/fogline/language/products.py`): sums are then exact, so
that it reads the same on every machine. Reports name it with `-8bit` behind its version. The scores below are those of
the rounded network.

Training sentences were varied: names of the treebanks swapped for transliterated Slavic, Arabic, African and Burmese
ones, quotes, apostrophes and dashes of several kinds, datelines, headlines without articles and stops, titles before
names and appositions behind them, times and places of saying ("said Friday that", "said in a statement on Friday"). One
sentence in twenty-five was made up whole. `training/train.py` makes all of it again, with fixed seeds
(`training/README.md`).

## Scores

F scores in percent on raw text, sentences as the treebanks cut them (a word that is cut wrongly counts as wrong).
`UAS` and `LAS` count every token and compare labels without subtypes. `dep_uas`, `dep_las` and the relations (spaCy's
`dep_las_per_type`) are measured as spaCy's scorer does it: without punctuation, labels with subtypes. Nothing was tuned
on these sets.

$table

$words_per_second words a second on one core of a shared machine; loaded in $load_seconds s once spaCy is imported;
$megabytes MB.

## Where it fails

Appositions, coordinated clauses and long parentheses between subject and verb are what it gets wrong most. Text in
capitals, headlines and transcripts of speech parse worse than news prose. It knows English only, mostly American and
British web and news text up to the early 2020s.
""")


def card(scores: Mapping[str, Mapping[str, Any]], *, version: str) -> str:
    """The card's text in Markdown; *scores* as ``evaluate.measure`` gives them: percent by test set, and ``cost``."""
    sets = [name for name in scores if name != "cost"]
    rows = ["| | " + " | ".join(sets) + " |", "| --- |" + " ---: |" * len(sets)]
    rows += [_row(measure, [scores[name][measure] for name in sets]) for measure in _MEASURES]
    for label, shown in _RELATIONS.items():
        rows.append(_row(f"{shown} (`{label}`)", [scores[name]["dep_las_per_type"][label] for name in sets]))
    cost = {key: f"{value:,.0f}" if value > 100 else f"{value}" for key, value in scores["cost"].items()}
    shape = {"width": WIDTH, "depth": DEPTH, "hidden": HIDDEN}
    return _CARD.substitute(version=version, table="\n".join(rows), **shape, **cost)


def _row(shown: str, values: Sequence[float]) -> str:
    return f"| {shown} | " + " | ".join(f"{value:.1f}" for value in values) + " |"
