"""Records of other systems, in: files are read, recognised by shape and kept as they are.

One system a file (greenhouse, openats …), each behind the protocol in `systems`.
"""

from data.exchange.looking import FilePlan, look
from data.exchange.options import ImportOptions, Progress, Stopped
from data.exchange.reading import read_files
from data.exchange.report import Outcome, Report, ReportLine

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
