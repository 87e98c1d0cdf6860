using System.CommandLine;

namespace PyBridge.Conformance.Options;

/// <summary>An option that is a number within limits.</summary>
internal sealed class NumberOption : Option<int>
{
    public NumberOption(string name, string description, int standard, int least = 1, int most = int.MaxValue)
        : base(name)
    {
        Description = description;
        DefaultValueFactory = _ => standard;
        Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && (number < least || number > most))
            {
                result.AddError($"{name} is {(most == int.MaxValue ? $"at least {least}" : $"from {least} to {most}")}, not {number}.");
            }
        });
    }
}
