"""Prepares the letter of an offer for delivery: as it was sent, or as it would be sent now."""

import re
from dataclasses import replace

from data.delivery import letter_status, paper
from data.delivery.delivery_records import KINDS, DeliverableLetter, Paper
from data.errors import NotAllowed, NotFound
from data.letters import rendering
from data.letters.language.spoken import spoken
from data.letters.language.template_header import header
from data.letters.layout.letter_lines import to_plain
from data.letters.letter_hash import letter_hash
from data.letters.letter_records import LetterInputs, Missing
from data.offers import letter_facts, offer_letters
from data.offers.offer_letters import Preview
from data.records.offer_records import LetterRecord, OfferRecord, VersionRecord
from data.records.template_records import TemplateRecord
from data.settings import settings
from data.storage.models import Letter
from data.templates import templates
from data.values import clock
from data.values.person_names import in_letters
from data.values.text import one_line

SUBJECT_LENGTH = 200
INCOMPLETE = "Draft, not complete"
"""What a page says in plain sight when something in it is unset."""
DAMAGED = (
    "The letter is not the one that was sent: it does not match its SHA-256. Restore the desk from "
    "a backup."
)
ALTERED = "What no letter may contain was taken out of this copy of the sent letter."
_ACTIVE = re.compile(
    r"<(?:script|style|iframe|frame|object|embed|applet|link|meta|base|form|svg|math|audio|video)\b"
    r"|\s(?:on\w+|src|srcset|background|poster|data|action|formaction)\s*="
    r"|(?:javascript|vbscript|data|file)\s*:|url\s*\(|@import|expression\s*\(",
    re.IGNORECASE,
)
"""What runs or fetches, where it is not only words."""
_HEADING = re.compile(r"<h1\b[^>]*>(.{1,2000}?)</h1>", re.DOTALL)
_LANGUAGE = re.compile(r'\s*<[a-z0-9]+[^<>]*?\slang="([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)"')
_LOCALE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def for_offer(
    offer: OfferRecord,
    number: int | None = None,
    kind: str = "offer",
    template_id: int | None = None,
) -> DeliverableLetter:
    """The letter of a version (the current one, if none); another kind is rendered as of now.

    Raises NotFound (version, template) and NotAllowed (there is no letter, it is not what was
    sent, or the offer stands so that it cannot have one of this kind). What is unset is in the
    letter's `unset`, and up to the caller.
    """
    version = _version(offer, number)
    refused = letter_status.refused(kind, offer)
    if refused:
        raise NotAllowed(refused, title="No letter")
    if kind == "offer":
        template = None
        rendered = offer_letters.preview(offer, version.number)
        template_id = version.terms.template_id if version.terms.letter_html is None else None
    else:
        template = _template(kind, template_id)
        template_id = template.id
        rendered = _rendered(offer, version, template)
    frozen = version.letter if rendered.frozen else None
    _refuse_empty(rendered, version)
    html, notes = _intact(rendered, frozen, version)
    sheet, sheet_notes = _paper(frozen)
    return DeliverableLetter(
        offer_id=offer.id,
        version=version.number,
        kind=kind,
        html=html,
        sha256=letter_hash(html),
        subject=_subject(offer, version, replace(rendered, html=html), template),
        candidate=_called(offer),
        email=offer.candidate.email if offer.candidate else "",
        job=offer.job.name if offer.job else "",
        company=settings.get("company_name"),
        paper=sheet,
        source=rendered.source,
        language=_language(html, template_id),
        is_frozen=frozen is not None,
        mark=_mark(offer, version, rendered, kind),
        template_id=frozen.template_id if frozen else template_id,
        revision=_revision(frozen, template_id),
        unset=tuple(dict.fromkeys(_label(missing) for missing in rendered.missing)),
        wrong=_wrong(offer, rendered),
        left_out=_left_out(offer, rendered, kind),
        day=clock.today(),
        barred=letter_status.warned(kind, offer, version),
        notes=(*notes, *sheet_notes),
    )


def kinds() -> tuple[tuple[str, TemplateRecord | None], ...]:
    """The letters there are to choose from: the offer's own, then each withdrawal and reminder."""
    others = ((kind, one) for kind in KINDS[1:] for one in templates.all_templates(kind))
    return (("offer", None), *others)


def refusal(letter: DeliverableLetter) -> str:
    """Why the letter should not go out as it is; empty when nothing is missing in it."""
    unset = f"Not set: {', '.join(letter.unset)}" if letter.unset else ""
    return " ".join(filter(None, (letter.barred, unset, *letter.wrong)))


# ---------------------------------------------------------------- the words


def _called(offer: OfferRecord) -> str:
    """What the letter calls the candidate, or the number of one that has no name."""
    person = offer.candidate
    if person is None:
        return ""
    return in_letters(person.first_name, person.last_name, person.full_name) or person.name


def _version(offer: OfferRecord, number: int | None) -> VersionRecord:
    wanted = offer.version if number is None else number
    found = next((version for version in offer.versions if version.number == wanted), None)
    if found is None:
        known = ", ".join(str(version.number) for version in offer.versions) or "none"
        raise NotFound(f"Offer {offer.id} has no version {wanted}; it has {known}.")
    return found


def _template(kind: str, template_id: int | None) -> TemplateRecord:
    if kind not in KINDS:
        raise NotFound(f"There is no letter of the kind {one_line(kind)}: {', '.join(KINDS)}.")
    found = templates.get(template_id) if template_id is not None else templates.default(kind)
    if found is None or found.kind != kind:
        raise NotFound(f"There is no template for a {kind} letter; make one among the templates.")
    return found


def _rendered(offer: OfferRecord, version: VersionRecord, template: TemplateRecord) -> Preview:
    """A letter of another kind with the terms of the version."""
    terms = replace(version.terms, template_id=template.id, letter_html=None)
    return offer_letters.draft_preview(
        terms, offer.candidate, offer.job, offer=offer, number=version.number
    )


def _refuse_empty(rendered: Preview, version: VersionRecord) -> None:
    if rendered.error:
        raise NotAllowed(rendered.error, title="No letter")
    if not to_plain(rendered.html).strip():
        how = "was sent without a letter" if rendered.frozen else "has an empty letter"
        raise NotAllowed(f"Version {version.number} {how}.", title="No letter")


def _intact(
    rendered: Preview, frozen: LetterRecord | None, version: VersionRecord
) -> tuple[str, tuple[str, ...]]:
    """The letter's HTML; one that was sent has to be the one that was sent, byte for byte."""
    if frozen is None:
        return rendered.html, ()
    if not offer_letters.verify(version):
        raise NotAllowed(DAMAGED, title="Damaged letter")
    if _ACTIVE.search(frozen.html) and rendering.clean(frozen.html) != frozen.html:
        # only a desk written by another program has such a letter
        return rendering.clean(frozen.html), (ALTERED,)
    return frozen.html, ()


def _label(missing: Missing) -> str:
    """What is missing as it is called in the letter, with what would help."""
    if missing.unknown:
        hint = f", did you mean {missing.nearest}?" if missing.nearest else ""
        return f"{missing.name} (no name that letters know{hint})"
    in_settings = missing.name.startswith("company.")
    return missing.called + (" (in the settings)" if in_settings else "")


def _mark(offer: OfferRecord, version: VersionRecord, rendered: Preview, kind: str) -> str:
    """What the page says of itself: only of a letter that nobody should sign."""
    if rendered.missing:
        return INCOMPLETE
    if letter_status.warned(kind, offer, version):
        return f"{offer.status.capitalize()}, never sent"
    if kind == "offer" and not rendered.frozen and version.number != offer.version:
        return f"Draft of version {version.number}, never sent"
    return ""


def _wrong(offer: OfferRecord, rendered: Preview) -> tuple[str, ...]:
    """What in a letter that was not sent yet contradicts the terms, or was never filled in."""
    if rendered.frozen:
        return ()
    found = letter_facts.problems(offer, rendered)
    return tuple(problem.text for problem in found)


def _left_out(offer: OfferRecord, rendered: Preview, kind: str) -> str:
    """What is set for the offer and not in an offer letter that was not sent yet."""
    if kind != "offer" or rendered.frozen:
        return ""
    return letter_facts.omission_note(letter_facts.omitted(offer, rendered))


def _revision(frozen: LetterRecord | None, template_id: int | None) -> int | None:
    if frozen is not None:
        return frozen.template_revision
    return templates.get(template_id).revision if template_id is not None else None


# ---------------------------------------------------------------- what is around them


def _subject(
    offer: OfferRecord, version: VersionRecord, letter: Preview, template: TemplateRecord | None
) -> str:
    """The subject of an email: of the template, else the letter's heading, else what it is about.

    A letter that follows no template (any more) has its heading.
    """
    terms = version.terms
    if template is None and terms.letter_html is None and terms.template_id is not None:
        template = templates.get(terms.template_id)
    found = ""
    if template is not None:
        inputs = letter.made_from or _inputs(offer, version)
        found = _rendered_subject(inputs, templates.subject(template))
    if not found:
        heading = _HEADING.search(letter.html)
        found = _flat(heading[1]) if heading else ""
    return found or f"Your offer: {offer.job_title}"[:SUBJECT_LENGTH]


def _inputs(offer: OfferRecord, version: VersionRecord) -> LetterInputs:
    return offer_letters.inputs(version.terms, offer.candidate, offer.job, offer, version.number)


def _rendered_subject(inputs: LetterInputs, source: str) -> str:
    """The subject line of a template with its values; nothing when one of them is unset."""
    made = rendering.one_line(source, inputs, templates.clauses())
    return "" if made.missing else one_line(made.text)[:SUBJECT_LENGTH]


def _flat(html: str) -> str:
    return one_line(to_plain(html, 10_000))[:SUBJECT_LENGTH]


def _language(html: str, template_id: int | None) -> str:
    """The language that a letter says it is in, or its template, or else all letters are in."""
    rendered = _LANGUAGE.match(html)
    if rendered:
        return rendered[1]
    own = header(templates.get(template_id).source if template_id is not None else "")
    of_desk = settings.get("letter_locale"), settings.get("letter_language")
    named = spoken(own, *of_desk).tag.replace("_", "-")
    return named if _LOCALE.fullmatch(named) else "en"


def _paper(frozen: LetterRecord | None) -> tuple[Paper, tuple[str, ...]]:
    """The paper of today; a letter that was sent keeps its own."""
    if frozen is None:
        return paper.current()
    return paper.of_sent(Letter.get_by_id(frozen.id).inputs)
