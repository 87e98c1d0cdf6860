"""What type checkers know of ``Process``: which arguments fit a target, and what its result is.

Type variables with a default and for several types are newer than CPython 3.10, so they stand here and not in the
program. A test holds the two together.
"""

from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from multiprocessing.process import (
    BaseProcess as BaseProcess,
    active_children as active_children,
    current_process as current_process,
    parent_process as parent_process,
)
from typing import Any, Generic, Literal, TypeAlias, overload

from typing_extensions import TypeVar, TypeVarTuple, Unpack

from ._csharp import CSharpMethod

_Result = TypeVar("_Result", default=Any)
_Returned = TypeVar("_Returned")
_Arguments = TypeVarTuple("_Arguments")
_Awaitable: TypeAlias = Coroutine[Any, Any, _Returned]  # what an async function returns is awaited in the child

# A tuple is not among these: it would match here where it does not match the target.
_Unchecked: TypeAlias = list[Any] | Iterator[Any]

class Process(BaseProcess, Generic[_Result]):
    # No target: it does nothing, or a subclass overrides run().
    @overload
    def __init__(
        self,
        group: None = None,
        target: None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
        result: bool = False,
        capture_stderr: bool = False,
    ) -> None: ...
    # A C# method, whose parameters C# alone knows.
    @overload
    def __init__(
        self,
        group: None = None,
        target: CSharpMethod = ...,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
        result: bool = False,
        capture_stderr: bool = False,
    ) -> None: ...
    # A target without arguments.
    @overload
    def __init__(
        self: Process[None],
        group: None = None,
        target: Callable[[], object] = ...,
        name: str | None = None,
        *,
        daemon: bool | None = None,
        result: Literal[False] = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None = None,
        target: Callable[[], _Awaitable[_Returned]] = ...,
        name: str | None = None,
        *,
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None = None,
        target: Callable[[], _Returned] = ...,
        name: str | None = None,
        *,
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    # Keyword arguments, which no type ties to a target.
    @overload
    def __init__(
        self: Process[None],
        group: None = None,
        target: Callable[..., object] = ...,
        name: str | None = None,
        args: Iterable[Any] = (),
        *,
        kwargs: Mapping[str, Any],
        daemon: bool | None = None,
        result: Literal[False] = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None = None,
        target: Callable[..., _Awaitable[_Returned]] = ...,
        name: str | None = None,
        args: Iterable[Any] = (),
        *,
        kwargs: Mapping[str, Any],
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None = None,
        target: Callable[..., _Returned] = ...,
        name: str | None = None,
        args: Iterable[Any] = (),
        *,
        kwargs: Mapping[str, Any],
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    # The same, all by position.
    @overload
    def __init__(
        self: Process[None],
        group: None,
        target: Callable[..., object],
        name: str | None,
        args: Iterable[Any],
        kwargs: Mapping[str, Any],
        *,
        daemon: bool | None = None,
        result: Literal[False] = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None,
        target: Callable[..., _Awaitable[_Returned]],
        name: str | None,
        args: Iterable[Any],
        kwargs: Mapping[str, Any],
        *,
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None,
        target: Callable[..., _Returned],
        name: str | None,
        args: Iterable[Any],
        kwargs: Mapping[str, Any],
        *,
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    # Arguments of a number that is not known here.
    @overload
    def __init__(
        self: Process[None],
        group: None = None,
        target: Callable[..., object] = ...,
        name: str | None = None,
        *,
        args: _Unchecked,
        daemon: bool | None = None,
        result: Literal[False] = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None = None,
        target: Callable[..., _Awaitable[_Returned]] = ...,
        name: str | None = None,
        *,
        args: _Unchecked,
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None = None,
        target: Callable[..., _Returned] = ...,
        name: str | None = None,
        *,
        args: _Unchecked,
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    # A tuple of arguments: they have to be the target's. These come last: where nothing fits, checkers speak of the last.
    @overload
    def __init__(
        self: Process[None],
        group: None = None,
        target: Callable[[Unpack[_Arguments]], object] = ...,
        name: str | None = None,
        *,
        args: tuple[Unpack[_Arguments]],
        daemon: bool | None = None,
        result: Literal[False] = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None = None,
        target: Callable[[Unpack[_Arguments]], _Awaitable[_Returned]] = ...,
        name: str | None = None,
        *,
        args: tuple[Unpack[_Arguments]],
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None = None,
        target: Callable[[Unpack[_Arguments]], _Returned] = ...,
        name: str | None = None,
        *,
        args: tuple[Unpack[_Arguments]],
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    # The same, all by position.
    @overload
    def __init__(
        self: Process[None],
        group: None,
        target: Callable[[Unpack[_Arguments]], object],
        name: str | None,
        args: tuple[Unpack[_Arguments]],
        *,
        daemon: bool | None = None,
        result: Literal[False] = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None,
        target: Callable[[Unpack[_Arguments]], _Awaitable[_Returned]],
        name: str | None,
        args: tuple[Unpack[_Arguments]],
        *,
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    @overload
    def __init__(
        self: Process[_Returned],
        group: None,
        target: Callable[[Unpack[_Arguments]], _Returned],
        name: str | None,
        args: tuple[Unpack[_Arguments]],
        *,
        daemon: bool | None = None,
        result: Literal[True],
        capture_stderr: bool = False,
    ) -> None: ...
    def run(self) -> _Result | None: ...  # type: ignore[override]
    def start(self) -> None: ...
    def interrupt(self) -> None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def join(self, timeout: float | None = None) -> None: ...
    def result(self, timeout: float | None = None) -> _Result: ...
    def is_alive(self) -> bool: ...
    def close(self) -> None: ...
    @property
    def exitcode(self) -> int | None: ...
    @property
    def ident(self) -> int | None: ...
    @property
    def pid(self) -> int | None: ...
    @property
    def sentinel(self) -> int: ...
