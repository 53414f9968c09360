using CsCheck;

namespace Fw24.Runtime.Tests.Harness;

/// <summary>Runs a property over generated cases that are the same in each run.</summary>
internal static class Seeded
{
    /// <summary>Checks the property for the seeds from 0 to <paramref name="count"/>; a failure names its seed.</summary>
    public static void ForAll<T>(Gen<T> cases, int count, Action<T> check)
    {
        for (uint seed = 0; seed < count; seed++)
        {
            var value = cases.Generate(new PCG(seed, seed), null, out _);
            try
            {
                check(value);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed} fails for {value}: {exception.Message}", exception);
            }
        }
    }
}
