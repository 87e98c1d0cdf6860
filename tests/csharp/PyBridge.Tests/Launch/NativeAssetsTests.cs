using System.IO;
using NUnit.Framework;
using PyBridge.Launch;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Launch;

[TestFixture]
internal sealed class NativeAssetsTests : ProcessFixture
{
    private string Assembly => Path.Combine(Folder, "Plugin.dll");

    [Test]
    public void LieBeside_WithNothingBeside_IsFalse() => Assert.That(NativeAssets.LieBeside([Assembly]), Is.False);

    [TestCase("libacme.so")]
    [TestCase("libacme.so.1")]
    public void LieBeside_WithLibraryBeside_IsTrue(string name)
    {
        File.WriteAllText(Path.Combine(Folder, name), "");
        Assert.That(NativeAssets.LieBeside([Assembly]), Is.True);
    }

    [Test]
    public void LieBeside_WithFolderOfPackages_IsTrue()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "runtimes"));
        Assert.That(NativeAssets.LieBeside([Assembly]), Is.True);
    }

    [Test]
    public void LieBeside_InFolderThatIsGone_IsTrue() =>
        Assert.That(NativeAssets.LieBeside([Path.Combine(Folder, "gone", "Plugin.dll")]), Is.True);
}
