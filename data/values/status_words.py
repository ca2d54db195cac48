"""What other systems' words for a status mean here (docs/domain.md, *Three vocabularies*).

They stand below the systems that declare them, because filters know them and know no system.
"""

from data.values.status import LIVE, SUPERSEDED, Status

Words = dict[str, frozenset[str]]
"""How the offers stand that each word means."""

GREENHOUSE: Words = {
    "unresolved": frozenset(map(str, LIVE)),
    "rejected": frozenset({str(Status.DECLINED), str(Status.WITHDRAWN)}),
    "deprecated": frozenset({SUPERSEDED}),
}
STACKONE: Words = {
    "created": frozenset({str(Status.DRAFT)}),
    "retracted": frozenset({str(Status.WITHDRAWN)}),
}
