"""`python -m ordagrant`: the same as the command `ordagrant`."""

from __future__ import annotations

import sys

from ordagrant.cli.__main__ import main

sys.exit(main())
