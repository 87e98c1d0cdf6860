"""A module for a forkserver to import, which starts a process meanwhile."""

import pybridge
import targets

STARTED = pybridge.Process(target=targets.nothing)
STARTED.start()
