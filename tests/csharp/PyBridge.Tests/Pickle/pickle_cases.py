"""The values of the pickle round trips, and what it means for two of them to be the same. Runs on CPython 3.7."""

import array
import collections
import datetime
import decimal
import enum
import fractions
import functools
import importlib
import ipaddress
import math
import operator
import pathlib
import re
import sys
import types
import uuid

Point = collections.namedtuple("Point", "x y")


class Plain:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)


class Slotted:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def __eq__(self, other):
        return (self.left, self.right) == (other.left, other.right)


class Outer:
    class Inner(Plain):
        pass

    @staticmethod
    def function():
        pass


class NumberedList(list):
    pass


class NamedDict(dict):
    pass


class Integer(int):
    pass


class WithKeywords:
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self.made_of = (args, kwargs)
        return self

    def __getnewargs_ex__(self):
        return self.made_of


class Reduced:
    def __init__(self, *args):
        self.args = args
        self.state = None

    def __reduce__(self):
        return Reduced, self.args, self.state

    def __setstate__(self, state):
        self.state = state


def set_state(target, state):
    target.given = state


class StateSetter:
    def __reduce__(self):
        return StateSetter, (), self.given, None, None, set_state


class Color(enum.Enum):
    RED = 1
    BLUE = "blue"


class ApplicationError(Exception):
    def __init__(self, message, code):
        super().__init__(message, code)
        self.code = code


def numbers():
    for value in (0, 1, -1, 5, 255, 256, 257, 65535, 65536, -128, -32769):
        yield "int %d" % value, value, "Int64"
    for bits in (31, 32, 39, 40, 63):
        for value in (2**bits - 1, 2**bits, -(2**bits), -(2**bits) - 1):
            fits = -(2**63) <= value < 2**63
            yield "int %d" % value, value, "Int64" if fits else "BigInteger"
    yield "int of 255 bytes", 2**2039 - 1, "BigInteger"
    yield "int of 256 bytes", 2**2039, "BigInteger"
    yield "negative int of 255 bytes", -(2**2039), "BigInteger"
    yield "negative int of 256 bytes", -(2**2039) - 1, "BigInteger"
    yield "int of 4001 digits", 10**4000, "BigInteger"
    for value in (0.0, -0.0, 1.5, -1e300, 5e-324, sys.float_info.max, 0.1, 1e16, math.inf, -math.inf, math.nan):
        yield "float %r" % value, value, "Double"
    yield "complex", complex(1.5, -0.0), "Complex"
    yield "true", True, "Boolean"
    yield "false", False, "Boolean"
    yield "none", None, "null"
    yield "fraction", fractions.Fraction(1, 3), "PickleInstance"


def texts():
    for name, value in (
        ("empty", ""),
        ("ascii", "abc"),
        ("escapes", "a\\b\nc\rd\0e\x1af'\"\t\x7f\\u0041\\"),
        ("latin", "\xe9\xff\x80"),
        ("bmp", "\u20ac\uffff"),
        ("astral", "x\U0001f600\U0010ffff"),
        ("lone surrogates", "\ud800a\udc80\udfff"),
        ("255 bytes", "a" * 255),
        ("256 bytes", "a" * 256),
        ("85 times three bytes", "\u20ac" * 85),
        ("86 times three bytes", "\u20ac" * 86),
        ("long with surrogate", "\u20ac" * 300 + "\udc00" + "x" * 300),
        ("large", "ab\u20ac" * 30000),
        ("large ascii", "z" * 65536),
    ):
        yield "str " + name, value, "String"


def binaries():
    for name, value in (
        ("empty", b""),
        ("short", b"ab\n\\\x00\xff"),
        ("all", bytes(range(256))),
        ("255", b"q" * 255),
        ("256", b"q" * 256),
        ("64 KiB less one", b"q" * 65535),
        ("64 KiB", b"q" * 65536),
        ("large", bytes(range(256)) * 1000),
    ):
        yield "bytes " + name, value, "Byte[]"
        yield "bytearray " + name, bytearray(value), "PickleByteArray"
    if sys.version_info >= (3, 8):
        yield "array", array.array("d", [1.5, -2.0]), "PickleInstance"


def containers():
    for count in (0, 1, 2, 3, 4, 999, 1000, 1001, 2500):
        yield "list of %d" % count, list(range(count)), "List`1"
        yield "tuple of %d" % count, tuple(range(count)), "PickleTuple"
        yield "dict of %d" % count, {str(i): i for i in range(count)}, "PickleDictionary"
        yield "set of %d" % count, set(range(count)), "PickleSet"
        yield "frozenset of %d" % count, frozenset(range(count)), "PickleFrozenSet"
    yield "keys of many types", {
        None: 0, 1: 1, 2.5: 2, "1": 3, b"1": 4, (1, ("x", b"y")): 5, frozenset([1, "a"]): 6, 2**70: 7, 1j: 8,
        datetime.date(2020, 1, 2): 9, decimal.Decimal("1.50"): 10, len: 11, Color.RED: 12, uuid.UUID(int=7): 13,
        (): 14, frozenset(): 15, datetime.timedelta(1): 16, decimal.Decimal("NaN"): 17,
    }, "PickleDictionary"
    yield "frozenset of frozensets", frozenset([frozenset([1, 2]), frozenset([(1, 2)]), frozenset()]), "PickleFrozenSet"
    yield "mixed", [{"a": [1, 2.5, (None, True)], "b": {"c": b"x"}}, ["text"] * 3, ({1}, frozenset("ab"))], "List`1"
    yield "ordered dict", collections.OrderedDict([("b", 1), ("a", 2)]), "PickleInstance"
    yield "deque", collections.deque([1, [2], 3], maxlen=5), "PickleInstance"
    yield "default dict", collections.defaultdict(list, {"a": [1]}), "PickleInstance"
    yield "counter", collections.Counter("aab"), "PickleInstance"
    yield "chain map", collections.ChainMap({"a": 1}, {"b": 2}), "PickleInstance"
    yield "many frames", [("%06d" % i) * 20 for i in range(2000)], "List`1"


def shared_and_cyclic():
    shared = ["shared"]
    yield "shared list", [shared, shared, {"x": shared}], "List`1"
    strings = ["string %d" % i for i in range(300)]
    yield "300 shared strings", [strings, strings[::-1]], "List`1"
    identifier = uuid.UUID(int=2**127 + 5)
    yield "shared uuid", [identifier, identifier, {identifier: identifier}], "List`1"
    loop = []
    loop.append(loop)
    yield "list in itself", loop, "List`1"
    table = {}
    table["self"] = table
    yield "dict in itself", table, "PickleDictionary"
    short = ([], 1)
    short[0].append(short)
    yield "tuple in its list", short, "PickleTuple"
    long = ([], 1, 2, 3, 4)
    long[0].append(long)
    yield "long tuple in its list", long, "PickleTuple"
    parent = Plain(name="parent")
    parent.children = [Plain(parent=parent)]
    yield "objects in each other", parent, "PickleInstance"
    member = Plain()
    member.group = {member}
    yield "object in its set", member, "PickleInstance"
    fixed = Plain()
    fixed.group = frozenset([fixed])
    yield "object in its frozenset", fixed.group, "PickleFrozenSet"
    deep = None
    for _ in range(200):
        deep = [(deep, 1)]
    yield "200 levels", deep, "List`1"


def calendar():
    moment = datetime.datetime(2020, 2, 29, 23, 59, 58, 999999)
    quarter = datetime.timezone(datetime.timedelta(hours=5, minutes=45))
    yield "datetime", moment, "DateTime"
    yield "first datetime", datetime.datetime.min, "DateTime"
    yield "last datetime", datetime.datetime.max, "DateTime"
    yield "datetime in utc", moment.replace(tzinfo=datetime.timezone.utc), "DateTimeOffset"
    yield "datetime at +05:45", moment.replace(tzinfo=quarter), "DateTimeOffset"
    yield "datetime before year 1 in utc", datetime.datetime.min.replace(tzinfo=quarter), "PickleInstance"
    seconds = datetime.timezone(datetime.timedelta(seconds=-30))
    yield "datetime at an offset with seconds", moment.replace(tzinfo=seconds), "PickleInstance"
    yield "datetime at +23:00", moment.replace(
        tzinfo=datetime.timezone(datetime.timedelta(hours=23))), "PickleInstance"
    yield "datetime with a named zone", moment.replace(
        tzinfo=datetime.timezone(datetime.timedelta(hours=1), "CET")), "DateTimeOffset"
    yield "datetime with fold", moment.replace(fold=1), ""  # Protocols 0 to 3 lose the fold.
    yield "date", datetime.date(1999, 12, 31), "DateOnly"
    yield "time", datetime.time(1, 2, 3, 4), "TimeOnly"
    yield "midnight", datetime.time(), "TimeOnly"
    yield "last time", datetime.time.max, "TimeOnly"
    yield "time in utc", datetime.time(1, tzinfo=datetime.timezone.utc), "PickleInstance"
    yield "time with fold", datetime.time(1, fold=1), ""
    for delta in (datetime.timedelta(), datetime.timedelta(-1, 5, 7), datetime.timedelta(microseconds=-1),
                  datetime.timedelta(10675199, 10085, 477580), datetime.timedelta(-10675200, 76314, 522420)):
        yield "timedelta %r" % delta, delta, "TimeSpan"
    for delta in (datetime.timedelta.max, datetime.timedelta.min, datetime.timedelta(10675199, 10085, 477581),
                  datetime.timedelta(-10675200, 76314, 522419)):
        yield "timedelta %r" % delta, delta, "PickleInstance"
    yield "timezone", quarter, "PickleInstance"


def decimals():
    for text in ("0", "-0", "0.00", "-0.00", "1.50", "-12345678901234567890.12345678", "1E-28",
                 "79228162514264337593543950335", "-79228162514264337593543950335", "7922816251426433759354395033.5",
                 "1E+3", "1E+28", "0.000001", "1E-7", "1.5E-7", "123E+5"):
        yield "decimal " + text, decimal.Decimal(text), "Decimal"
    for text in ("NaN", "sNaN", "-Infinity", "NaN123", "1E-29", "79228162514264337593543950336",
                 "1.2345678901234567890123456789012345678901", "1E+29", "9E+9999"):
        yield "decimal " + text, decimal.Decimal(text), "PickleInstance"


def objects():
    for value in (len, int, type(None), Ellipsis, NotImplemented, math.sqrt, Plain, Outer.Inner, Outer.function,
                  collections.OrderedDict, functools.reduce, operator.add, types.SimpleNamespace):
        yield "global %r" % value, value, ""
    yield "range", range(1, 10, 3), "PickleInstance"
    yield "slice", slice(1, None, 2), "PickleInstance"
    yield "uuid", uuid.UUID("00112233-4455-6677-8899-aabbccddeeff"), "Guid"
    yield "small uuid", uuid.UUID(int=5), "Guid"
    yield "zero uuid", uuid.UUID(int=0), "Guid"
    yield "safe uuid", uuid.UUID(int=5, is_safe=uuid.SafeUUID.safe), "PickleInstance"
    yield "named tuple", Point(1, [2]), "PickleInstance"
    yield "enum", [Color.RED, Color.BLUE, Color.RED], "List`1"
    yield "object", Plain(a=1, b=[2]), "PickleInstance"
    yield "object without attributes", Plain(), "PickleInstance"
    yield "slotted", Slotted(1, "x"), "PickleInstance"
    yield "nested class", Outer.Inner(a=1), "PickleInstance"
    yield "keywords", WithKeywords(1, name="x"), "PickleInstance"
    reduced = Reduced(1, "two")
    reduced.state = ["any", "state"]
    yield "reduced", reduced, "PickleInstance"
    yield "int subclass", Integer(7), "PickleInstance"
    numbered = NumberedList([1, 2, 3])
    numbered.label = "label"
    yield "list subclass", numbered, "PickleInstance"
    named = NamedDict(a=1)
    named.label = "label"
    yield "dict subclass", named, "PickleInstance"
    if sys.version_info >= (3, 8):
        setter = StateSetter()
        setter.given = {"kept": 1}
        yield "state setter", [setter, setter], "List`1"
    yield "bound method", dict.fromkeys, "PickleInstance"
    yield "partial", functools.partial(int, base=2), "PickleInstance"
    yield "namespace", types.SimpleNamespace(a=1), "PickleInstance"
    yield "path", pathlib.PurePosixPath("/a/b"), "PickleInstance"
    yield "address", ipaddress.ip_address("127.0.0.1"), "PickleInstance"
    yield "pattern", re.compile("a+", re.IGNORECASE), "PickleInstance"


def renamed():
    """Globals that protocols 0 to 2 call by their Python 2 names."""
    for path in (
        "builtins.range builtins.zip builtins.map builtins.filter builtins.chr builtins.str functools.reduce sys.intern "
        "itertools.zip_longest itertools.filterfalse itertools.chain collections.UserDict collections.UserList "
        "collections.UserString collections.Counter copyreg.constructor queue.Queue socketserver.TCPServer "
        "configparser.ConfigParser reprlib.Repr subprocess.Popen xml.etree.ElementTree.Element dbm.whichdb dbm.dumb.open "
        "xmlrpc.client.Binary xmlrpc.server.SimpleXMLRPCServer xmlrpc.server.DocXMLRPCServer http.client.HTTPConnection "
        "http.server.HTTPServer http.server.SimpleHTTPRequestHandler http.cookies.SimpleCookie http.cookiejar.CookieJar "
        "html.entities.name2codepoint html.parser.HTMLParser urllib.parse.quote urllib.parse.urlencode urllib.parse.urlparse "
        "urllib.robotparser.RobotFileParser urllib.request.urlopen urllib.request.Request urllib.request.pathname2url "
        "urllib.error.HTTPError urllib.error.URLError urllib.error.ContentTooShortError _thread.allocate_lock "
        "multiprocessing.context.Process multiprocessing.context.TimeoutError multiprocessing.context.ProcessError "
        "multiprocessing.connection.Connection socket.fromfd io.StringIO pickle.Pickler"
    ).split():
        module, _, name = path.rpartition(".")
        value = getattr(importlib.import_module(module), name)
        if callable(value):
            yield "renamed " + path, value, "PickleGlobal"


def exceptions():
    chained = ApplicationError("message", 5)
    for error in (ValueError("text", 1), KeyError("key"), OSError(2, "No such file", "name"), SystemExit(3),
                  UnicodeDecodeError("ascii", b"\xff", 0, 1, "reason"), StopIteration(), chained,
                  KeyboardInterrupt(), BrokenPipeError(32, "Broken pipe")):
        yield "exception %r" % error, error, "PickleInstance"


def all_cases():
    """Case name to value and the .NET type it is read as; "" where that depends on the protocol."""
    sources = (numbers, texts, binaries, containers, shared_and_cyclic, calendar, decimals, objects,
               renamed, exceptions)
    cases = {}
    for source in sources:
        for name, value, dotnet_type in source():
            assert name not in cases, name
            cases[name] = (value, dotnet_type)
    return cases


def assert_same(expected, actual, seen=None):
    """Fail unless both are of one type and equal, in all their parts, which may be cyclic."""
    seen = {} if seen is None else seen
    if id(expected) in seen:
        if not isinstance(expected, (int, float, str, bytes, tuple, type(None), uuid.UUID)):
            assert seen[id(expected)] is actual, "another object where one was shared"
        return
    seen[id(expected)] = actual
    assert type(expected) is type(actual), "%r became %r" % (type(expected), type(actual))
    if isinstance(expected, (list, tuple, collections.deque)):
        assert_same_items(list(expected), list(actual), seen)
    elif isinstance(expected, dict):
        # In order; sets of keys are compared by the keys' own equality below.
        assert_same_items(list(expected.keys()), list(actual.keys()), seen)
        assert_same_items(list(expected.values()), list(actual.values()), seen)
    elif isinstance(expected, (set, frozenset)):
        assert len(expected) == len(actual), "%d items became %d" % (len(expected), len(actual))
        if not any(isinstance(item, Plain) for item in expected):
            assert expected == actual, "%r became %r" % (expected, actual)
    elif isinstance(expected, BaseException):
        assert_same(expected.args, actual.args, seen)
    elif isinstance(expected, decimal.Decimal) and not expected.as_tuple()[2] in range(1, 100):
        # 1.50 equals 1.5, and a NaN equals nothing: look at the digits.
        assert expected.as_tuple() == actual.as_tuple(), "%r became %r" % (expected, actual)
    elif isinstance(expected, (float, complex)):
        # -0.0 equals 0.0, and a NaN equals nothing.
        assert repr(expected) == repr(actual), "%r became %r" % (expected, actual)
    elif not hasattr(expected, "__dict__") or type(expected).__eq__ is not object.__eq__:
        assert expected == actual, "%r became %r" % (expected, actual)
    if isinstance(getattr(expected, "__dict__", None), dict) and not isinstance(expected, (type, enum.Enum)):
        if not isinstance(expected, (types.FunctionType, functools.partial)):
            assert_same(expected.__dict__, actual.__dict__, seen)


def assert_same_items(expected, actual, seen):
    assert len(expected) == len(actual), "%d items became %d" % (len(expected), len(actual))
    for left, right in zip(expected, actual):
        assert_same(left, right, seen)
