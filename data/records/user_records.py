"""Users of the desk and who acts for whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and for whom (None: for themselves)."""

    user_id: int
    on_behalf_of_id: int | None = None


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A person who acts at the desk or in an imported history."""

    id: int
    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        """The full name, or the email address, or the number."""
        return self.called or self.email or f"User {self.id}"

    @property
    def called(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()
