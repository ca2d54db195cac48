"""The pages for engineers are true: what docstrings point to and what pages name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [path for top in ("data", "tui") for path in sorted((ROOT / top).rglob("*.py"))]
POINTER = re.compile(r"docs/(\w+)\.md((?:,\s+\*[^*]+\*)+)")
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md"]


def headings(page: Path) -> set[str]:
    return set(re.findall(r"^#+ (.+?)\s*$", page.read_text("utf-8"), re.M))


def pointers() -> list[tuple[str, str, str]]:
    """Every pointer of a docstring to a section: where it stands, the page, the heading."""
    return [
        (str(path.relative_to(ROOT)), page, " ".join(heading.split()))
        for path in SOURCES
        for page, sections in POINTER.findall(path.read_text("utf-8"))
        for heading in re.findall(r"\*([^*]+)\*", sections)
    ]


def test_there_are_pointers_to_the_rules() -> None:
    assert len(pointers()) > 10


@pytest.mark.parametrize(("where", "page", "heading"), pointers())
def test_what_a_docstring_points_to_is_there(where: str, page: str, heading: str) -> None:
    assert heading in headings(ROOT / "docs" / f"{page}.md"), where


def test_rules_are_pointed_to_in_one_way() -> None:
    other = re.compile(r"\(domain[,:]|Rules: domain")
    assert [path for path in SOURCES if other.search(path.read_text("utf-8"))] == []


def named_paths() -> list[tuple[str, str]]:
    """Files and folders that the pages name in backticks."""
    return [
        (page.name, name)
        for page in PAGES
        for name in re.findall(
            r"`((?:data|tui|tests|docs|letter_templates|\.github|\.ci)/[\w./-]*)`",
            page.read_text("utf-8"),
        )
    ]


def test_the_pages_name_places() -> None:
    assert len(named_paths()) > 30


@pytest.mark.parametrize(("page", "name"), named_paths())
def test_every_place_that_a_page_names_is_there(page: str, name: str) -> None:
    assert (ROOT / name).exists(), f"{page} names {name}"


def test_the_architecture_page_names_every_room_of_data() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [path.name for path in (ROOT / "data").iterdir() if (path / "__init__.py").is_file()]
    assert [room for room in rooms if f"`data/{room}/`" not in page] == []
