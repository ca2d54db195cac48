"""Definitions of custom fields, as other systems list them: made, or brought up to date.

What a person made or changed here keeps its type; its values are kept as they come.
"""

from dataclasses import dataclass

from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import PartResult
from data.exchange.importing.known_fields import Definition
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import ImportFlag, ParsedField
from data.exchange.parsed_records import ParsedDefinition

_HERE = ("offer", "job")


@dataclass(frozen=True, slots=True)
class FieldDefinitionImporter:
    """Takes in definitions in the running transaction."""

    context: ImportContext

    def define(
        self, parsed: ParsedDefinition, before: ParsedDefinition | None = None
    ) -> PartResult:
        """Make the field or bring it up to date; `before` is what was read of it last."""
        if parsed.belongs_to not in _HERE:
            what = parsed.belongs_to.replace("_", " ") or "something else"
            return PartResult(
                f"field {parsed.name} of {what}: kept, only offers and jobs have fields here"
            )
        is_offer = parsed.belongs_to == "offer"
        definitions = self.context.definitions if is_offer else self.context.job_definitions
        is_new = definitions.find(parsed.key) is None
        field = ParsedField(parsed.key, parsed.name, parsed.type, None)
        options = [name for _, name in parsed.options]
        definition = definitions.define(field, options, parsed.position)
        rows = definitions.offer_options(definition, options)
        self._number_options(parsed, rows)
        changed = self._update(definition, parsed, before, is_new) or is_new
        flags = () if definition.type is parsed.type else (self._other_type(definition, parsed),)
        return PartResult(f"field {parsed.name}", None, definition.id, changed, flags)

    def _number_options(self, parsed: ParsedDefinition, rows: dict[str, int]) -> None:
        """Requests name options by the other system's numbers."""
        for number, name in parsed.options:
            if number is not None and name in rows:
                self.context.store.put(("option", number, ""), Ref(rows[name], None, None))

    def _update(
        self,
        definition: Definition,
        parsed: ParsedDefinition,
        before: ParsedDefinition | None,
        is_new: bool,
    ) -> bool:
        """What changed there is taken; a name or rule that was set here stays."""
        last = (definition.name, 0, "") if before is None else _columns(before)
        row = self.context.unit.fields.get(definition.id)
        if row is None:
            return False
        ours = (row.name, row.required, row.description)
        fresh = [
            theirs if theirs not in (None, "", own) and (is_new or own == known) else None
            for theirs, own, known in zip(_columns(parsed), ours, last, strict=True)
        ]
        if not any(one is not None for one in fresh):
            return False
        self.context.unit.fields.change(row)
        for name, value in zip(("name", "required", "description"), fresh, strict=True):
            if value is not None:
                setattr(row, name, value)
        return True

    def _other_type(self, definition: Definition, parsed: ParsedDefinition) -> ImportFlag:
        there = self.context.system.title
        text = (
            f"The field {parsed.name} is {parsed.type or 'of an unknown type'} in {there} and"
            f" {definition.type} here: it stays so, because it was made or used here."
        )
        return ImportFlag(f"fields.{definition.key}", text)


def _columns(parsed: ParsedDefinition) -> tuple[str, int | None, str]:
    return (
        parsed.name,
        None if parsed.required is None else int(parsed.required),
        parsed.description,
    )
