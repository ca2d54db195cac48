"""Letter templates and clauses: make, revise, clone, rename, retire; every save is a revision.

Those that come with the program may be given words of one's own (`own_words`): the program's are
kept beside them, so that an update never changes words of the user's, and can be compared.
"""

import re

from data.errors import Invalid, NotAllowed, NotFound, Problem, Stale
from data.people import users
from data.records.job_records import JobRecord
from data.records.template_records import RevisionRecord, TemplateDraft, TemplateRecord
from data.records.user_records import Actor
from data.settings import settings
from data.storage import connection, events
from data.storage.database import transaction
from data.storage.models import Template, TemplateRevision
from data.storage.prepared import Read
from data.templates import shipped, shipped_files, template_store
from data.templates.template_scope import fits
from data.values import clock
from data.values.field_values import FieldValue
from data.values.text import folded, one_line, plain

KINDS: dict[str, str] = {
    "offer": "Offer",
    "withdrawal": "Withdrawal",
    "reminder": "Reminder",
    "clause": "Clause",
}
"""The kinds of templates, and what they are called."""

SUBJECTS: dict[str, str] = {
    "offer": "{{ job.title }}: our offer",
    "withdrawal": "{{ job.title }}: our offer is withdrawn",
    "reminder": "{{ job.title }}: our offer is still open",
    "clause": "",
}
"""The subject line of an email where a template says none."""

NAME_LENGTH = 120
SUBJECT_LENGTH = 500
SOURCE_LENGTH = 256 * 1024
"""The longest template, in characters."""


# ---------------------------------------------------------------- reading


def all_templates(kind: str | None = None, *, retired: bool = False) -> tuple[TemplateRecord, ...]:
    """The templates in use, by name; of one kind, or all (clauses too); retired ones if wanted."""
    known = _known().values()
    return tuple(one for one in known if kind in (None, one.kind) and (retired or not one.retired))


def get(template_id: int) -> TemplateRecord:
    """One template with the revision that letters are made from; raises NotFound."""
    found = _known().get(template_id)
    if found is None:
        raise NotFound(f"There is no letter template {template_id}.")
    return found


def names() -> dict[int, str]:
    """Every template's name by id, retired ones too."""
    return {row.id: row.name for row in _NAMES.rows()}


_NAMES = Read(Template, lambda: Template.select(Template.id, Template.name))


def clauses() -> dict[str, str]:
    """Everything that templates may include or extend, by name: shipped files and the user's own.

    A clause of the user's is named "clauses/remote_work"; a shipped file is said in their words
    where it has some.
    """
    own = {one.include: one.source for one in _known().values() if one.key or one.is_overridden}
    return shipped_files.sources() | own


def offered_clauses() -> dict[str, str]:
    """What a writer is offered to include or extend: of the languages that are chosen, in use."""
    offered = {one.include for one in all_templates()}
    return {name: source for name, source in clauses().items() if name in offered}


def revision_id(template_id: int) -> int | None:
    """The id of the revision that letters are made from."""
    return template_store.current_id(template_id)


def revisions(template_id: int) -> tuple[RevisionRecord, ...]:
    """Every revision of a template, oldest first, drafts too."""
    get(template_id)
    return template_store.revisions(template_id)


def to_write(template_id: int) -> RevisionRecord:
    """The revision that writing goes on from: the draft that waits, else what letters say.

    The newest on a damaged desk, where letters say nothing.
    """
    template, known = get(template_id), revisions(template_id)
    number = template.draft or template.revision
    return next((one for one in known if one.number == number), known[-1])


def subject(template: TemplateRecord) -> str:
    """The subject line of an email with this letter: its own, or that of its kind."""
    return template.subject or subject_of(template.source, template.kind)


def subject_of(source: str, kind: str) -> str:
    """The subject line where a template has none of its own: its first comment may say one."""
    from data.letters import rendering

    return rendering.header(source).subject or SUBJECTS[kind]


# ---------------------------------------------------------------- choosing


def fitting(
    job: JobRecord | None, fields: tuple[FieldValue, ...] = (), kind: str = "offer"
) -> tuple[TemplateRecord, ...]:
    """The templates in use that are meant for such an offer, by name."""
    return tuple(one for one in all_templates(kind) if fits(one.limits, job, fields))


def default(kind: str = "offer") -> TemplateRecord | None:
    """The template of new letters: the chosen one, else the shipped one of the kind, else any."""
    offered = all_templates(kind)
    chosen = settings.get("default_templates").get(kind)
    for wanted in (
        [one for one in offered if one.id == chosen],
        *([one for one in offered if one.shipped == file] for file in _usual(kind)),
        offered,
    ):
        if wanted:
            return wanted[0]
    return None


def _usual(kind: str) -> tuple[str, ...]:
    """The shipped letters of a kind in the language of the desk, its country's first."""
    language, _, country = settings.get("letter_language").partition("-")
    folder = shipped_files.FOLDERS.get(language, "")
    named = (f"{folder}{kind}_{country.lower()}.html",) if country else ()
    return (*named, f"{folder}{kind}.html", f"{kind}.html")


def of_job(job: JobRecord | None) -> TemplateRecord | None:
    """The template that offers of a job start with, if it has one of its own that is in use."""
    if job is None or job.template_id is None:
        return None
    own = _known().get(job.template_id)
    return None if own is None or own.retired else own


def default_for(
    job: JobRecord | None, fields: tuple[FieldValue, ...] = (), kind: str = "offer"
) -> TemplateRecord | None:
    """The template that a new letter starts with: the job's own, else the default if it fits.

    None when no template fits.
    """
    own = of_job(job) if kind == "offer" else None
    if own is not None:
        return own
    general, offered = default(kind), fitting(job, fields, kind)
    if general in offered:
        return general
    return next(iter(offered), None)


def make_default(template_id: int, actor: Actor | None = None) -> None:
    """New letters of its kind start with this template; raises NotAllowed and NotFound."""
    record = get(template_id)
    if record.kind == "clause" or record.retired:
        raise NotAllowed("Only a letter template that is in use can be the default.")
    with transaction():
        settings.put(
            "default_templates", settings.get("default_templates") | {record.kind: template_id}
        )
        _record(template_id, "default", actor)


# ---------------------------------------------------------------- changing


def create(draft: TemplateDraft, actor: Actor | None = None) -> TemplateRecord:
    """A new template of the user's with its first revision; raises Invalid.

    A source with a problem is kept as a draft: it is said wherever the template is used.
    """
    problems = check(draft)
    if problems:
        raise Invalid(problems)
    actor = actor or users.current()
    name = one_line(draft.name)
    with transaction():
        row = Template.create(
            name=name,
            kind=draft.kind,
            key=_free_key(name) if draft.kind == "clause" else None,
            created_at=clock.stamp(),
        )
        _write(row.id, 1, draft.source, draft.subject, _flaw(draft.source, draft.subject), actor)
        _record(row.id, "created", actor, name)
    return get(row.id)


def clone(template_id: int, name: str = "", actor: Actor | None = None) -> TemplateRecord:
    """A template of the user's with the words and limits of another one; raises Invalid."""
    from data.templates import template_scope

    before = get(template_id)
    draft = TemplateDraft(name or free_name(before), before.kind, before.source, before.subject)
    with transaction():
        made = create(draft, actor)
        template_scope.write(made.id, before.limits)
        _record(made.id, "cloned", actor, before.name)
    return get(made.id)


def revise(
    template_id: int,
    source: str,
    subject: str = "",
    *,
    since: int | None = None,
    draft: bool = False,
    actor: Actor | None = None,
) -> TemplateRecord:
    """Save changed words as a new revision; no change makes none.

    `since` is the newest revision when the person began. A source that cannot be compiled is
    refused, or (`draft`) kept as a revision that letters are not made from. One that comes with
    the program says this from then on; with the program's words it says those again.

    Raises Invalid, NotFound, Stale.
    """
    words = (plain(source), one_line(subject))
    before = to_write(template_id)
    problems = _length_problems(*words)
    with transaction():
        newest = template_store.newest(template_id)
        if since is not None and newest.number != since:
            raise Stale(
                f"Revision {newest.number} was saved in the meantime; you started from revision "
                f"{since}. Compare them, then save again."
            )
        flaw = _flaw(*words) or _circle(get(template_id), words[0])
        if flaw and not draft:
            problems = (*problems, Problem("source", "Template", flaw))
        if problems:
            raise Invalid(problems)
        if words != (before.source, before.subject):
            _next(get(template_id), newest.number + 1, words, flaw, actor or users.current())
            _record(template_id, "revised", actor, f"revision {newest.number + 1}")
    return get(template_id)


def _next(
    template: TemplateRecord, number: int, words: tuple[str, str], flaw: str, actor: Actor
) -> None:
    """Store the next revision; what comes with the program has own words, or no longer."""
    theirs = template_store.newest_of_program(template.id) if template.shipped else None
    if theirs is None:
        _write(template.id, number, *words, flaw, actor)
        return
    if words == (theirs.source, theirs.subject):
        _write(template.id, number, *words, "", None)
        template_store.hold_own(template.id, None)
        return
    _write(template.id, number, *words, flaw, actor)
    if not flaw and not template.own_since:
        template_store.hold_own(template.id, theirs.number)


def rename(template_id: int, name: str, actor: Actor | None = None) -> TemplateRecord:
    """Call a template something else; raises Invalid, NotAllowed and NotFound."""
    before = get(template_id)
    refuse_shipped_name(before)
    problems = _name_problems(name, before.kind, template_id)
    if problems:
        raise Invalid(problems)
    with transaction():
        Template.update(name=one_line(name)).where(Template.id == template_id).execute()
        _record(template_id, "renamed", actor, f"{before.name} → {one_line(name)}")
    return get(template_id)


def refuse_shipped_name(template: TemplateRecord) -> None:
    """Raise NotAllowed for a template whose name is the program's."""
    if template.shipped:
        raise NotAllowed(
            f"{template.name} comes with the program and keeps its name. Clone it (c) and rename "
            "the clone."
        )


def retire(template_id: int, actor: Actor | None = None) -> TemplateRecord:
    """Offer it for new letters no longer; letters that follow it go on. Raises NotFound."""
    return _retire(template_id, clock.stamp(), "retired", actor)


def revive(template_id: int, actor: Actor | None = None) -> TemplateRecord:
    """Offer a retired template again; raises Invalid when its name is taken, and NotFound."""
    before = get(template_id)
    problems = _name_problems(before.name, before.kind, template_id)
    if problems and not before.shipped:
        raise Invalid(problems)
    return _retire(template_id, None, "revived", actor)


def check(draft: TemplateDraft) -> tuple[Problem, ...]:
    """Everything that is wrong with the draft of a new template, but for its words."""
    if draft.kind not in KINDS:
        return (Problem("kind", "Kind", f"one of {', '.join(KINDS)}."),)
    return (
        *_name_problems(draft.name, draft.kind),
        *_length_problems(plain(draft.source), one_line(draft.subject)),
    )


def free_name(template: TemplateRecord) -> str:
    """A name for a clone that no other template of the kind has."""
    taken = {one.name.casefold() for one in all_templates(template.kind, retired=True)}
    number, base = 2, template.name[: NAME_LENGTH - 12]
    name = f"{base} (ours)" if template.shipped else f"{base} (copy)"
    while name.casefold() in taken:
        name, number = f"{base} ({number})", number + 1
    return name


# ---------------------------------------------------------------- the small print

_read: tuple[tuple[object, ...], dict[int, TemplateRecord]] = ((), {})


def _known() -> dict[int, TemplateRecord]:
    """Every template by id, in the order of names; read again after anything was written.

    A form asks for its template with every key.
    """
    global _read
    shipped.sync()
    key = connection.state()
    known = _read
    if known[0] != key:
        known = _read = (key, template_store.records())
    return known[1]


def _write(
    template_id: int, number: int, source: str, subject: str, problem: str, actor: Actor | None
) -> None:
    TemplateRevision.create(
        template=template_id,
        number=number,
        source=plain(source),
        subject=one_line(subject),
        problem=problem,
        created_at=clock.stamp(),
        created_by=actor.user_id if actor else None,
    )


def _retire(template_id: int, stamp: str | None, kind: str, actor: Actor | None) -> TemplateRecord:
    before = get(template_id)
    if before.retired != (stamp is not None):
        with transaction():
            Template.update(retired_at=stamp).where(Template.id == template_id).execute()
            _record(template_id, kind, actor)
    return get(template_id)


def _record(template_id: int, kind: str, actor: Actor | None, text: str = "") -> None:
    events.record(events.TEMPLATE, template_id, kind, actor or users.current(), text=text)


def _flaw(source: str, subject: str) -> str:
    from data.letters import rendering

    known = clauses()
    found = rendering.flaw(source, known)
    if found is not None:
        return found.sentence
    found = rendering.flaw(subject, known)
    return f"Subject: {found.sentence}" if found else ""


def _circle(template: TemplateRecord, source: str) -> str:
    """Why a clause cannot say this: it would include itself, directly or not."""
    from data.templates import mistakes

    known = clauses() | {template.include: source}
    if template.include and template.include in mistakes.includes_all(source, known):
        return f"it would include itself ('{template.include}')."
    return ""


def _name_problems(name: str, kind: str, template_id: int | None = None) -> tuple[Problem, ...]:
    shown = one_line(name)
    if not shown:
        return (Problem("name", "Name", "what should the template be called?"),)
    if len(shown) > NAME_LENGTH:
        return (Problem("name", "Name", f"at most {NAME_LENGTH} characters."),)
    others = (one for one in all_templates(kind) if one.id != template_id)
    if any(one.name.casefold() == shown.casefold() for one in others):
        return (Problem("name", "Name", f"there is a template {shown} already; choose another."),)
    return ()


def _length_problems(source: str, subject: str) -> tuple[Problem, ...]:
    problems = []
    if len(source) > SOURCE_LENGTH:
        problems.append(Problem("source", "Template", f"at most {SOURCE_LENGTH // 1024} kB."))
    if len(subject) > SUBJECT_LENGTH:
        problems.append(Problem("subject", "Subject", f"at most {SUBJECT_LENGTH} characters."))
    return tuple(problems)


def _free_key(name: str) -> str:
    """A key for a clause out of its name; it never changes, so that no template loses it."""
    words = re.sub(r"[^a-z0-9]+", "_", folded(name)).strip("_")[:60]
    base = key = words or "clause"
    number = 2
    while Template.select().where(Template.key == key).exists():
        key, number = f"{base}_{number}", number + 1
    return key
