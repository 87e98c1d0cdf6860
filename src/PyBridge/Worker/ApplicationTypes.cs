using System;
using System.Reflection;
using PyBridge.Wire;

namespace PyBridge.Worker;

/// <summary>The types of the application that a start message names.</summary>
internal sealed class ApplicationTypes(Preparation preparation)
    : LabelledTypes(preparation.Types, preparation.Modules, "the start message")
{
    /// <summary><see cref="Process"/>, or the subclass that was started.</summary>
    public Type ProcessType => preparation.ClassNumber is { } number ? Resolve(number) : typeof(Process);

    protected override Module FindModule(ModuleLabel label)
    {
        var module = base.FindModule(label);
        if (label.AssemblyName == preparation.EntryAssembly)
        {
            // Code that asks for the application's assembly is to get it, not the worker's.
            Assembly.SetEntryAssembly(module.Assembly);
        }

        return module;
    }
}
