"""The settings as a form collects them: company, signature, acting for, reasons, marks."""

from dataclasses import dataclass, fields

from data import settings, users
from data.database import transaction
from data.errors import Invalid, Problem
from data.plain import one_line, plain

LINE_LENGTH = 300
TEXT_LENGTH = 4000

LABELS: dict[str, str] = {
    "company_name": "Company",
    "company_address": "Address",
    "company_email": "Email",
    "company_phone": "Phone",
    "company_website": "Website",
    "signatory_name": "Signed by",
    "signatory_title": "Signed as",
    "on_behalf_of": "Acting for",
    "decline_reasons": "Declined: why",
    "withdraw_reasons": "Withdrawn: why",
    "ascii_glyphs": "Marks",
}
"""What the settings are called, wherever a person reads their names."""

_TEXTS = ("company_address", "decline_reasons", "withdraw_reasons")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings as typed; lists have one entry a line. `on_behalf_of` None: for oneself."""

    company_name: str = ""
    company_address: str = ""
    company_email: str = ""
    company_phone: str = ""
    company_website: str = ""
    signatory_name: str = ""
    signatory_title: str = ""
    on_behalf_of: int | None = None
    decline_reasons: str = ""
    withdraw_reasons: str = ""
    ascii_glyphs: bool = False


def current() -> Preferences:
    """The settings as they are, for a form to start with."""
    values = {field.name: settings.get(field.name) for field in fields(Preferences)}
    for key in ("decline_reasons", "withdraw_reasons"):
        values[key] = "\n".join(values[key])
    return Preferences(**values)


def check(draft: Preferences) -> tuple[Problem, ...]:
    """Everything that is wrong with the draft."""
    problems = []
    for key, label in LABELS.items():
        value = getattr(draft, key)
        longest = TEXT_LENGTH if key in _TEXTS else LINE_LENGTH
        if isinstance(value, str) and len(value) > longest:
            problems.append(Problem(key, f"{label}: at most {longest:,} characters."))
    email = one_line(draft.company_email)
    if email and "@" not in email:
        text = f"{LABELS['company_email']}: an address such as offers@example.com."
        problems.append(Problem("company_email", text))
    for key in ("decline_reasons", "withdraw_reasons"):
        if not _entries(getattr(draft, key)):
            problems.append(Problem(key, f"{LABELS[key]}: at least one reason, one a line."))
    known = {user.id for user in users.everyone()}
    if draft.on_behalf_of is not None and draft.on_behalf_of not in known:
        problems.append(Problem("on_behalf_of", f"{LABELS['on_behalf_of']}: choose a user."))
    return tuple(problems)


def save(draft: Preferences) -> None:
    """Store the settings; raises Invalid with everything that is wrong."""
    problems = check(draft)
    if problems:
        raise Invalid(problems)
    with transaction():
        for field in fields(Preferences):
            settings.put(field.name, _stored(field.name, getattr(draft, field.name)))


def _stored(key: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if key in ("decline_reasons", "withdraw_reasons"):
        return _entries(value)
    return plain(value).strip() if key in _TEXTS else one_line(value)


def _entries(text: str) -> list[str]:
    lines = (one_line(line) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))
