"""A process of the bot where the system has no signal handlers of the loop's, no `fcntl` and no `umask`: as on Windows.

`python -m tests.crash.elsewhere` is `python bot.py` there. It is not Windows: nobody has run the bot on that yet.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any


def without_unix() -> None:
    """Take away what only Unix has."""
    modules: Any = sys.modules
    modules["fcntl"] = None  # importing it fails from now on

    def add_signal_handler(*_: Any) -> None:
        raise NotImplementedError

    loop: Any = asyncio.SelectorEventLoop
    loop.add_signal_handler = add_signal_handler
    del os.umask, signal.SIGHUP


if __name__ == "__main__":
    without_unix()
    from bot import main

    sys.exit(main())
