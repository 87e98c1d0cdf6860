"""Mutations of the Python package, which the lane ``pybridge-native`` runs."""

from __future__ import annotations

from mutation import Mutation

_PROCESS = "src/python/pybridge/process.py"
_PEER = "src/python/pybridge/_peer.py"
_CREATOR = "src/python/pybridge/_creator.py"

MUTATIONS = (
    Mutation("a started object keeps its target", _PROCESS, "        del self._target, self._args, self._kwargs\n", "",
             ("M*", "C*")),
    Mutation("the target gets no keywords", _PROCESS, "self._target(*self._args, **self._kwargs)", "self._target(*self._args)",
             ("C07*", "C06*")),
    Mutation("an empty name is a name", _PROCESS, "        if name:\n", "        if name is not None:\n", ("C*",)),
    Mutation("daemon=False is ignored", _PROCESS, "        if daemon is not None:\n", "        if daemon:\n", ("C*", "M06*", "M07*")),
    Mutation("arguments are not copied", _PROCESS, "self._args = tuple(args)", "self._args = args", ("C*",)),
    Mutation("keywords are not copied", _PROCESS, "dict(given) if given", "given if given", ("C*",)),
    Mutation("terminate kills", _PEER, "_host.library().terminate(", "_host.library().kill(", ("M13*", "E05*")),
    Mutation("a signal's code is not negated", _PEER, "code if state == ENDED_WITH_CODE", "abs(code) if state == ENDED_WITH_CODE",
             ("E05*", "E06*")),
    Mutation("daemon and key are shared with the creator", _CREATOR, "creator.config.copy()", "creator._entries",
             ("C*", "M06*", "M07*", "M1*")),
    Mutation("a key is plain bytes", _PROCESS, "= _process.AuthenticationString(authkey)", "= bytes(authkey)", ("N27",)),
    Mutation("repr forgets the daemon", _PROCESS, "self._name, bool(self.daemon))", "self._name, False)", ("R01*",)),
    Mutation("a group counts a process", _PROCESS, "0 if group is not None else", "", ("C*",)),
)
