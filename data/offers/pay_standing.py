"""Where an offer's pay stands: in the range of its job, and among the job's other offers."""

from data.offers import pay_band
from data.offers.pay_band import Band, Peers
from data.records.job_records import JobRecord
from data.records.offer_records import OfferRecord, Terms
from data.storage.models import Offer
from data.storage.prepared import Read, bound
from data.values.status import ENDED_WITHOUT


def band_of(terms: Terms, job: JobRecord | None) -> Band:
    """The pay of these terms in the range of a job."""
    if job is None:
        return Band()
    return pay_band.band(terms.salary, terms.pay_frequency, job.pay, pay_band.measure())


def words(terms: Terms, job: JobRecord | None) -> str:
    """The same in one line; empty when there is no range or no amount."""
    return band_of(terms, job).words


def outside(terms: Terms, job: JobRecord | None) -> str:
    """Where pay stands that is outside a range, in words; empty inside it, and for a fixed pay."""
    return band_of(terms, job).outside


def peers_of(job: JobRecord | None, but_offer: int | None = None) -> Peers:
    """The pay of the job's other offers that are live or accepted, in the job's currency."""
    if job is None or job.pay.currency is None:
        return Peers()
    rows = _PEERS.rows(job=job.id, offer=but_offer or 0)
    pays = [
        (row.salary_minor, row.currency, row.pay_frequency)
        for row in rows
        if row.salary_minor is not None and row.currency is not None
    ]
    return pay_band.peers(pays, job.pay.currency, pay_band.measure())


def among_peers(terms: Terms, job: JobRecord | None, peers: Peers) -> str:
    """Where the pay of these terms stands among those of other offers, in words."""
    pay = None
    if job is not None and job.pay.currency is not None and terms.salary is not None:
        of = job.pay.currency
        pay = pay_band.in_currency(terms.salary, terms.pay_frequency, of, peers.by)
    return peers.words(pay)


def of_offer(offer: OfferRecord) -> tuple[str, ...]:
    """What there is to say about an offer's pay: its range, its peers."""
    peers = among_peers(offer.terms, offer.job, peers_of(offer.job, offer.id))
    return tuple(filter(None, (words(offer.terms, offer.job), peers)))


_PEERS = Read(
    Offer,
    lambda: Offer.select(Offer.salary_minor, Offer.currency, Offer.pay_frequency).where(
        (Offer.job == bound("job"))
        & (Offer.id != bound("offer"))
        & Offer.salary_minor.is_null(False)
        & Offer.status.not_in(ENDED_WITHOUT)
        & (~Offer.superseded)
    ),
)
