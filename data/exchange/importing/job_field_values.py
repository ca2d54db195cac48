"""Custom field values of jobs, as records carry them."""

from dataclasses import dataclass

from data.exchange.importing.import_context import ImportContext
from data.exchange.parsed_offer import ImportFlag, ParsedField
from data.values import field_values
from data.values.field_values import FieldValue


@dataclass(frozen=True, slots=True)
class JobFieldValues:
    """Writes a job's values in the running transaction; what was entered here stays."""

    context: ImportContext

    def put(self, job_id: int, fields: tuple[ParsedField, ...]) -> list[ImportFlag]:
        """Take in the values of a job; flags those that could not be read or stay."""
        if not fields:
            return []
        definitions = self.context.job_definitions
        flags = []
        for field in fields:
            field_id, value, _, flag = definitions.read(field)
            flags += [] if flag is None else [ImportFlag(flag.field, f"Job {job_id}: {flag.text}")]
            flags += self._write(job_id, field_id, value)
        return flags

    def _write(self, job_id: int, field_id: int, value: FieldValue) -> list[ImportFlag]:
        known = self.context.unit.job_value(job_id, field_id)
        stored = None if value.value is None else field_values.to_json(value.value)
        if known == (stored, value.raw) or (known is None and value.is_empty):
            return []
        if known is not None and known[1] is None:
            if known[0] == stored:
                return []
            text = f"Job {job_id}: {value.name} was entered here: not changed."
            return [ImportFlag(f"fields.{value.key}", text)]
        self.context.unit.put_job_value(job_id, field_id, stored, value.raw)
        return []
