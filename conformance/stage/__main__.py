"""A lane for any program that speaks the actor protocol.

    python3 conformance/stage [--argument X ...] -- PROGRAM [ARGUMENT ...]

speaks the lane protocol (``start``, ``run``, ``stop``) on stdin and stdout, and plays each scenario with
a fresh PROGRAM. Both protocols are described in ``conformance/README.md``.
"""

import signal
import sys

from lane import Lane


def main():
    if "--" not in sys.argv or sys.argv[-1] == "--":
        sys.exit("usage: python3 conformance/stage -- PROGRAM [ARGUMENT ...]")
    # nohup, and a shell in its background jobs, ignore some, and programs would inherit that: scenarios begin alike
    # everywhere.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    command = sys.argv[sys.argv.index("--") + 1 :]
    Lane(command, sys.stdin, sys.stdout).serve()


if __name__ == "__main__":
    main()
