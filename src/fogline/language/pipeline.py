"""The spaCy pipeline: its shape, and its weights as one small file. To train it; :mod:`fogline.language.weights` reads
that file without spaCy."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fogline.language.tokens import Rules, Tokenizer
from fogline.language.weights import CLASSES, NAME, READING, WEIGHTS
from fogline.language.word_classes import WordClasses

if TYPE_CHECKING:
    from spacy.language import Language

_FORM = ("NORM", "PREFIX", "SUFFIX", "SHAPE")
ATTRIBUTES = (*_FORM, "LOWER", "ID")
"""What the network reads of a word, as spaCy names it; the last two hold its class and the kind of that."""
_ROWS = (8000, 1000, 2500, 2500, 1500, 200)
WIDTH = 128
DEPTH = 4
HIDDEN = 96

# Prefixes that Universal Dependencies' English treebanks leave joined to their word ("anti-aircraft",
# "pro-government" are one token; "Moscow-backed" is three).
_JOINED = (
    *("anti", "bi", "co", "counter", "de", "e", "ex", "extra", "inter", "intra", "mid", "mini", "multi", "neo", "non"),
    *("para", "post", "pre", "pro", "pseudo", "re", "semi", "sub", "super", "trans", "ultra", "un"),
)
# Ranks and the like that keep their stop; spaCy's English list lacks them.
_ABBREVIATIONS = (
    *("Lt.", "Col.", "Maj.", "Sgt.", "Capt.", "Cmdr.", "Brig.", "Pvt.", "Cpl.", "Sec.", "Supt."),
    *("approx.", "Approx.", "est."),
)
_UNITS = ("bn", "mn", "tn", "km", "m", "kg", "mm", "cm", "am", "pm", "hrs")


def build_pipeline(classes: str = "") -> Language:
    """An English pipeline of our shape without weights: ``tok2vec``, ``tagger`` (XPOS|UPOS), ``parser``.

    *classes* is the table of the words' classes as :meth:`WordClasses.parse` reads it; without one the network reads
    the words' forms alone.
    """
    import spacy

    nlp = spacy.blank("en")
    set_tokenizer(nlp)
    _set_attributes(nlp, WordClasses.parse(classes))
    nlp.add_pipe("tok2vec", config={"model": _tok2vec(ATTRIBUTES if classes else _FORM)})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": _listener()}})
    nlp.add_pipe("parser", config={"model": _parser(), "min_action_freq": 20, "update_with_oracle_cut_size": 100})
    return nlp


def set_tokenizer(nlp: Language) -> None:
    """Change spaCy's English tokenizer to the treebanks' ways: joined prefixes, ranks, units on figures."""
    from spacy.util import compile_infix_regex, compile_suffix_regex

    tokenizer: Any = nlp.tokenizer
    defaults: Any = nlp.Defaults
    barred = "".join(rf"(?<!\b{prefix})(?<!\b{prefix.capitalize()})" for prefix in _JOINED)
    infixes = [
        rule.replace("(?:-|–|—|--|---|——|~)", f"{barred}(?:-|–|—|--|---|——|~)") if _is_hyphen_rule(rule) else rule
        for rule in defaults.infixes
    ]
    infixes.append(r"(?<=[A-Z]\.)-(?=[a-zA-Z])")  # "U.S.-led"
    suffixes = [*defaults.suffixes, rf"(?<=[0-9])(?:{'|'.join(_UNITS)})"]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    for short in _ABBREVIATIONS:
        tokenizer.add_special_case(short, [{"ORTH": short}])


def _set_attributes(nlp: Language, classes: WordClasses) -> None:
    """Have words carry what the network reads, and no more: a new word costs 0.1 ms with all of spaCy's attributes.

    spaCy has no place for classes of words. They stand in two that nothing here reads: the class in ``LOWER``, what
    kind it is of in ``ID``.
    """
    from spacy.attrs import ID, IS_SPACE, LOWER, NORM, PREFIX, SHAPE, SUFFIX

    vocab: Any = nlp.vocab
    vocab.lex_attr_getters = {k: vocab.lex_attr_getters[k] for k in (NORM, PREFIX, SUFFIX, SHAPE, IS_SPACE)}
    vocab.lex_attr_getters |= {LOWER: classes.of, ID: classes.broad}
    for word in vocab:  # those of the tokenizer's rules
        word.lower, word.rank = classes.of(word.text), classes.broad(word.text)


def _is_hyphen_rule(rule: str) -> bool:
    return bool(re.match(r"\(\?<=\[[^\]]*\]\)\(\?:-", rule))


def save_weights(nlp: Language, path: Path, *, classes: str, version: str) -> None:
    """Write the weights of *nlp*, as 16-bit floats, and its table of *classes* to *path*, one ZIP file."""
    import srsly  # type: ignore[import-untyped]

    packed: dict[str, Any] = {"version": version, "components": {}}
    for name, component in nlp.pipeline:
        message = srsly.msgpack_loads(_bytes_of(component))
        message["model"] = _cast(srsly.msgpack_loads(message["model"]), "float32", "float16")
        packed["components"][name] = message
    parts = {
        WEIGHTS: srsly.msgpack_dumps(packed),
        CLASSES: classes.encode(),
        READING: json.dumps(reading_of(nlp), ensure_ascii=False, separators=(",", ":")).encode(),
    }
    with zipfile.ZipFile(path, "w") as archive:  # as it is: numbers cannot be packed, and to unpack them takes time
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)


def reading_of(nlp: Language) -> dict[str, Any]:
    """What reading takes of *nlp* besides its weights: how words are parted, how strings are numbered, the moves."""
    from spacy.symbols import IDS

    parser: Any = nlp.get_pipe("parser")
    moves = [parser.moves.get_class_name(number) for number in range(parser.moves.n_moves)]
    symbols = {name: number for name, number in IDS.items() if name}
    return {"tokenizer": _rules_of(nlp), "symbols": symbols, "moves": moves}


def _rules_of(nlp: Language) -> Mapping[str, Any]:
    """The tokenizer's rules, as the fields of :class:`~fogline.language.tokens.Rules`."""
    from spacy.attrs import NORM, ORTH, intify_attrs
    from spacy.lang.norm_exceptions import BASE_NORMS

    tokenizer: Any = nlp.tokenizer
    names = {"prefix": "prefix_search", "suffix": "suffix_search", "infix": "infix_finditer", "url": "url_match"}
    patterns = {name: getattr(tokenizer, attribute).__self__.pattern for name, attribute in names.items()}
    specials: dict[str, list[tuple[str, str | None]]] = {}
    for text, words in tokenizer.rules.items():
        if not any(letter.isspace() for letter in text):
            found = [intify_attrs(word, _do_deprecated=True) for word in words]
            specials[text] = [(word[ORTH], word.get(NORM)) for word in found]
    plain = Tokenizer(Rules(specials={}, plainly={}, norms={}, **patterns))
    affixed = (tokenizer.find_prefix, tokenizer.find_infix, tokenizer.find_suffix)
    plainly = {text: [word for word, _ in plain.words(text)] for text in specials if any(of(text) for of in affixed)}
    # A special word's normal form is that of the word wherever it stands, in spaCy: the last one said holds.
    said = {word.text: word.norm_ for word in nlp.vocab if word.norm_ != word.text.lower()}
    return {"specials": specials, "plainly": plainly, "norms": {**BASE_NORMS, **said}, **patterns}


def load_weights(path: Path) -> Language:
    """The pipeline over the weights at *path*; its ``meta["version"]`` is theirs."""
    import srsly

    with zipfile.ZipFile(path) as archive:
        packed = srsly.msgpack_loads(archive.read(WEIGHTS))
        classes = archive.read(CLASSES).decode()
    nlp = build_pipeline(classes)
    component: Any
    for name, component in nlp.pipeline:
        message = packed["components"][name]
        message["model"] = srsly.msgpack_dumps(_cast(message["model"], "float16", "float32"))
        component.from_bytes(srsly.msgpack_dumps(message), exclude=["vocab"])
    for label in nlp.get_pipe("tagger").labels:  # type: ignore[attr-defined]
        nlp.vocab.strings.add(label)
    nlp.meta["name"], nlp.meta["version"] = NAME, packed["version"]
    return nlp


def _bytes_of(component: Any) -> bytes:
    data: bytes = component.to_bytes(exclude=["vocab"])
    return data


def _cast(value: Any, old: str, new: str) -> Any:
    """*value* with every array of type *old* in it made one of type *new*."""
    if isinstance(value, dict):
        return {key: _cast(item, old, new) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cast(item, old, new) for item in value]
    if str(getattr(value, "dtype", "")) == old:
        return value.astype(new)
    return value


def _tok2vec(attributes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": WIDTH,
            "attrs": list(attributes),
            "rows": list(_ROWS[: len(attributes)]),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": WIDTH,
            "depth": DEPTH,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _listener() -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}


def _parser() -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": HIDDEN,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": _listener(),
    }
