"""The implementation that this program is about: CPython's own ``multiprocessing``, or one with the same surface.

``CONFORMANCE_LIBRARY`` names the module. An environment variable and not an option: every child must know it too,
however it was started.
"""

import importlib
import os

# The C# driver, where children are to be C# ones: its assembly file.
CSHARP = os.environ.get("CONFORMANCE_CSHARP")

NAME = os.environ.get("CONFORMANCE_LIBRARY", "multiprocessing")

library = importlib.import_module(NAME)
