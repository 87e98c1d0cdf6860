"""How late this machine is: what a duration that was measured on it can be held against."""

TICK_SECONDS = 0.01


class Pace:
    """The longest by which a short pause of the stage has been overrun so far: next to nothing on an idle machine."""

    def __init__(self):
        self.seconds = 0.0

    def note(self, overrun):
        """Takes by how much a pause was longer than it should have been, in seconds."""
        self.seconds = max(self.seconds, overrun)
