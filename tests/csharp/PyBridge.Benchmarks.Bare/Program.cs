namespace PyBridge.Benchmarks.Bare;

internal static class Program
{
    private static int Main() => 0;
}
