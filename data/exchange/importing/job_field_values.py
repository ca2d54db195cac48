"""Custom field values of jobs, as records carry them."""

from dataclasses import dataclass

from data.exchange.importing.new_offers import Arriving
from data.exchange.parsed_offer import Doubt, MetField
from data.values import field_values
from data.values.field_values import FieldValue


@dataclass(frozen=True, slots=True)
class JobValues:
    """Writes a job's values in the running transaction; what was entered here stays."""

    placing: Arriving

    def put(self, job_id: int, fields: tuple[MetField, ...]) -> list[Doubt]:
        """Take in the values of a job; doubts about those that could not be read or stay."""
        if not fields:
            return []
        definitions = self.placing.job_definitions
        doubts = []
        for met in fields:
            field_id, value, doubt = definitions.read(met)
            doubts += [] if doubt is None else [Doubt(doubt.field, f"Job {job_id}: {doubt.text}")]
            doubts += self._write(job_id, field_id, value)
        return doubts

    def _write(self, job_id: int, field_id: int, value: FieldValue) -> list[Doubt]:
        known = self.placing.desk.execute(
            "SELECT value, raw FROM job_values WHERE job_id = ? AND field_id = ?",
            (job_id, field_id),
        ).fetchone()
        stored = None if value.value is None else field_values.to_json(value.value)
        if known == (stored, value.raw) or (known is None and value.is_empty):
            return []
        if known is not None and known[1] is None:
            if known[0] == stored:
                return []
            text = f"Job {job_id}: {value.name} was entered here: not changed."
            return [Doubt(f"fields.{value.key}", text)]
        self.placing.desk.execute(
            "INSERT INTO job_values (job_id, field_id, value, raw) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET value = excluded.value, raw = excluded.raw",
            (job_id, field_id, stored, value.raw),
        )
        return []
