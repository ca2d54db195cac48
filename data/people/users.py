"""Who acts: the desk has one person, who may act on behalf of another."""

import getpass

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
    other = settings.get("on_behalf_of")
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
    with transaction():
        return _record(
            User.create(
                first_name=first_name, last_name=last_name, email=email, created_at=clock.stamp()
            )
        )


def act_for(user_id: int | None) -> None:
    """Act on behalf of another user from now on (None: for oneself); raises NotFound."""
    if user_id is not None:
        get(user_id)
    settings.put("on_behalf_of", user_id)


def names() -> dict[int, str]:
    """Every user's name by id."""
    return {user.id: _record(user).name for user in _EVERYONE.rows()}


_EVERYONE = Read(User, lambda: User.select().order_by(User.id))
_FIRST = Read(User, lambda: User.select(User.id).order_by(User.id).limit(1))


def _exists(user_id: int) -> bool:
    return by_id(User, user_id) is not None


def _first_id() -> int:
    first = _FIRST.first()
    return first.id if first is not None else create(_login()).id


def _login() -> str:
    try:
        return one_line(getpass.getuser()) or "Recruiter"
    except (KeyError, OSError):  # no such name on this machine
        return "Recruiter"


def _record(user: User) -> UserRecord:
    return UserRecord(user.id, user.first_name, user.last_name, user.email)
