"""No import upwards and no circle, counted over the syntax trees: also inside functions and types.

The order of the layers stands once, in the import contracts of pyproject.toml.
"""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Graph = dict[str, set[str]]
BY_NAME = "tui.screens"
"""The table of screens: it imports them by name when a key opens one, and so closes no circle."""


def modules(root: Path, *packages: str) -> dict[str, Path]:
    """Every module of these packages by its dotted name."""
    paths = (path for package in packages for path in (root / package).rglob("*.py"))
    return {_name(path.relative_to(root)): path for path in paths}


def _name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def import_graph(known: dict[str, Path]) -> Graph:
    """Which of these modules imports which, wherever in its text the import stands."""
    return {
        name: {found for found in imports(name, path, known) if found != name}
        for name, path in known.items()
    }


def imports(name: str, path: Path, known: dict[str, Path]) -> Iterator[str]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(node, package)
            for alias in node.names:
                member = f"{source}.{alias.name}"
                yield from [one for one in (member, source) if one in known][:1]


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parents = package.split(".")
    return ".".join([*parents[: len(parents) - node.level + 1], *filter(None, [node.module])])


def circles(graph: Graph) -> list[str]:
    """What is left when modules that import nothing, or that nothing imports, are taken away."""
    left = set(graph)
    while left:
        used = {found for name in left for found in graph[name]}
        inside = {name for name in left & used if graph[name] & left}
        if inside == left:
            break
        left = inside
    return sorted(left)


def floors(contract: dict[str, object]) -> list[tuple[str, set[str]]]:
    """A layers contract as (container, names side by side) from the top to the bottom."""
    layers, containers = contract["layers"], contract.get("containers", [""])
    assert isinstance(layers, list)
    assert isinstance(containers, list)
    return [
        (f"{container}." if container else "", {part.strip() for part in layer.split("|")})
        for container in containers
        for layer in layers
    ]


def upwards(graph: Graph, contract: dict[str, object]) -> list[str]:
    """The imports that go up, or across between rooms that do not know each other."""
    level = {
        prefix + name: number
        for number, (prefix, names) in enumerate(floors(contract))
        for name in names
    }
    rooms = {name: _room(name, level) for name in graph}
    return [
        f"{name} imports {found}"
        for name, targets in graph.items()
        for found in targets
        if (here := rooms[name]) and (there := rooms[found]) and here != there
        if level[here] >= level[there]
    ]


def _room(name: str, level: dict[str, int]) -> str:
    parts = name.split(".")
    heads = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((head for head in heads if head in level), "")


def contracts() -> list[dict[str, object]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return [contract for contract in found if contract["type"] == "layers"]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return import_graph(modules(ROOT, "data", "tui")) | {BY_NAME: set()}


def test_no_modules_import_each_other_in_a_circle(graph: Graph) -> None:
    assert circles(graph) == []


@pytest.mark.parametrize("contract", contracts(), ids=lambda contract: contract["name"])
def test_nothing_imports_upwards(graph: Graph, contract: dict[str, object]) -> None:
    assert upwards(graph, contract) == []


def test_every_room_of_data_has_a_floor(graph: Graph) -> None:
    """Otherwise an import from or to it would go unseen."""
    contract = next(one for one in contracts() if one.get("containers") == ["data"])
    named = {prefix + name for prefix, names in floors(contract) for name in names}
    rooms = {".".join(name.split(".")[:2]) for name in graph if name.startswith("data.")}
    assert rooms == named


def test_no_two_modules_of_data_have_the_same_name() -> None:
    names = Counter(path.stem for path in modules(ROOT, "data").values())
    del names["__init__"]
    assert [name for name, count in names.items() if count > 1] == []


def test_the_walk_sees_imports_in_functions_and_for_types(tmp_path: Path) -> None:
    (tmp_path / "data" / "low").mkdir(parents=True)
    (tmp_path / "data" / "__init__.py").touch()
    (tmp_path / "data" / "top.py").write_text("from data.low import rule\nimport data.low.other\n")
    (tmp_path / "data" / "low" / "__init__.py").touch()
    rule = "def late():\n    from data import top\n"
    (tmp_path / "data" / "low" / "rule.py").write_text(rule)
    other = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..top import Top\n"
    (tmp_path / "data" / "low" / "other.py").write_text(other)
    graph = import_graph(modules(tmp_path, "data"))
    contract: dict[str, object] = {"layers": ["top", "low"], "containers": ["data"]}
    assert sorted(upwards(graph, contract)) == [
        "data.low.other imports data.top",
        "data.low.rule imports data.top",
    ]
    assert circles(graph) == ["data.low.other", "data.low.rule", "data.top"]
