"""Two versions, two offers, or an offer and its job's pay, side by side: what differs."""

from dataclasses import dataclass

from data.errors import NotAllowed, NotFound
from data.jobs import jobs
from data.letters.comparison.letter_comparison import Comparison, compare
from data.offers import offer_letters, offers, packages, pay_standing
from data.offers.comparison import NOTHING, Difference, difference, differences, pay_beside_job
from data.offers.pay_band import measure
from data.records.offer_records import OfferRecord, Terms, VersionRecord
from data.records.offer_terms import Names
from data.records.pay import JobPay, PayKind
from data.templates import templates
from data.values import money


@dataclass(frozen=True, slots=True)
class Compared:
    """Two things side by side: their names, the terms line by line, and their letters by word."""

    left: str
    right: str
    lines: tuple[Difference, ...]
    letter: Comparison | None = None

    @property
    def changed(self) -> tuple[Difference, ...]:
        """The lines that differ."""
        return tuple(line for line in self.lines if not line.is_same)

    @property
    def terms_changed(self) -> int:
        """How many terms differ; what only follows from them is not counted."""
        return sum(not line.is_derived for line in self.changed)


def versions(offer_id: int, before: int | None = None, after: int | None = None) -> Compared:
    """Two versions of an offer; if not given, the current one and its predecessor.

    Raises NotFound for a version that is none, NotAllowed when there is only one.
    """
    offer = offers.get(offer_id)
    new = _version(offer, after if after is not None else offer.version)
    old = _version(offer, before) if before is not None else _predecessor(offer, new)
    letters = tuple(offer_letters.preview(offer, one.number).html for one in (old, new))
    return Compared(
        f"version {old.number}",
        f"version {new.number}",
        _terms(old.terms, new.terms, _names(offer, offer)),
        compare(*letters),
    )


def two_offers(first_id: int, second_id: int) -> Compared:
    """The current versions of two offers; raises NotFound."""
    first, second = offers.get(first_id), offers.get(second_id)
    people = [
        difference("candidate", "Candidate", first.candidate_name, second.candidate_name),
        difference("job", "Job", first.job_title, second.job_title),
        difference("status", "Status", first.status, second.status),
    ]
    names = _names(first, second)
    lines = _terms(first.terms, second.terms, names)
    letters = tuple(offer_letters.preview(offer).html for offer in (first, second))
    return Compared(
        f"{first.candidate_name} (offer {first.id})",
        f"{second.candidate_name} (offer {second.id})",
        (*people, *lines),
        compare(*letters),
    )


def _terms(before: Terms, after: Terms, names: Names) -> tuple[Difference, ...]:
    """Every term of both sides, then what both packages come to."""
    by = measure()
    return (*differences(before, after, by, names), *packages.differences(before, after, by))


def with_job(offer_id: int) -> Compared:
    """An offer's pay beside its job's; raises NotFound, and NotAllowed when the job has no pay."""
    offer = offers.get(offer_id)
    job = jobs.get(offer.job.id) if offer.job else None
    if job is None or job.pay.kind is PayKind.NONE:
        raise NotAllowed("The job has no pay to compare with: give it a salary or a range.")
    return Compared(
        f"{job.title or f'Job {job.id}'}: {_band(job.pay)}",
        offer.candidate_name,
        (*pay_beside_job(offer.terms, job.pay, measure()), *_standing(offer)),
    )


def _standing(offer: OfferRecord) -> tuple[Difference, ...]:
    """Where the pay stands in the range, and among the job's other offers."""
    place = pay_standing.words(offer.terms, offer.job)
    among = pay_standing.among_peers(
        offer.terms, offer.job, pay_standing.peers_of(offer.job, offer.id)
    )
    reason = offer.terms.pay_reason
    found = (("place", "In its range", place), ("peers", "Other offers", among),
             ("pay_reason", "Reason", reason))  # fmt: skip
    return tuple(
        Difference(key, label, NOTHING, text, is_same=False) for key, label, text in found if text
    )


def _band(pay: JobPay) -> str:
    ends = [pay.salary] if pay.kind is PayKind.FIXED else [pay.minimum, pay.maximum]
    text = " to ".join(money.show_amount(end.minor, end.currency) if end else "…" for end in ends)
    return f"{text} {pay.currency or ''} {pay.pay_frequency or ''}".strip()


# ---------------------------------------------------------------- which versions


def _version(offer: OfferRecord, number: int) -> VersionRecord:
    found = next((one for one in offer.versions if one.number == number), None)
    if found is None:
        there = ", ".join(str(one.number) for one in offer.versions)
        raise NotFound(f"Offer {offer.id} has no version {number}: it has {there}.")
    return found


def _predecessor(offer: OfferRecord, version: VersionRecord) -> VersionRecord:
    earlier = [one for one in offer.versions if one.number < version.number]
    if not earlier:
        raise NotAllowed(
            f"Version {version.number} of offer {offer.id} is the first: there is nothing to "
            "compare it with."
        )
    return earlier[-1]


def _names(first: OfferRecord, second: OfferRecord) -> dict[str, dict[int, str]]:
    seats = {
        opening.id: opening.opening_id or f"Opening {opening.id}"
        for offer in (first, second)
        for opening in (
            *(jobs.get(offer.job.id).openings if offer.job else ()),
            *((offer.opening,) if offer.opening else ()),
        )
    }
    return {"opening": seats, "template": templates.names()}
