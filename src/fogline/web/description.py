"""The description of the server (OpenAPI 3.1), made when it is first asked for.

The forms of the answers are some sixty classes; making them takes a tenth of the time in which a ledger opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

FORM = "x-form"
"""Where a route names the form of its answer."""

FAULT = "Fault"


def form(name: str, *, stale: str | None = None) -> dict[str, Any]:
    """What a route is declared with: its answer has the form *name* of :mod:`fogline.web.schemas`, that to who decides
    too late the form *stale*."""
    return {"openapi_extra": {FORM: {"done": name, "409": stale}}}


def describe(app: FastAPI) -> dict[str, Any]:
    """The description of *app*, kept there once it is made."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        forms = _forms()
        parts = made.setdefault("components", {}).setdefault("schemas", {})
        parts.update(forms)
        for operation in _operations(made):
            _tell(operation, operation.pop(FORM, {}))
        app.openapi_schema = made
    return app.openapi_schema


def _operations(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (operation for path in made["paths"].values() for operation in path.values())


def _tell(operation: dict[str, Any], forms: dict[str, str | None]) -> None:
    """Say in *operation* which form each of its answers has."""
    answers = operation["responses"]
    done = next((status for status in ("201", "200") if status in answers), "200")
    for status, name in ((done, forms.get("done")), ("409", forms.get("409")), ("404", FAULT), ("422", FAULT)):
        if name is not None:
            kept = answers.get(status, {}).get("description")
            schema = {"$ref": f"#/components/schemas/{name}"}
            answers[status] = {"description": kept or name, "content": {"application/json": {"schema": schema}}}


def _forms() -> dict[str, Any]:
    """The JSON Schema of every form, by its name."""
    from pydantic import BaseModel
    from pydantic.json_schema import models_json_schema

    from fogline.web.schemas import base, evidence, meta, places, review, sources

    rooms = (base, evidence, places, sources, meta, review)
    found = {
        one for room in rooms for one in vars(room).values() if isinstance(one, type) and issubclass(one, BaseModel)
    }
    named = sorted(found - {BaseModel, base.Answer}, key=lambda one: one.__name__)
    models = [(one, "serialization") for one in named]
    _, whole = models_json_schema(models, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    parts: dict[str, Any] = whole["$defs"]
    return parts
