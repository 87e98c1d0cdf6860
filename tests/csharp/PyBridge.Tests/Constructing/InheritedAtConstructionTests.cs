using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Constructing;

/// <summary>Numbers, automatic names, keys and daemon flags: the same program in C# and in Python.</summary>
internal sealed class InheritedAtConstructionTests : ProcessFixture
{
    [Test]
    public void Program_InFreshProcess_PrintsWhatPythonPrints(
        [Values("names", "nested-names", "renamed-parent", "key-and-daemon")] string command)
    {
        var run = HostProgram.Run(command);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(
                run.StandardOutput,
                Is.EqualTo(PythonScript.Run(PythonScript.Newest, "Constructing/constructing.py", command)));
            Assert.That(run.StandardError, Is.Empty);
        }
    }

    [Test]
    public void ObjectsOfChild_AtTheirConstruction_InheritDaemonAndKey()
    {
        var seen = InChild.See(
            Folder,
            () =>
            {
                using var inherited = new Process();
                using var free = new Process(daemon: false);
                return $"{inherited.Daemon} {free.Daemon} {inherited.AuthKey.Equals(Process.Current.AuthKey)}";
            },
            process => process.Daemon = true);
        Assert.That(seen, Is.EqualTo("True False True"));
    }

    [Test]
    public void KeyOfChild_SetBeforeStart_IsTheOneItHas()
    {
        var seen = InChild.See(
            Folder,
            () => string.Join(',', Process.Current.AuthKey.ToByteArray()),
            process => process.AuthKey = new byte[] { 1, 2, 3 });
        Assert.That(seen, Is.EqualTo("1,2,3"));
    }
}
