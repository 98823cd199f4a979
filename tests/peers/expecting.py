"""What a script expects of another program, and how it ends where that was not so."""

import sys

failures = 0


def wrong(what):
    global failures
    failures += 1
    print(f"WRONG: {what}")


def expect(what, got, wanted):
    if got != wanted:
        wrong(f"{what}: {got!r}, not {wanted!r}")


def leave():
    sys.exit(1 if failures else 0)
