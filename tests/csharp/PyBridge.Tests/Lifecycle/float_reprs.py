"""For each line of the file, the bits of a float in hexadecimal, print its repr()."""

import struct
import sys

with open(sys.argv[1]) as lines:
    for line in lines:
        print(repr(struct.unpack(">d", bytes.fromhex(line.strip()))[0]))
