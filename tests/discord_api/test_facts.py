"""The facts in the repository are those of Discord's document, and hold none of its prose."""

from __future__ import annotations

import json

import pytest

from tests.discord_api.derive import DOCUMENT_VARIABLE, FACTS, as_text, facts_of, find_document


def test_the_facts_are_those_of_the_document_where_it_is_present() -> None:
    path = find_document()
    if path is None:
        pytest.skip("Discord's OpenAPI document is not here")
    facts = as_text(facts_of(json.loads(path.read_text("utf-8"))))
    assert facts == FACTS.read_text("utf-8"), "run python -m tests.discord_api.derive"


def test_facts_leave_out_prose_responses_and_what_no_body_leads_to() -> None:
    colour = {"type": "integer", "oneOf": [{"title": "RED", "const": 1}, {"title": "BLUE", "const": 2}]}
    body = {
        "type": "object",
        "description": "What is painted",
        "properties": {
            "description": {"type": "string", "maxLength": 9, "description": "Words", "format": "words"},
            "colour": {"$ref": "#/components/schemas/Colour", "description": "One of two"},
            "tags": {"type": "array", "items": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Tag"}]}},
        },
        "required": ["colour"],
    }
    post = {
        "operationId": "paint",
        "description": "Paint a wall",
        "requestBody": {"content": {"application/json": {"schema": body}, "multipart/form-data": {}}, "required": True},
        "responses": {"200": {"$ref": "#/components/schemas/Wall"}},
    }
    wall_id = {"name": "wall_id", "in": "path", "schema": {"$ref": "#/components/schemas/SnowflakeType"}}
    schemas = {"Colour": colour, "Tag": {"type": "string"}, "Wall": {"type": "object"}}

    paths = {"/walls/{wall_id}": {"parameters": [wall_id], "post": post}}
    assert facts_of({"paths": paths, "components": {"schemas": schemas}}) == {
        "operations": {
            "POST /walls/{wall_id}": {
                "id": "paint",
                "snowflakes": ["wall_id"],
                "body": {
                    "type": "object",
                    "properties": {
                        "description": {"type": "string", "maxLength": 9},
                        "colour": {"$ref": "Colour"},
                        "tags": {"type": "array", "items": {"oneOf": [{"type": "null"}, {"$ref": "Tag"}]}},
                    },
                    "required": ["colour"],
                },
                "required": True,
                "form": True,
            }
        },
        "schemas": {"Colour": {"type": "integer", "enum": [1, 2]}, "Tag": {"type": "string"}},
    }


def test_no_document_is_found_where_there_is_none() -> None:
    assert find_document({DOCUMENT_VARIABLE: "/nowhere/at-all.json"}) is None
