"""`python -m offerdesk`."""

import sys

from . import main

sys.exit(main())
