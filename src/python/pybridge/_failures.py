"""The exceptions of what C# tells of a failure, as a tuple of plain values; ``docs/protocol.md`` describes it."""

from __future__ import annotations

import builtins
import pickle

from ._errors import RemoteError, RemoteTraceback

DOTNET_FAILURE, UNSENDABLE = 4, 5


def failure(
    kind: int, name: str, built_in: tuple[str, ...], message: str, trace: str, code: object, original: bytes | None
) -> BaseException:
    """Make the exception of a failure."""
    if kind == UNSENDABLE:
        error: BaseException = pickle.PicklingError(f"the result of the process cannot be pickled: {message}")
    elif kind == DOTNET_FAILURE:
        error = _natural(built_in, message, code) or RemoteError(name, message, trace)
    else:
        error = _loaded(original) or RemoteError(name, message, trace, "the exception itself cannot be pickled")
    error.__cause__ = RemoteTraceback(trace)
    return error


def _natural(built_in: tuple[str, ...], message: str, code: object) -> BaseException | None:
    """Make the built-in exception that says the same as one of .NET."""
    for name in built_in:
        kind = getattr(builtins, name, None)
        if isinstance(kind, type) and issubclass(kind, BaseException):
            return kind(code) if kind is SystemExit else kind(message)
    return None


def _loaded(original: bytes | None) -> BaseException | None:
    """Unpickle an exception; None where its class does not let it, here or in the child."""
    if original is None:
        return None
    try:
        error = pickle.loads(original)
    except Exception:  # noqa: BLE001 - the class's own code; what the exception tells must not be lost
        return None
    return error if isinstance(error, BaseException) else None
