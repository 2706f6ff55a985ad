"""Where sentences begin and end. Cases are rows: why, text, the sentences expected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.language.sentences import split_sentences

ENDS = [
    ("plain stops", "The town fell. Nobody stayed.", ["The town fell.", "Nobody stayed."]),
    ("ranks are no ends", "Brig. Gen. Omar Said met Lt. Col. Ali Nur. They left.", None),
    ("offices are no ends", "Gov. Petro Lys called Sen. Mark Hale and Rep. Ann Wood. All agreed.", None),
    ("a country in letters before its army", "The U.S. Army sent two ships. They sank.", None),
    ("a country in letters may end one", "He flew to the U.S. The talks failed.", None),
    ("hours before a weekday", "It hit at 5 a.m. Monday near the port. Two died.", None),
    ("short months", "Shelling began on Feb. 24 at dawn. It never ended.", None),
    ("decimals", "They moved 5.5 km in 2.5 days. Then it rained.", None),
    ("initials", "J. R. Hale spoke first. A. Nur answered.", None),
    ("numbered units", "Hospital No. 5 burned down. No one was hurt.", None),
    ("initials before a verb", "The I.M.F. warns of a crisis. Few listen.", None),
    ("the answer no", "Asked whether he would go, he said no. The crowd left.", None),
    ("a plain word that court records abbreviate", "It was the fifth month. Russian guns fired all day.", None),
    ("about in short", "Approx. 500 men crossed. They dug in.", None),
]


@pytest.mark.parametrize(("why", "text", "expected"), ENDS, ids=[row[0] for row in ENDS])
def test_stops_that_end_a_sentence(why: str, text: str, expected: list[str] | None) -> None:
    assert len(written(text)) == 2, why
    assert expected is None or written(text) == expected


QUOTES = [
    (
        "speech goes on after the quote",
        "“We hold the city,” he said. It rained.",
        ["“We hold the city,” he said.", "It rained."],
    ),
    (
        "the stop stands inside the quote",
        "“All of them left.” The mayor agreed.",
        ["“All of them left.”", "The mayor agreed."],
    ),
    ("a question inside the sentence", "“Where are they?” she asked.", ["“Where are they?” she asked."]),
    ("a shout inside the sentence", "“It is ours!” the channel wrote.", ["“It is ours!” the channel wrote."]),
    ("British quotes", "‘They ran.’ Nobody saw them.", ["‘They ran.’", "Nobody saw them."]),
    ("straight quotes", '"We won." The crowd cheered.', ['"We won."', "The crowd cheered."]),
    ("quote marks lost on the way", "Where are they? she asked.", ["Where are they? she asked."]),
    ("dots inside a quote", "“We will ... never leave,” he said.", ["“We will ... never leave,” he said."]),
    ("dots before the verb of saying", "“We will stay…” he said.", ["“We will stay…” he said."]),
    ("a quoted word at the end", "It was called “over.” Nobody agreed.", ["It was called “over.”", "Nobody agreed."]),
    ("a sentence in parentheses", "(He left later.) The town fell.", ["(He left later.)", "The town fell."]),
]


@pytest.mark.parametrize(("why", "text", "expected"), QUOTES, ids=[row[0] for row in QUOTES])
def test_quotes_and_parentheses(why: str, text: str, expected: list[str]) -> None:
    assert written(text) == expected, why


NOTED = ["Troops advanced.[1]", "They stopped. [2][3]", "It rained."]
GLUED = [
    (
        "a quotation that ends before the stop",
        'They are "ready to fight on".At least two fled.',
        ['They are "ready to fight on".', "At least two fled."],
    ),
    ("notes stay with their sentence", "Troops advanced.[1] They stopped. [2][3] It rained.", NOTED),
    ("no blank after the stop", "Troops took the city.The army fled.", ["Troops took the city.", "The army fled."]),
    ("nor after a closing quote", "“They took the city.”The army fled.", ["“They took the city.”", "The army fled."]),
    ("after a year", "It began in 2014.Rebels took two towns.", ["It began in 2014.", "Rebels took two towns."]),
    ("before capitals", "They met in Cairo.IRAN WARNS of war.", ["They met in Cairo.", "IRAN WARNS of war."]),
    ("a site is one word", "The site Lenta.Ru reported it.", ["The site Lenta.Ru reported it."]),
    ("a country in letters is one word", "The U.S.Army base burned.", ["The U.S.Army base burned."]),
]


@pytest.mark.parametrize(("why", "text", "expected"), GLUED, ids=[row[0] for row in GLUED])
def test_sentences_without_a_blank_between(why: str, text: str, expected: list[str]) -> None:
    assert written(text) == expected, why


def test_kinds_of_a_page() -> None:
    text = (
        "Rebels take river town\n\n"
        "Fighters entered the town on Friday, its mayor said. He fled.\n\n"
        "What happens next\n\n"
        "- 300 people left\n\n"
        "Smoke over the bridge this morning pic.twitter.com/aB3dEf — Omar Nur (@omar_nur) June 3, 2021\n\n"
        "Aid groups called for calm. [Continue reading…]"
    )
    found = split_sentences(text, title_end=text.index("\n"))
    assert [(s.kind, s.paragraph, s.span.of(text)) for s in found] == [
        ("title", 0, "Rebels take river town"),
        ("body", 1, "Fighters entered the town on Friday, its mayor said."),
        ("body", 1, "He fled."),
        ("heading", 2, "What happens next"),
        ("body", 3, "- 300 people left"),
        ("post", 4, "Smoke over the bridge this morning"),
        ("post", 4, "pic.twitter.com/aB3dEf — Omar Nur (@omar_nur) June 3, 2021"),
        ("body", 5, "Aid groups called for calm."),
        ("post", 5, "[Continue reading…]"),
    ]


def test_a_post_inside_a_long_paragraph_takes_only_the_sentence_before_its_signature() -> None:
    before = "The army said it had left the valley after a week of fighting in the hills. " * 8
    text = before + "Our men are safe — Ali Nur (@alinur) May 2, 2020 The talks go on."
    kinds = [s.kind for s in split_sentences(text)]
    assert kinds == ["body"] * 8 + ["post", "post", "body"]


def test_a_signature_that_lost_its_marks() -> None:
    text = "Smoke over the port. pic.twitter.comaB3dEf Omar Nur (omar_nur) June 3, 2021"
    assert [s.kind for s in split_sentences(text)] == ["post", "post"]


def test_a_lone_line_is_no_heading() -> None:
    assert [s.kind for s in split_sentences("Rebels take river town")] == ["body"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "the soldiers walked along the road to the next village and the one\n"
    text = "At dawn " + line * 7 + "after it. Then they slept."
    assert [s.paragraph for s in split_sentences(text)] == [0, 0]


def test_run_ons_are_cut_at_safe_marks() -> None:
    text = "Rebels fired at the camp; " * 300
    found = split_sentences(text)
    assert all(len(s.span.of(text).split()) <= 250 for s in found)
    assert all(s.span.of(text).endswith(";") for s in found)


def test_text_without_blanks_is_cut_too() -> None:
    assert max(len(s.span) for s in split_sentences("x" * 50_000)) <= 2_000


@given(st.text(alphabet=st.sampled_from("aA. \n\n“”\"'’!?…(@)—,5;\t\u2028\u00a0"), max_size=200), st.integers(0, 60))
def test_sentences_hold_every_character_and_never_overlap(text: str, title_end: int) -> None:
    found = split_sentences(text, title_end=title_end)
    held = {i for s in found for i in range(s.start, s.end)}
    assert len(held) == sum(s.end - s.start for s in found)
    assert all(i in held or c.isspace() for i, c in enumerate(text))
    assert [s.index for s in found] == list(range(len(found)))
    assert all(not s.span.of(text)[0].isspace() and not s.span.of(text)[-1].isspace() for s in found)


def written(text: str) -> list[str]:
    return [s.span.of(text) for s in split_sentences(text)]


def test_a_date_before_a_headline_is_no_part_of_its_sentence() -> None:
    text = "date 2031-05-02 Army takes ridge, rebels gone.\n\nThe army said so on Friday."
    found = split_sentences(text, title_end=text.index("\n"))
    assert [(s.kind, text[s.start : s.end]) for s in found] == [
        ("title", "date 2031-05-02"),
        ("title", "Army takes ridge, rebels gone."),
        ("body", "The army said so on Friday."),
    ]
