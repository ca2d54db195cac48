"""One vocabulary: words of an old dialect, and names that were retired, name nothing any more."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WORDS = """
met doubt doubts deed deeds whose echoes unsaid undump undumping placing bringing arriving told said
"""
NAMES = """
Arriving Bringing Deed Doubt Echoes Either English Finding Following Foreign Gathering
Incoming Listed Maker Merger Met News Outgoing OwnRows PlaceScreen Placing PlannedPlaces Probe
Remembering Said Tongue Tried Undump Unsaid Wholes Whose Window Wrong
"""
RETIRED_WORDS = frozenset(WORDS.split())
"""Words that are in no name: not even as a part of one, such as `said_as` or `_is_told`."""
RETIRED_NAMES = frozenset(NAMES.split())
"""Classes that have other names now; with or without an underscore before them."""


def folders() -> list[str]:
    """Every folder of data and tui, and the modules that stand beside them."""
    inner = (path for top in ("data", "tui") for path in (ROOT / top).iterdir() if path.is_dir())
    return sorted(
        ["data", "tui", *(f"{path.parent.name}/{path.name}" for path in inner if _modules(path))]
    )


def _modules(folder: Path) -> list[Path]:
    is_top = folder.parent == ROOT
    return sorted(folder.glob("*.py") if is_top else folder.rglob("*.py"))


def retired(source: str) -> Iterator[tuple[int, str]]:
    """Where an identifier of a module is a retired one, or has a retired word in it."""
    for node in ast.walk(ast.parse(source)):
        for name in _names(node):
            words = name.lower().strip("_").split("_")
            if RETIRED_WORDS.intersection(words) or name.lstrip("_") in RETIRED_NAMES:
                yield getattr(node, "lineno", 0), name


def _names(node: ast.AST) -> Iterator[str]:
    """The identifiers that this node of a syntax tree has itself."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.keyword(arg=str(name)) | ast.ExceptHandler(name=str(name)):
            yield name
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.alias(name=name, asname=asname):
            yield from (asname or name).split(".")
        case ast.ImportFrom(module=str(module)):
            yield from module.split(".")


def found_in(folder: str) -> list[str]:
    """Every retired identifier of a folder, with its place."""
    found = []
    for path in _modules(ROOT / folder):
        name = path.relative_to(ROOT).as_posix()
        if RETIRED_WORDS.intersection(path.stem.lower().split("_")):
            found.append(f"{name}: the module's own name")
        found += [f"{name}:{line} {word}" for line, word in retired(path.read_text("utf-8"))]
    return found


@pytest.mark.parametrize("folder", folders())
def test_no_name_has_a_retired_word(folder: str) -> None:
    assert found_in(folder) == []


def test_retired_names_are_seen_wherever_they_stand() -> None:
    source = """
from data.exchange import unsaid as losses
def is_told(met, *, said): ...
class _Placing(Doubt):
    echoes: int
deeds = dict(whose=1).met
match deeds:
    case {"a": told}: ...
"""
    names = ["deeds", "Doubt", "_Placing", "echoes", "is_told", "met", "met", "said", "told"]
    seen = [name for _, name in retired(source)]
    assert sorted(set(seen), key=str.lower) == sorted({*names, "whose"}, key=str.lower)
    assert list(retired("metal = undone = saidan = foretold")) == []
