"""Which letters an offer may have as it stands, and that their sentences say what happened."""

import sys
from email.message import EmailMessage

import pytest
from support import making
from support.delivering import attached, for_mail, parsed
from support.everyday import everyday

from data.delivery import cover_note, deliverable_letter, delivery_events, email_draft, pdf
from data.delivery.delivery_records import FileFormat
from data.errors import NotAllowed
from data.offers import offers
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.templates import templates
from data.values.status import Status

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without WeasyPrint, of a company that has an email address."""
    pdf._weasyprint.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    settings.put("company_name", "Ferncastle")
    settings.put("company_email", "people@example.com")


@pytest.mark.parametrize(
    ("kind", "status", "reason"),
    [
        ("reminder", Status.DRAFT, "The offer was never sent"),
        ("reminder", Status.ACCEPTED, "The offer is accepted"),
        ("reminder", Status.DECLINED, "The offer is declined"),
        ("reminder", Status.WITHDRAWN, "The offer is withdrawn"),
        ("withdrawal", Status.ACCEPTED, "can no longer be withdrawn"),
        ("withdrawal", Status.DECLINED, "nothing left to withdraw"),
    ],
)
def test_a_letter_that_the_status_contradicts_is_refused(
    kind: str, status: Status, reason: str
) -> None:
    offer = making.in_status(status)
    with pytest.raises(NotAllowed, match=reason):
        deliverable_letter.for_offer(offer, kind=kind)


@pytest.mark.parametrize(
    ("kind", "status"),
    everyday(
        [
            ("reminder", Status.SENT),
            ("reminder", Status.PENDING),
            ("withdrawal", Status.DRAFT),
            ("withdrawal", Status.SENT),
            ("withdrawal", Status.PENDING),
            ("withdrawal", Status.WITHDRAWN),
            *(("offer", status) for status in Status),
        ],
        most=4,
    ),
)
def test_a_letter_that_the_status_allows_is_made(kind: str, status: Status) -> None:
    assert deliverable_letter.for_offer(making.in_status(status), kind=kind).kind == kind


def test_a_new_version_has_to_be_sent_before_anybody_is_reminded_of_it() -> None:
    offer = making.sent()
    changed = making.edit(offer, salary="91,000")
    with pytest.raises(NotAllowed, match="Version 2 was never sent"):
        deliverable_letter.for_offer(changed, kind="reminder")


def test_a_withdrawal_says_what_happened() -> None:
    never = deliverable_letter.for_offer(making.a_ready_offer(), kind="withdrawal").html
    assert "we cannot make you an offer" in never and "withdraw our offer" not in never
    sent = deliverable_letter.for_offer(making.sent(), kind="withdrawal").html
    assert "we withdraw our offer of" in sent


def test_the_letter_of_an_offer_that_ended_unsent_says_so_on_the_page() -> None:
    offer = making.in_status(Status.WITHDRAWN)
    letter = deliverable_letter.for_offer(offer)
    assert letter.mark == "Withdrawn, never sent"
    assert deliverable_letter.refusal(letter).startswith("The offer is withdrawn")
    delivery_events.record(letter, FileFormat.PDF)
    assert offers.get(offer.id).events[-1].forced


# ---------------------------------------------------------------- emails


def drafted(offer: OfferRecord, kind: str = "offer") -> EmailMessage:
    return parsed(email_draft.draft(for_mail(offer, kind))[0])


def test_an_email_has_a_cover_note_and_the_letter_under_a_neutral_name(no_pdf: None) -> None:
    message = drafted(making.sent(letter_html="<p>The letter</p>"))
    body = message.get_body(("plain",))
    assert body is not None
    assert "Please find attached our offer for the position of Data Engineer" in body.get_content()
    assert "The letter" not in body.get_content()
    name = attached(message).get_filename() or ""
    assert name == "Offer letter - Data Engineer - Zoë Müller.html"


def test_only_a_letter_that_becomes_an_email_has_a_cover_note() -> None:
    offer = making.a_ready_offer()
    letter = deliverable_letter.for_offer(offer)
    assert letter.covering is None
    for form in FileFormat:
        assert bool(cover_note.covered(letter, offer, form).covering) is (form is FileFormat.EML)


def test_a_clause_of_ones_own_is_the_cover_note(no_pdf: None) -> None:
    templates.create(
        templates.TemplateDraft("Our cover note", "clause", "<p>Ours, {{ today }}</p>")
    )
    body = drafted(making.sent()).get_body(("plain",))
    assert body is not None and body.get_content().startswith("Ours, ")


def test_a_reminder_stands_in_the_thread_of_the_offer(no_pdf: None) -> None:
    offer = making.sent()
    first = drafted(offer)
    for kind in ("reminder", "withdrawal"):
        answer = drafted(offer, kind)
        assert answer["In-Reply-To"] == first["Message-ID"] == answer["References"]
        assert answer["Message-ID"] != first["Message-ID"]
        assert answer["From"].addresses[0].addr_spec == "people@example.com"


def test_the_email_before_sending_and_after_it_are_one_thread(no_pdf: None) -> None:
    offer = making.a_ready_offer()
    before = drafted(offer)["Message-ID"]
    sent = making.move(offer, Status.SENT)
    assert drafted(sent)["Message-ID"] == before
