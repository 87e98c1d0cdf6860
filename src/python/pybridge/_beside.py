"""What is known of an object beside its attributes, which all belong to others."""

from _weakref import ref

TYPE_CHECKING = False  # as in ``typing``, which is slow to import
if TYPE_CHECKING:
    from typing import Any


class Beside:
    """Values of objects, by identity: what their class says of equality and hashes does not matter."""

    def __init__(self) -> None:
        self._values: "dict[int, tuple[ref[Any], Any]]" = {}

    def __setitem__(self, obj: object, value: "Any") -> None:
        key, values = id(obj), self._values
        values[key] = ref(obj, lambda _: values.pop(key, None)), value

    def __contains__(self, obj: object) -> bool:
        return id(obj) in self._values

    def get(self, obj: object) -> "Any":
        """Return the value of an object; None where it has none."""
        return self._values.get(id(obj), (None, None))[1]
