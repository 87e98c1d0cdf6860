using System.IO;
using NUnit.Framework;
using PyBridge.Worker.Serving;

namespace PyBridge.Tests.Worker.Serving;

/// <summary>A worker for calls notices when its assembly has been replaced.</summary>
[TestFixture]
internal sealed class ServedFileTests
{
    private string _folder = string.Empty;

    private string Assembly => Path.Combine(_folder, "Wörkers.dll");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("pybridge-test-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void IsCurrent_FileThatStays_IsTrue()
    {
        File.WriteAllText(Assembly, "first");
        var file = new ServedFile(Assembly);

        Assert.That(new[] { file.IsCurrent(), file.IsCurrent() }, Is.All.True);
    }

    [Test]
    public void IsCurrent_FileThatIsReplacedByOneOfTheSameSizeAndTime_IsFalse()
    {
        File.WriteAllText(Assembly, "first");
        var file = new ServedFile(Assembly);
        _ = file.IsCurrent();
        var next = Path.Combine(_folder, "next");
        File.WriteAllText(next, "other");
        File.SetLastWriteTimeUtc(next, File.GetLastWriteTimeUtc(Assembly));
        File.Move(next, Assembly, overwrite: true);

        Assert.That(file.IsCurrent(), Is.False);
    }

    [Test]
    public void IsCurrent_FileThatIsGone_IsFalse()
    {
        File.WriteAllText(Assembly, "first");
        var file = new ServedFile(Assembly);
        _ = file.IsCurrent();
        File.Delete(Assembly);

        Assert.That(file.IsCurrent(), Is.False);
    }

    [Test]
    public void IsCurrent_FirstCall_IsTrueWhateverWasThereBefore()
    {
        File.WriteAllText(Assembly, "first");
        var file = new ServedFile(Assembly);
        File.WriteAllText(Assembly, "another one");

        Assert.That(file.IsCurrent(), Is.True, "nothing has been loaded yet");
        File.Delete(Assembly);
        file = new ServedFile(Assembly);
        Assert.That(file.IsCurrent(), Is.True, "loading it tells what is wrong");
        Assert.That(file.IsCurrent(), Is.False);
    }
}
