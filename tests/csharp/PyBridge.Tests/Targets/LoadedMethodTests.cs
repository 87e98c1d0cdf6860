using System;
using System.IO;
using NUnit.Framework;
using PyBridge.Tests.Support;
using PyBridge.Wire;
using PyBridge.Worker;

namespace PyBridge.Tests.Targets;

/// <summary>What a worker loads, where the file is no longer the one that its parent has looked into.</summary>
internal sealed class LoadedMethodTests : ProcessFixture
{
    [Test]
    public void Load_OfAFileThatWasBuiltAnew_SaysSo()
    {
        var file = PathOf("Copy.dll");
        File.Copy(AcmeWorkers.Library, file);
        Assert.That(
            () => LoadedMethod.Load(new MethodLabel(file, Guid.NewGuid(), 0, 0), isApplication: false),
            Throws.TypeOf<PickleException>().With.Message.EqualTo($"{file} was built anew while it was being started from"));
    }
}
