"""Saved views: a filter and an order with a name, and the key that opens it."""

from dataclasses import dataclass, replace

from data.errors import Invalid, NotAllowed, NotFound, Problem
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


SHIPPED = (
    View(-1, "Expiring", "E", "status:sent,pending expires>=today expires<=+7d", "expires", False),
    View(-2, "Waiting", "W", "status:sent,pending", "sent", False),
    View(-3, "Drafts", "F", "status:draft", "updated", True),
    View(-4, "Accepted this month", "A", 'status:accepted resolved:"this month"', "resolved", True),
)
"""Views that come with the desk; one of a person's own takes the place of its namesake."""


def every_view() -> tuple[View, ...]:
    """A person's own views by name, then those that come with the desk, with the keys left."""
    own = all_views()
    names, keys = {view.name.casefold() for view in own}, {view.key for view in own}
    shipped = (view for view in SHIPPED if view.name.casefold() not in names)
    return (*own, *(replace(one, key="") if one.key in keys else one for one in shipped))


def all_views() -> tuple[View, ...]:
    """A person's own views, by name."""
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
    found = next((view for view in every_view() if view.id == view_id), None)
    if found is None:
        raise NotFound(f"There is no view {view_id}.")
    return found


def require_own(view_id: int) -> None:
    """Raise NotAllowed for a view that comes with the desk."""
    if view_id < 0:
        raise NotAllowed("This view comes with the desk; save your own under its name instead.")


def remove(view_id: int) -> None:
    """Forget a view; raises NotAllowed and NotFound. The offers that it shows are not touched."""
    require_own(view_id)
    with transaction():
        if not models.View.delete().where(models.View.id == view_id).execute():
            raise NotFound(f"There is no view {view_id}.")
