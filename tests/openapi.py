"""Check what the bot sends against Discord's own OpenAPI document, and that it answers each interaction once.

A test hands its SimCord environment to `RequestLedger.record`; the ledger counts and names every problem.
`LedgerPlugin` sums the ledgers of pytest-xdist's workers, prints one line and fails the session on a problem.
Where the document and Discord itself differ, STRICTER, LOOSER and `_unstated_rules` say so, with the reason.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from jsonschema.validators import extend

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simcord import Env, HttpLogEntry

Json = dict[str, Any]

DOCUMENT_VARIABLE = "ONEREADER_OPENAPI"
DOCUMENT_BESIDE_REPOSITORY = Path(__file__).resolve().parents[2] / "shared" / "discord-openapi.json"
CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback")
SCHEMAS = "#/components/schemas/"
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
        return schemas[schema["$ref"].removeprefix(SCHEMAS)] if "$ref" in schema else schema

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
    """One operation of the document; `schema` is None where it takes no JSON body."""

    operation_id: str
    pattern: re.Pattern[str]
    literals: int
    schema: Json | None
    body_required: bool
    takes_form: bool


class Document:
    """Discord's OpenAPI document, ready to check requests; every verdict on an equal body is kept."""

    def __init__(self, raw: Json) -> None:
        schemas = raw["components"]["schemas"]
        for name, (_, accepted) in LOOSER.items():
            schemas[name] = accepted
        for name, (_, demanded) in STRICTER.items():
            schemas[name] = {**schemas[name], "allOf": [*schemas[name].get("allOf", []), demanded]}
        self._validator_class = _validator_class(schemas)
        self._operations: dict[str, list[Operation]] = {}
        for template, item in raw["paths"].items():
            for method in item.keys() & {"get", "put", "post", "patch", "delete"}:
                operation = _operation(template, item.get("parameters", []), item[method])
                self._operations.setdefault(method.upper(), []).append(operation)
        self._validators: dict[str, Any] = {}
        self._verdicts: dict[tuple[str, str], str | None] = {}

    @classmethod
    def find(cls, environment: Mapping[str, str] = os.environ) -> Document | None:
        """Load the document from where the environment says or from beside the repository, if it is there."""
        path = Path(environment.get(DOCUMENT_VARIABLE) or DOCUMENT_BESIDE_REPOSITORY)
        return cls(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None

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


def _operation(template: str, shared: list[Json], raw: Json) -> Operation:
    snowflakes = {
        each["name"]
        for each in [*shared, *raw.get("parameters", [])]
        if each.get("in") == "path" and each["schema"].get("$ref", "").endswith("/SnowflakeType")
    }

    def piece(part: str) -> str:
        if not part.startswith("{"):
            return re.escape(part)
        return r"[0-9]+" if part[1:-1] in snowflakes else r"[^/]+"

    parts = template.strip("/").split("/")
    body = raw.get("requestBody", {})
    content = body.get("content", {})
    return Operation(
        operation_id=raw["operationId"],
        pattern=re.compile("/" + "/".join(map(piece, parts))),
        literals=sum(not part.startswith("{") for part in parts),
        schema=content.get("application/json", {}).get("schema"),
        body_required=body.get("required", False),
        takes_form="multipart/form-data" in content,
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


@dataclass
class RequestLedger:
    """What was checked and what was found; `document` None means that bodies go unchecked."""

    document: Document | None
    requests: int = 0
    interactions: int = 0
    set_aside: int = 0
    found: list[str] = field(default_factory=list)

    def record(self, env: Env, *, where: str = "", answers: bool = True) -> list[str]:
        """Check everything one environment has recorded; call it once for each. Return the problems found.

        `answers=False` is for a test that makes the answering fail on purpose: its bodies are checked, its
        interactions are set aside and counted as such.
        """
        problems = [*self._check_bodies(env.http_requests)]
        shown = [
            payload["id"]
            for kind, event, payload in env.backend.transcript
            if (kind, event) == ("GATEWAY", "INTERACTION_CREATE")
        ]
        if answers:
            problems += check_answers(shown, env.http_requests)
            self.interactions += len(shown)
        else:
            self.set_aside += len(shown)
        problems = [f"{where}: {problem}" if where else problem for problem in problems]
        self.found += problems
        return problems

    def _check_bodies(self, entries: list[HttpLogEntry]) -> Iterator[str]:
        if self.document is None:
            return
        for entry in entries:
            self.requests += 1
            problem = self.document.problem(entry.method, entry.path, entry.json)
            if problem is not None:
                yield f"{entry.method} {entry.path}: {problem}"

    def problems(self) -> list[str]:
        """Return every problem found so far."""
        return list(self.found)

    def summary(self) -> str:
        """Say in one line what was checked."""
        if self.document is None:
            checked = f"requests not checked: no OpenAPI document at {DOCUMENT_VARIABLE} or beside the repository"
        else:
            checked = f"{self.requests:,} requests checked against Discord's OpenAPI document"
        aside = f" ({self.set_aside:,} set aside by tests that break the answering)" if self.set_aside else ""
        verdict = f"{len(self.found):,} problems" if self.found else "0 invalid, each interaction acknowledged once"
        return f"{checked}; {self.interactions:,} interactions{aside}; {verdict}"

    def as_json(self) -> Json:
        """Return the counts in plain types, to cross from a worker to the controller."""
        counts = {name: getattr(self, name) for name in ("requests", "interactions", "set_aside")}
        return {**counts, "found": list(self.found)}

    def add(self, other: Json) -> None:
        """Add the counts that another ledger's `as_json` returned."""
        self.requests += other["requests"]
        self.interactions += other["interactions"]
        self.set_aside += other["set_aside"]
        self.found += other["found"]


def check_answers(interaction_ids: list[str], entries: list[HttpLogEntry]) -> Iterator[str]:
    """Name each interaction that was not acknowledged by exactly one request."""
    answers = Counter(
        match[1]
        for entry in entries
        if entry.method == "POST" and (match := CALLBACK.fullmatch(entry.path)) is not None
    )
    for interaction_id in interaction_ids:
        if (times := answers.pop(str(interaction_id), 0)) != 1:
            yield f"interaction {interaction_id} was acknowledged {times} times"
    for interaction_id in answers:
        yield f"interaction {interaction_id} was acknowledged but never sent"


class LedgerPlugin:
    """Sums the workers' ledgers, prints the line, and fails the session on a problem.

    Register it in `pytest_configure`; `plugin.ledger` is what the tests record into.
    """

    KEY = "request_ledger"

    def __init__(self, config: pytest.Config) -> None:
        self.ledger = RequestLedger(Document.find())
        self._worker_output: Json | None = getattr(config, "workeroutput", None)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand a worker's counts over, or fail the whole run where something was found."""
        if self._worker_output is not None:
            self._worker_output[self.KEY] = self.ledger.as_json()
        elif self.ledger.found and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Add what one worker of pytest-xdist has counted."""
        if output := getattr(node, "workeroutput", {}).get(self.KEY):
            self.ledger.add(output)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print the line, and below it every problem."""
        terminalreporter.write_line(self.ledger.summary(), red=bool(self.ledger.found))
        for problem in self.ledger.found:
            terminalreporter.write_line(f"  {problem}", red=True)
