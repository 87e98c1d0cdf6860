"""A lane for any program that speaks the actor protocol.

    python3 conformance/stage [--prepared] -- PROGRAM [ARGUMENT ...]

speaks the lane protocol (``start``, ``run``, ``stop``) on stdin and stdout, and plays each scenario with
a fresh PROGRAM; with ``--prepared``, with a fork of one PROGRAM that knows how to be prepared for that.
The protocols are described in ``conformance/README.md``.
"""

import signal
import sys

from lane import Lane
from processes import adopt_orphans
from programs import Fresh, Prepared


def main():
    options, dashes, command = _split(sys.argv[1:])
    if not (dashes and command) or options not in ([], ["--prepared"]):
        sys.exit("usage: python3 conformance/stage [--prepared] -- PROGRAM [ARGUMENT ...]")
    # nohup, and a shell in its background jobs, ignore some, and programs would inherit that: scenarios begin alike
    # everywhere.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    adopt_orphans()
    programs = Prepared(command) if options else Fresh(command)
    try:
        Lane(programs, sys.stdin, sys.stdout).serve()
    finally:
        programs.close()


def _split(arguments):
    if "--" not in arguments:
        return arguments, False, []
    dashes = arguments.index("--")
    return arguments[:dashes], True, arguments[dashes + 1 :]


if __name__ == "__main__":
    main()
