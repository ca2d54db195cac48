"""Settings of the desk: each once, with its default and what it is for."""

from typing import Any, NamedTuple

from data.storage import connection
from data.storage.database import transaction


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
        Setting("letter_locale", "en", "how letters write amounts and dates: en, de, en-US …"),
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
        Setting("exchange_rates", {}, "what currencies are worth, to compare pay"),
        Setting("board_expiring_days", 7, "the board has what expires within so many days"),
        Setting("board_unanswered_days", 7, "the board has what is unanswered for so many days"),
        Setting("board_draft_days", 14, "the board has drafts untouched for so many days"),
        Setting("board_off", [], "the rules of the board that are switched off"),
        Setting("page_size", "A4", "the page of letters: A4 or Letter"),
        Setting("logo_file", "", "a PNG or JPEG picture for the head of letters"),
        Setting("letter_footer", "", "what stands at the foot of every page of a letter"),
        Setting("letter_font", "", "the font of letters, if it is installed"),
        Setting("letters_folder", "", "where letters were written last"),
        Setting("import_folder", "", "where files were read from last"),
        Setting("export_folder", "", "where offers were exported to last"),
        Setting("offer_columns", [], "the columns of the list of offers, with their widths"),
        Setting("offer_order", [], "by which column the list of offers is ordered, and which way"),
        Setting("theme", "offerdesk-dark", "how the desk looks"),
        Setting("ascii_glyphs", False, "marks made of ASCII only"),
        Setting("show_letter", True, "whether the home screen shows the letter"),
        Setting("shipped_templates", "", "which letter templates of the program are here"),
        Setting("default_templates", {}, "the template of new letters, by kind"),
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
