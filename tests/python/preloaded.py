"""A module that uses the library while it is imported, for a forkserver to import before it forks."""

from __future__ import annotations

import os

import pybridge
import targets

EARLY = pybridge.Process(target=targets.nothing, name="early")
CURRENT = pybridge.current_process()
SEEN = os.getpid(), EARLY.name, CURRENT.name, pybridge.binding
