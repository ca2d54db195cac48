"""The pay of an offer and of its job by the year, in SQL: what rules about pay compare.

The conditions name `offers` and `jobs`, and what `data.offers.rule` gives them.
"""

from data.values import money

OFFER_YEARLY, JOB_YEARLY = (
    money.yearly_sql(f"{table}.pay_frequency", ":hours", ":workdays")
    for table in ("offers", "jobs")
)


def rate(currency: str) -> str:
    """What the offer's currency is worth in another one (SQL of its code); NULL without a rate."""
    return (
        f"CASE WHEN offers.currency = {currency} THEN 1 ELSE"
        f" json_extract(:worth, '$.' || offers.currency) / json_extract(:worth, '$.' || {currency})"
        " END"
    )


RATE = rate("jobs.currency")
PAY = f"offers.salary_minor * {OFFER_YEARLY} * ({RATE})"
JOB_LEAST = f"coalesce(jobs.minimum_minor, jobs.salary_minor) * {JOB_YEARLY}"
JOB_MOST = f"coalesce(jobs.maximum_minor, jobs.salary_minor) * {JOB_YEARLY}"
HAS_RANGE = "coalesce(jobs.salary_minor, jobs.minimum_minor, jobs.maximum_minor) IS NOT NULL"
