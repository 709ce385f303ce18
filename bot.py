"""The Telegram bot: ``python bot.py`` is ``qa bot``. All of it is in `qa.telegram`."""

from __future__ import annotations

import sys

from qa.telegram.running import main

if __name__ == "__main__":
    sys.exit(main())
