"""Where a PDF is signed: fields that a reader fills in, or the marks of a signing service.

The letter says where: `<hr class="signature candidate">` and `<span class="date candidate">`, also
for `company` and for `second`. Neither fields nor marks are part of the letter itself.
"""

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from data.delivery.delivery_records import DeliverableLetter
from data.delivery.pictures_in_letters import ATTRIBUTES, classes
from data.letters.language.words import DATED, SIGNED, language_of

FIELDS = "fields"
SIGNATURE = "candidate_signature"
"""The name of the field for the signature."""
SIGNERS = {"candidate": 1, "company": 2, "second": 3}
"""Who signs, and which signer that is for a service."""
_PICTURES = {"company": "signature", "second": "second_signature"}


class Service(NamedTuple):
    """A signing service: its name, and the texts it puts a signature and a date in place of."""

    name: str
    signature: str
    date: str


SERVICES = {
    "docusign": Service("DocuSign", "/sn{}/", "/ds{}/"),
    "adobe": Service(
        "Adobe Acrobat Sign", "{{{{Sig_es_:signer{}:signature}}}}", "{{{{Dte_es_:signer{}:date}}}}"
    ),
    "dropbox": Service("Dropbox Sign", "[sig|req|signer{}]", "[date|req|signer{}]"),
    "signwell": Service("SignWell", "{{{{signature:{}:y}}}}", "{{{{date:{}:y}}}}"),
}
_PLACE = re.compile(rf"<hr{ATTRIBUTES}\s*/?>|<span{ATTRIBUTES}>\s*</span>")


def prepared(letter: DeliverableLetter, way: str) -> str:
    """The letter with fields or marks at its places; as it is for a draft and for other ways."""
    if letter.mark or (way != FIELDS and way not in SERVICES):
        return letter.html
    if way == FIELDS:
        return _filled(letter, lambda kind, who: _field(letter, kind) if who == "candidate" else "")
    service, pictures = SERVICES[way], letter.paper.by_name

    def mark(kind: str, who: str) -> str:
        if _PICTURES.get(who, "") in pictures:
            return ""
        text = service.signature if kind == "signature" else service.date
        return f'<span class="od-anchor">{escape(text.format(SIGNERS[who]))}</span>'

    return _filled(letter, mark)


def _filled(letter: DeliverableLetter, made: Callable[[str, str], str]) -> str:
    """The letter with something before each line to sign and in each place for a date."""
    last = _unnamed(letter)

    def filled(match: re.Match[str]) -> str:
        named = _classes(match)
        kind = "signature" if match[0].startswith("<hr") else "date"
        who = next((one for one in SIGNERS if one in named), "")
        if kind not in named or not (who or match.start() == last):
            return match[0]
        return f"{made(kind, who or 'candidate')}{match[0] if kind == 'signature' else ''}"

    return _PLACE.sub(filled, letter.html)


def _unnamed(letter: DeliverableLetter) -> int:
    """Where the candidate's line is in a letter that names nobody's: the last one of an offer."""
    lines = [one for one in _PLACE.finditer(letter.html) if "signature" in _classes(one)]
    if letter.kind != "offer" or any(_classes(one) & SIGNERS.keys() for one in lines):
        return -1
    return lines[-1].start() if lines else -1


def _classes(match: re.Match[str]) -> set[str]:
    return classes(match[1] or match[2] or "")


def _field(letter: DeliverableLetter, kind: str) -> str:
    language = language_of(letter.language) or "en"
    words = (SIGNED if kind == "signature" else DATED)[language]
    called = escape(": ".join(filter(None, (words, letter.candidate))))
    return f'<input type="text" class="od-{kind}" name="candidate_{kind}" title="{called}">'
