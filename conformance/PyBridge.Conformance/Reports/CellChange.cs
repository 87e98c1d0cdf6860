namespace PyBridge.Conformance.Reports;

/// <summary>What became of one scenario on one lane from one run to another.</summary>
/// <param name="Scenario">The scenario's id.</param>
/// <param name="Lane">The lane's name.</param>
/// <param name="Kind">In what way it changed.</param>
/// <param name="Before">The verdict of the earlier run; <see langword="null"/> if it was not played there.</param>
/// <param name="After">The verdict of the later run; <see langword="null"/> if it was not played there.</param>
internal sealed record CellChange(string Scenario, string Lane, CellChange.How Kind, string? Before, string? After)
{
    /// <summary>The ways to change, the most urgent first.</summary>
    public enum How
    {
        /// <summary>It passed, and fails.</summary>
        Broken,

        /// <summary>It failed, and passes.</summary>
        Mended,

        /// <summary>Another verdict, as good or as bad as the one before.</summary>
        Changed,

        /// <summary>The same verdict, but another answer or another difference.</summary>
        AnotherAnswer,

        /// <summary>Only the later run has it.</summary>
        New,

        /// <summary>Only the earlier run has it.</summary>
        Gone,
    }
}
