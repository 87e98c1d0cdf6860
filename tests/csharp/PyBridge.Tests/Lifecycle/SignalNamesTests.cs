using System.Globalization;
using System.Linq;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Lifecycle;

[TestFixture]
internal sealed class SignalNamesTests
{
    [Test]
    public void Of_EverySignal_IsAsCPythonPrintsIt()
    {
        var expected = PythonScript.Run(PythonScript.Newest, "Lifecycle/signal_names.py");
        var actual = string.Concat(Enumerable.Range(1, 64).Select(
            signal => string.Create(CultureInfo.InvariantCulture, $"{signal}\t-{SignalNames.Of(signal)}\n")));
        Assert.That(actual, Is.EqualTo(expected));
    }
}
