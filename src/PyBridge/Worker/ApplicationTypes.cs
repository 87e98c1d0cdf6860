using System;
using System.Reflection;
using PyBridge.Wire;

namespace PyBridge.Worker;

/// <summary>The application's types that a start message names.</summary>
internal sealed class ApplicationTypes(Preparation preparation)
    : LabelledTypes(preparation.Types, preparation.Modules, "the start message")
{
    /// <summary><see cref="Process"/>, or its subclass that was started.</summary>
    public Type ProcessType => preparation.ClassNumber is { } number ? Resolve(number) : typeof(Process);

    protected override Module FindModule(ModuleLabel label)
    {
        var module = base.FindModule(label);
        if (label.AssemblyName == preparation.EntryAssembly)
        {
            // Code that asks for the application's assembly should get that, not the worker's.
            Assembly.SetEntryAssembly(module.Assembly);
        }

        return module;
    }
}
