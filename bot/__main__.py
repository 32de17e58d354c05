"""`python -m bot` serves the Slack app; with words behind it, it is the console script."""

import sys

from bot.cli import main

sys.exit(main(sys.argv[1:] or ["serve"]))
