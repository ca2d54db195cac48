"""The commonest jobs from the list to what is stored, with as few keys as they take.

Making and sending an offer has a journey of its own (`test_sending_journey.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import making, shown, waiting
from support.making import Time

from data.offers import offers
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.values.status import Status
from tui.app import OfferDesk

pytestmark = pytest.mark.long


def _expired() -> OfferRecord:
    return making.force(making.a_ready_offer(expiry_date="2026-11-20"), Status.SENT)


@pytest.mark.parametrize(
    ("begin", "keys", "after"),
    [
        (_expired, ["X", "y"], lambda offer: (offer.status, offer.version) == (Status.SENT, 2)),
        (making.sent, ["s", "a", "ctrl+s"], lambda offer: offer.status is Status.ACCEPTED),
        (making.sent, ["s", "d", "p", "enter", "ctrl+s"],
         lambda offer: (offer.status, bool(offer.events[-1].reason)) == (Status.DECLINED, True)),
        (making.sent, ["e", *"95k", "ctrl+s", "s", "ctrl+s"],
         lambda offer: (offer.status, offer.version, str(offer.terms.salary and
                        offer.terms.salary.decimal())) == (Status.SENT, 2, "95000.00")),
    ],
    ids=["extend: 2", "accept: 3", "decline: 5", "change pay and send: 7"],
)  # fmt: skip
async def test_these_keys_do_the_job(
    desk: Path, time: Time, begin: Callable[[], OfferRecord], keys: list[str],
    after: Callable[[OfferRecord], bool],
) -> None:  # fmt: skip
    settings.put("company_name", "Falkland Glass")
    settings.put("own_asked", True)
    offer = begin()
    async with OfferDesk().run_test(size=(140, 42)) as pilot:
        await waiting.until(pilot, lambda: any("Zoë" in line for line in shown.lines(pilot.app)))
        await pilot.pause(0.3)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await waiting.until(pilot, lambda: after(offers.get(offer.id)))
