"""What a type checker accepts, and what it has to refuse: read by one, never run.

A line that is wrong says so, and is an error itself as soon as nothing is wrong there any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pybridge
from pybridge import Process, csharp

if TYPE_CHECKING:
    from typing_extensions import assert_type


def nothing() -> None: ...
def two(number: int, text: str) -> float: ...
def with_default(number: int, factor: int = 1, *, deep: bool = False) -> list[int]: ...
def rest(*numbers: int) -> int: ...


class Counter:
    def count(self, text: str) -> int: ...


def arguments_of_a_target() -> None:
    Process(target=nothing)
    Process(target=two, args=(1, "a"), name="two", daemon=True)
    Process(target=with_default, args=(1,))
    Process(target=with_default, args=(1, 2))
    Process(target=rest, args=(1, 2, 3))
    Process(target=print, args=("any", 5))
    Process(target=Counter().count, args=("a",))
    Process(target=partial(two, 1), args=("a",))
    Process(None, nothing, "name")
    Process(None, two, "name", (1, "a"))
    Process(None, two, args=(1, "a"))

    Process(target=two)  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(target=two, args=(1,))  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(target=two, args=("a", 1))  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(target=nothing, args=(1,))  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(target=rest, args=("a",))  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(target=print, args="text")  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(target=5)  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(None, two, "name", (1, 2))  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(5, nothing)  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(nothing)  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(target=nothing, name=5)  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(target=nothing, deamon=True)  # pyright: ignore[reportCallIssue]


def arguments_that_no_type_ties_to_a_target(numbers: list[int], texts: Iterator[str]) -> None:
    Process(target=rest, args=numbers)
    Process(target=print, args=texts)
    Process(target=with_default, args=(1,), kwargs={"deep": True})
    Process(None, with_default, None, (1,), {"deep": True})
    Process(target=with_default, kwargs={5: True})  # pyright: ignore[reportCallIssue, reportArgumentType]
    Process(target=5, args=numbers)  # pyright: ignore[reportCallIssue, reportArgumentType]


def results(flag: bool, numbers: list[int]) -> None:
    assert_type(Process(target=two, args=(1, "a"), result=True).result(), float)
    assert_type(Process(target=with_default, args=(1,), result=True).result(timeout=1.5), list[int])
    assert_type(Process(target=rest, args=numbers, result=True).result(), int)
    assert_type(Process(target=with_default, kwargs={"number": 1}, result=True).result(), list[int])
    assert_type(Process(target=Counter, result=True).result(), Counter)
    assert_type(Process(target=int, args=("5",), result=True), Process[int])
    assert_type(Process(target=two, args=(1, "a")), Process[None])
    assert_type(Process(target=rest, args=(1,), result=flag).result(), int | None)

    text: str = Process(target=two, args=(1, "a"), result=True).result()  # pyright: ignore[reportAssignmentType]
    number: int = Process(target=rest, args=(1,)).result()  # pyright: ignore[reportAssignmentType]
    print(text, number)


async def fetch(address: str, *, deep: bool = False) -> bytes: ...
async def tick() -> int: ...


def results_of_async_functions(addresses: list[str]) -> None:
    assert_type(Process(target=fetch, args=("http://localhost/",), result=True).result(), bytes)
    assert_type(Process(target=fetch, args=addresses, result=True).result(), bytes)
    assert_type(Process(target=fetch, args=("a",), kwargs={"deep": True}, result=True).result(), bytes)
    assert_type(Process(None, fetch, None, ("a",), result=True).result(), bytes)
    assert_type(Process(None, fetch, None, ("a",), {"deep": True}, result=True).result(), bytes)
    assert_type(Process(target=tick, result=True).result(), int)
    assert_type(Process(target=tick), Process[None])

    number: int = Process(target=fetch, args=("a",), result=True).result()  # pyright: ignore[reportAssignmentType]
    Process(target=fetch, args=(1,), result=True)  # pyright: ignore[reportCallIssue, reportArgumentType]
    print(number)


def csharp_targets(folder: Path) -> None:
    resize = csharp(folder / "Workers.dll", "Acme.Workers.Resize")
    assert_type(resize.name, str)
    process = Process(target=resize, args=("cat.png",), kwargs={"width": 640}, name="resizer", result=True)
    assert_type(process.result(), Any)
    Process(target=resize)
    Process(target=resize, args=["cat.png"])

    assert_type(resize("cat.png", width=640), Any)
    csharp(b"Workers.dll", "Acme.Workers.Resize")  # pyright: ignore[reportArgumentType]
    csharp("Workers.dll")  # pyright: ignore[reportCallIssue]


class Download(Process[bytes]):
    def __init__(self, address: str) -> None:
        super().__init__(name=address, daemon=True, result=True)
        self.address = address

    def run(self) -> bytes: ...


class Plain(Process):
    def run(self) -> None: ...


class Wrong(Process[bytes]):
    def run(self) -> str: ...  # pyright: ignore[reportIncompatibleMethodOverride]


def members(process: Process, base: BaseProcess) -> None:
    assert_type(Download("http://localhost/").result(), bytes)
    assert_type(Plain().exitcode, int | None)
    assert_type(process.result(), Any)
    assert_type(process.pid, int | None)
    assert_type(process.sentinel, int)
    assert_type(process.is_alive(), bool)
    process.join(0.5)
    process.interrupt()
    process.name, process.daemon, process.authkey = "name", True, b"key"
    all_of_them: list[BaseProcess] = [process, base]
    print(all_of_them)

    process.pid = 5  # pyright: ignore[reportAttributeAccessIssue]
    process.join("5")  # pyright: ignore[reportArgumentType]
    process.name = 5  # pyright: ignore[reportAttributeAccessIssue]
    process.stop()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    base.result()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


def functions_of_the_package() -> None:
    assert_type(pybridge.binding, str)
    assert_type(pybridge.current_process(), Process[Any])
    assert_type(pybridge.parent_process(), "Process[Any] | None")
    assert_type(pybridge.active_children(), list[BaseProcess])
    context = pybridge.get_context()
    assert_type(context.Process(target=rest, args=(1,), result=True).result(), int)
    with context.Pool(2) as pool:
        assert_type(pool.map(rest, [1, 2]), list[int])
    queue = context.Queue()
    queue.put(1)
    try:
        Process(target=nothing, result=True).result()
    except pybridge.RemoteError as error:
        assert_type(error.type_name, str)
    except pybridge.ProcessDiedError:
        pass

    pybridge.nonsense()  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
