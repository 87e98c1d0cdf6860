"""What becomes of a task: the value or exception that its worker has sent, or the death of the worker."""

from __future__ import annotations

import pickle

from ._errors import WorkerDiedError
from ._failures import failure
from ._pool_worker import RAISED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._pool_future import Task
    from ._pool_process import PoolProcess

_PYTHON_FAILURE = 3


def tell(task: Task, kind: bytes, content: memoryview) -> None:
    """Let the program have the outcome of a task."""
    try:
        value = raised(content) if kind == RAISED else pickle.loads(content)
    except BaseException as error:  # noqa: BLE001 - unpickling runs code of anybody's
        task.fail(error)
        return
    if kind == RAISED:
        task.fail(value)
    else:
        task.succeed(value)


def raised(content: memoryview) -> BaseException:
    """Return the exception that a worker has sent."""
    return failure(_PYTHON_FAILURE, *pickle.loads(content))


def died(worker: PoolProcess, text: str, reason: BaseException | None) -> WorkerDiedError:
    """Return the error for the death of a worker: how it ended, and why, if somebody here ended it."""
    return WorkerDiedError(f"{worker} {text}" + (f": {reason}" if reason is not None else ""))
