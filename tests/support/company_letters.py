"""Ten offer letters of the kinds that companies use, each with placeholders of another style.

All of them are made up. `WANTED` says what each placeholder has to be proposed as.
"""

from collections.abc import Callable

from support.word_letters import (
    control,
    deleted,
    docx,
    image,
    inserted,
    merge,
    para,
    run,
    simple,
    table,
    text_box,
)


def mail_merge() -> bytes:
    """A mail merge of Word, with complex and simple fields."""
    return docx(
        para(image("logo.png")),
        para(simple("DATE \\@ &quot;d MMMM yyyy&quot;", "3 May 2020"), align="right"),
        para(merge("First_Name"), " ", merge("Last_Name")),
        para("Offer of employment", style="Title"),
        para("Dear ", merge("First_Name"), ","),
        para("We offer you the position of ", merge("Job_Title", "b"), " from ",
             simple("MERGEFIELD Start_Date \\* MERGEFORMAT", "«Start_Date»"), "."),
        para("Your pay is ", merge("Annual_Salary"), " a year. Please answer by ",
             merge("Expiry_Date"), "."),
        header="Ferncastle Ltd", footer="Registered in England, 01234567",
    )  # fmt: skip


def greenhouse_tokens() -> bytes:
    """Tokens of Greenhouse, one of them split over runs as Word does after a spelling check."""
    return docx(
        para("{{TODAY}}"),
        para("{{CANDI", run("DATE_NAME}}"), run(" (personal and confidential)", "i")),
        para("Dear {{FIRST_NAME}},"),
        para("{{COMPANY}} is pleased to offer you the role of {{JOB_NAME}} in {{DEPARTMENT}}."),
        para("Your base salary will be {{SALARY}}, starting {{START_DATE}}."),
        para("This offer expires on {{OFFER_EXPIRATION_DATE}}."),
        para("{{RECRUITER_NAME}}"),
    )


def lever_placeholders() -> bytes:
    """Single braces, as Lever has them, with fields for signing."""
    return docx(
        para("Dear {candidate_first_name},"),
        para("You will join as {job_title}, based in {location}, on {start_date}."),
        para("Compensation: {compensation} per {compensation_interval}."),
        para("Signed: {candidate_signature}"),
        para("Date: {lever:date_signed:label}"),
    )


def ashby_names() -> bytes:
    """Names in words in double braces."""
    return docx(
        para("{{Candidate Name}}", style="Heading1"),
        para("Hi {{Candidate First Name}}, we would love you to join {{Company Name}}!"),
        para("Title", style="berschrift2"),
        para("{{Job Title}}, starting {{Start Date}}, for {{Base Salary}}"),
    )


def openats_names() -> bytes:
    """Snake case, a currency of its own behind the pay."""
    return docx(
        para("Dear {{candidate_name}},"),
        para("We offer you {{salary}} {{currency}} as {{job_title}} from {{start_date}}."),
    )


def brackets() -> bytes:
    """A form letter of a law firm: brackets, bullets in brackets, blanks."""
    return docx(
        para("[Date]"),
        para("[Candidate Name]"),
        para("Dear [Name]:"),
        para("We are pleased to offer you employment as [●], commencing on [Date]."),
        para("You will earn an annual salary of $[Amount], payable monthly.", lists=(2, 0)),
        para("You report to [Hiring Manager].", lists=(2, 0)),
        para("Details are in the annex [sic].", lists=(2, 1)),
        para("Kindly return a signed copy by ____________."),
        para("Signature: ____________________"),
    )


def controls() -> bytes:
    """Content controls, as templates of Word have them."""
    return docx(
        para("Offer letter", style="Firm"),
        para("Dear ", control("Candidate first name", "Click or tap here to enter text.")),
        para("Start date: ", control("Start date", "Click or tap to enter a date.", "date")),
        para("Position: ", control("Position", "Choose an item.", "dropDownList")),
    )


def german_table() -> bytes:
    """A German letter with its terms in a table, and a table in a cell of it."""
    inner = table(("brutto im Jahr", "«Jahresgehalt»"))
    return docx(
        para("Sehr geehrte Frau «Nachname»,"),
        para("wir freuen uns, Ihnen die folgende Stelle anzubieten, und sind für Sie da:"),
        table(("Angabe", "Wert"), ("Stelle", "«Stelle»"), ("Eintritt", "«Eintrittsdatum»"),
              ("Vergütung", inner + para("")), ("Arbeitsort", "«Arbeitsort»"), head=True),
        para("Mit freundlichen Grüßen"),
    )  # fmt: skip


def tracked() -> bytes:
    """A letter on which somebody works: changes tracked, comments, a text box, percent signs."""
    return docx(
        para("Dear %FIRST_NAME%,", text_box("Private and confidential")),
        para("your ", deleted("fixed-term "), inserted("permanent "),
             "contract as ##JOB_TITLE## begins on <<Start Date>>."),
        para("Bonus: <<Signing Bonus>>", lists=(1, 0)),
        para("Equity: ${equity}", lists=(1, 1)),
        comments="Check the bonus with finance",
    )  # fmt: skip


def hostile() -> bytes:
    """A letter whose text is written to run in a template or a page."""
    return docx(
        para("Dear {{ candidate.first_name }},"),
        para("{% for x in range(10**9) %}{{ x }}{% endfor %}{# a note #}"),
        para("<script>alert(1)</script> {{ ''.__class__.__mro__ }} {{ 7*7 }}"),
        para("{", run("{ 7*7 }", "b"), run("}")),
    )


LETTERS: tuple[Callable[[], bytes], ...] = (
    mail_merge, greenhouse_tokens, lever_placeholders, ashby_names, openats_names, brackets,
    controls, german_table, tracked, hostile,
)  # fmt: skip
