using System;
using System.IO;
using System.Text;

namespace PyBridge.Conformance.Lane;

/// <summary>The scenario program over the C# class: <c>--describe</c>, or the actor <c>main</c> of a scenario.</summary>
internal static class Program
{
    public static void Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["--describe"]:
                Description.Show();
                break;
            case ["--board", var board]:
                BufferOutput(); // first of what happens at the end: before children are waited for
                Reserve.Open();
                Actor.Serve(board, "main", new Ending.OfProgram());
                break;
            case ["--python", var interpreter, var folder, .. var rest]:
                PythonChildren.Use(interpreter, folder);
                Main(rest);
                break;
            case ["--standby", .. var rest]:
                Reserve.Wanted = true;
                Main(rest);
                break;
            default:
                Console.Error.WriteLine("usage: PyBridge.Conformance.Lane [--python INTERPRETER FOLDER] [--standby] --describe | --board PATH");
                Environment.Exit(2);
                break;
        }
    }

    /// <summary>Python keeps what it prints until it ends or flushes; .NET does so with a writer of that kind only.</summary>
    private static void BufferOutput()
    {
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.Out.Flush();
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Console.Out.Flush();
    }
}
