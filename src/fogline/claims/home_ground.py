"""The country whose ground is struck or taken, named by its people alone."""

from __future__ import annotations

from fogline.claims.bystanders import names_country
from fogline.claims.happening import Happening
from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.model.claim import Where
from fogline.model.values import Place


def country_of_ground(scene: Scene, happening: Happening) -> Where | None:
    """The country whose ground is struck or taken: "Syrian territory", "Ukrainian soil".

    A people's name carries no coordinates; those of its country are taken from where the document names it.
    """
    if class_words("ground_noun").isdisjoint(scene.lemmas):
        return None
    arguments = (*happening.patients, *(n for _, n in happening.frame.obliques))
    for noun in dict.fromkeys(below for argument in arguments for below in scene.tree.subtree(argument)):
        if scene.lemma(noun) not in class_words("ground_noun"):
            continue
        for modifier in scene.tree.children(noun, "amod", "compound"):
            mention = scene.place_at.get(modifier)
            if mention is not None and mention.use == "demonym":
                named = _named_country(scene, mention.place.country)
                if named is not None:
                    return Where(mention.text, named, mention.span)
    return None


def _named_country(scene: Scene, country: str | None) -> Place | None:
    """The country *country* as a place, if the document names it as one."""
    if country is None:
        return None
    return next((m.place for m in scene.mentions.places if names_country(m) and m.place.country == country), None)
