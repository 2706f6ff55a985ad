"""Makes web pages like those of news sites: an article among menus, scripts, teasers and a foot, of 40 to 90 kB."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta

PLACES = ("Northford", "Eastmere", "Harrow Ridge", "Saltmarsh", "Old Quay", "Westbrook", "Fallow Hill", "Stonebridge")
SPEAKERS = ("the defence ministry", "the regional governor", "a hospital director", "the army's spokesman", "residents")
DEEDS = (
    "government troops had taken {place} after a week of fighting",
    "shelling of {place} had killed {number} people and wounded {more}",
    "the rebels had withdrawn from {place} overnight",
    "a bridge near {place} was destroyed by an air strike",
    "about {more} families had left {place} since Monday",
)
SCRIPT = "window.__q=window.__q||[];function t(a,b){return a.map(function(x){return x*b}).filter(Boolean)}\n"


def sentence(rng: random.Random) -> str:
    deed = rng.choice(DEEDS).format(place=rng.choice(PLACES), number=rng.randint(2, 40), more=rng.randint(41, 900))
    return f"{rng.choice(SPEAKERS).capitalize()} said on {rng.choice(('Monday', 'Friday', 'Sunday'))} that {deed}."


def page(number: int) -> str:
    """Page *number*: always the same one."""
    rng = random.Random(number)
    day = date(2021, 1, 1) + timedelta(days=rng.randint(0, 700))
    title = f"Fighting near {rng.choice(PLACES)} enters day {number}"
    paragraphs = [" ".join(sentence(rng) for _ in range(rng.randint(2, 5))) for _ in range(rng.randint(6, 16))]
    linked: dict[str, object] = {"@type": "NewsArticle", "headline": title, "datePublished": f"{day}T09:30:00+00:00"}
    linked |= {
        "author": {"@type": "Person", "name": "Ada Marsh"},
        "publisher": {"@type": "Organization", "name": "The Plain"},
    }
    data, script = json.dumps(linked), SCRIPT * rng.randint(200, 500)
    menu = "".join(f'<li class="nav-item"><a href="/section/{at}">Section {at}</a></li>' for at in range(60))
    teasers = "".join(
        f'<div class="card"><a href="/story/{at}"><h3>{sentence(rng)}</h3></a><img src="/i/{at}.jpg" alt=""></div>'
        for at in range(24)
    )
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title} | The Plain</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Plain">'
        f'<meta property="og:type" content="article"><meta property="article:published_time" content="{day}T09:30:00Z">'
        f'<link rel="canonical" href="https://plain.example/{day:%Y/%m/%d}/story-{number}">'
        f'<script type="application/ld+json">{data}</script><script>{script}</script>'
        f"</head><body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>"
        f'<p class="byline">By Ada Marsh</p>{body}</article></main><aside><h2>More</h2>{teasers}</aside>'
        f"<footer><p>© The Plain. All rights reserved.</p><ul>{menu}</ul></footer>"
        f"<script>{SCRIPT * 40}</script></body></html>"
    )
