"""For each line of the file, a text in hexadecimal UTF-16, print its repr() the same way.

A text with characters that this Python's Unicode does not know yet gives an empty line.
"""

import sys
import unicodedata

with open(sys.argv[1]) as lines:
    for line in lines:
        text = bytes.fromhex(line.strip()).decode("utf-16-le", "surrogatepass")
        known = all(unicodedata.category(character) != "Cn" for character in text)
        print(repr(text).encode("utf-16-le", "surrogatepass").hex() if known else "")
