"""The custom fields that are here, each with the strongest claim to its type."""

import sqlite3
from dataclasses import dataclass

from data.exchange.importing.field_claims import Claim, Standing, remembered
from data.exchange.importing.field_order import Placed, order_of
from data.exchange.parsed_offer import ParsedField
from data.fields.custom_fields import NAME_LENGTH
from data.values.field_values import FieldType
from data.values.text import one_line

_STORED = (
    "SELECT custom_fields.id, custom_fields.key, name, type,"
    " custom_fields.id NOT IN fields_from_elsewhere, called.id IS NOT NULL, details"
    " FROM custom_fields LEFT JOIN remote_ids AS called"
    "  ON called.kind = 'field' AND called.scope = ? AND called.field_id = custom_fields.id"
    " LEFT JOIN import_memory AS came ON came.fact = 'type' AND came.kind = 'field'"
    "  AND came.remote_id = called.remote_id AND came.system = called.system"
    "  AND came.scope = called.scope"
    " WHERE belongs_to = ? ORDER BY position, custom_fields.id"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A custom field as stored, and the strongest claim to its type.

    `is_own`: a person made or changed it, so that no record changes its type.
    """

    id: int
    key: str
    name: str
    type: FieldType
    claim: Claim
    is_own: bool = False

    @property
    def guessed(self) -> bool:
        """Whether no record told its type and key."""
        return not self.is_own and self.claim.standing <= Standing.GUESSED

    @property
    def placed(self) -> Placed:
        """By what it has its place."""
        return Placed(self.id, order_of(self.claim.position, self.name, self.key), self.is_own)


def stored(desk: sqlite3.Connection, scope: str, belongs_to: str) -> list[Definition]:
    """The fields of offers or jobs in their order; `scope` is that of their remote ids."""
    found: dict[int, Definition] = {}
    for number, key, name, word, is_own, is_called, details in desk.execute(
        _STORED, (scope, belongs_to)
    ):
        type = FieldType(word)
        claim = remembered(details, type) if is_called else Claim(Standing.DEFINED, type)
        known = found.get(number)
        if known is None or known.claim.weight < claim.weight:
            found[number] = Definition(number, key, name, type, claim, bool(is_own))
    return list(found.values())


def outdoes(claim: Claim, field: ParsedField, known: Definition) -> bool:
    """Whether a claim counts more than the one that the field has; of equal ones a name decides."""
    if claim.weight != known.claim.weight or claim.standing is not Standing.STATED:
        new_place = claim.standing is Standing.DEFINED and claim != known.claim
        return claim.weight > known.claim.weight or (
            new_place and claim.weight == known.claim.weight
        )
    return one_line(field.name)[:NAME_LENGTH] < known.name
