"""What the embedding test host runs: everything of pybridge that starts a process. Prints what the children were."""

from __future__ import annotations

import json
import multiprocessing
import sys

import pybridge
import targets


def main() -> None:
    context = pybridge.get_context()
    lock = context.Lock()  # the first of what needs the resource tracker, a process too
    queue = context.Queue()
    process = pybridge.Process(target=targets.tell_where, args=(queue, lock))
    process.start()
    seen = [queue.get()]
    process.join()
    with context.Pool(2) as pool:
        seen += pool.map(targets.where, range(2))
    spawned = multiprocessing.get_context("spawn").Process(target=targets.tell_where, args=(queue, lock))
    spawned.start()
    seen.append(queue.get())
    spawned.join()
    executable = sys.executable or ""
    print(json.dumps({"executable": executable, "codes": [process.exitcode, spawned.exitcode], "children": seen}))


try:
    main()
except RuntimeError as error:
    print(json.dumps({"error": str(error)}))
