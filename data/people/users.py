"""Who acts: the desk has one person, who may act on behalf of another.

The person says in the settings what they are called. The login of the computer is no name: a user
that older desks called so has none, unless it was chosen.
"""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from data.errors import Invalid, NotFound, Problem
from data.records.user_records import Actor, UserRecord
from data.settings import settings
from data.storage.database import transaction
from data.storage.models import User
from data.storage.prepared import Read, by_id
from data.values import clock
from data.values.text import one_line


def current() -> Actor:
    """Who acts now: the user from the settings, else the first one (made when there is none)."""
    acting = settings.get("acting_user")
    user_id = acting if acting is not None and _exists(acting) else _first_id()
    other = _BEHALF.get() or settings.get("on_behalf_of")
    return Actor(user_id, other if other != user_id and other and _exists(other) else None)


def everyone() -> tuple[UserRecord, ...]:
    """All users, the first one first."""
    _first_id()
    return tuple(_record(user) for user in _EVERYONE.rows())


def get(user_id: int) -> UserRecord:
    """One user; raises NotFound."""
    user = by_id(User, user_id)
    if user is None:
        raise NotFound(f"There is no user {user_id}.")
    return _record(user)


def create(first_name: str, last_name: str = "", email: str = "") -> UserRecord:
    """A new user; raises Invalid without any name."""
    first_name, last_name, email = one_line(first_name), one_line(last_name), one_line(email)
    if not (first_name or last_name or email):
        raise Invalid((Problem("name", "Name", "give the user a name or an email address."),))
    return _record(_make(first_name, last_name, email))


def _make(first_name: str, last_name: str, email: str) -> User:
    with transaction():
        made: User = User.create(
            first_name=first_name, last_name=last_name, email=email, created_at=clock.stamp()
        )
        return made


def act_for(user_id: int | None) -> None:
    """Act on behalf of another user from now on (None: for oneself); raises NotFound."""
    if user_id is not None:
        get(user_id)
    settings.put("on_behalf_of", user_id)


@contextmanager
def acting_for(words: str | None) -> Iterator[None]:
    """Inside, one acts for the user with this name, email address or number (None: as ever).

    Raises NotFound for what nobody, or several people, are called.
    """
    token = _BEHALF.set(_called(words) if words is not None else None)
    try:
        yield
    finally:
        _BEHALF.reset(token)


def _called(words: str) -> int:
    wanted = one_line(words).casefold()
    found = [
        user.id
        for user in everyone()
        if wanted and wanted in (user.name.casefold(), user.email.casefold(), str(user.id))
    ]
    if len(found) != 1:
        many = "Several people are" if found else "Nobody is"
        raise NotFound(f"{many} called {one_line(words)} at this desk.")
    return found[0]


def introduce(name: str, email: str) -> None:
    """Whoever acts is called so from now on, in letters, emails and the history."""
    first, _, last = one_line(name).rpartition(" ")
    acting = current().user_id
    User.update(
        first_name=first or last, last_name=last if first else "", email=one_line(email)
    ).where(User.id == acting).execute()


def names() -> dict[int, str]:
    """Every user's name by id."""
    return {user.id: _record(user).name for user in _EVERYONE.rows()}


_BEHALF: ContextVar[int | None] = ContextVar("on behalf of", default=None)
_EVERYONE = Read(User, lambda: User.select().order_by(User.id))
_FIRST = Read(User, lambda: User.select(User.id).order_by(User.id).limit(1))


def _exists(user_id: int) -> bool:
    return by_id(User, user_id) is not None


def _first_id() -> int:
    first = _FIRST.first()
    return first.id if first is not None else _make("", "", "").id


@cache
def _login() -> str:
    try:
        return one_line(getpass.getuser())
    except (KeyError, OSError):  # no such name on this machine
        return ""


def _record(user: User) -> UserRecord:
    first = "" if _is_login(user) else user.first_name
    return UserRecord(user.id, first, user.last_name, user.email)


def _is_login(user: User) -> bool:
    """Whether it is the first user of an older desk, called like the login by nobody's choice."""
    if user.id != 1 or user.last_name or user.email or user.first_name != _login():
        return False
    return bool(settings.get("own_name") != user.first_name)
