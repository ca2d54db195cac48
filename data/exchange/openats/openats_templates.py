"""OpenATS's letter templates: lists of blocks, as HTML."""

from collections.abc import Iterator
from html import escape

from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.parsed_records import ParsedTemplate, Part
from data.exchange.record_reader import Reading

_NAMES = {"candidate_name": "candidate.name"}
"""Always the whole name there, also in a salutation."""
_KINDS = ("offer", "withdrawal")
"""Types of templates that are letters about offers; any other is kept and no letter here."""


def parts(reading: Reading, number: str) -> tuple[Part, ...]:
    """The letter template, nothing for other mails."""
    kind, blocks = reading.text("type").lower(), reading.objects("body_json")
    if kind not in _KINDS:
        return ()
    if not any(map(_words, blocks)):
        reading.flag("body_json", "The template has no words: it is kept, and is no letter here.")
        return ()
    name, subject = reading.text("name"), reading.text("subject")
    return (ParsedTemplate(number, name, kind, "\n".join(_html(blocks)), subject, _NAMES),)


def _html(blocks: list[Record]) -> Iterator[str]:
    """The blocks as HTML, their texts escaped; a block of another type is its text."""
    for block in blocks:
        words = _words(block)
        match block.get("type"):
            case "heading":
                yield f"<h2>{words}</h2>"
            case "divider":
                yield "<hr>"
            case "spacer":
                yield "<p></p>"
            case "button":
                yield f'<p><a href="{_text(block.get("url"))}">{words}</a></p>'
            case _:
                yield f"<p>{words}</p>"


def _words(block: Record) -> str:
    return _text(block.get("content")) or _text(block.get("label"))


def _text(value: JsonValue) -> str:
    return escape(value).replace("\n", "<br>") if isinstance(value, str) else ""
