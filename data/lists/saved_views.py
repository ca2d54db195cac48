"""Saved views: a filter and an order with a name, and the key that opens it."""

from dataclasses import dataclass

from data.errors import Invalid, NotFound, Problem
from data.filters import filter as filters
from data.filters.filter_error import FilterError
from data.storage import models
from data.storage.database import transaction
from data.storage.prepared import Read
from data.values import clock
from data.values.text import one_line

NAME_LENGTH = 60
KEYS = "ABCEFHIJKLMNPQSTVWXYZ"
"""Keys that a view may have, typed after `v`: capitals that are easy to tell apart."""


@dataclass(frozen=True, slots=True)
class View:
    """A saved view; `sort` is a column of the list (empty: newest first), `key` may be empty."""

    id: int
    name: str
    key: str
    filter: str
    sort: str
    descending: bool


@dataclass(frozen=True, slots=True)
class ViewDraft:
    """A view as entered."""

    name: str = ""
    key: str = ""
    filter: str = ""
    sort: str = ""
    descending: bool = True


def all_views() -> tuple[View, ...]:
    """All views, by name."""
    return tuple(
        View(row.id, row.name, row.key or "", row.text, row.sort, row.descending)
        for row in _VIEWS.rows()
    )


_VIEWS = Read(models.View, lambda: models.View.select().order_by(models.View.name, models.View.id))


def check(draft: ViewDraft, view_id: int | None = None) -> tuple[Problem, ...]:
    """Every problem of a draft, by field."""
    problems = []
    name, key = one_line(draft.name), draft.key.strip().upper()
    others = [view for view in all_views() if view.id != view_id]
    if not name:
        problems.append(Problem("name", "Name", "give the view a name."))
    elif len(name) > NAME_LENGTH:
        problems.append(Problem("name", "Name", f"at most {NAME_LENGTH} characters."))
    elif name.casefold() in {view.name.casefold() for view in others}:
        problems.append(Problem("name", "Name", f"there is a view called {name} already."))
    if key and (len(key) != 1 or key not in KEYS):
        problems.append(Problem("key", "Key", f"one of {' '.join(KEYS)}, or none."))
    elif key and key in {view.key for view in others}:
        owner = next(view.name for view in others if view.key == key)
        problems.append(Problem("key", "Key", f"{key} opens {owner} already."))
    try:
        filters.parse(draft.filter)
    except FilterError as error:
        problems.append(Problem("filter", "Filter", error.text))
    return tuple(problems)


def save(draft: ViewDraft, view_id: int | None = None) -> View:
    """Store a new view, or change one; raises Invalid and NotFound."""
    problems = check(draft, view_id)
    if problems:
        raise Invalid(problems)
    values = {
        "name": one_line(draft.name),
        "key": draft.key.strip().upper() or None,
        "text": draft.filter.strip(),
        "sort": draft.sort,
        "descending": draft.descending,
    }
    with transaction():
        if view_id is None:
            return get(models.View.create(**values, created_at=clock.stamp()).id)
        models.View.update(**values).where(models.View.id == view_id).execute()
        return get(view_id)


def get(view_id: int) -> View:
    """One view; raises NotFound."""
    found = next((view for view in all_views() if view.id == view_id), None)
    if found is None:
        raise NotFound(f"There is no view {view_id}.")
    return found


def remove(view_id: int) -> None:
    """Forget a view; raises NotFound. The offers that it shows are not touched."""
    with transaction():
        if not models.View.delete().where(models.View.id == view_id).execute():
            raise NotFound(f"There is no view {view_id}.")
