"""Custom fields: create, rename, order, options, switch off. A key and a type never change."""

from collections.abc import Iterable

from peewee import fn

from data.errors import Invalid, NotFound, Problem
from data.filters import in_memory
from data.filters.filter import Filter
from data.filters.nodes import Operand
from data.people import users
from data.records.field_records import Counted, FieldDraft, FieldRecord, OptionDraft, OptionRecord
from data.records.user_records import Actor
from data.storage import connection, events
from data.storage.database import transaction
from data.storage.models import CustomField, FieldOption
from data.storage.prepared import Read
from data.values import clock
from data.values.field_values import FieldType, field_type
from data.values.text import one_line, plain
from data.values.text import slug as slug

SELECTS = frozenset({FieldType.SINGLE_SELECT, FieldType.MULTI_SELECT})
NAME_LENGTH = 255


_FIELDS = Read(
    CustomField,
    lambda: CustomField.select().order_by(
        CustomField.belongs_to.desc(), CustomField.position, CustomField.id
    ),
)
_OPTIONS = Read(
    FieldOption,
    lambda: FieldOption.select().order_by(FieldOption.position, FieldOption.id),
)
_known: dict[tuple[object, ...], tuple[FieldRecord, ...]] = {}
_written = 0


def all_fields(
    belongs_to: str | None = "offer", *, active_only: bool = False
) -> tuple[FieldRecord, ...]:
    """The fields in their order; of offers, of jobs, or (None) of both.

    Read once and remembered until a field changes, because every version that is read or written
    asks for them.
    """
    key = (connection.generation(), _written, belongs_to, active_only)
    found = _known.get(key)
    if found is None:
        if len(_known) > 8:
            _known.clear()
        found = _known[key] = tuple(_of(belongs_to, active_only))
    return found


def _of(belongs_to: str | None, active_only: bool) -> Iterable[FieldRecord]:
    """The fields as they are stored, or those of all that are wanted."""
    if belongs_to is None and not active_only:
        options = _options()
        return (_record(field, options.get(field.id, ())) for field in _FIELDS.rows())
    return (
        one
        for one in all_fields(None)
        if (one.active or not active_only) and belongs_to in (None, one.belongs_to)
    )


def forget() -> None:
    """Fields were written: what is remembered of them is not so any more."""
    global _written
    _written += 1


def in_package() -> tuple[FieldRecord, ...]:
    """The fields of offers that are part of the package, those that are switched off too."""
    return tuple(field for field in all_fields("offer") if field.package)


def get(field_id: int) -> FieldRecord:
    """One field; raises NotFound."""
    field = CustomField.get_or_none(CustomField.id == field_id)
    if field is None:
        raise NotFound(f"There is no custom field {field_id}.")
    return _record(field, _options().get(field.id, ()))


def passes(field: FieldRecord, wanted: Filter) -> bool:
    """Whether a field passes a filter in the words of `filter_words.FIELDS`."""

    def is_so(name: str, operand: Operand) -> bool:
        match name:
            case "type":
                return in_memory.matches_yes_no(operand, field.type)
            case "of":
                return field.belongs_to == operand.text
        return {"required": field.required, "active": field.active, "off": not field.active}[
            operand.text
        ]

    return in_memory.passes(wanted, f"{field.name} {field.key}", is_so)


def check(draft: FieldDraft, field_id: int | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with the draft of a new field, or of the field with this id."""
    problems = []
    name = one_line(draft.name)
    if not name:
        problems.append(Problem("name", "Name", "what should the field be called?"))
    elif len(name) > NAME_LENGTH:
        problems.append(Problem("name", "Name", f"at most {NAME_LENGTH} characters."))
    if draft.belongs_to not in ("offer", "job"):
        problems.append(Problem("belongs_to", "Belongs to", "either offer or job."))
    if field_type(draft.type) is None:
        words = ", ".join(FieldType)
        problems.append(Problem("type", "Type", f"one of {words}."))
    if field_id is None:
        problems.extend(_key_problems(draft))
    problems.extend(_package_problems(draft))
    problems.extend(_option_problems(draft, field_id))
    return tuple(problems)


def create(draft: FieldDraft, actor: Actor | None = None) -> FieldRecord:
    """A new field, last in order; raises Invalid. Without a key it gets one from its name."""
    _refuse(check(draft))
    actor = actor or users.current()
    with transaction():
        field = CustomField.create(
            belongs_to=draft.belongs_to,
            key=draft.key or _free_key(draft),
            name=one_line(draft.name),
            type=str(field_type(draft.type)),
            required=draft.required,
            active=draft.active,
            position=_next_position(draft.belongs_to),
            description=plain(draft.description).strip(),
            package=draft.package,
            created_at=clock.stamp(),
        )
        _save_options(field.id, draft.options)
        forget()
        events.record(events.FIELD, field.id, "created", actor, text=field.name)
    return get(field.id)


def update(field_id: int, draft: FieldDraft, actor: Actor | None = None) -> FieldRecord:
    """Rename, describe, require, switch on or off, change options; raises Invalid and NotFound.

    Key, type and owner stay as they are whatever the draft says. Options that are left out are
    switched off, because offers may have them.
    """
    before = get(field_id)
    draft = _keeping_what_stays(draft, before)
    _refuse(check(draft, field_id))
    actor = actor or users.current()
    with transaction():
        CustomField.update(
            name=one_line(draft.name),
            required=draft.required,
            active=draft.active,
            description=plain(draft.description).strip(),
            package=draft.package,
        ).where(CustomField.id == field_id).execute()
        _save_options(field_id, draft.options)
        forget()
        after = get(field_id)
        text = before.name if before.name == after.name else f"{before.name} → {after.name}"
        events.record(events.FIELD, field_id, "changed", actor, text=text)
    return after


def move(field_id: int, by: int) -> None:
    """Move a field up (negative) or down among the fields of its owner."""
    field = get(field_id)
    order = [other.id for other in all_fields(field.belongs_to)]
    place = order.index(field_id)
    order.insert(max(0, min(len(order) - 1, place + by)), order.pop(place))
    with transaction():
        for position, other in enumerate(order):
            CustomField.update(position=position).where(CustomField.id == other).execute()
        forget()


def _keeping_what_stays(draft: FieldDraft, before: FieldRecord) -> FieldDraft:
    from dataclasses import replace

    return replace(draft, key=before.key, type=before.type, belongs_to=before.belongs_to)


def _key_problems(draft: FieldDraft) -> list[Problem]:
    if not draft.key:
        return []
    if draft.key != slug(draft.key):
        return [
            Problem("key", "Key", "small letters, digits and underscores, such as signing_bonus.")
        ]
    if _key_taken(draft.belongs_to, draft.key):
        return [Problem("key", "Key", f"{draft.key} is taken; choose another.")]
    return []


def _package_problems(draft: FieldDraft) -> list[Problem]:
    if draft.package not in tuple(Counted):
        return [Problem("package", "Package", "one of yearly, once, or nothing.")]
    if draft.package and draft.belongs_to != "offer":
        return [Problem("package", "Package", "only fields of offers are part of a package.")]
    return []


def _option_problems(draft: FieldDraft, field_id: int | None) -> list[Problem]:
    names = [one_line(option.name) for option in draft.options]
    if field_type(draft.type) in SELECTS:
        if not any(names):
            return [Problem("options", "Options", "a select field needs at least one option.")]
    elif names:
        return [Problem("options", "Options", "only select fields have options.")]
    if not all(names):
        return [Problem("options", "Options", "an option needs a name.")]
    if field_id is not None:
        problems = _taken_options(draft, field_id)
        if problems:
            return problems
    doubled = sorted({name for name in names if names.count(name) > 1})
    return [Problem("options", "Options", f"{name} is there twice.") for name in doubled]


def _taken_options(draft: FieldDraft, field_id: int) -> list[Problem]:
    """Options that would get the name of one that is switched off and not in the draft."""
    kept = {option.id for option in draft.options}
    names = {one_line(option.name) for option in draft.options if option.id}
    gone = {option.name for option in get(field_id).options if option.id not in kept}
    return [
        Problem("options", "Options", f"{name} was there before; switch that one on again instead.")
        for name in sorted(names & gone)
    ]


def _save_options(field_id: int, drafts: Iterable[OptionDraft]) -> None:
    """Options by id, else by name; those left out are switched off."""
    drafts = tuple(drafts)
    FieldOption.update(active=False).where(FieldOption.field == field_id).execute()
    kept = [draft.id for draft in drafts if draft.id]
    # out of each other's way first, so that two options can trade their names
    FieldOption.update(name=fn.printf("%s\n%d", FieldOption.name, FieldOption.id)).where(
        (FieldOption.field == field_id) & FieldOption.id.in_(kept)
    ).execute()
    for position, draft in enumerate(drafts):
        name = one_line(draft.name)
        known = FieldOption.get_or_none(
            (FieldOption.field == field_id)
            & ((FieldOption.id == draft.id) if draft.id else (FieldOption.name == name))
        )
        if known is None:
            FieldOption.create(field=field_id, name=name, position=position, active=draft.active)
        else:
            FieldOption.update(name=name, position=position, active=draft.active).where(
                FieldOption.id == known.id
            ).execute()


def _free_key(draft: FieldDraft) -> str:
    base = key = slug(draft.name)
    number = 2
    while _key_taken(draft.belongs_to, key):
        key, number = f"{base}_{number}", number + 1
    return key


def _key_taken(belongs_to: str, key: str) -> bool:
    return bool(
        CustomField.select()
        .where((CustomField.belongs_to == belongs_to) & (CustomField.key == key))
        .exists()
    )


def _next_position(belongs_to: str) -> int:
    return int(CustomField.select().where(CustomField.belongs_to == belongs_to).count())


def _options() -> dict[int, tuple[OptionRecord, ...]]:
    found: dict[int, tuple[OptionRecord, ...]] = {}
    for option in _OPTIONS.rows():
        record = OptionRecord(option.id, option.name, option.active)
        found[option.field_id] = (*found.get(option.field_id, ()), record)
    return found


def _record(field: CustomField, options: tuple[OptionRecord, ...]) -> FieldRecord:
    return FieldRecord(
        id=field.id,
        belongs_to=field.belongs_to,
        key=field.key,
        name=field.name,
        type=FieldType(field.type),
        required=field.required,
        active=field.active,
        position=field.position,
        description=field.description,
        options=options,
        package=Counted(field.package),
    )


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise Invalid(problems)
