"""Lets the program be started as `diple`, and as `python -m desktop_app`."""

import signal
import sys


def main() -> int:
    """Run the program; Ctrl+C while its parts are loaded ends it without a word of ours."""
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if usual:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from desktop_app.cli import main as run

    if usual:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return run()


if __name__ == "__main__":
    sys.exit(main())
