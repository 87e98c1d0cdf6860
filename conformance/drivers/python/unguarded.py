"""A program without ``if __name__ == "__main__"``, as beginners write it: importing it starts a process.

    python3 unguarded.py METHOD BOARD
"""

import sys

if __name__ in ("__main__", "__mp_main__"):
    import multiprocessing

    import actor
    from library import library
    from objects import OBJECTS
    from targets import Target

    if __name__ == "__main__":
        multiprocessing.set_start_method(sys.argv[1])
    child = library.Process(target=Target([], None, None), name="unguarded")
    child.start()
    OBJECTS["child"] = child
    actor.serve(sys.argv[2], "main")
