"""Settings of the desk: each once, with its default and what it is for."""

from typing import Any, NamedTuple

from data import connection
from data.database import transaction


class Setting(NamedTuple):
    """One setting: its key, its default, and what it is for."""

    key: str
    default: Any
    meaning: str


SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("company_name", "", "your company, as letters name it"),
        Setting("company_address", "", "your company's address, one line a line"),
        Setting("company_email", "", "the address candidates answer to"),
        Setting("company_phone", "", "the number candidates call"),
        Setting("company_website", "", "your company's website"),
        Setting("signatory_name", "", "who signs letters"),
        Setting("signatory_title", "", "what the signatory is"),
        Setting("acting_user", None, "who acts (the first user, if none)"),
        Setting("on_behalf_of", None, "the user for whom the acting user acts"),
        Setting("hours_per_year", 2080, "hours of work a year, to compare pay"),
        Setting("days_per_year", 260, "days of work a year, to compare pay"),
        Setting(
            "decline_reasons",
            ["Pay", "Another offer", "Location", "Timing", "Personal reasons", "Other"],
            "why candidates decline",
        ),
        Setting(
            "withdraw_reasons",
            ["Position cancelled", "Position filled", "References", "No answer", "Other"],
            "why the company withdraws",
        ),
        Setting("theme", "offerdesk-dark", "how the desk looks"),
        Setting("ascii_glyphs", False, "marks made of ASCII only"),
        Setting("show_letter", True, "whether the home screen shows the letter"),
        Setting("shipped_templates", "", "the program version whose letter templates are here"),
    )
}


def get(key: str) -> Any:
    """A setting's value, or its default; raises KeyError for a key that is none."""
    setting = SETTINGS[key]
    row = connection.reader().execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    if row is None:
        return setting.default
    import json

    return json.loads(row[0])


def put(key: str, value: Any) -> None:
    """Store a setting; its default is not stored. Raises KeyError for a key that is none."""
    import json

    setting = SETTINGS[key]
    with transaction() as current:
        if value == setting.default:
            current.execute("DELETE FROM settings WHERE key = ?", (key,))
        else:
            current.execute(
                "INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, json.dumps(value))
            )
