"""Which runtime the package uses, and what its children are."""

import sys

import pybridge
from pybridge import _host


def where():
    return sys.version_info[:2], sys.prefix, sys.path


def main():
    process = pybridge.Process(target=where, result=True)
    process.start()
    version, prefix, path = process.result()
    from System import AppDomain

    runtimes = [a for a in AppDomain.CurrentDomain.GetAssemblies() if a.GetName().Name == "Python.Runtime"]
    same = (version, prefix, path) == (sys.version_info[:2], sys.prefix, [entry or "" for entry in sys.path])
    return (_host.binding(), len(runtimes), version == sys.version_info[:2], prefix == sys.prefix, same)
