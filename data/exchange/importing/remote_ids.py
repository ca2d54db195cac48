"""References: what another system calls a row of ours, and what is kept of its records.

A reference has a key of kind, remote id and scope; `remote_tables` says in which tables it stands.
"Raw" is JSON as it came: unknown keys, exact numbers, their order.

Offers, one main copy each (`kept_records`):
- version, id, "application/version" (Greenhouse): the version's copy in the spelling of Harvest v1,
  every reading merged; local id is the version's row.
- offer, id, "" (OpenATS, StackOne): the offer's copy, every answer merged.
- request, digest, "" (OpenATS, StackOne): a create request, which has no id. It is the main copy of
  its offer until the offer has an "offer" row of the same system; then only a memory.

What rows are called (`remote_ids`): offer (its scope is the application's id in Greenhouse), alias
(another number of the same offer), job, candidate, application, opening, user, template, definition
(of a custom field, by number), option (of a select field, by number), field (by key, scope "" or
"job"). The newest whole record of what offers name is kept beside its name; of a department there
is the record only.

What an import remembers (`import_memory`):
- read, id, "kind scope digest": exactly this record was read before.
- stated, id, "kind scope": when each key of the copy was last stated, if not with the copy.
- mentioned, id, "job" or "candidate": what records in passing (webhooks) stated of it last.
- assembled, same id and scope as the version: there was no v1 record of that version, its copy was
  put together from records in other forms (webhooks, Harvest v3), which are kept beside it.
- deleted, id, "" or application: the other system deleted the offer.
- field, key, "" or "job": {"name", "type"} as it came; none for a guessed type.

Everything else that came, as it came: received, id or "", "form digest" (`kept_records`). `form` is
webhook, v3, patch, update, status, deletion, answer, error, fields, or a kind above of which a
second record of the same id came at no later time. It belongs to every row here that it is about.
The remote id of a request (patch, update, status) is the number here of the offer that it was
carried out on, "" for one that names none and waits to be named.

conflict, same id and scope as the copy (`import_conflicts`): what the copy would be now; it was
changed on both sides, and the offer was kept as it is here. Goes when a person decides.
pending, same id and scope as a deletion that came (`pending_deletions`): its offer is not here yet.
"""

from typing import NamedTuple

_HIGHEST_ID = 10**12
"""A remote number above this never becomes our own id."""


class Ref(NamedTuple):
    """A reference as stored; `also` are further rows it belongs to, such as ("job_id", 5)."""

    local_id: int
    offer_id: int | None
    raw: str | None
    also: tuple[tuple[str, int], ...] = ()


def own_number(remote_id: str) -> int | None:
    """The remote number that may become our own id if it is free; None when it is none."""
    if not (remote_id.isascii() and remote_id.isdigit() and len(remote_id) < 14):
        return None
    number = int(remote_id)
    return number if 0 < number < _HIGHEST_ID and str(number) == remote_id else None
