"""Records of delivery: a letter with its paper, and the file rendered from it."""

import base64
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

KINDS = ("offer", "withdrawal", "reminder")
"""What a letter can be about."""


class FileFormat(StrEnum):
    """What a letter is made into."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    EML = "eml"
    DOCX = "docx"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return ".txt" if self is FileFormat.TEXT else f".{self.value}"

    @property
    def words(self) -> str:
        """What people call it."""
        return _WORDS[self]


_WORDS = {
    FileFormat.TEXT: "text",
    FileFormat.HTML: "web page",
    FileFormat.PDF: "PDF",
    FileFormat.EML: "email draft",
    FileFormat.DOCX: "Word file",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture: its bytes, "png", "jpeg" or "svg", and its size in pixels."""

    data: bytes
    type: str
    width: int
    height: int

    @property
    def mime(self) -> str:
        """What it is, as pages and emails say it."""
        return "image/svg+xml" if self.type == "svg" else f"image/{self.type}"

    @property
    def uri(self) -> str:
        """The picture itself as an address, so that nothing has to be fetched."""
        return f"data:{self.mime};base64,{base64.b64encode(self.data).decode('ascii')}"


class Letterhead(NamedTuple):
    """A PDF to print on: its pages, where text begins on the first and on others, and ends (mm)."""

    data: bytes
    pages: int
    top: int
    next_top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Paper:
    """What letters are put on: "A4" or "Letter", a foot of some lines, a font's name, pictures.

    `signing` is how a PDF is signed; `header` are lines at the head of every page. The
    pictures are "logo", "signature" and "second_signature", as far as there are any.
    """

    size: str = "A4"
    footer: str = ""
    font: str = ""
    pictures: tuple[tuple[str, Picture], ...] = ()
    signing: str = ""
    header: str = ""
    letterhead: Letterhead | None = None

    @property
    def by_name(self) -> dict[str, Picture]:
        """The pictures by their names."""
        return dict(self.pictures)

    @property
    def logo(self) -> Picture | None:
        """The picture for the head of the first page."""
        return self.by_name.get("logo")


class Covering(NamedTuple):
    """A note as safe HTML, the sender's name and address, the email's id and the one it answers."""

    note: str
    sender: str
    sender_email: str
    message_id: str
    answers: str


@dataclass(frozen=True, slots=True)
class DeliverableLetter:
    """A letter of an offer, ready to be made into a file.

    `html` is the letter itself, safe, and for one that was sent byte for byte as it was frozen.
    `unset` names what is missing; `barred` says why an offer that has ended should have no such
    letter any more; `wrong` are placeholders that were left and figures that are not those of the
    terms; `left_out` names what is set and not in it; `mark` is what the page says in
    plain sight when it must not be taken for a finished letter; `day` is its date; `notes` are what
    a person should know besides; `covering` is the email that it is attached to, where it is to be
    one.
    """

    offer_id: int
    version: int
    kind: str
    html: str
    sha256: str
    subject: str
    candidate: str
    email: str
    job: str
    company: str
    paper: Paper
    source: str
    language: str = "en"
    is_frozen: bool = False
    mark: str = ""
    template_id: int | None = None
    revision: int | None = None
    unset: tuple[str, ...] = ()
    barred: str = ""
    wrong: tuple[str, ...] = ()
    left_out: str = ""
    day: date | None = None
    notes: tuple[str, ...] = ()
    covering: Covering | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it is an offer letter that was not sent like this."""
        return self.kind == "offer" and not self.is_frozen

    @property
    def title(self) -> str:
        """What it is, for people: "Offer letter: Data Engineer, Zoë Müller"."""
        about = ", ".join(filter(None, (self.job, self.candidate)))
        return f"{self.kind.capitalize()} letter: {about}"


class NamedFile(Protocol):
    """A file's worth of bytes with the name that it should have."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def data(self) -> bytes:
        """The bytes."""


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file's worth of bytes with the name it should have; `notes` say what is not as wished."""

    form: FileFormat
    name: str
    data: bytes
    notes: tuple[str, ...] = ()
