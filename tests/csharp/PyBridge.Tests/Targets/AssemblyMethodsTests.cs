using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
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

    [TestCase("Acme.Overloads.Generic", "it is generic")]
    [TestCase("Acme.Overloads.Unmakeable.OnInstance", "public constructor without parameters")]
    public void Find_MethodThatCannotBeCalled_SaysWhy(string name, string reason)
    {
        using var reader = new AssemblyMethods(Library);
        Assert.That(reader.Find(name).Single().Obstacle, Does.Contain(reason));
    }

    [TestCase("Acme.Overloads.Reference", "passed by reference")]
    [TestCase("Acme.Overloads.OnStack", "a ref struct")]
    [TestCase("Acme.Overloads.Pointer", "a pointer")]
    public void Find_ParameterThatCannotBeGiven_SaysWhy(string name, string reason)
    {
        using var reader = new AssemblyMethods(Library);
        Assert.That(reader.Find(name).Single().Parameters[0].Obstacle, Does.Contain(reason));
    }

    [TestCase("Acme.Workers.Resise", "has no method 'Resise'; its public methods are ")]
    [TestCase("Acme.Workers.Hidden", "that is public; it has one that is not")]
    [TestCase("Acme.Werkers.Resize", "has no type 'Acme.Werkers'; its public types are Acme.")]
    [TestCase("acme.workers.Resize", "has no type 'acme.workers'; it has Acme.Workers")]
    [TestCase("Workers.Resize", "has no type 'Workers'; it has Acme.Workers")]
    [TestCase("Resize", "does not name a method")]
    [TestCase("Acme.Workers.", "does not name a method")]
    [TestCase(".Resize", "does not name a method")]
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

    private static string?[] OpenFiles() =>
        Directory.GetFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget).ToArray();
}
