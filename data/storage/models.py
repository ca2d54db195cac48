"""Peewee models over the desk's tables; private to `data`.

The tables themselves, with their checks and triggers, are made by the numbered steps in
`data/migrations`; a test compares both. Peewee uses the desk's one connection.
"""

import sqlite3

from peewee import (
    AutoField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    PeeweeException,
    SqliteDatabase,
    TextField,
)

from data.storage import connection


class _Desk(SqliteDatabase):
    """Peewee's database over whatever desk is open."""

    def connection(self) -> sqlite3.Connection:
        """The desk's connection; never one of Peewee's own."""
        return connection.reader()

    def cursor(self, named_cursor: str | None = None) -> sqlite3.Cursor:
        """A cursor on the desk's connection."""
        return connection.reader().cursor()


database = _Desk("desk")
connection.count_as_storage(PeeweeException)


class Table(Model):
    """What all tables share."""

    class Meta:
        database = database
        legacy_table_names = False


class User(Table):
    """Who acts."""

    id = AutoField()
    first_name = TextField(default="")
    last_name = TextField(default="")
    email = TextField(default="")
    employee_id = TextField(default="")
    created_at = TextField()

    class Meta:
        table_name = "users"


class Setting(Table):
    """One setting, its value as JSON."""

    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "settings"
        without_rowid = True


class PaperFile(Table):
    """A picture or a letterhead that letters are put on, its bytes in base64."""

    sha256 = TextField(primary_key=True)
    name = TextField()
    type = TextField()
    width = IntegerField()
    height = IntegerField()
    data = TextField()

    class Meta:
        table_name = "paper_files"
        without_rowid = True


class Template(Table):
    """A letter template; `shipped` names the file it came from, `key` a clause of the user's.

    `own_since`: one that comes with the program has words of the user's, which were last held
    against this revision of the program's.
    """

    id = AutoField()
    name = TextField()
    kind = TextField(default="offer")
    key = TextField(null=True)
    shipped = TextField(null=True)
    retired_at = TextField(null=True)
    created_at = TextField()
    own_since = IntegerField(null=True)

    class Meta:
        table_name = "templates"


class Job(Table):
    """A position being filled."""

    id = AutoField()
    title = TextField(default="")
    department = TextField(default="")
    location = TextField(default="")
    is_open = BooleanField(default=True)
    pay_kind = TextField(default="none")
    salary_minor = IntegerField(null=True)
    minimum_minor = IntegerField(null=True)
    maximum_minor = IntegerField(null=True)
    currency = TextField(null=True)
    pay_frequency = TextField(null=True)
    notes = TextField(default="")
    template = ForeignKeyField(Template, null=True)
    template_id: int | None
    created_at = TextField()
    updated_at = TextField()

    class Meta:
        table_name = "jobs"


class Candidate(Table):
    """A person who applies."""

    id = AutoField()
    first_name = TextField(default="")
    last_name = TextField(default="")
    email = TextField(default="")
    phone = TextField(default="")
    notes = TextField(default="")
    created_at = TextField()
    updated_at = TextField()
    erased_at = TextField(null=True)
    address = TextField(default="")
    full_name = TextField(default="")

    class Meta:
        table_name = "candidates"


class Application(Table):
    """A candidate for a job."""

    id = AutoField()
    candidate = ForeignKeyField(Candidate, null=True, backref="applications")
    candidate_id: int | None
    job = ForeignKeyField(Job, null=True, backref="applications")
    job_id: int | None
    status = TextField(default="active")
    created_at = TextField()
    updated_at = TextField()

    class Meta:
        table_name = "applications"


class Opening(Table):
    """One seat of a job."""

    id = AutoField()
    job = ForeignKeyField(Job, null=True, backref="openings")
    job_id: int | None
    opening_id = TextField(default="")
    is_open = BooleanField(default=True)
    opened_at = TextField(null=True)
    closed_at = TextField(null=True)
    close_reason = TextField(default="")
    application = ForeignKeyField(Application, null=True, backref="openings")
    application_id: int | None

    class Meta:
        table_name = "openings"


class CustomField(Table):
    """A user-defined typed field."""

    id = AutoField()
    belongs_to = TextField(default="offer")
    key = TextField()
    name = TextField()
    type = TextField()
    required = BooleanField(default=False)
    active = BooleanField(default=True)
    position = IntegerField(default=0)
    description = TextField(default="")
    created_at = TextField()
    package = TextField(default="")

    class Meta:
        table_name = "custom_fields"


class FieldOption(Table):
    """One choice of a select field."""

    id = AutoField()
    field = ForeignKeyField(CustomField, backref="options")
    field_id: int
    name = TextField()
    position = IntegerField(default=0)
    active = BooleanField(default=True)

    class Meta:
        table_name = "field_options"


class JobValue(Table):
    """A custom field's value on a job."""

    job = ForeignKeyField(Job, backref="values")
    job_id: int
    field = ForeignKeyField(CustomField)
    field_id: int
    value = TextField(null=True)
    raw_json = TextField(null=True, column_name="raw")

    class Meta:
        table_name = "job_values"
        primary_key = CompositeKey("job", "field")
        without_rowid = True


class TemplateRevision(Table):
    """One immutable state of a template's source."""

    id = AutoField()
    template = ForeignKeyField(Template, backref="revisions")
    template_id: int
    number = IntegerField()
    source = TextField()
    subject = TextField(default="")
    problem = TextField(default="")
    created_at = TextField()
    created_by = ForeignKeyField(User, null=True, column_name="created_by")
    created_by_id: int | None

    class Meta:
        table_name = "template_revisions"


class TemplateLimit(Table):
    """One thing that a template is for: a job, a department, or a value of a custom field."""

    id = AutoField()
    template = ForeignKeyField(Template, backref="limits")
    template_id: int
    job = ForeignKeyField(Job, null=True)
    job_id: int | None
    department = TextField(null=True)
    field = ForeignKeyField(CustomField, null=True)
    field_id: int | None
    value = TextField(null=True)

    class Meta:
        table_name = "template_limits"


class Offer(Table):
    """One offer, with the terms of its newest version."""

    id = AutoField()
    application = ForeignKeyField(Application, backref="offers")
    application_id: int
    job = ForeignKeyField(Job, null=True, backref="offers")
    job_id: int | None
    candidate = ForeignKeyField(Candidate, null=True, backref="offers")
    candidate_id: int | None
    candidate_name = TextField()
    job_title = TextField()
    status = TextField(default="draft")
    superseded = BooleanField(default=False)
    source_value = TextField(default="")
    version = IntegerField()
    salary_minor = IntegerField(null=True)
    salary_text = TextField(default="")
    currency = TextField(null=True)
    pay_frequency = TextField(null=True)
    start_date = TextField(null=True)
    expiry_date = TextField(null=True)
    opening = ForeignKeyField(Opening, null=True)
    opening_id: int | None
    template = ForeignKeyField(Template, null=True)
    template_id: int | None
    inherited = TextField(default="")
    reoffer_offer_id = IntegerField(null=True)
    reoffer_version = IntegerField(null=True)
    flags = IntegerField(default=0)
    created_by = ForeignKeyField(User, null=True, column_name="created_by")
    created_by_id: int | None
    created_at = TextField()
    updated_at = TextField()
    sent_at = TextField(null=True)
    resolved_at = TextField(null=True)

    class Meta:
        table_name = "offers"


class Version(Table):
    """One immutable state of an offer's terms."""

    id = AutoField()
    offer = ForeignKeyField(Offer, backref="versions")
    offer_id: int
    number = IntegerField()
    salary_minor = IntegerField(null=True)
    salary_text = TextField(default="")
    currency = TextField(null=True)
    pay_frequency = TextField(null=True)
    start_date = TextField(null=True)
    expiry_date = TextField(null=True)
    opening = ForeignKeyField(Opening, null=True)
    opening_id: int | None
    template = ForeignKeyField(Template, null=True)
    template_id: int | None
    letter_html = TextField(null=True)
    pay_reason = TextField(default="")
    note = TextField(default="")
    field_count = IntegerField(default=0)
    created_at = TextField()
    created_by = ForeignKeyField(User, null=True, column_name="created_by")
    created_by_id: int | None
    on_behalf_of = ForeignKeyField(User, null=True, column_name="on_behalf_of", backref="+")
    on_behalf_of_id: int | None

    class Meta:
        table_name = "versions"


class VersionValue(Table):
    """A custom field's value in one version."""

    version = ForeignKeyField(Version, backref="values")
    version_id: int
    field = ForeignKeyField(CustomField)
    field_id: int
    name = TextField()
    value = TextField(null=True)
    raw_json = TextField(null=True, column_name="raw")

    class Meta:
        table_name = "version_values"
        primary_key = CompositeKey("version", "field")
        without_rowid = True


class Supersession(Table):
    """When a version was superseded."""

    version = ForeignKeyField(Version, primary_key=True)
    version_id: int
    at = TextField(null=True)

    class Meta:
        table_name = "supersessions"


class Letter(Table):
    """A letter as it was sent."""

    id = AutoField()
    version = ForeignKeyField(Version, backref="letters")
    version_id: int
    html = TextField()
    sha256 = TextField()
    inputs = TextField()
    template_revision = ForeignKeyField(TemplateRevision, null=True)
    template_revision_id: int | None
    frozen_at = TextField()

    class Meta:
        table_name = "letters"


class Event(Table):
    """One line of a history."""

    id = AutoField()
    subject = TextField()
    subject_id = IntegerField()
    kind = TextField()
    at = TextField()
    actor = ForeignKeyField(User, null=True)
    actor_id: int | None
    on_behalf_of = ForeignKeyField(User, null=True, backref="+")
    on_behalf_of_id: int | None
    from_status = TextField(null=True)
    to_status = TextField(null=True)
    version = IntegerField(null=True)
    reason = TextField(default="")
    text = TextField(default="")
    forced = BooleanField(default=False)
    details = TextField(default="{}")

    class Meta:
        table_name = "events"


class Flag(Table):
    """A contradiction or a doubt that waits for a person."""

    id = AutoField()
    offer = ForeignKeyField(Offer, backref="flagged")
    offer_id: int
    version = IntegerField(null=True)
    kind = TextField(default="reading")
    field = TextField()
    text = TextField()
    source = TextField(default="")
    created_at = TextField()
    settled_at = TextField(null=True)
    settled_by = ForeignKeyField(User, null=True, column_name="settled_by")
    settled_by_id: int | None

    class Meta:
        table_name = "flags"


class RemoteId(Table):
    """What another system calls a row of ours: exactly one of the rows is named."""

    id = AutoField()
    system = TextField()
    kind = TextField()
    remote_id = TextField()
    scope = TextField(default="")
    offer = ForeignKeyField(Offer, null=True)
    offer_id: int | None
    application = ForeignKeyField(Application, null=True)
    application_id: int | None
    candidate = ForeignKeyField(Candidate, null=True)
    candidate_id: int | None
    job = ForeignKeyField(Job, null=True)
    job_id: int | None
    opening = ForeignKeyField(Opening, null=True)
    opening_id: int | None
    user = ForeignKeyField(User, null=True)
    user_id: int | None
    template = ForeignKeyField(Template, null=True)
    template_id: int | None
    field = ForeignKeyField(CustomField, null=True)
    field_id: int | None
    option = ForeignKeyField(FieldOption, null=True)
    option_id: int | None
    read_at = TextField()

    class Meta:
        table_name = "remote_ids"


class KeptRecord(Table):
    """A record of another system as it came; no text once its person was erased."""

    id = AutoField()
    system = TextField()
    kind = TextField()
    remote_id = TextField()
    scope = TextField(default="")
    digest = TextField(default="")
    raw_json = TextField(null=True, column_name="raw")
    offer = ForeignKeyField(Offer, null=True)
    offer_id: int | None
    version = ForeignKeyField(Version, null=True)
    version_id: int | None
    application = ForeignKeyField(Application, null=True)
    application_id: int | None
    candidate = ForeignKeyField(Candidate, null=True)
    candidate_id: int | None
    job = ForeignKeyField(Job, null=True)
    job_id: int | None
    opening = ForeignKeyField(Opening, null=True)
    opening_id: int | None
    user = ForeignKeyField(User, null=True)
    user_id: int | None
    template = ForeignKeyField(Template, null=True)
    template_id: int | None
    field = ForeignKeyField(CustomField, null=True)
    field_id: int | None
    read_at = TextField()

    class Meta:
        table_name = "kept_records"


class ImportMemory(Table):
    """What an import remembers of records that it read; `fact` says which kind of memory it is."""

    id = AutoField()
    system = TextField()
    fact = TextField()
    kind = TextField()
    remote_id = TextField()
    scope = TextField(default="")
    digest = TextField(default="")
    details = TextField(null=True)
    offer = ForeignKeyField(Offer, null=True)
    offer_id: int | None
    application = ForeignKeyField(Application, null=True)
    application_id: int | None
    candidate = ForeignKeyField(Candidate, null=True)
    candidate_id: int | None
    job = ForeignKeyField(Job, null=True)
    job_id: int | None
    opening = ForeignKeyField(Opening, null=True)
    opening_id: int | None
    user = ForeignKeyField(User, null=True)
    user_id: int | None
    template = ForeignKeyField(Template, null=True)
    template_id: int | None
    field = ForeignKeyField(CustomField, null=True)
    field_id: int | None
    read_at = TextField()

    class Meta:
        table_name = "import_memory"


class ImportConflict(Table):
    """Their record of an offer that was changed on both sides, until a person decides."""

    id = AutoField()
    system = TextField()
    remote_id = TextField()
    scope = TextField(default="")
    offer = ForeignKeyField(Offer)
    offer_id: int
    base = TextField(null=True)
    theirs = TextField()
    read_at = TextField()

    class Meta:
        table_name = "import_conflicts"


class PendingDeletion(Table):
    """A deletion of an offer that is not here yet."""

    record = ForeignKeyField(KeptRecord, primary_key=True)
    record_id: int
    application = TextField(default="")
    version = IntegerField(null=True)
    deleted_at = TextField(null=True)

    class Meta:
        table_name = "pending_deletions"


class Snooze(Table):
    """What the board does not show of an offer until a day, and why."""

    id = AutoField()
    rule = TextField()
    offer = ForeignKeyField(Offer)
    offer_id: int
    until = TextField()
    reason = TextField()

    class Meta:
        table_name = "snoozes"


class Approval(Table):
    """A version put up for approval: the newest round of a version is the current one."""

    id = AutoField()
    offer = ForeignKeyField(Offer, backref="approvals")
    offer_id: int
    version = IntegerField()
    state = TextField()
    in_order = BooleanField(default=False)
    note = TextField(default="")
    source = TextField(default="")
    asked_at = TextField()
    asked_by = ForeignKeyField(User, null=True, column_name="asked_by")
    asked_by_id: int | None
    is_current = BooleanField(default=True)

    class Meta:
        table_name = "approvals"


class ApprovalStep(Table):
    """One step of an approval: so many of those who are asked in it."""

    id = AutoField()
    approval = ForeignKeyField(Approval, backref="steps")
    approval_id: int
    position = IntegerField()
    needed = IntegerField()

    class Meta:
        table_name = "approval_steps"


class Approver(Table):
    """Who is asked in a step, and what they said."""

    id = AutoField()
    step = ForeignKeyField(ApprovalStep, backref="approvers")
    step_id: int
    name = TextField()
    answer = TextField(default="")
    note = TextField(default="")
    answered_at = TextField(null=True)

    class Meta:
        table_name = "approvers"


class TypedWork(Table):
    """What is typed into an open form and not saved yet."""

    id = AutoField()
    owner = TextField()
    screen = TextField()
    title = TextField()
    about = TextField()
    entries = TextField()
    kept_at = TextField()
    offer = ForeignKeyField(Offer, null=True)
    offer_id: int | None
    candidate = ForeignKeyField(Candidate, null=True)
    candidate_id: int | None
    job = ForeignKeyField(Job, null=True)
    job_id: int | None
    template = ForeignKeyField(Template, null=True)
    template_id: int | None

    class Meta:
        table_name = "typed_work"


class Attachment(Table):
    """A file kept with an offer; its content is in pieces."""

    id = AutoField()
    offer = ForeignKeyField(Offer, backref="attachments")
    offer_id: int
    version = IntegerField(null=True)
    kind = TextField()
    name = TextField()
    media_type = TextField()
    size = IntegerField()
    sha256 = TextField()
    added_at = TextField()
    added_by = ForeignKeyField(User, null=True, column_name="added_by")
    added_by_id: int | None

    class Meta:
        table_name = "attachments"


class AttachmentPiece(Table):
    """A piece of a file's content, in base64."""

    id = AutoField()
    attachment = ForeignKeyField(Attachment, backref="pieces")
    attachment_id: int
    number = IntegerField()
    content = TextField()

    class Meta:
        table_name = "attachment_pieces"


class View(Table):
    """A filter with a name, and the key that opens it."""

    id = AutoField()
    name = TextField()
    key = TextField(null=True)
    text = TextField(default="", column_name="filter")
    sort = TextField(default="")
    descending = BooleanField(default=True)
    created_at = TextField()

    class Meta:
        table_name = "views"


class BulkRun(Table):
    """One action on many offers."""

    id = AutoField()
    action = TextField()
    at = TextField()
    actor = ForeignKeyField(User, null=True)
    actor_id: int | None
    undone_at = TextField(null=True)

    class Meta:
        table_name = "bulk_runs"


class BulkItem(Table):
    """What became of one offer in a bulk action."""

    bulk = ForeignKeyField(BulkRun)
    bulk_id: int
    offer = ForeignKeyField(Offer)
    offer_id: int
    before_version = IntegerField()
    after_version = IntegerField()
    before_status = TextField()
    after_status = TextField()
    event_id = IntegerField(null=True)

    class Meta:
        table_name = "bulk_items"
        primary_key = CompositeKey("bulk", "offer")
        without_rowid = True


TABLES: tuple[type[Table], ...] = (
    User, Setting, Job, Candidate, Application, Opening, CustomField, FieldOption, JobValue,
    Template, TemplateRevision, TemplateLimit, Offer, Version, VersionValue, Supersession, Letter,
    Event, Flag, RemoteId, KeptRecord, ImportMemory, ImportConflict, PendingDeletion, Snooze, View,
    BulkRun, BulkItem, Approval, ApprovalStep, Approver, TypedWork, PaperFile, Attachment,
    AttachmentPiece,
)  # fmt: skip
