"""Killed with SIGKILL at any moment while it saves, a desk keeps all that it has confirmed."""

import os
import random
import signal
import struct
import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

import pytest
from support import making

from data.offers import offer_editing, offers
from data.storage import database
from data.values.status import Status

OFFERS = 3
ROUNDS = 20
"""The file is looked at after each round of kills."""

_ENTRY = struct.Struct("!qqq")
_LETTER = "<p>" + "We would like you to join us. " * 300 + "</p>"


@dataclass
class Confirmed:
    """What the child said was saved: the newest version of each offer, and its salary."""

    version: dict[int, int] = field(default_factory=lambda: defaultdict(lambda: 1))
    salary: dict[int, int] = field(default_factory=dict)

    def note(self, entries: bytes) -> None:
        """Take in the entries that arrived whole."""
        for offer_id, number, minor in _ENTRY.iter_unpack(entries):
            self.version[offer_id] = number
            self.salary[offer_id] = minor


def _save_until_killed(path: Path, seed: int, confirm: int) -> NoReturn:
    """The child: change offers without end, telling each change once it was saved."""
    try:
        database.open_desk(path)
        choice = random.Random(seed)
        while True:
            offer = offers.get(choice.randint(1, OFFERS))
            if offer.status is Status.DRAFT and choice.random() < 0.3:
                offer = making.force(offer, Status.SENT)
            draft = replace(
                offers.draft_of(offer),
                salary=str(choice.randint(1, 10**7)),
                currency="EUR",
                letter_html=_LETTER[: choice.randint(10, len(_LETTER))],
            )
            saved = offer_editing.save(offer.id, draft)
            assert saved.terms.salary is not None
            os.write(confirm, _ENTRY.pack(saved.id, saved.version, saved.terms.salary.minor))
    finally:
        os._exit(1)


def _kill_a_saving_child(path: Path, choice: random.Random, confirmed: Confirmed) -> int:
    """Start a child, kill it while it saves; gives how many saves were waited for."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _save_until_killed(path, choice.randrange(2**32), write)
    os.close(write)
    awaited = choice.randint(0, 2)  # none: it may be killed while it opens the file
    entries = b"".join(os.read(read, _ENTRY.size) for _ in range(awaited))
    time.sleep(choice.uniform(0, 0.01))  # anywhere in a save; however far it gets will do
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read, "rb") as answers:
        entries += answers.read()
    assert os.WIFSIGNALED(status), "the child ended by itself instead of being killed"
    confirmed.note(entries[: len(entries) // _ENTRY.size * _ENTRY.size])
    return awaited


def _check(path: Path, confirmed: Confirmed) -> int:
    """Open the file as a person would and compare; gives the number of versions."""
    database.open_desk(path)
    assert making.rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert making.rows(path, "PRAGMA foreign_key_check") == []
    written = 0
    for offer_id in range(1, OFFERS + 1):
        offer = offers.get(offer_id)
        numbers = [version.number for version in offer.versions]
        assert numbers == list(range(1, offer.version + 1))
        assert [one.number for one in offer.versions if not one.is_superseded] == [offer.version]
        assert offer.version >= confirmed.version[offer_id]
        known = offer.versions[confirmed.version[offer_id] - 1].terms.salary
        assert known is not None
        assert known.minor == confirmed.salary.get(offer_id, known.minor)
        assert offer.events[-1].to_status == offer.status
        written += len(numbers)
    assert _mirrored(path) == []
    assert making.rows(path, COUNTED) == making.rows(path, COUNTERS)
    database.close_desk()
    return written


COUNTED = "SELECT coalesce(job_id, 0), standing, count(*) FROM offers GROUP BY 1, 2 ORDER BY 1, 2"
COUNTERS = "SELECT * FROM offer_counts WHERE offers <> 0 ORDER BY 1, 2"


def _mirrored(path: Path) -> list[tuple[object, ...]]:
    """Offers that do not say the same as their newest version."""
    return making.rows(
        path,
        "SELECT offers.id FROM offers LEFT JOIN versions"
        " ON versions.offer_id = offers.id AND versions.number = offers.version"
        " WHERE versions.id IS NULL OR offers.salary_minor IS NOT versions.salary_minor"
        " OR offers.currency IS NOT versions.currency"
        " OR offers.version <> (SELECT max(number) FROM versions WHERE offer_id = offers.id)",
    )


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("synchronous")
@pytest.mark.parametrize("kills", [60, pytest.param(300, marks=pytest.mark.long)])
def test_whatever_was_confirmed_is_there_after_a_kill_at_any_moment(
    desk: Path, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(OFFERS):
        making.a_ready_offer()
    database.close_desk()
    choice = random.Random(20261122)
    confirmed = Confirmed()
    awaited = versions = 0
    for kill in range(1, kills + 1):
        awaited += _kill_a_saving_child(desk, choice, confirmed)
        if kill % (kills // ROUNDS) == 0:
            versions = _check(desk, confirmed)
    assert versions >= awaited > kills / 2
    with capsys.disabled():
        print(f"\n{kills} kills, {versions} versions saved, everything confirmed is there")
