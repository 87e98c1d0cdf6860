"""The table of the C ABI, as ``pybridge.h`` documents it: functions, structures and numbers."""

from __future__ import annotations

import struct

from ._loading import standard_numbers_taken

with standard_numbers_taken():  # libffi 3.5 opens a file for the first callback, which ctypes makes, and never closes it
    import ctypes
from ctypes import POINTER, c_char_p, c_int, c_int64, c_void_p

VERSION = 13

_Handle = c_void_p
_Text = c_char_p  # UTF-16 units in the machine's order; never zero-terminated, the length comes with it
_Int = POINTER(c_int)
_Int64 = POINTER(c_int64)
_HandleOut = POINTER(c_void_p)


class Launch(ctypes.Structure):
    """``pybridge_launch``: how a child is to be started."""

    _fields_ = (
        ("arguments", POINTER(c_char_p)),
        ("environment", c_void_p),
        ("message", c_char_p),
        ("message_length", c_int64),
        ("kept_descriptors", POINTER(c_int)),
        ("kept_descriptor_count", c_int),
        ("awaits_reader", c_int),
        ("signal_mask", c_void_p),
        ("standby", c_void_p),
        ("standby_refusal", c_char_p),
    )


# ``pybridge_description``: the parent's process id, the daemon flag, then how many numbers the identity, units the names
# and bytes the key have that follow it.
DESCRIPTION = struct.Struct("=6i")

SIGNATURES: dict[str, tuple[type, ...]] = {
    "pybridge_abi_version": (),
    "pybridge_last_error": (c_void_p, c_int, c_void_p, c_int, _Int, c_void_p, c_int, _Int, _Int),
    "pybridge_free": (_Handle,),
    "pybridge_current": (c_int, _HandleOut),
    "pybridge_parent": (_HandleOut,),
    "pybridge_active_children": (_HandleOut, c_int, _Int),
    "pybridge_end_other_children": (_HandleOut,),
    "pybridge_become": (_Handle, _Text, c_int, c_int, c_int),
    "pybridge_numbers_taken": (_Int,),
    "pybridge_name_new": (_Int, c_int, _Text, c_int, c_int, c_int, c_void_p, c_int, _Int),
    "pybridge_process_adopt": (
        _Text, c_int, _Int, c_int, _Text, c_int, c_int, c_char_p, c_int, c_int, _Text, c_int, _HandleOut,
    ),
    "pybridge_check": (c_int, c_int, _Text, c_int),
    "pybridge_repr": (
        c_int, _Text, c_int, _Text, c_int, _Text, c_int, _Text, c_int, c_int, c_int, c_int, c_void_p, c_int, _Int,
    ),
    "pybridge_process_set_name": (_Handle, _Text, c_int),
    "pybridge_process_set_daemon": (_Handle, c_int),
    "pybridge_process_set_authkey": (_Handle, c_char_p, c_int),
    "pybridge_process_get_pid": (_Handle, _Int),
    "pybridge_process_get_exitcode": (_Handle, _Int, _Int),
    "pybridge_process_get_sentinel": (_Handle, _Int),
    "pybridge_process_is_alive": (_Handle, _Int),
    "pybridge_process_interrupt": (_Handle,),
    "pybridge_process_terminate": (_Handle,),
    "pybridge_process_kill": (_Handle,),
    "pybridge_process_close": (_Handle,),
    "pybridge_process_describe": (_Handle, c_void_p, c_int, _Int),
    "pybridge_process_get_closed": (_Handle, _Int),
    "pybridge_process_begin_start": (_Handle, _Handle),
    "pybridge_environment_take": (_HandleOut,),
    "pybridge_process_finish_start": (_Handle, POINTER(Launch), _Int),
    "pybridge_process_finish_start_method": (_Handle, _Text, c_int, _Text, c_int, POINTER(Launch), _Int),
    "pybridge_process_begin_join": (_Handle, _Int, _HandleOut),
    "pybridge_process_end_join": (_Handle, _Int),
    "pybridge_process_want_result": (_Handle, c_int),
    "pybridge_process_take_result": (_Handle, c_int, _Int, _Int, _Int64, _Int64, _HandleOut),
    "pybridge_failure_get": (_Handle, c_void_p, c_int, _Int),
    "pybridge_standby_set": (c_int, c_int, c_int64, POINTER(Launch)),
    "pybridge_standby_stats": (c_int, c_void_p, c_int, _Int),
    "pybridge_standby_trouble": (_HandleOut,),
    "pybridge_text_get": (_Handle, c_void_p, c_int, _Int),
    "pybridge_standby_end": (),
    "pybridge_serve_calls": (_Text, c_int, POINTER(Launch), c_int, c_int),
}

RUNNING, ENDED_WITH_CODE, ENDED_UNKNOWN = range(3)
RESULT_TAKEN, RESULT_NONE, RESULT_VALUE = -1, 0, 1
RESULT_PYTHON_FAILURE, RESULT_DOTNET_FAILURE, RESULT_UNSENDABLE, RESULT_VALUE_WITH_BUFFERS = 3, 4, 5, 6

WITHOUT_ERRORS = {"pybridge_abi_version", "pybridge_last_error"}
STARTING = {"pybridge_process_finish_start", "pybridge_process_finish_start_method"}  # see ``Caller._start``

# As long as the GIL is held, no thread of its interpreter changes the environment; nor while CPython's own spawn reads it.
# Those of interpreters with a GIL of their own, or of a Python without any, may: the C# side copies it in spite of them.
HOLDING_THE_GIL = {"pybridge_environment_take"}
