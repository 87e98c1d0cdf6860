"""What a scenario has given a label to in this process; its threads share it."""

# Process objects.
OBJECTS = {}

# Lists and dictionaries that go on changing after they have been passed on.
HELD = {}
