"""Whether Discord would take a request, by the facts of its own OpenAPI document.

Where the document and Discord itself differ, STRICTER, LOOSER and `_unstated_rules` say so, with the reason.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from jsonschema.validators import extend

from tests.discord_api.derive import FACTS, Json

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPONENTS_V2 = 1 << 15
MOST_COMPONENTS = 40
"""In one message, nested ones included (Discord's component reference)."""


def _without(*names: str) -> Json:
    return {"properties": {name: {"type": "null"} for name in names}}


_BOT_CONTENT = (
    "4,000 characters are for Nitro subscribers; a bot has 2,000",
    {"properties": {"content": {"maxLength": 2000}}},
)
_OPTION_NAME = (
    "option names are lower case, without spaces or punctuation (Discord's naming rules)",
    {"properties": {"name": {"pattern": r"^[-_'\w]+$", "not": {"pattern": "[A-Z]"}}}},
)

# Discord refuses this and the document allows it: schema → (reason, what must hold as well).
STRICTER: dict[str, tuple[str, Json]] = {
    "MessageCreateRequest": _BOT_CONTENT,
    "MessageEditRequestPartial": _BOT_CONTENT,
    "ButtonComponentForMessageRequest": (
        "a button has a custom_id, a link a url, a premium button an sku_id, and none of the others",
        {
            "if": {"properties": {"style": {"const": 5}}},
            "then": {
                "required": ["url"],
                "properties": {"url": {"type": "string"}, "custom_id": {"type": "null"}},
            },
            "else": {
                "if": {"properties": {"style": {"const": 6}}},
                "then": {"required": ["sku_id"], **_without("custom_id", "url")},
                "else": {
                    "required": ["custom_id"],
                    "properties": {"custom_id": {"type": "string"}, "url": {"type": "null"}},
                },
            },
        },
    ),
    "ApplicationCommandUpdateRequest": (
        "a slash command has a lower-case name and a description (Discord's naming rules)",
        {
            "if": {"properties": {"type": {"enum": [1, None]}}},
            "then": {
                "required": ["description"],
                "properties": {
                    **_OPTION_NAME[1]["properties"],
                    "description": {"type": "string", "minLength": 1},
                },
            },
        },
    ),
    **{
        f"ApplicationCommand{kind}Option": _OPTION_NAME
        for kind in (
            "Attachment",
            "Boolean",
            "Channel",
            "Integer",
            "Mentionable",
            "Number",
            "Role",
            "String",
            "Subcommand",
            "SubcommandGroup",
            "User",
        )
    },
}

# Discord accepts this and the document refuses it: schema → (reason, what is accepted instead).
LOOSER: dict[str, tuple[str, Json]] = {
    "SnowflakeType": (
        "Discord takes an id as a number too: discord.py sends recipient_id and attachment ids so",
        {"anyOf": [{"type": "string", "pattern": r"^(0|[1-9][0-9]*)$"}, {"type": "integer", "minimum": 0}]},
    ),
}


def _validator_class(schemas: dict[str, Json]) -> Any:
    """Build the validator: draft 2020-12, with two keywords made faster and their errors clearer.

    The document's references all lead to its own schemas, so they are looked up rather than resolved.
    `oneOf` and `anyOf` go straight to the alternative that an object's `type` names. The verdict is the same
    as trying them all, since each of the others demands another `type`; the error then says what is wrong
    with the button instead of that it is no select menu either.
    """

    def resolve(schema: Json) -> Json:
        return schemas[schema["$ref"]] if "$ref" in schema else schema

    def follow(validator: Any, reference: str, instance: Any, schema: Json) -> Iterator[ValidationError]:
        yield from validator.descend(instance, resolve({"$ref": reference}))

    def may_have_type(alternative: Json, wanted: Any) -> bool:
        if alternative.get("type") == "null":
            return False
        allowed = alternative.get("properties", {}).get("type", {}).get("enum")
        return allowed is None or wanted in allowed

    def alternatives(keyword: str) -> Any:
        plain = Draft202012Validator.VALIDATORS[keyword]

        def choose(validator: Any, choices: list[Json], instance: Any, schema: Json) -> Iterator[ValidationError]:
            if isinstance(instance, dict) and "type" in instance:
                named = [each for each in map(resolve, choices) if may_have_type(each, instance["type"])]
                if len(named) == 1:
                    yield from validator.descend(instance, named[0])
                    return
            yield from plain(validator, choices, instance, schema)

        return choose

    return extend(
        Draft202012Validator,
        {"$ref": follow, "oneOf": alternatives("oneOf"), "anyOf": alternatives("anyOf")},
    )


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path; `schema` is None where it takes no JSON body."""

    operation_id: str
    pattern: re.Pattern[str]
    literals: int
    schema: Json | None
    body_required: bool
    takes_form: bool


class Document:
    """The facts of Discord's OpenAPI document, ready to check requests; every verdict on an equal body is kept."""

    def __init__(self) -> None:
        facts = json.loads(FACTS.read_text("utf-8"))
        schemas = facts["schemas"]
        for name, (_, accepted) in LOOSER.items():
            schemas[name] = accepted
        for name, (_, demanded) in STRICTER.items():
            schemas[name] = {**schemas[name], "allOf": [*schemas[name].get("allOf", []), demanded]}
        self._validator_class = _validator_class(schemas)
        self._operations: dict[str, list[Operation]] = {}
        for name, operation in facts["operations"].items():
            method, template = name.split(" ")
            self._operations.setdefault(method, []).append(_operation(template, operation))
        self._validators: dict[str, Any] = {}
        self._verdicts: dict[tuple[str, str], str | None] = {}

    def operation(self, method: str, path: str) -> Operation | None:
        """Return the operation a request addresses; the one with the most literal path wins."""
        found = [each for each in self._operations.get(method, ()) if each.pattern.fullmatch(path)]
        return max(found, key=lambda each: each.literals, default=None)

    def problem(self, method: str, path: str, body: Any) -> str | None:
        """Return what Discord would refuse about a request, or None."""
        operation = self.operation(method, path)
        if operation is None:
            return "no such operation in Discord's document"
        if operation.schema is None:
            return None
        if body is None:
            # A file upload's form is not captured, so its absence proves nothing.
            return "has no body" if operation.body_required and not operation.takes_form else None
        text = json.dumps(body, sort_keys=True)
        key = (operation.operation_id, text)
        if key not in self._verdicts:
            self._verdicts[key] = self._judge(operation, json.loads(text))
        return self._verdicts[key]

    def _judge(self, operation: Operation, body: Any) -> str | None:
        if operation.operation_id not in self._validators:
            self._validators[operation.operation_id] = self._validator_class(operation.schema)
        error: ValidationError | None = best_match(self._validators[operation.operation_id].iter_errors(body))
        if error is not None:
            text = error.message
            return f"{error.json_path}: {text if len(text) < 200 else text[:80] + ' … ' + text[-100:]}"
        return next(_unstated_rules(operation.operation_id, body), None)


def _operation(template: str, facts: Json) -> Operation:
    def piece(part: str) -> str:
        if not part.startswith("{"):
            return re.escape(part)
        return r"[0-9]+" if part[1:-1] in facts.get("snowflakes", ()) else r"[^/]+"

    parts = template.strip("/").split("/")
    return Operation(
        operation_id=facts["id"],
        pattern=re.compile("/" + "/".join(map(piece, parts))),
        literals=sum(not part.startswith("{") for part in parts),
        schema=facts.get("body"),
        body_required=facts.get("required", False),
        takes_form=facts.get("form", False),
    )


def _unstated_rules(operation_id: str, body: Any) -> Iterator[str]:
    """Name what Discord's component reference forbids in a new message and a schema cannot say."""
    if operation_id == "create_interaction_response":
        body = (body.get("data") or {}) if body["type"] == 4 else {}
    elif operation_id not in {"create_message", "execute_webhook"}:
        return
    components = list(_nested(body.get("components") or []))
    if (body.get("flags") or 0) & COMPONENTS_V2:
        if body.get("content") or body.get("embeds"):
            yield "a Components V2 message has neither content nor embeds"
    elif any(each["type"] != 1 for each in body.get("components") or []):
        yield "without the Components V2 flag only action rows stand at the top"
    if len(components) > MOST_COMPONENTS:
        yield f"{len(components)} components, nested ones counted; {MOST_COMPONENTS} is the most"
    custom_ids = Counter(each["custom_id"] for each in components if each.get("custom_id"))
    for custom_id, times in custom_ids.items():
        if times > 1:
            yield f"custom_id {custom_id!r} stands {times} times in one message"


def _nested(components: list[Json]) -> Iterator[Json]:
    for each in components:
        yield each
        yield from _nested(each.get("components") or [])
        if each.get("accessory"):
            yield each["accessory"]
