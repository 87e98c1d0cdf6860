"""Static methods of .NET as targets, as ``pythonnet`` hands them out: found again by C#, under their full names.

A method of ``pythonnet`` tells its name, but not whose it is. The types that have one of that name can be asked for
theirs, and the same method has the same hash: nothing here depends on how ``pythonnet`` is made inside.
"""

from __future__ import annotations

import importlib
from typing import Any

from System import Object

from ._csharp import CSharpMethod
from ._pythonnet import add_reference

add_reference()

from PyBridge.Native import TargetTypes  # noqa: E402 - it is there from now on

_METHOD = type(Object.ReferenceEquals)


def reference_to(target: Any) -> CSharpMethod | None:
    """Return the reference to a method of .NET; None for what is none. TypeError for one that cannot be a target."""
    if type(target) is not _METHOD:
        return None
    name = target.__name__
    if repr(target).startswith("<bound "):
        raise _refusal(name, "it is bound to an object; take the method from its type")
    owners = [owner for owner in TargetTypes.WithMethod(name) if _is_method_of(owner, name, target)]
    if len(owners) != 1:
        raise _refusal(name, "the type that declares it cannot be told (a generic one, or one without a namespace)")
    (owner,) = owners
    full_name, assembly = f"{owner.FullName}.{name}", owner.Assembly.Location
    obstacle = TargetTypes.Obstacle(owner, name)
    if obstacle:
        raise _refusal(full_name, f"it is {obstacle}, and a target is a static one without type parameters")
    if not assembly:
        raise _refusal(full_name, "its assembly was not loaded from a file")
    return CSharpMethod(assembly, full_name)


def _is_method_of(owner: Any, name: str, target: Any) -> bool:
    method = getattr(_class_of(owner), name, None)
    return type(method) is _METHOD and hash(method) == hash(target) and method.__doc__ == target.__doc__


def _class_of(owner: Any) -> Any:
    """Return what stands for a type in Python, by the way that programs go; None where that cannot be gone."""
    if owner.DeclaringType is not None:
        return getattr(_class_of(owner.DeclaringType), owner.Name, None)
    if not owner.Namespace:
        return None
    try:
        return getattr(importlib.import_module(owner.Namespace), owner.Name, None)
    except ImportError:
        return None


def _refusal(name: str, reason: str) -> TypeError:
    return TypeError(
        f"the .NET method {name} cannot be the target of a process: {reason}. "
        'pybridge.csharp("path of the assembly", "Namespace.Type.Method") names any method.'
    )
