"""Checks every template against every live offer: what is missing or broken.

Meant for a thread of its own (`connection.apart()`): it reads page by page, keeps only so many
findings and counts the rest, so that it needs no more memory at a million offers than at ten.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from data.letter_checks import preview_offers
from data.letter_checks.preview_offers import PreviewOffer
from data.letters import rendering as letters
from data.letters.letter_records import Rendered
from data.offers import offer_letters
from data.records.template_records import TemplateRecord
from data.templates import templates
from data.templates.template_scope import fits

KEPT = 1_000
"""Findings that are kept with their offer, of offers that follow the template and of all others."""
WORDS_KEPT = 200
"""Different problems that are counted by template."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the check is: offers of `total`, letters made, and letters with something wrong."""

    offers: int
    total: int
    letters: int
    found: int


@dataclass(frozen=True, slots=True)
class LetterFinding:
    """What is wrong with a template's letter for an offer; `follows`: it is the offer's own."""

    template_id: int
    template: str
    offer_id: int
    candidate: str
    job: str
    follows: bool
    broken: bool
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateResult:
    """What was found with one template; `problems` with the number of letters, most first."""

    template_id: int
    name: str
    letters: int
    broken: int
    incomplete: int
    problems: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found; `more` findings were counted but not kept. `stopped` before its end."""

    offers: int
    total: int
    letters: int
    tallies: tuple[TemplateResult, ...]
    findings: tuple[LetterFinding, ...]
    more: int
    stopped: bool

    @property
    def found(self) -> int:
        """How many letters have something wrong."""
        return len(self.findings) + self.more


def check_all(
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> CheckResult:
    """Make every letter that could be sent now, and say what is wrong with each.

    A template is tried on the offers that it fits, and on those that follow it. `progress` is
    called after every offer, `stop` asked before every letter.
    """
    run = _Run(preview_offers.count_live())
    for tried in preview_offers.live():
        if stop is not None and stop():
            return run.result(stopped=True)
        for template in run.for_offer(tried):
            if stop is not None and stop():
                return run.result(stopped=True)
            run.look(template, tried)
        run.offers += 1
        if progress is not None:
            progress(run.progress())
    return run.result(stopped=False)


@dataclass(slots=True)
class _Count:
    """What is counted for one template while the check runs."""

    letters: int = 0
    broken: int = 0
    incomplete: int = 0
    problems: Counter[str] = field(default_factory=Counter)


class _Run:
    """One check, under way."""

    def __init__(self, total: int) -> None:
        known = [one for one in templates.all_templates(retired=True) if one.kind != "clause"]
        self._templates = tuple(known)
        self._clauses = templates.clauses()
        self._counts = {one.id: _Count() for one in known}
        self._own: list[LetterFinding] = []
        self._others: list[LetterFinding] = []
        self._more = 0
        self.total = total
        self.offers = 0

    def for_offer(self, tried: PreviewOffer) -> Iterator[TemplateRecord]:
        """The templates whose letter this offer could be sent with."""
        for one in self._templates:
            follows = one.id == tried.template_id and not tried.by_hand
            fitting = not one.retired and fits(
                one.limits, tried.inputs.job, tried.inputs.terms.fields
            )
            if follows or fitting:
                yield one

    def look(self, template: TemplateRecord, tried: PreviewOffer) -> None:
        """Make one letter and note what is wrong with it."""
        rendered = letters.render(template.source, tried.inputs, self._clauses)
        count = self._counts[template.id]
        count.letters += 1
        problems = problems_of(rendered)
        if not problems:
            return
        broken = rendered.error is not None
        count.broken += broken
        count.incomplete += not broken
        for problem in problems:
            if problem in count.problems or len(count.problems) < WORDS_KEPT:
                count.problems[problem] += 1
        self._keep(template, tried, problems, broken=broken)

    def _keep(
        self,
        template: TemplateRecord,
        tried: PreviewOffer,
        problems: tuple[str, ...],
        *,
        broken: bool,
    ) -> None:
        follows = template.id == tried.template_id and not tried.by_hand
        kept = self._own if follows else self._others
        if len(kept) >= KEPT:
            self._more += 1
            return
        kept.append(
            LetterFinding(
                template.id,
                template.name,
                tried.id,
                tried.candidate,
                tried.job,
                follows,
                broken,
                problems,
            )
        )

    def progress(self) -> Progress:
        """How far it is."""
        made = sum(count.letters for count in self._counts.values())
        found = len(self._own) + len(self._others) + self._more
        return Progress(self.offers, max(self.total, self.offers), made, found)

    def result(self, *, stopped: bool) -> CheckResult:
        """What was found, as far as it went."""
        tallies = tuple(
            TemplateResult(
                one.id,
                one.name,
                count.letters,
                count.broken,
                count.incomplete,
                tuple(count.problems.most_common()),
            )
            for one, count in ((one, self._counts[one.id]) for one in self._templates)
        )
        now = self.progress()
        findings = (*self._own, *self._others)
        return CheckResult(
            now.offers, now.total, now.letters, tallies, findings, self._more, stopped
        )


def problems_of(rendered: Rendered) -> tuple[str, ...]:
    """What is wrong with a letter: the error, or every value that is missing, as sentences."""
    if rendered.error is not None:
        return (rendered.error.sentence,)
    return tuple(offer_letters.words(one, in_template=True) for one in rendered.missing)
