"""Which letters an offer may have as it stands, and that their sentences say what happened."""

import pytest
from support import making

from data.delivery import deliverable_letter
from data.errors import NotAllowed
from data.values.status import Status

pytestmark = pytest.mark.usefixtures("desk")


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
    [
        ("reminder", Status.SENT),
        ("reminder", Status.PENDING),
        ("withdrawal", Status.DRAFT),
        ("withdrawal", Status.SENT),
        ("withdrawal", Status.PENDING),
        ("withdrawal", Status.WITHDRAWN),
        *(("offer", status) for status in Status),
    ],
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
