using System.Linq;
using System.Threading.Tasks;
using NUnit.Framework;

namespace PyBridge.Conformance.Tests;

internal sealed class CommandLineTests
{
    [TestCase("--scenario M01 --lanes dotnet", "--lanes")]
    [TestCase("--json --pretty", "--pretty")]
    [TestCase("--fast", "--fast")]
    [TestCase("record --lane python-spawn --recorded", "--recorded")]
    [TestCase("random --lane dotnet --pythons 3.13", "--pythons")]
    [TestCase("random --scenario M01", "--scenario")]
    [TestCase("compare a.json b.json --all", "--all")]
    [TestCase("page a.json a.html --dark", "--dark")]
    public void Parse_OptionThatIsNone_IsRefusedByItsName(string line, string option) =>
        Assert.That(Errors(line), Has.Some.Contains(option));

    [TestCase("--jobs 0", "--jobs is at least 1, not 0")]
    [TestCase("--repeat 0", "--repeat is at least 1, not 0")]
    [TestCase("--limit -5", "--limit is at least 1, not -5")]
    [TestCase("--priority 4", "--priority is from 1 to 3, not 4")]
    [TestCase("--jobs many", "many")]
    [TestCase("--json /there/is/none/a.json", "there is no folder /there/is/none")]
    public void Parse_ValueThatCannotBe_IsRefused(string line, string said) =>
        Assert.That(Errors(line), Has.Some.Contains(said));

    [TestCase("--scenario M01 M02* --area members --lane dotnet python-spawn@3.13.0 --python 3.13 --jobs 3 --verbose")]
    [TestCase("record --method spawn fork --repeat 2")]
    [TestCase("random --python 3.13 --lane pybridge-native --seed 7 --minutes 0.5")]
    [TestCase("compare a.json b.json")]
    public void Parse_WhatThereIs_IsTaken(string line) => Assert.That(Errors(line), Is.Empty);

    [TestCase("--fast")]
    [TestCase("random --lane nobody")]
    [TestCase("--scenario M01 ZZ --list")]
    [TestCase("--all nobody --list")]
    [TestCase("compare /none/a.json /none/b.json")]
    public async Task RunAsync_WhatCannotBe_EndsWithTwo(string line) =>
        Assert.That(await CommandLine.RunAsync(line.Split(' ')), Is.EqualTo(CommandLine.CannotTell));

    private static string[] Errors(string line) =>
        [.. CommandLine.Parse(line.Split(' ')).Errors.Select(error => error.Message)];
}
