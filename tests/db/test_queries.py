"""Every query is called, with the parameters it has and no others."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from db import privacy, queries

DB = Path(queries.__file__).parent


@dataclass(frozen=True)
class Call:
    """A call of a query as it is written, with what it passes."""

    where: str
    query: str
    named: frozenset[str]  # each must be a parameter of the query
    spread: frozenset[str] = frozenset()  # an entity's fields: the query takes those it needs

    def __str__(self) -> str:
        return f"{self.where}: {self.query}"


def parameters() -> dict[str, frozenset[str]]:
    """Return each query's parameters, by `feature.query`."""
    found = {}
    for path in sorted(queries.SQL.rglob("*.sql")):
        name = path.relative_to(queries.SQL).with_suffix("")
        for block in re.split(r"^-- name: ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            head, sql = block.split("\n", 1)
            code = re.sub(r"--.*|'[^']*'", "", sql)
            found[f"{name}.{head.split('(')[0]}"] = frozenset(re.findall(r"(?<!:):([a-z_]\w*)", code))
    return found


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Yield each module that has queries: its name, its feature, its code."""
    for path in sorted(DB.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        loaded = re.search(r'^_sql = load_queries\("([\w/]+)"\)', path.read_text("utf-8"), re.MULTILINE)
        if loaded:
            yield ".".join(path.relative_to(DB.parent).with_suffix("").parts), loaded[1], tree


def calls() -> Iterator[Call]:
    for module, feature, tree in modules():
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)]:
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_sql(node.func.value):
                    where = f"{module}.{function.name}"
                    named = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                    spread = [keyword.value for keyword in node.keywords if keyword.arg is None]
                    given = frozenset[str]().union(*(keys(module, function, value) for value in spread))
                    yield Call(where, f"{feature}.{node.func.attr}", named, given)


def is_sql(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "_sql"


def keys(module: str, function: ast.AsyncFunctionDef, value: ast.expr) -> frozenset[str]:
    """Return what `**value` passes: the fields of an entity, or the keys of a dictionary written in the function."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "rows.params":
        return frozenset(field.name for field in fields(entity_of(module, function, value.args[0])))
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == ast.unparse(value):
            assert isinstance(node.value, ast.Dict)
            return frozenset(ast.literal_eval(key) for key in node.value.keys if key is not None)
    raise AssertionError(f"{module}.{function.name} passes **{ast.unparse(value)}, which nobody can check")


def entity_of(module: str, function: ast.AsyncFunctionDef, value: ast.expr) -> type:
    """Return the class of an argument, of an attribute of one, or of what a loop goes over."""
    namespace = vars(importlib.import_module(module))
    names = {each.arg: each.annotation for each in (*function.args.args, *function.args.kwonlyargs)}
    for node in ast.walk(function):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name) and isinstance(node.iter, ast.Name):
            annotation = names[node.iter.id]
            assert isinstance(annotation, ast.Subscript)
            names[node.target.id] = annotation.slice
    if isinstance(value, ast.Attribute):
        owner = entity_of(module, function, value.value)
        kind = next(field.type for field in fields(owner) if field.name == value.attr)
        return kind if isinstance(kind, type) else vars(importlib.import_module(owner.__module__))[kind]
    assert isinstance(value, ast.Name)
    annotation = names[value.id]
    assert annotation is not None
    found: type = namespace[ast.unparse(annotation)]
    return found


@pytest.mark.parametrize("call", list(calls()), ids=str)
def test_a_call_passes_what_its_query_takes(call: Call) -> None:
    taken = parameters()[call.query]
    assert call.named <= taken, "the query has no such parameter"
    assert taken <= call.named | call.spread, "the call leaves something out"


def test_every_query_is_called() -> None:
    used = {call.query for call in calls()}
    for _, feature, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and is_sql(node.value):
                used.add(f"{feature}.{node.attr}")
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr" and is_sql(node.args[0]):
                start = ast.unparse(node.args[1]).removeprefix("f'").split("{")[0]
                used |= {query for query in parameters() if query.startswith(f"{feature}.{start}")}
    collected = (privacy.EXPORT, privacy.ERASE)  # found by their names
    used |= {query for query in parameters() if query.split(".")[1].startswith(collected)}
    assert set(parameters()) - used == set()
