"""A descriptor among what a child is given. A module of its own: the child imports it, and nothing else of the start."""


class DupFd:
    """A descriptor that the child has under the same number."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def detach(self) -> int:
        return self.fd
