using System.Globalization;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>The seeds of the fuzz tests.</summary>
/// <remarks>
/// <c>FW24_FUZZ_SEEDS</c> is the number of inputs of all readers together (100,000 by default), <c>FW24_FUZZ_FIRST</c> the first seed (0 by
/// default), and <c>FW24_FUZZ_SEED</c> selects a single one, such as one that failed.
/// </remarks>
internal static class FuzzSeeds
{
    private const int Default = 100_000;

    /// <summary>Gets the seeds of one of several tests that share them.</summary>
    /// <param name="sharers">The number of tests.</param>
    public static IEnumerable<int> Share(int sharers)
        => Variable("FW24_FUZZ_SEED") is { } seed ? [seed] : Enumerable.Range(Variable("FW24_FUZZ_FIRST") ?? 0, (Variable("FW24_FUZZ_SEEDS") ?? Default) / sharers);

    private static int? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
