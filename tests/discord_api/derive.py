"""Derive from Discord's OpenAPI document the facts that requests are checked against.

`python -m tests.discord_api.derive [document]` writes `facts.json`. Kept are the paths and methods, and of what a
request's JSON body may hold the fields, types, lengths, values and what is required; no prose. The document is
Discord's (https://github.com/discord/discord-api-spec, MIT) and not part of this repository.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Json = dict[str, Any]

FACTS = Path(__file__).with_name("facts.json")
DOCUMENT_VARIABLE = "ONEREADER_OPENAPI"
DOCUMENT_BESIDE_REPOSITORY = Path(__file__).resolve().parents[3] / "shared" / "discord-openapi.json"

METHODS = ("delete", "get", "patch", "post", "put")
SCHEMAS = "#/components/schemas/"
JSON, FORM = "application/json", "multipart/form-data"
PLAIN = {
    "const",
    "enum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "pattern",
    "required",
    "type",
    "uniqueItems",
}
"""Keywords whose value says all; what else a schema says is prose or holds schemas itself."""


def find_document(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return where the document is: where the environment says, or beside the repository."""
    path = Path(environment.get(DOCUMENT_VARIABLE) or DOCUMENT_BESIDE_REPOSITORY)
    return path if path.is_file() else None


def facts_of(document: Json) -> Json:
    """Return the operations by method and path, and every schema that a JSON body of theirs leads to."""
    operations = {
        f"{method.upper()} {path}": _operation(item.get("parameters", []), item[method])
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    }
    schemas: dict[str, Json] = {}
    waiting = list(_references(operations))
    while waiting:
        if (name := waiting.pop()) not in schemas:
            schemas[name] = _schema(document["components"]["schemas"][name])
            waiting += _references(schemas[name])
    return {"operations": operations, "schemas": schemas}


def as_text(facts: Json) -> str:
    """Return the facts as JSON, a line for each operation and schema, so that a change reads well."""
    parts = []
    for part, entries in sorted(facts.items()):
        lines = [f"{json.dumps(name)}:{_compact(entries[name])}" for name in sorted(entries)]
        parts.append(f'"{part}":{{\n' + ",\n".join(lines) + "\n}")
    return "{" + ",\n".join(parts) + "}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def _operation(shared: list[Json], raw: Json) -> Json:
    body = raw.get("requestBody", {})
    content = body.get("content", {})
    found: Json = {"id": raw["operationId"]}
    snowflakes = sorted(
        each["name"]
        for each in [*shared, *raw.get("parameters", [])]
        if each["in"] == "path" and each["schema"].get("$ref") == SCHEMAS + "SnowflakeType"
    )
    if snowflakes:
        found["snowflakes"] = snowflakes
    if JSON in content:
        found["body"] = _schema(content[JSON]["schema"])
    if body.get("required"):
        found["required"] = True
    if FORM in content:
        found["form"] = True
    return found


def _schema(raw: Any) -> Any:
    """Return a schema without its prose; references are the names alone."""
    if not isinstance(raw, dict):
        return raw  # true or false: anything, or nothing
    found = {key: value for key, value in raw.items() if key in PLAIN}
    if "$ref" in raw:
        found["$ref"] = raw["$ref"].removeprefix(SCHEMAS)
    for key in raw.keys() & {"items", "additionalProperties"}:
        found[key] = _schema(raw[key])
    if "properties" in raw:
        found["properties"] = {name: _schema(each) for name, each in raw["properties"].items()}
    for key in raw.keys() & {"allOf", "anyOf", "oneOf"}:
        found[key] = [_schema(each) for each in raw[key]]
    if all(each.keys() == {"const"} for each in found.get("oneOf", [{}])):
        found["enum"] = [each["const"] for each in found.pop("oneOf")]  # the same, looked up in one step
    return found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        value = dict(enumerate(value))
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "$ref":
                yield each
            else:
                yield from _references(each)


def main(path: str = "") -> int:
    """Write the facts again; return 1 where there is no document."""
    document = find_document({DOCUMENT_VARIABLE: path} if path else os.environ)
    if document is None:
        print(f"There is no document here. Name its file, or set {DOCUMENT_VARIABLE}.", file=sys.stderr)
        return 1
    FACTS.write_text(as_text(facts_of(json.loads(document.read_text("utf-8")))), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
