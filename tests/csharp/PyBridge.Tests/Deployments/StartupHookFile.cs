using System;
using System.Reflection;
using System.Reflection.Emit;

namespace PyBridge.Tests.Deployments;

/// <summary>An assembly with a startup hook, as profilers have one.</summary>
internal static class StartupHookFile
{
    /// <summary>Writes one that does <c>AppContext.SetData("hooked", "yes")</c>.</summary>
    public static void Write(string file)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Hook"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Hook").DefineType("StartupHook", TypeAttributes.NotPublic);
        var code = type.DefineMethod("Initialize", MethodAttributes.Public | MethodAttributes.Static, typeof(void), [])
            .GetILGenerator();
        code.Emit(OpCodes.Ldstr, "hooked");
        code.Emit(OpCodes.Ldstr, "yes");
        code.Emit(OpCodes.Call, typeof(AppContext).GetMethod(nameof(AppContext.SetData))!);
        code.Emit(OpCodes.Ret);
        _ = type.CreateType();
        assembly.Save(file);
    }
}
