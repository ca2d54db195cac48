"""Values of custom fields as requests write them: options by number or exact text, money with unit.

Rules: the reference's *Custom Field Parameters*. null or blank never clears; only delete_value
"true" (the text) does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.exchange.importing.import_context import ImportContext
from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.parsed_records import FieldChange, RequestProblem
from data.exchange.record_reader import quoted, remote_id
from data.records.field_records import FieldRecord
from data.values import dates, field_entry, field_values, money
from data.values.field_entry import ValueProblem
from data.values.field_values import FieldType, FieldValue, UserRef, Value

_DAY = "a date such as 2018-03-15"
_TEXTS = (FieldType.SHORT_TEXT, FieldType.LONG_TEXT, FieldType.URL)


@dataclass(frozen=True, slots=True)
class RequestValueReader:
    """Reads the fields of one request against the definitions here."""

    context: ImportContext
    definitions: tuple[FieldRecord, ...]
    today: date
    wrong: list[RequestProblem]

    def read(self, change: FieldChange) -> tuple[FieldRecord, FieldValue | None] | None:
        """The field and its new value (None: cleared); None for no change or when it is wrong."""
        raw = change.value
        if not isinstance(raw, dict):
            self._say(change.place, "an object with id or name_key", raw)
            return None
        definition = self._definition(change.place, raw)
        if definition is None:
            return None
        if "delete_value" in raw and raw["delete_value"] not in (None, "false"):
            if raw["delete_value"] == "true":
                return definition, None
            self._say(f"{change.place}.delete_value", 'the text "true"', raw["delete_value"])
            return None
        if raw.get("value") == []:
            return None
        value = self._value(f"{change.place}.value", definition, raw)
        if value is None:
            return None
        return definition, FieldValue(definition.key, definition.name, definition.type, value)

    def _say(
        self, place: str, expected: str, came: JsonValue = ..., *, is_there: bool = True
    ) -> None:
        self.wrong.append(RequestProblem(place, expected, quoted(came) if is_there else "missing"))

    # ------------------------------------------------------------ which field

    def _definition(self, place: str, raw: Record) -> FieldRecord | None:
        if raw.get("id") is None and raw.get("name_key") is None:
            self._say(f"{place}.id", "the field's id, or its name_key", is_there=False)
            return None
        by_id = self._by_id(place, raw) if raw.get("id") is not None else None
        by_key = self._by_key(place, raw) if raw.get("name_key") is not None else None
        if by_id and by_key and by_id.id != by_key.id:
            expected = f"the key of field {by_id.name}, which has the id {quoted(raw['id'])}"
            self._say(f"{place}.name_key", expected, raw["name_key"])
            return None
        is_unknown = (raw.get("id") is not None and by_id is None) or (
            raw.get("name_key") is not None and by_key is None
        )
        return None if is_unknown else by_id or by_key

    def _by_id(self, place: str, raw: Record) -> FieldRecord | None:
        number = remote_id(raw["id"])
        known = self.context.store.find("definition", number) if number else None
        found = self._of(known.local_id) if known is not None else None
        if found is None:
            expected = "the id of a custom field of offers that is defined here"
            self._say(f"{place}.id", expected, raw["id"])
        return found

    def _by_key(self, place: str, raw: Record) -> FieldRecord | None:
        key = remote_id(raw["name_key"]) or ""
        own = next((field for field in self.definitions if field.key == key), None)
        known = self.context.store.find("field", key) if own is None else None
        found = own or (self._of(known.local_id) if known is not None else None)
        if found is None:
            expected = "the key of a custom field of offers that is here"
            self._say(f"{place}.name_key", expected, raw["name_key"])
        return found

    def _of(self, field_id: int) -> FieldRecord | None:
        return next((field for field in self.definitions if field.id == field_id), None)

    # ------------------------------------------------------------ which value

    def _value(self, place: str, definition: FieldRecord, raw: Record) -> Value | None:
        value = raw.get("value")
        if value is None or (isinstance(value, str) and not value.strip()):
            expected = 'a value, or delete_value "true" to clear it'
            self._say(place, expected, value, is_there="value" in raw)
            return None
        readers: dict[FieldType, Callable[[str, FieldRecord, Record], Value | None]] = {
            FieldType.SINGLE_SELECT: self._single,
            FieldType.MULTI_SELECT: self._multiple,
            FieldType.CURRENCY: self._amount,
            FieldType.CURRENCY_RANGE: self._range,
            FieldType.USER: self._user,
            FieldType.DATE: self._day,
        }
        reader = self._text if definition.type in _TEXTS else readers.get(definition.type)
        return (reader or self._plain)(place, definition, raw)

    def _single(self, place: str, definition: FieldRecord, raw: Record) -> Value | None:
        return self._option(place, definition, raw["value"])

    def _multiple(self, place: str, definition: FieldRecord, raw: Record) -> Value | None:
        chosen = raw["value"] if isinstance(raw["value"], list) else [raw["value"]]
        found = [self._option(f"{place}[{at}]", definition, one) for at, one in enumerate(chosen)]
        options = tuple(dict.fromkeys(name for name in found if name is not None))
        return options if None not in found else None

    def _option(self, place: str, definition: FieldRecord, raw: JsonValue) -> str | None:
        """An option by its number there, or by its exact text."""
        offered = {option.id: option.name for option in definition.options if option.active}
        if isinstance(raw, str) and raw in offered.values():
            return raw
        number = remote_id(raw)
        known = self.context.store.find("option", number) if number else None
        if known is not None and known.local_id in offered:
            return offered[known.local_id]
        names = ", ".join(list(offered.values())[:5]) or "none yet"
        self._say(place, f"an option of {definition.name} by its id or exact text ({names})", raw)
        return None

    def _amount(self, place: str, definition: FieldRecord, raw: Record) -> Value | None:
        unit = self._unit(place, raw)
        if unit is None:
            return None
        value = raw["value"]
        amount = (
            money.from_number(value, unit)
            if isinstance(value, int | Decimal | str) and not isinstance(value, bool)
            else None
        )
        if amount is None:
            self._say(place, f"an amount in {unit}, as a number", value)
        return amount

    def _range(self, place: str, definition: FieldRecord, raw: Record) -> Value | None:
        value = raw["value"]
        members = value if isinstance(value, dict) else {}
        unit = self._unit(place, {"unit": raw.get("unit", members.get("unit"))})
        read = field_values.read_value(definition.type, {**members, "unit": unit}) if unit else None
        if unit and read is None:
            self._say(place, 'a range such as {"min_value": 80000, "max_value": 90000}', value)
        return read

    def _unit(self, place: str, raw: Record) -> str | None:
        """The currency, which is required beside every amount."""
        unit = raw.get("unit")
        code = unit.strip().upper() if isinstance(unit, str) else ""
        if money.is_known(code):
            return code
        where = place.removesuffix(".value") + ".unit"
        self._say(where, "a currency of ISO 4217, such as EUR", unit, is_there=unit is not None)
        return None

    def _user(self, place: str, definition: FieldRecord, raw: Record) -> Value | None:
        """A user by number; what is known of that user here goes with it."""
        read = field_values.read_value(FieldType.USER, raw["value"])
        if not isinstance(read, UserRef):
            self._say(place, "a user's id", raw["value"])
            return None
        known = self.context.store.find("user", read.user_id)
        if known is None or read != UserRef(read.user_id):
            return read
        row = self.context.unit.desk.execute(
            "SELECT trim(first_name || ' ' || last_name), email, employee_id FROM users"
            " WHERE id = ?",
            (known.local_id,),
        ).fetchone()
        return UserRef(read.user_id, *row) if row else read

    def _day(self, place: str, definition: FieldRecord, raw: Record) -> Value | None:
        value = raw["value"]
        day = dates.read_date(value) if isinstance(value, str) else None
        if day is None:
            self._say(place, _DAY, value)
        return day

    def _text(self, place: str, definition: FieldRecord, raw: Record) -> Value | None:
        value = raw["value"]
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            self._say(place, "text", value)
            return None
        try:
            return field_entry.read_entered(definition.type, str(value), (), (), self.today, None)
        except ValueProblem as error:
            self._say(place, f"{definition.type.replace('_', ' ')} ({error})", value)
            return None

    def _plain(self, place: str, definition: FieldRecord, raw: Record) -> Value | None:
        """Yes or no, a number, a range of numbers: as records say them too."""
        read = field_values.read_value(definition.type, raw["value"])
        if read is None:
            self._say(place, _EXPECTED[definition.type], raw["value"])
        return read


_EXPECTED = {
    FieldType.YES_NO: "true or false",
    FieldType.NUMBER: "a number",
    FieldType.NUMBER_RANGE: 'a range such as {"min_value": 1, "max_value": 5}',
}
