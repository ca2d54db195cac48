"""Records of other systems, in: files are read, recognised by shape and kept as they are.

One system a file (greenhouse, openats …), each behind the protocol in `systems`.
"""

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
