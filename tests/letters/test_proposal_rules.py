"""What placeholders are called, and what what they are not: a wrong proposal is a wrong letter."""

import pytest

from data.letters.foreign import proposals, slot_finder

MEANT = {
    "offer.salary": "Salary, Base Salary, Gross Base Salary, Offer Salary, Offered Salary, "
    "Employment Salary, Candidate Salary, Starting Salary, Base Pay Rate, Pay Rate, Compensation, "
    "Salary Amount, Your Salary, Salario bruto, Salaire brut, Gehalt brutto, Rate, Stipend",
    "offer.salary | yearly": "Annual Salary, Annual Base Salary, Base Annual Salary, Salary per "
    "Year, Gross Annual Salary, Annual Gross Salary, Salaire annuel, Salario bruto anual, "
    "Jahresgehalt, Salary per annum",
    'offer.salary | per("month")': "Monthly Salary, Gross Monthly Salary, Salary per Month, "
    "Monthly Base Pay",
    'offer.salary | per("hour")': "Hourly Rate, Base Hourly Rate, Hourly Pay Rate, Rate per Hour",
    'offer.salary | per("week")': "Weekly Pay, Salary per Week",
    "offer.expiry_date": "Expiry Date, Offer Expiry Date, Offer Expiration Date, Offer Expires, "
    "Expires On, Offer Letter Expiration, Employment Offer Expiration Date, Acceptance Deadline, "
    "Deadline, Offer Deadline, Response Deadline, Deadline to Accept, Accept By, Respond By Date, "
    "Offer Valid Until, Valid Until, Response Due Date, Reply By, Annahmefrist, Fecha "
    "límite, Fecha de vencimiento, Date limite de réponse, Fecha límite de aceptación, "
    "Date of Expiry, Gültig bis",
    "offer.start_date": "Start Date, Starting Date, Employment Start Date, Job Start Date, "
    "Candidate Start Date, Expected Start Date, Proposed Start Date, Start Date of Employment, "
    "Commencement Date, Joining Date, Date of Joining, Hire Date, First Day, First Working Day, "
    "First Day of Work, Starts On, Date de début, Date d'entrée en fonction, Fecha de inicio, "
    "Eintrittsdatum, Contract Start Date, Date of Commencement of Employment",
}
OTHERS = (
    "Overtime Rate, Tax Rate, Exchange Rate, Per Diem Rate, Current Salary, Annual Tax Rate, "
    "Hourly Overtime Rate, Interest Rate, Previous Annual Salary, Minimum Wage, Net Salary, "
    "Expected Salary, Holiday Pay, Sick Pay, Severance Pay, Housing Stipend, Monthly Parking Rate, "
    "Rate of Exchange per Month, Last Drawn Salary, Current CTC, Mileage Rate, Growth Rate, "
    "Visa Expiry Date, Contract Expiration Date, Offer Accepted Date, Date Accepted, Passport "
    "Expiry Date, Work Permit Valid Until, Responsibilities, Responsible Person, Job Expiry Date, "
    "Application Deadline, Enrollment Deadline, Accepted On, Visa Deadline, Valid From, "
    "First Pay Date, Health Insurance Start Date, First Payment Date, First Review Date, "
    "Benefits Start Date, Insurance Commencement Date, Semester Start Date, Start Pay Date, "
    "Date of First Payment, Project Start Date, Lease Begin Date, Start of Insurance Date, "
    "Date of Start of Benefits, First Review Day"
)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [(words, wanted) for wanted, listed in MEANT.items() for words in listed.split(", ")],
)
def test_pay_and_dates_of_the_offer_are_proposed(words: str, wanted: str) -> None:
    assert proposals.propose(f"[{words}]", slot_finder.words_of(words), "", "") == wanted


@pytest.mark.parametrize("words", OTHERS.split(", "))
def test_pay_and_dates_of_something_else_stay_open(words: str) -> None:
    assert proposals.propose(f"[{words}]", slot_finder.words_of(words), "", "") == ""


@pytest.mark.parametrize("word", ["base", "offer", "candidate", "date", "accept", "annual pay"])
def test_words_that_are_repeated_are_not_tried_in_all_ways(word: str) -> None:
    called = f"{word} " * 30
    assert proposals.propose(f"[{called}x]", f"{called}x", "", "") == ""
