"""Mutations of the Python package, which the lane ``pybridge-native`` runs."""

from __future__ import annotations

from mutation import Mutation

_PROCESS = "src/python/pybridge/process.py"
_RULES = "src/python/pybridge/_rules.py"
_PEER = "src/python/pybridge/_peer.py"
_CREATOR = "src/python/pybridge/_creator.py"

MUTATIONS = (
    Mutation("a process may be started twice", _RULES, "            return STARTED\n        daemon", "            pass\n        daemon",
             ("M*", "C*")),
    Mutation("a closed object is open", _RULES, "return process._closed", "return False", ("M*",)),
    Mutation("an empty name is a name", _PROCESS, "name or own_name", "own_name if name is None else name", ("C*",)),
    Mutation("daemon=False is ignored", _PROCESS, "        if daemon is not None:\n", "        if daemon:\n", ("C*", "M06*", "M07*")),
    Mutation("arguments are not copied", _PROCESS, "self._args = tuple(args)", "self._args = args", ("C*",)),
    Mutation("keywords are not copied", _PROCESS, "dict(given) if given", "given if given", ("C*",)),
    Mutation("terminate kills", _PEER, "_host.library().terminate(", "_host.library().kill(", ("M13*", "E05*")),
    Mutation("a signal's code is not negated", _PEER, "code if state == ENDED_WITH_CODE", "abs(code) if state == ENDED_WITH_CODE",
             ("E05*", "E06*")),
    Mutation("daemon and key are shared with the creator", _PROCESS, "creator._config.copy()", "creator._config",
             ("C*", "M06*", "M07*", "M1*")),
    Mutation("a key is plain bytes", _PROCESS, "= _process.AuthenticationString(authkey)", "= bytes(authkey)", ("N27",)),
    Mutation("repr forgets the daemon", _RULES, "bool(process.daemon),", "False,", ("R01*",)),
    Mutation("a group counts a process", _CREATOR, "0 if has_group else", "", ("C*",)),
)
