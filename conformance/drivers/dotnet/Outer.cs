using System;
using System.Collections.Generic;

namespace PyBridge.Conformance.Lane;

/// <summary>What has classes of its own.</summary>
internal static class Outer
{
    /// <summary>A process class whose name has more than one part.</summary>
    public sealed class Nested : Process
    {
        public Nested(
            Delegate? target,
            string? name,
            IReadOnlyList<object?>? args,
            IReadOnlyDictionary<string, object?>? kwargs,
            bool? daemon)
            : base(target, name, args, kwargs, daemon)
        {
        }

        public Nested(
            PyBridge.Target target,
            string? name,
            IReadOnlyList<object?>? args,
            IReadOnlyDictionary<string, object?>? kwargs,
            bool? daemon)
            : base(target, name, args, kwargs, daemon)
        {
        }
    }
}
