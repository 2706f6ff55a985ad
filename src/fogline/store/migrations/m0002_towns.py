"""Claims can be looked for by their place's id without going through all of them."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, Integer, MetaData, String, Table

_claims = Table("claims", MetaData(), Column("geonameid", Integer), Column("document_id", String))
_by_town = Index("claims_by_geonameid", _claims.c.geonameid, _claims.c.document_id)


def upgrade(connection: Connection) -> None:
    """Make the index."""
    _by_town.create(connection)
