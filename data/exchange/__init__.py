"""Records of other systems, in: files are read, recognised by shape and kept as they are.

One system a file (greenhouse, openats), each behind the protocol in `systems`.
"""

from data.exchange.reading import read_files
from data.exchange.report import Report, ReportLine

__all__ = ["Report", "ReportLine", "read_files"]
