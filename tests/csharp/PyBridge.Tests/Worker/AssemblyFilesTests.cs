using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;
using PyBridge.Worker;

namespace PyBridge.Tests.Worker;

[TestFixture]
internal sealed class AssemblyFilesTests : ProcessFixture
{
    private string Assembly => Path.Combine(Folder, "Plugin.dll");

    [Test]
    public void HaveNativeAssets_WithNothingBeside_IsFalse() => Assert.That(AssemblyFiles.HaveNativeAssets([Assembly]), Is.False);

    [TestCase("libacme.so")]
    [TestCase("libacme.so.1")]
    public void HaveNativeAssets_WithLibraryBeside_IsTrue(string name)
    {
        File.WriteAllText(Path.Combine(Folder, name), "");
        Assert.That(AssemblyFiles.HaveNativeAssets([Assembly]), Is.True);
    }

    [Test]
    public void HaveNativeAssets_WithFolderOfPackages_IsTrue()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "runtimes"));
        Assert.That(AssemblyFiles.HaveNativeAssets([Assembly]), Is.True);
    }

    [Test]
    public void HaveNativeAssets_InFolderThatIsGone_IsTrue() =>
        Assert.That(AssemblyFiles.HaveNativeAssets([Path.Combine(Folder, "gone", "Plugin.dll")]), Is.True);
}
