"""Made-up jobs of a made-up maker of robots, with pay that fits the work and the place."""

from random import Random
from typing import NamedTuple


class Place(NamedTuple):
    """Where work is, and what a unit of the yearly US pay is worth there in whole `currency`."""

    city: str
    currency: str
    rate: float
    minor: int
    step: int


class Work(NamedTuple):
    """A job as a company has it: title, department, yearly US pay in whole dollars."""

    title: str
    department: str
    pay: int


class Pay(NamedTuple):
    """Pay as a job's columns hold it, amounts in minor units."""

    kind: str
    salary: int | None
    minimum: int | None
    maximum: int | None
    currency: str | None
    frequency: str | None


class MadeJob(NamedTuple):
    """A made-up job; `middle` is the usual pay in minor units, `step` what it is rounded to."""

    title: str
    department: str
    city: str
    pay: Pay
    middle: int
    step: int
    currency: str
    frequency: str


PLACES: tuple[Place, ...] = (
    Place("Lisbon", "EUR", 0.52, 100, 500),
    Place("Rotterdam", "EUR", 0.66, 100, 500),
    Place("Munich", "EUR", 0.72, 100, 500),
    Place("Austin", "USD", 1.0, 100, 1_000),
    Place("Pittsburgh", "USD", 0.94, 100, 1_000),
    Place("Osaka", "JPY", 82.0, 1, 10_000),
    Place("Nagoya", "JPY", 78.0, 1, 10_000),
    Place("Sheffield", "GBP", 0.5, 100, 500),
    Place("Zürich", "CHF", 0.98, 100, 1_000),
    Place("Gothenburg", "SEK", 5.6, 100, 5_000),
    Place("Kraków", "PLN", 2.1, 100, 1_000),
    Place("Pune", "INR", 30.0, 100, 10_000),
    Place("São Paulo", "BRL", 2.3, 100, 1_000),
    Place("Kuwait City", "KWD", 0.24, 1_000, 250),
)

LEVELS: tuple[tuple[str, float], ...] = (
    ("Junior", 0.72), ("", 1.0), ("Senior", 1.28), ("Staff", 1.55), ("Lead", 1.45),
)  # fmt: skip

WORK: tuple[Work, ...] = (
    Work("Firmware Engineer", "Engineering", 118_000),
    Work("Robotics Software Engineer", "Engineering", 132_000),
    Work("Mechanical Engineer", "Engineering", 104_000),
    Work("Motion Control Engineer", "Engineering", 124_000),
    Work("Machine Vision Engineer", "Engineering", 136_000),
    Work("Test Engineer", "Engineering", 92_000),
    Work("Site Reliability Engineer", "Engineering", 138_000),
    Work("Data Engineer", "Engineering", 128_000),
    Work("Industrial Designer", "Design", 96_000),
    Work("Interaction Designer", "Design", 102_000),
    Work("Product Manager", "Product", 134_000),
    Work("Technical Writer", "Product", 82_000),
    Work("Account Executive", "Sales", 88_000),
    Work("Sales Engineer", "Sales", 112_000),
    Work("Customer Success Manager", "Sales", 84_000),
    Work("Field Service Technician", "Operations", 62_000),
    Work("Production Planner", "Operations", 70_000),
    Work("Supply Chain Analyst", "Operations", 76_000),
    Work("Assembly Technician", "Operations", 48_000),
    Work("Safety Specialist", "Operations", 86_000),
    Work("Financial Controller", "Finance", 108_000),
    Work("Payroll Accountant", "Finance", 66_000),
    Work("People Partner", "People", 90_000),
    Work("Recruiter", "People", 74_000),
    Work("Legal Counsel", "Legal", 142_000),
)

_KINDS = ("range", "range", "range", "fixed", "fixed", "none")
_HOURS, _MONTHS = 2080, 12


def jobs(rng: Random, count: int) -> tuple[MadeJob, ...]:
    """So many jobs, spread over the work, the levels and the places."""
    every = [(work, level, place) for level in LEVELS for work in WORK for place in PLACES]
    rng.shuffle(every)
    return tuple(_job(rng, *every[number % len(every)]) for number in range(count))


def _job(rng: Random, work: Work, level: tuple[str, float], place: Place) -> MadeJob:
    yearly = work.pay * level[1] * place.rate * rng.uniform(0.92, 1.08)
    frequency, middle, step = _counted(yearly, work, place, rng)
    pay = _pay(rng.choice(_KINDS), middle, step, place.currency, frequency)
    title = f"{level[0]} {work.title}".strip()
    return MadeJob(title, work.department, place.city, pay, middle, step, place.currency, frequency)


def _counted(yearly: float, work: Work, place: Place, rng: Random) -> tuple[str, int, int]:
    """How often it is paid, then the pay and its step in minor units."""
    if work.department == "Operations" and rng.random() < 0.4:
        step = max(1, place.minor * place.step // 2_000)
        return "hourly", round_to(yearly * place.minor / _HOURS, step), step
    if rng.random() < 0.25:
        step = max(1, place.minor * place.step // 10)
        return "monthly", round_to(yearly * place.minor / _MONTHS, step), step
    step = place.minor * place.step
    return "yearly", round_to(yearly * place.minor, step), step


def _pay(kind: str, middle: int, step: int, currency: str, frequency: str) -> Pay:
    if kind == "none":
        return Pay("none", None, None, None, None, None)
    if kind == "fixed":
        return Pay("fixed", middle, None, None, currency, frequency)
    low, high = round_to(middle * 0.9, step), round_to(middle * 1.12, step)
    return Pay("range", None, low, high, currency, frequency)


def round_to(amount: float, step: int) -> int:
    """The amount at the nearest whole step, at least one."""
    return max(step, round(amount / step) * step)
