"""The table of figures of people: ranges as they are told, nobody's taken for true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from fogline.brief.model import Row, Table
from fogline.brief.phrases import MEASURES, amount, counted, days, number, side
from fogline.brief.telling import Notes, Told
from fogline.export.record import Record

MOST_ROWS = 30

HEADERS = ("People", "Where and when", "Whose", "Range told", "Told most")

ToldFigure = tuple[Record, Record, list[Record]]
"""An event's record, one of its figures, and the claims that give it."""


def figures_table(
    events: Iterable[Record], claims: Mapping[str, Record], notes: Notes
) -> tuple[Table, str | None] | None:
    """The figures of *events* that rest on one of *claims* (records by id), and what is said of those left out.

    ``None`` where nobody gives a figure of people.
    """
    told = [
        (event, figure, telling)
        for event in events
        for figure in event["figures"]
        if _is_of_people(figure) and (telling := _claims_of(figure, claims))
    ]
    if not told:
        return None
    order = list(MEASURES)
    told.sort(key=lambda one: (order.index(one[1]["measure"]), -_size(one[1])))
    shown = _fairly(told)
    table = Table(HEADERS, tuple(_figure(event, figure, telling, notes) for event, figure, telling in shown))
    more = len(told) - len(shown)
    return table, f"{counted(more, 'more figure')}, smaller ones: `fogline events` lists them." if more else None


def _fairly(told: Sequence[ToldFigure]) -> list[ToldFigure]:
    """The largest figures, of every measure some, as many as there is room for, in the order of *told*."""
    if len(told) <= MOST_ROWS:
        return list(told)
    places: Counter[str] = Counter()
    ranked = []
    for at, (_, figure, _) in enumerate(told):
        ranked.append((places[figure["measure"]], at))
        places[figure["measure"]] += 1
    return [told[at] for at in sorted(at for _, at in sorted(ranked)[:MOST_ROWS])]


def _is_of_people(figure: Record) -> bool:
    return figure["measure"] in MEASURES and figure["unit"] in (None, "people")


def _claims_of(figure: Record, claims: Mapping[str, Record]) -> list[Record]:
    ids = dict.fromkeys((*figure["low_from"], *figure["best_from"], *figure["high_from"]))
    return [claims[key] for key in ids if key in claims]


def _size(figure: Record) -> float:
    return max(value for value in (figure["low"], figure["best"], figure["high"], 0) if value is not None)


def _figure(event: Record, figure: Record, told: Told, notes: Notes) -> Row:
    place = event["place"]["name"] if event["place"] else "no place given"
    when = days(event["time"]["start"], event["time"]["end"])
    best = "–" if figure["best"] is None else number(figure["best"])
    whose = side(figure["party"]) if figure["party"] else "not told"
    cells = (MEASURES[figure["measure"]], f"{place}, {when}" if when else place, whose, amount(figure), best)
    return Row(cells, notes.cite(told))
