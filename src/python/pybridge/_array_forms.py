"""What arrays of numbers in a result of C# become."""

LIST = "list"
ARRAYS = (LIST, "array", "numpy")  # as C# counts them
