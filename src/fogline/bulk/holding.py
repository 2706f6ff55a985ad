"""Who is said to hold each place of a whole corpus: two sides that claim one at once, and control histories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fogline.bulk import results, tables
from fogline.bulk.columns import read_where, readable
from fogline.bulk.rows import document_of
from fogline.bulk.work import Counts, Work
from fogline.control.histories import Found, add_up
from fogline.disagreements.find import across
from fogline.matching.told import Told, told
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement
from fogline.store import codec

CLAIMS_AT_ONCE = 5_000
"""Claims on who holds places that are held against each other together, those of whole places."""

HELD = f"""
    WITH held AS (SELECT * FROM {{held}}),
    places AS (SELECT geonameid, count(*) AS claims FROM held GROUP BY geonameid HAVING count(*) > 1),
    placed AS (
        SELECT geonameid, CAST(sum(claims) OVER (ORDER BY geonameid) // {CLAIMS_AT_ONCE} AS INTEGER) AS grp FROM places
    )
    SELECT grp, held.* FROM held JOIN placed USING (geonameid) ORDER BY grp, geonameid
"""
"""The claims on who holds a place, where there are several on one."""

TEXTS = """
    SELECT grp, document_id, documents.text, documents.record FROM {documents} AS documents
    JOIN (SELECT DISTINCT grp, document_id FROM {held} AS held) AS held USING (document_id) ORDER BY grp
"""
"""The documents that these stand in."""

SAID = """
    WITH said AS (SELECT * FROM {said}),
    chosen AS (SELECT * FROM said WHERE strict = (coalesce(country, '') IN (FROM sides))),
    countries AS (SELECT country, row_number() OVER (ORDER BY country) - 1 AS grp FROM chosen GROUP BY country)
    SELECT CAST(grp AS INTEGER) AS grp, document_id, position, record
    FROM chosen JOIN countries ON chosen.country IS NOT DISTINCT FROM countries.country
    ORDER BY grp, document_id, position
"""
"""What is said of who holds places, by country: what is told of a region reaches no further."""


def dispute(group: int, *, work: Work, first: int) -> Counts:
    """Write the disagreements on who holds the places of one *group*, into the files from the number *first* on.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    return work.once("disputed", group, lambda: _disputed(group, work, first + group))


def _disputed(group: int, work: Work, to: int) -> Counts:
    with readable(work.layout, work.name("held")):
        found = _at_places(group, work)
    name = work.layout.path("disagreements", to)
    with tables.written(work.layout, name, results.schema_of("disagreements")) as out:
        out.add([results.disagreement_row(scope, one) for scope, them in found.items() for one in them])
    return {"disagreements": sum(map(len, found.values()))}


def _at_places(group: int, work: Work) -> Mapping[str, Sequence[Disagreement]]:
    """What the claims at the places of *group* dispute, by place."""
    texts = read_where(work.layout, work.name("held_texts"), "grp", group).to_pylist()
    documents = {row["document_id"]: document_of(row) for row in texts}
    places: defaultdict[int, list[Told]] = defaultdict(list)
    for row in read_where(work.layout, work.name("held"), "grp", group).to_pylist():
        claim = codec.loads(Claim, row["record"])
        places[row["geonameid"]].append(told(claim, documents[claim.document_id].published))
    return across((), places.__getitem__, places, {}, documents.__getitem__)


def add_up_country(group: int, *, work: Work) -> Counts:
    """Write the control histories of the places of one country.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    return work.once("added_up", group, lambda: _added_up(group, work))


def _added_up(group: int, work: Work) -> Counts:
    with readable(work.layout, work.name("said")):
        records = read_where(work.layout, work.name("said"), "grp", group)["record"].to_pylist()
        histories = add_up(codec.loads(Found, record) for record in records)
    name = work.layout.path("control", group)
    with tables.written(work.layout, name, results.schema_of("control")) as out:
        for history in histories:
            out.add(results.control_rows(history))
    return {"control": sum(len(history.spells) for history in histories)}
