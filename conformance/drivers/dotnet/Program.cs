using System;

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
                Actor.Serve(board, "main", new Ending.OfProgram());
                break;
            case ["--python", var interpreter, var folder, .. var rest]:
                PythonChildren.Use(interpreter, folder);
                Main(rest);
                break;
            default:
                Console.Error.WriteLine("usage: PyBridge.Conformance.Lane [--python INTERPRETER FOLDER] --describe | --board PATH");
                Environment.Exit(2);
                break;
        }
    }
}
