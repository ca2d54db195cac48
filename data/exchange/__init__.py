"""Records of other systems, in and out: recognised by shape, and kept as they are.

A folder a system, each with its declaration; `registry` lists them. What reading needs is imported
when it is first asked for, so that the command line can name the systems without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data.exchange.import_options import ImportOptions, Progress, Stopped
    from data.exchange.import_report import Outcome, Report, ReportLine
    from data.exchange.importing.import_run import read_files
    from data.exchange.preview import FilePlan, look

__all__ = [
    "FilePlan",
    "ImportOptions",
    "Outcome",
    "Progress",
    "Report",
    "ReportLine",
    "Stopped",
    "look",
    "read_files",
]
_HOMES = {
    **dict.fromkeys(("ImportOptions", "Progress", "Stopped"), "import_options"),
    **dict.fromkeys(("Outcome", "Report", "ReportLine"), "import_report"),
    **dict.fromkeys(("FilePlan", "look"), "preview"),
    "read_files": "importing.import_run",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
