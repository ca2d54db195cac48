"""Settings of the desk: each declared once, with its default, what it is for and how it is entered.

The form and the screen are made of the declarations. Settings of a rule of the board are declared
with the rule (data.board.rules).
"""

from enum import StrEnum
from typing import Any, NamedTuple

from data.storage import connection
from data.storage.database import transaction


class Kind(StrEnum):
    """What a setting is in a form."""

    LINE = "line"
    TEXT = "text"
    LIST = "list"
    DAYS = "days"
    LINES = "lines"
    NUMBER = "number"
    CHOICE = "choice"
    USER = "user"
    THEME = "theme"
    RATES = "rates"
    PICTURE = "picture"
    PDF = "pdf"


class Entry(NamedTuple):
    """A setting in the form: its label, a hint below it, and what may be entered.

    `section` is the heading that it stands under. `least`, `most` and `unit` are of numbers,
    `choices` are values with their words.
    """

    section: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    least: int = 0
    most: int = 0
    unit: str = ""
    choices: tuple[tuple[str | bool, str], ...] = ()


class Setting(NamedTuple):
    """One setting: its key, its default, what it is for, and how it is entered (None: nowhere)."""

    key: str
    default: Any
    meaning: str
    entry: Entry | None = None

    @property
    def type(self) -> type:
        """What its values are; numbers of rows are None where there is none."""
        return int if self.default is None else type(self.default)


COMPANY, PAPER, DESK, APPROVAL, BOARD, PAY = (
    "Your company, in letters", "The paper of letters", "You, and the desk",
    "Approval, before sending", "The board", "To compare pay",
)  # fmt: skip
SECTIONS = (COMPANY, PAPER, DESK, APPROVAL, BOARD, PAY)
"""The headings of the form, in order."""

SETTINGS: dict[str, Setting] = {}
"""Every setting by its key."""


def declare(*declared: Setting) -> None:
    """Make settings known; each belongs to the module that goes by it, or stands below."""
    SETTINGS.update({setting.key: setting for setting in declared})


declare(
    Setting(
        "company_name", "", "your company, as letters name it",
        Entry(COMPANY, "Company", hint="as letters name it"),
    ),
    Setting(
        "company_address", "", "your company's address, one line a line",
        Entry(COMPANY, "Address", Kind.TEXT, "as it stands on an envelope"),
    ),
    Setting("company_email", "", "the address candidates answer to", Entry(COMPANY, "Email")),
    Setting("company_phone", "", "the number candidates call", Entry(COMPANY, "Phone")),
    Setting("company_website", "", "your company's website", Entry(COMPANY, "Website")),
    Setting("signatory_name", "", "who signs letters", Entry(COMPANY, "Signed by")),
    Setting(
        "signatory_title", "", "what the signatory is",
        Entry(COMPANY, "Signed as", hint="such as Head of People"),
    ),
    Setting(
        "signature_file", "", "an image of the signature",
        Entry(COMPANY, "Signature", Kind.PICTURE, "an image file that stands above the name"),
    ),
    Setting(
        "second_signatory_name", "", "who signs letters beside them",
        Entry(COMPANY, "And by", hint="a second signatory, if letters need one"),
    ),
    Setting("second_signatory_title", "", "what the second is", Entry(COMPANY, "And as")),
    Setting(
        "second_signature_file", "", "an image of the second signature",
        Entry(COMPANY, "And signature", Kind.PICTURE, "an image file that stands above the name"),
    ),
    Setting(
        "logo_file", "", "a PNG, JPEG or SVG picture for the head of letters",
        Entry(PAPER, "Logo", Kind.PICTURE, "a PNG, JPEG or SVG file, for the head of letters"),
    ),
    Setting(
        "letterhead_file", "", "a PDF that letters are printed on",
        Entry(PAPER, "Letterhead", Kind.PDF, "a PDF of one page, or a first and a following one"),
    ),
    Setting(
        "letterhead_top", 50, "where the text begins on a letterhead",
        Entry(PAPER, "Text begins", Kind.NUMBER, "below the top of a letterhead", 10, 150, "mm"),
    ),
    Setting(
        "letterhead_next_top", 30, "where it begins on pages of a following letterhead",
        Entry(
            PAPER, "Next pages", Kind.NUMBER, "where it begins on a following page", 10, 150, "mm"
        ),
    ),
    Setting(
        "letterhead_bottom", 30, "how much a letterhead needs at its foot",
        Entry(PAPER, "Text ends", Kind.NUMBER, "above the foot of a letterhead", 10, 100, "mm"),
    ),
    Setting(
        "letter_place", "", "where letters are written",
        Entry(PAPER, "Place", hint="before the date of letters, such as Lisbon"),
    ),
    Setting(
        "letter_reference", "", "how letters are numbered",
        Entry(PAPER, "Reference", hint="such as HR-{year}-{number}; {version} too; empty for none"),
    ),
    Setting(
        "letter_confidential", False, "whether letters are marked as private and confidential",
        Entry(
            PAPER, "Marking", Kind.CHOICE,
            choices=((False, "none"), (True, "Private and confidential, above the address")),
        ),
    ),
    Setting(
        "letter_signing", "fields", "how PDFs of letters are signed",
        Entry(
            PAPER, "Signing", Kind.CHOICE, "hidden marks say where a service puts its fields",
            choices=(
                ("fields", "fields to fill in, in the PDF"), ("", "lines to sign by hand"),
                ("docusign", "DocuSign"), ("adobe", "Adobe Acrobat Sign"),
                ("dropbox", "Dropbox Sign"), ("signwell", "SignWell"),
            ),
        ),
    ),
    Setting(
        "letter_header", "", "what stands at the head of every page of a letter",
        Entry(PAPER, "Head of pages", Kind.TEXT, "on every page of a PDF; empty for the usual one"),
    ),
    Setting(
        "letter_footer", "", "what stands at the foot of every page of a letter",
        Entry(
            PAPER, "Foot of pages", Kind.TEXT,
            "on every page of a letter, such as the company's registration",
        ),
    ),
    Setting(
        "page_size", "A4", "the page of letters: A4 or Letter",
        Entry(
            PAPER, "Page size", Kind.CHOICE, choices=(("A4", "A4"), ("Letter", "US Letter"))
        ),
    ),
    Setting(
        "letter_font", "", "the font of letters, if it is installed",
        Entry(PAPER, "Font", hint="a font that is installed; empty for the usual one"),
    ),
    Setting(
        "letter_language", "", "the language of new letters, and their country",
        Entry(
            PAPER, "Language", Kind.CHOICE, "of new letters; a template may be in another",
            choices=(
                ("", "English"), ("en-US", "English, United States"),
                ("en-GB", "English, United Kingdom"),
                ("de", "German"), ("de-DE", "German, Germany"),
                ("de-CH", "German, Switzerland"), ("fr", "French"), ("fr-FR", "French, France"),
                ("es", "Spanish"), ("es-ES", "Spanish, Spain"),
            ),
        ),
    ),
    Setting(
        "more_languages", "", "other languages whose letters are offered: de-CH, fr",
        Entry(PAPER, "Also letters in", hint="other languages to choose from, such as de-CH, fr"),
    ),
    Setting(
        "letter_locale", "", "how letters write amounts: en, de, en-US …",
        Entry(
            PAPER, "Amounts as in",
            hint="en, de, en-US, fr …; empty for what is usual in the letter's language",
        ),
    ),
    Setting(
        "own_name", "", "what the person at the desk is called",
        Entry(DESK, "Your name", hint="in the history, emails, and letters nobody else signs"),
    ),
    Setting("own_email", "", "their address", Entry(DESK, "Your email", hint="of your emails")),
    Setting(
        "own_title", "", "what they are", Entry(DESK, "Your title", hint="such as Recruiter")
    ),
    Setting("own_asked", False, "whether they were asked for their name"),
    Setting("acting_user", None, "who acts (the first user, if none)"),
    Setting(
        "on_behalf_of", None, "the user for whom the acting user acts",
        Entry(DESK, "Acting for", Kind.USER, "every change records both of you"),
    ),
    Setting(
        "decline_reasons",
        ["Pay", "Another offer", "Location", "Timing", "Personal reasons", "Other"],
        "why candidates decline",
        Entry(
            DESK, "Declined: why", Kind.LIST,
            "one a line, to choose from when an offer is declined",
        ),
    ),
    Setting(
        "withdraw_reasons",
        ["Position cancelled", "Position filled", "References", "No answer", "Other"],
        "why the company withdraws",
        Entry(
            DESK, "Withdrawn: why", Kind.LIST, "one a line, to choose from when you withdraw"
        ),
    ),
    Setting(
        "copies_kept", 7, "how many daily copies of the desk are kept",
        Entry(
            DESK, "Daily copies", Kind.NUMBER,
            "so many are kept in a folder beside the desk; 0 makes none", 0, 365, "copies",
        ),
    ),
    Setting(
        "expiry_days", 0, "after so many days new offers expire; 0: they do not by themselves",
        Entry(
            DESK, "Offers expire", Kind.NUMBER,
            "new offers expire after so many days, and are extended by them; 0 for none",
            0, 365, "days",
        ),
    ),
    Setting(
        "ascii_glyphs", False, "marks made of ASCII only",
        Entry(
            DESK, "Marks", Kind.CHOICE,
            choices=(
                (False, "signs such as ○ ● ✓"), (True, "ASCII only, such as o * +"),
            ),
        ),
    ),
    Setting(
        "hours_per_year", 2080, "hours of work a year, to compare pay",
        Entry(
            PAY, "Hours a year", Kind.NUMBER, "hourly pay times this is the pay of a year",
            1, 8784, "hours",
        ),
    ),
    Setting(
        "days_per_year", 260, "days of work a year, to compare pay",
        Entry(
            PAY, "Days a year", Kind.NUMBER, "daily pay times this is the pay of a year",
            1, 366, "days",
        ),
    ),
    Setting(
        "exchange_rates", {}, "what currencies are worth, to compare pay",
        Entry(
            PAY, "Exchange rates", Kind.RATES,
            "one a line, such as 1 USD = 0.92 EUR; only to compare pay",
        ),
    ),
    Setting("board_off", [], "the rules of the board that are switched off"),
    Setting("letters_folder", "", "where letters were written last"),
    Setting("import_folder", "", "where files were read from last"),
    Setting("export_folder", "", "where offers were exported to last"),
    Setting("offer_columns", [], "the columns of the list of offers, with their widths"),
    Setting("offer_order", [], "by which column the list of offers is ordered, and which way"),
    Setting(
        "theme", "", "how the desk looks; empty for what fits the terminal",
        Entry(DESK, "Theme", Kind.THEME, "^t tries themes on; --theme and config.toml go before"),
    ),
    Setting("show_letter", True, "whether the home screen shows the letter"),
    Setting("recent_commands", [], "the commands that were picked last by their names"),
    Setting("shipped_templates", "", "which letter templates of the program are here"),
    Setting("default_templates", {}, "the template of new letters, by kind"),
)  # fmt: skip


def get(key: str) -> Any:
    """A setting's value; its default where none, or none that fits, is kept. Raises KeyError."""
    setting = SETTINGS[key]
    row = connection.reader().execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    if row is None:
        return setting.default
    import json

    try:
        value = json.loads(row[0])
    except (TypeError, ValueError):  # a damaged page: the desk opens all the same
        return setting.default
    return value if type(value) is setting.type else setting.default


def is_anybody_known() -> bool:
    """Whether the person at the desk was asked who they are, or has said who signs."""
    return any(map(get, ("own_asked", "own_name", "signatory_name")))


def put(key: str, value: Any) -> None:
    """Store a setting; its default is not stored. Raises KeyError for a key that is none."""
    import json

    from data.storage import models  # the first frame reads settings and needs no Peewee

    setting = SETTINGS[key]
    with transaction():
        if value == setting.default:
            models.Setting.delete().where(models.Setting.key == key).execute()
        else:
            row = models.Setting.insert(key=key, value=json.dumps(value))
            row.on_conflict_replace().execute()
