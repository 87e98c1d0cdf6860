"""The pages of the Python package's reference, made of its docstrings, in the form of which docfx makes those of C#.

docfx's API pages (`### YamlMime:ApiPage`) know no language; JSON is YAML. A member without a docstring is an error.
"""

from __future__ import annotations

import importlib
import inspect
import json
import multiprocessing
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from types import ModuleType
from typing import Any

STANDARD = "https://docs.python.org/3/library/multiprocessing.html#multiprocessing"
UNDOCUMENTED = {"RawArray", "RawValue"}  # of multiprocessing, which has them in its module sharedctypes
WIDTH = 80  # characters of a declaration that fit the site's column
BASES = (object, Exception, RuntimeError, BaseException)


class _Text(str):
    """An annotation as its source has it, which is shown without the quotes of a text."""

    def __repr__(self) -> str:
        return self.strip("'\"") if self[:1] in "'\"" else str(self)


@dataclass(frozen=True)
class Member:
    """A public class, function, method or property of the package."""

    name: str
    value: Any

    @property
    def documentation(self) -> str:
        """Its docstring, without the indentation; empty where it has none of its own."""
        return inspect.cleandoc(self.value.__doc__ or "")


def package_members(package: ModuleType) -> list[Member]:
    """The public names of a module that are the package's own."""
    found = []
    for name in package.__all__:
        value = getattr(package, name)
        value = getattr(value, "__func__", value)
        if getattr(value, "__module__", "").startswith("pybridge") and not inspect.ismodule(value):
            found.append(Member(name, value))
    return found


def returned_classes(package: ModuleType) -> list[Member]:
    """The classes of objects that functions and methods of the package return, which nobody makes otherwise."""
    if package.__name__ != "pybridge":
        return []
    from pybridge._csharp import CSharpMethod
    from pybridge._pool_future import Future
    return [Member("CSharpMethod", CSharpMethod), Member("Future", Future)]


def classes_of(package: ModuleType) -> list[Member]:
    """The classes that have a page."""
    return [member for member in package_members(package) if inspect.isclass(member.value)] + returned_classes(package)


def class_members(kind: type) -> list[Member]:
    """The public members that a class itself has, its constructor first, unless objects of it are only returned."""
    named = {"__call__"} if kind.__module__.startswith("pybridge._") and kind.__name__ in ("CSharpMethod", "Future") else {"__init__"}

    def is_public(name: str, value: Any) -> bool:
        value = getattr(value, "__func__", value)
        return name in named or not name.startswith("_") and (inspect.isfunction(value) or isinstance(value, property))

    return [Member(name, getattr(value, "__func__", value)) for name, value in vars(kind).items() if is_public(name, value)]


def modules() -> list[ModuleType]:
    """The modules that users import."""
    return [importlib.import_module(name) for name in ("pybridge", "pybridge.standby")]


def all_members() -> Iterator[tuple[str, Member]]:
    """Every member that has to be documented, by its full name."""
    for module in modules():
        for member in [*package_members(module), *returned_classes(module)]:
            name = f"{module.__name__}.{member.name}"
            yield name, member
            if inspect.isclass(member.value):
                for inner in class_members(member.value):
                    yield f"{name}.{inner.name}", inner


def markdown(text: str) -> str:
    """A docstring as Markdown."""
    return re.sub(r"``(.+?)``", r"`\1`", text)


def summary(member: Member) -> str:
    """The first paragraph of a docstring."""
    return markdown(member.documentation).partition("\n\n")[0]


def anchor(name: str) -> str:
    """A name as the id of a heading."""
    return re.sub(r"\W", "_", name)


def signature(member: Member, name: str) -> str:
    """What stands at the head of a definition, one parameter a line where they are many."""
    if isinstance(member.value, property):
        annotation = inspect.signature(member.value.fget).return_annotation
        kind = "" if member.value.fset else "  # read-only"
        return f"{name}: {annotation_text(annotation)}{kind}"
    found = inspect.signature(member.value)
    parameters = [parameter.replace(annotation=_Text(parameter.annotation)) if isinstance(parameter.annotation, str) else parameter
                  for parameter in found.parameters.values() if parameter.name != "self"]
    returned = "" if member.name == "__init__" else f" -> {annotation_text(found.return_annotation)}"
    text = str(found.replace(parameters=parameters, return_annotation=inspect.Signature.empty))
    if len(name + text + returned) > WIDTH:
        parts = split_parameters(text[1:-1])
        text = "(\n" + "".join(f"    {part},\n" for part in parts) + ")"
    return f"{name}{text}{returned}"


def split_parameters(text: str) -> list[str]:
    """The parameters of a signature; commas in brackets divide none."""
    return re.split(r", (?![^\[]*\])", text)


def annotation_text(annotation: Any) -> str:
    """A type as its source has it."""
    if annotation is inspect.Signature.empty:
        return "object"
    return annotation.strip("'\"") if isinstance(annotation, str) else inspect.formatannotation(annotation)


def page(title: str, body: list[dict]) -> str:
    """One page of docfx's."""
    return f"### YamlMime:ApiPage\n{json.dumps({'title': title, 'languageId': 'python', 'body': body}, indent=1)}\n"


def entry(level: int, title: str, member: Member, name: str, shown: str) -> list[dict]:
    """A heading, what to write and what it does."""
    return [
        {f"api{level}": title, "id": anchor(name)},
        {"code": signature(member, shown), "languageId": "python"},
        {"markdown": markdown(member.documentation)},
    ]


def base_name(base: type, own: str) -> str:
    """The name of a base; one that is called as the class itself with its package."""
    return f"{base.__module__.partition('._')[0]}.{own}" if base.__name__ == own else base.__name__


def class_page(module: ModuleType, member: Member) -> str:
    """The page of a class."""
    name = f"{module.__name__}.{member.name}"
    bases = [base for base in member.value.__mro__[1:] if base.__name__ != "Generic"]
    body: list[dict] = [
        {"api1": f"Class {member.name}", "id": anchor(name)},
        {"facts": [{"name": "Module", "value": {"text": module.__name__, "url": f"{module.__name__}.html"}},
                   {"name": "Bases", "value": ", ".join(map(base_name, bases, repeat(member.name)))}]},
        {"markdown": markdown(member.documentation)},
    ]
    inner = class_members(member.value)
    parts = {
        "Constructor": [one for one in inner if one.name == "__init__"],
        "Methods": [one for one in inner if one.name != "__init__" and not isinstance(one.value, property)],
        "Properties": [one for one in inner if isinstance(one.value, property)],
    }
    for heading, members in parts.items():
        if members:
            body.append({"h2": heading})
        for one in members:
            shown = member.name if one.name == "__init__" else one.name
            body += entry(3, shown, one, f"{name}.{one.name}", shown)
    return page(f"Class {member.name}", body)


def module_page(module: ModuleType) -> str:
    """The page of a module: its classes, its functions, and what it has of ``multiprocessing``."""
    members = package_members(module)
    classes = classes_of(module)
    functions = [member for member in members if not inspect.isclass(member.value)]
    body: list[dict] = [
        {"api1": f"Module {module.__name__}", "id": anchor(module.__name__)},
        {"markdown": markdown(inspect.cleandoc(module.__doc__ or ""))},
    ]
    if classes:
        body.append({"h2": "Classes"})
        body.append({"parameters": [
            {"type": [{"text": member.name, "url": f"{module.__name__}.{member.name}.html"}], "description": summary(member)}
            for member in classes]})
    if functions:
        body.append({"h2": "Functions"})
        for member in functions:
            body += entry(3, member.name, member, f"{module.__name__}.{member.name}", member.name)
    if "binding" in module.__all__:
        body += [
            {"h2": "Values"},
            {"api3": "binding", "id": anchor("pybridge.binding")},
            {"code": "binding: str  # read-only", "languageId": "python"},
            {"markdown": "How this process reaches C#: `\"native\"`, by the native library, or `\"pythonnet\"`, by the CLR that "
                         "the process has. Before the first use of C# it is what would be taken now. ImportError where "
                         "neither can be loaded."},
        ]
    theirs = [name for name in module.__all__ if not any(name == member.name for member in members)
              and hasattr(multiprocessing, name)]
    if theirs:
        links = "\n".join(f"- [`{name}`]({STANDARD}{'.sharedctypes' if name in UNDOCUMENTED else ''}.{name})" for name in theirs)
        body += [{"h2": "Of multiprocessing"},
                 {"markdown": f"The same as in `multiprocessing`, on the context of this package:\n\n{links}"}]
    return page(f"Module {module.__name__}", body)


def write(folder: Path) -> None:
    """Write all pages and their table of contents."""
    missing = [name for name, member in all_members() if not member.documentation]
    if missing:
        raise SystemExit(f"these have no docstring: {', '.join(missing)}")
    folder.mkdir(parents=True, exist_ok=True)
    contents = []
    for module in modules():
        (folder / f"{module.__name__}.yml").write_text(module_page(module), encoding="utf-8")
        classes = classes_of(module)
        for member in classes:
            (folder / f"{module.__name__}.{member.name}.yml").write_text(class_page(module, member), encoding="utf-8")
        contents.append({
            "name": module.__name__, "href": f"{module.__name__}.yml",
            "items": [{"name": member.name, "href": f"{module.__name__}.{member.name}.yml"} for member in classes],
        })
    (folder / "toc.yml").write_text(f"### YamlMime:TableOfContent\n{json.dumps(contents, indent=1)}\n", encoding="utf-8")
