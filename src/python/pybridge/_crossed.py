"""A process object that came from another process: what it says until C# is asked.

Most children never ask for what needs the library, and are spared loading it. So what CPython's modules read of the
current process stands here in plain sight: ``multiprocessing.process`` (``_bootstrap``: parent and name),
``multiprocessing.util`` and ``logging`` (name), ``multiprocessing.connection`` (key), ``multiprocessing.synchronize``
(``semprefix``). Nothing here is a rule: the first member that has one makes it a C# object, which takes over what was
changed before.
"""

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Crossed:
    """The plain state of a process object of another process."""

    is_attached = False
    closed = False

    def __init__(
        self,
        class_name: str,
        identity: "tuple[int, ...]",
        name: object,
        config: "dict[str, Any]",
        parent_pid: "int | None",
        parent_name: "str | None",
    ) -> None:
        self.class_name = class_name
        self.identity = identity
        self.name = name
        self._config = config
        self.parent_pid = parent_pid
        self.parent_name = parent_name
        self.peer: "Any" = None  # the C# object, from when it is made; copies of the process object share it

    @property
    def config(self) -> "dict[str, Any]":
        """The entries of ``_config``. They may be replaced by others; the key stays where those have none."""
        return self._config

    @config.setter
    def config(self, config: "Mapping[str, Any]") -> None:
        self._config = {**{key: self._config[key] for key in ("authkey",) if key in self._config}, **config}

    def __reduce__(self) -> "tuple[type[Crossed], tuple[Any, ...]]":
        return Crossed, (
            self.class_name, self.identity, self.name, self.config, self.parent_pid, self.parent_name,
        )
