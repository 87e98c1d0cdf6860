"""JSON documents, one a line, UTF-8: what both protocols are made of. Only exact ones are taken."""

import json

LONGEST = 16 << 20  # bytes of one line


class Garbled(Exception):
    """Something came that is not a JSON object on a line of its own."""


def encode_line(document):
    """The line of a document."""
    return json.dumps(document).encode("utf-8") + b"\n"


class Lines:
    """Bytes in, documents out."""

    def __init__(self):
        self._unread = bytearray()

    def feed(self, data):
        """The documents of the lines that are complete with ``data``."""
        before = len(self._unread)
        self._unread += data
        if self._unread.find(b"\n", before) < 0:
            if len(self._unread) > LONGEST:
                raise Garbled("a line of more than {} bytes".format(LONGEST))
            return []
        *complete, self._unread = self._unread.split(b"\n")
        return [_parse(line) for line in complete]


def _parse(line):
    try:
        if line.endswith(b"\r"):
            raise ValueError("it ends with CR LF")
        document = json.loads(line.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_number)
        if not isinstance(document, dict):
            raise ValueError("it is no object")
    except (ValueError, RecursionError) as error:
        raise Garbled("not a JSON line: {!r} ({})".format(bytes(line[:200]), error)) from None
    return document


def _unique(pairs):
    document = dict(pairs)
    if len(document) < len(pairs):
        raise ValueError("it has a key twice")
    return document


def _no_number(word):
    raise ValueError("{} is no JSON".format(word))
