using System.IO;
using System.Runtime.InteropServices;
using NUnit.Framework;
using PyBridge.Calls.Packages;

namespace PyBridge.Tests.Targets;

/// <summary>Which file of a package a library's deps.json means.</summary>
[TestFixture]
public sealed class PackageAssetsTests
{
    private const string Manifest = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
          "targets": {
            ".NETCoreApp,Version=v10.0": {
              "Library/1.0.0": { "runtime": { "Library.dll": {} } },
              "Acme.Tools/2.0.0": {
                "runtime": { "lib/net8.0/Acme.Tools.dll": {} },
                "resources": { "lib/net8.0/de/Acme.Tools.resources.dll": { "locale": "de" } },
                "runtimeTargets": {
                  "runtimes/win/lib/net8.0/Acme.Tools.dll": { "rid": "win", "assetType": "runtime" },
                  "runtimes/unix/lib/net8.0/Acme.Tools.dll": { "rid": "unix", "assetType": "runtime" },
                  "runtimes/linux-ARCH/native/libacme.so": { "rid": "linux-ARCH", "assetType": "native" },
                  "runtimes/linux/native/libacme.so": { "rid": "linux", "assetType": "native" }
                }
              }
            }
          },
          "libraries": {
            "Library/1.0.0": { "type": "project" },
            "Acme.Tools/2.0.0": { "type": "package", "path": "acme.tools/2.0.0" }
          }
        }
        """;

    private string _folder = "";
    private string _package = "";
    private string _library = "";

    [SetUp]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("pybridge-test-").FullName;
        _package = Path.Combine(_folder, "packages", "acme.tools", "2.0.0");
        _library = Path.Combine(_folder, "Library.dll");
        string architecture = RuntimeInformation.RuntimeIdentifier[(RuntimeInformation.RuntimeIdentifier.LastIndexOf('-') + 1)..];
        WriteManifest(Manifest.Replace("ARCH", architecture, System.StringComparison.Ordinal));
        File.WriteAllText(
            Path.Combine(_folder, "nuget.config"),
            "<configuration><fallbackPackageFolders><add key='here' value='packages' /></fallbackPackageFolders></configuration>");
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void FindAssembly_ForThisSystem_ComesBeforeTheOneForAll()
    {
        PackageAssets assets = PackageAssets.Of(_library);
        Assert.That(assets.FindAssembly("Acme.Tools", ""), Is.Null);

        string general = Touch("lib/net8.0/Acme.Tools.dll");
        Touch("runtimes/win/lib/net8.0/Acme.Tools.dll");
        Assert.That(assets.FindAssembly("acme.tools", ""), Is.EqualTo(general));

        string unix = Touch("runtimes/unix/lib/net8.0/Acme.Tools.dll");
        Assert.That(assets.FindAssembly("Acme.Tools", ""), Is.EqualTo(unix));
    }

    [Test]
    public void FindAssembly_OfACulture_IsThatOfTheCulture()
    {
        string german = Touch("lib/net8.0/de/Acme.Tools.resources.dll");

        PackageAssets assets = PackageAssets.Of(_library);

        Assert.That(assets.FindAssembly("Acme.Tools.resources", "de"), Is.EqualTo(german));
        Assert.That(assets.FindAssembly("Acme.Tools.resources", "fr"), Is.Null);
    }

    [Test]
    public void FindNativeLibrary_OfSeveral_IsTheNarrowest()
    {
        PackageAssets assets = PackageAssets.Of(_library);
        string linux = Touch("runtimes/linux/native/libacme.so");
        Assert.That(assets.FindNativeLibrary(["acme.so", "libacme.so"]), Is.EqualTo(linux));

        File.Delete(linux);
        Assert.That(assets.FindNativeLibrary(["libacme.so"]), Is.Null);
        Assert.That(assets.FindNativeLibrary(["Acme.Tools.dll"]), Is.Null);
    }

    [Test]
    public void PackageOf_Assembly_IsThePackageThatListsIt()
    {
        PackageAssets assets = PackageAssets.Of(_library);

        Assert.That(assets.PackageOf("Acme.Tools"), Is.EqualTo("Acme.Tools/2.0.0"));
        Assert.That(assets.PackageOf("Library"), Is.Null);
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{ "runtimeTarget": { "name": "x" }, "targets": {}, "libraries": {} }""")]
    [TestCase("""{ "runtimeTarget": { "name": 7 }, "targets": [], "libraries": 7 }""")]
    public void Of_DamagedManifest_HasNothing(string manifest)
    {
        WriteManifest(manifest);

        Assert.That(PackageAssets.Of(_library).FindAssembly("Acme.Tools", ""), Is.Null);
    }

    private string Touch(string file)
    {
        string path = Path.Combine(_package, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }

    private void WriteManifest(string text) => File.WriteAllText(Path.ChangeExtension(_library, ".deps.json"), text);
}
