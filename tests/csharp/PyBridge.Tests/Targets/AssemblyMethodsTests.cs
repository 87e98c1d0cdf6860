using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using NUnit.Framework;
using PyBridge.Calls.Overloads;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Targets;

/// <summary>The reader of metadata alone: what it tells of methods that it has not loaded.</summary>
[TestFixture]
internal sealed class AssemblyMethodsTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static string Library => AcmeWorkers.Library;

    [Test]
    public void Find_AnyMethod_TellsWhatReflectionTells()
    {
        var context = new AssemblyLoadContext("read by reflection", isCollectible: true);
        context.Resolving += (self, name) =>
            self.LoadFromAssemblyPath(Path.Combine(Path.GetDirectoryName(Library)!, $"{name.Name}.dll"));
        using var reader = new AssemblyMethods(Library);
        try
        {
            var assembly = context.LoadFromAssemblyPath(Library);
            Assert.That(reader.VersionId, Is.EqualTo(assembly.ManifestModule.ModuleVersionId));
            var methods = assembly.GetExportedTypes()
                .SelectMany(type => type.GetMethods(Declared))
                .Where(method => !method.IsSpecialName && method.DeclaringType!.Name != "Overloads+Generics`1")
                .ToArray();
            Assert.That(methods, Has.Length.GreaterThan(60));
            using (Assert.EnterMultipleScope())
            {
                foreach (var method in methods)
                {
                    var found = reader.Find($"{method.DeclaringType!.FullName}.{method.Name}")
                        .Find(shape => shape.Token == method.MetadataToken);
                    Assert.That(found, Is.Not.Null, method.ToString());
                    Assert.That(Tell(found!), Is.EqualTo(Tell(method)), method.ToString());
                }
            }
        }
        finally
        {
            context.Unload();
        }
    }

    [Test]
    public void Find_Overloads_AreAllThere() => Assert.That(
        Show("Acme.Overloads.Take"),
        Is.EquivalentTo(new[]
        {
            "Take(System.String report, System.Int32 value)",
            "Take(System.String report, System.Int64 value)",
            "Take(System.String report, System.Double value)",
            "Take(System.String report, System.String value)",
            "Take(System.String report, System.Object value)",
            "Take(System.String report, System.Int32 value, System.String text)",
        }));

    [TestCase("Acme.Overloads.Nested.Inner")]
    [TestCase("Acme.Overloads+Nested.Inner")]
    [TestCase("Acme.Overloads.Nested.OnInstance")]
    [TestCase("Acme.Overloads.Nested.Virtual")]
    public void Find_MethodOfNestedType_FindsItOnce(string name) =>
        Assert.That(Show(name), Is.EqualTo(new[] { $"{name[(name.LastIndexOf('.') + 1)..]}(System.String report)" }));

    [Test]
    public void Find_ParamsAndDefaults_TellsThem()
    {
        using var reader = new AssemblyMethods(Library);
        Assert.That(reader.Find("Acme.Workers.Sum")[0].Parameters[1].CollectsRest, Is.True);
        Assert.That(
            reader.Find("Acme.Workers.Resize").Find(method => method.Parameters.Length == 5)!
                .Parameters.Select(parameter => parameter.IsOptional),
            Is.EqualTo(new[] { false, false, true, true, true }));
    }

    [TestCase("Acme.Overloads.Generic", "it is generic, and nothing tells its type arguments")]
    [TestCase("Acme.Overloads.Generics`1.Take", "its type is generic, and nothing tells the type arguments")]
    [TestCase("Acme.Overloads.Unmakeable.OnInstance", "it is an instance method, and its type is abstract or has no public constructor without parameters")]
    public void Find_MethodThatCannotBeCalled_SaysWhy(string name, string reason)
    {
        using var reader = new AssemblyMethods(Library);
        Assert.That(reader.Find(name).Single().Obstacle, Is.EqualTo(reason));
    }

    [TestCase("Acme.Overloads.Reference", "passed by reference: what is written to it would be lost")]
    [TestCase("Acme.Overloads.OnStack", "a ref struct, which lives on one stack alone")]
    [TestCase("Acme.Overloads.OnStackOfItsOwn", "a ref struct, which lives on one stack alone")]
    [TestCase("Acme.Overloads.Pointer", "a pointer, which means nothing in another process")]
    [TestCase("Acme.Overloads.Code", "code, which values cannot become")]
    public void Find_ParameterThatCannotBeGiven_SaysWhy(string name, string reason)
    {
        using var reader = new AssemblyMethods(Library);
        Assert.That(reader.Find(name).Single().Parameters[0].Obstacle, Is.EqualTo(reason));
    }

    [TestCase("Acme.Workers.Resise", "has no method 'Resise'; its public methods are ")]
    [TestCase("Acme.Workers.Hidden", "that is public; it has one that is not")]
    [TestCase("Acme.Werkers.Resize", "has no type 'Acme.Werkers'; its public types are Acme.")]
    [TestCase("acme.workers.Resize", "has no type 'acme.workers'; it has Acme.Workers")]
    [TestCase("Workers.Resize", "has no type 'Workers'; it has Acme.Workers")]
    [TestCase("Resize", "'Resize' does not name a method: Namespace.Type.Method is wanted")]
    [TestCase("Acme.Workers.", "'Acme.Workers.' does not name a method: Namespace.Type.Method is wanted")]
    [TestCase(".Resize", "'.Resize' does not name a method: Namespace.Type.Method is wanted")]
    public void Find_MissingName_SaysWhatThereIs(string name, string expected)
    {
        using var reader = new AssemblyMethods(Library);
        var exception = Assert.Throws<TargetNotFoundException>(() => reader.Find(name))!;
        Assert.That(exception.PythonType, Is.EqualTo("AttributeError"));
        Assert.That(exception.Message, Does.Contain(expected));
    }

    [Test]
    public void Constructor_WithFileThatIsNoAssembly_Throws()
    {
        var file = Path.GetTempFileName();
        try
        {
            foreach (var content in new[] { [], "text"u8.ToArray(), [0x4D, 0x5A, .. new byte[200]] })
            {
                File.WriteAllBytes(file, content);
                var exception = Assert.Throws<TargetNotFoundException>(() => new AssemblyMethods(file))!;
                Assert.That(exception.PythonType, Is.EqualTo("ImportError"));
            }

            Assert.That(OpenFiles(), Does.Not.Contain(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void Constructor_WithoutAnAssembly_SaysWhy()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var module = Path.Combine(folder, "Module.netmodule");
        var native = Path.Combine(folder, "native.dll");
        var missing = Path.Combine(folder, "Missing.dll");
        File.WriteAllBytes(module, Image(withAssembly: false));
        File.WriteAllBytes(native, WithoutCode(Image(withAssembly: true)));
        try
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Refusal(module), Is.EqualTo($"{module} is not a .NET assembly: it is a module without an assembly"));
                Assert.That(Refusal(native), Is.EqualTo($"{native} is not a .NET assembly: it holds no code of .NET"));
                Assert.That(Refusal(folder), Is.EqualTo($"{folder} is not a .NET assembly: it is a folder"));
                Assert.That(Refusal(missing), Is.EqualTo($"No such assembly file: '{missing}'"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Constructor_WithFileThatMayNotBeRead_SaysSo()
    {
        var file = Path.GetTempFileName();
        File.SetUnixFileMode(file, UnixFileMode.None);
        try
        {
            // Root may read it, too, unless it gives that up.
            string[] command = [HostProgram.DotNet, Path.Combine(HostProgram.Folder, "PyBridge.Tests.Host.dll"), "method", file, "A.B.C"];
            var run = Environment.IsPrivilegedProcess
                ? ProgramRun.Of("setpriv", ["--bounding-set=-dac_override,-dac_read_search", .. command])
                : ProgramRun.Of(command[0], command[1..]);
            Assert.That(run.StandardError, Does.Contain($"The assembly file may not be read: '{file}'"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void Find_InAnAssemblyThatPassesTheTypeOn_SaysToWhich()
    {
        using var reader = new AssemblyMethods(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "System.Runtime.dll"));
        Assert.That(
            () => reader.Find("System.Math.Sqrt"),
            Throws.TypeOf<TargetNotFoundException>().With.Message.EndsWith(
                "has no type 'System.Math'; it passes that on to System.Private.CoreLib: name the file of this one"));
        Assert.That(
            () => reader.Find("No.Such.Method"),
            Throws.TypeOf<TargetNotFoundException>().With.Message.EndsWith(
                "has no type 'No.Such'; it has no public types of its own, and passes on those of other assemblies"));
    }

    [Test]
    public void Find_InATypeWithoutPublicMethods_SaysSo()
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, Image(withAssembly: true));
        try
        {
            using var reader = new AssemblyMethods(file);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(
                    () => reader.Find("No.Such.Method"),
                    Throws.TypeOf<TargetNotFoundException>().With.Message.Contains(
                        "it has no public types; was it built with its sources? `dotnet build -o` with a folder above the project leaves them out"));
                Assert.That(
                    () => reader.Find("Empty.Type.Method"),
                    Throws.TypeOf<TargetNotFoundException>().With.Message.Contains("it has no public methods"));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void Dispose_LeavesNoFileOpen()
    {
        new AssemblyMethods(Library).Dispose();
        Assert.That(OpenFiles(), Does.Not.Contain(Library));
    }

    private static List<string> Show(string name)
    {
        using var reader = new AssemblyMethods(Library);
        return reader.Find(name).ConvertAll(method => method.ToString());
    }

    private static string Tell(MethodShape method) => $"{method.Name}: " + string.Join(
        ", ",
        method.Parameters.Select(parameter =>
            $"{parameter.Shape.Name} {parameter.Name} {parameter.IsOptional} {parameter.CollectsRest} {parameter.Shape.IsByReference}"));

    private static string Tell(MethodInfo method) => $"{method.Name}: " + string.Join(
        ", ",
        method.GetParameters().Select(parameter =>
            $"{NameOf(parameter.ParameterType)} {parameter.Name} {parameter.IsOptional} "
            + $"{parameter.IsDefined(typeof(ParamArrayAttribute))} {parameter.ParameterType.IsByRef}"));

    /// <summary>The reader has no names for type parameters: it counts them.</summary>
    private static string NameOf(Type type) =>
        type.IsByRef ? NameOf(type.GetElementType()!)
        : type.IsGenericParameter ? $"T{type.GenericParameterPosition}"
        : type.IsConstructedGenericType && type.ContainsGenericParameters
            ? $"{type.GetGenericTypeDefinition().FullName}[{string.Join(',', type.GetGenericArguments().Select(NameOf))}]"
        : type.ToString();

    private static string Refusal(string file) =>
        Assert.Throws<TargetNotFoundException>(() => new AssemblyMethods(file).Dispose())!.Message;

    /// <summary>The smallest file with one internal type, <c>Empty.Type</c>, that has no methods.</summary>
    private static byte[] Image(bool withAssembly)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("Empty"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        if (withAssembly)
        {
            metadata.AddAssembly(metadata.GetOrAddString("Empty"), new Version(1, 0), default, default, default, AssemblyHashAlgorithm.None);
        }

        var (field, method) = (MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, field, method);
        metadata.AddTypeDefinition(
            TypeAttributes.NotPublic, metadata.GetOrAddString("Empty"), metadata.GetOrAddString("Type"), default, field, method);
        var builder = new ManagedPEBuilder(
            new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll), new MetadataRootBuilder(metadata), new BlobBuilder());
        var image = new BlobBuilder();
        builder.Serialize(image);
        return image.ToArray();
    }

    /// <summary>The file as if it were one of native code: without the entry that leads to the header of .NET.</summary>
    private static byte[] WithoutCode(byte[] image)
    {
        using var reader = new PEReader(new MemoryStream(image));
        var directories = reader.PEHeaders.PEHeaderStartOffset + (reader.PEHeaders.PEHeader!.Magic == PEMagic.PE32 ? 96 : 112);
        image.AsSpan(directories + (14 * 8), 8).Clear();
        return image;
    }

    private static string?[] OpenFiles() =>
        Directory.GetFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget).ToArray();
}
