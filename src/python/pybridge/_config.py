"""``_config``, as the rest of ``multiprocessing`` and other packages read and write it."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

AUTHKEY, DAEMON = "authkey", "daemon"


class ConfigView(MutableMapping):
    """The mapping of a C# object: the daemon flag and the authentication key are C#'s, other entries Python's own."""

    def __init__(self, peer: Any, entries: dict[str, Any]) -> None:
        self._peer = peer
        self._entries = entries

    def __getitem__(self, key: str) -> Any:
        if key == DAEMON and (key in self._entries or self._peer.daemon):
            return self._peer.daemon
        value = self._entries[key]
        return self._peer.authkey if key == AUTHKEY else value

    def __setitem__(self, key: str, value: Any) -> None:
        if key == DAEMON:
            self._peer.daemon = value
        elif key == AUTHKEY:
            self._peer.authkey = value
        else:
            self._entries[key] = value

    def __delitem__(self, key: str) -> None:
        if key == DAEMON:  # a process without the entry is no daemon
            self._peer.daemon = False
        del self._entries[key]

    def __iter__(self) -> Iterator[str]:
        missing = [DAEMON] if DAEMON not in self._entries and self._peer.daemon else []
        return iter([*self._entries, *missing])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def copy(self) -> dict[str, Any]:
        """Return a plain dictionary, as a new process object of the standard library takes it."""
        return dict(self)

    def __repr__(self) -> str:
        return repr(dict(self))
