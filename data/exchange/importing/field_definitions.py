"""Definitions of custom fields, as other systems list them: made, or brought up to date.

A field's type never changes here: one that was met with another type before keeps it, and its
values are kept as they come.
"""

from dataclasses import dataclass

from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import PartResult
from data.exchange.importing.imported_field_values import Definition
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Doubt, MetField
from data.exchange.parsed_records import MetDefinition

_HERE = ("offer", "job")


@dataclass(frozen=True, slots=True)
class FieldDefinitionImporter:
    """Takes in definitions in the running transaction."""

    context: ImportContext

    def define(self, met: MetDefinition, before: MetDefinition | None = None) -> PartResult:
        """Make the field or bring it up to date; `before` is what was read of it last."""
        if met.belongs_to not in _HERE:
            what = met.belongs_to.replace("_", " ") or "something else"
            return PartResult(
                f"field {met.name} of {what}: kept, only offers and jobs have fields here"
            )
        is_offer = met.belongs_to == "offer"
        definitions = self.context.definitions if is_offer else self.context.job_definitions
        is_new = definitions.find(met.key) is None
        definition = definitions.define(MetField(met.key, met.name, met.type, None))
        rows = definitions.offer_options(definition, (name for _, name in met.options))
        self._number_options(met, rows)
        changed = self._update(definition, met, before, is_new) or is_new
        doubts = () if definition.type is met.type else (self._other_type(definition, met),)
        return PartResult(f"field {met.name}", None, definition.id, changed, doubts)

    def _number_options(self, met: MetDefinition, rows: dict[str, int]) -> None:
        """Requests name options by the other system's numbers."""
        for number, name in met.options:
            if number is not None and name in rows:
                self.context.store.put(("option", number, ""), Ref(rows[name], None, None))

    def _update(
        self, definition: Definition, met: MetDefinition, before: MetDefinition | None, is_new: bool
    ) -> bool:
        """What changed there is taken; a name or rule that was set here stays."""
        last = (definition.name, 0, "") if before is None else _columns(before)
        row = self.context.unit.fields.get(definition.id)
        if row is None:
            return False
        ours = (row.name, row.required, row.description)
        news = [
            theirs if theirs not in (None, "", own) and (is_new or own == known) else None
            for theirs, own, known in zip(_columns(met), ours, last, strict=True)
        ]
        if not any(one is not None for one in news):
            return False
        self.context.unit.fields.change(row)
        for name, said in zip(("name", "required", "description"), news, strict=True):
            if said is not None:
                setattr(row, name, said)
        return True

    def _other_type(self, definition: Definition, met: MetDefinition) -> Doubt:
        there = self.context.system.title
        why = "guessed from values that came first" if definition.guessed else "made here first"
        text = (
            f"The field {met.name} is {met.type or 'of an unknown type'} in {there} and"
            f" {definition.type} here ({why}): it stays so, because a type never changes."
        )
        return Doubt(f"fields.{definition.key}", text)


def _columns(met: MetDefinition) -> tuple[str, int | None, str]:
    return met.name, None if met.required is None else int(met.required), met.description
