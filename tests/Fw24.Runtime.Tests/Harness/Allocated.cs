namespace Fw24.Runtime.Tests.Harness;

/// <summary>Measures the allocations of code on the calling thread.</summary>
internal static class Allocated
{
    /// <summary>Gets the minimum of several runs after warm-up runs.</summary>
    /// <remarks>
    /// A collection may empty the shared pools, and tests that run in parallel take from them; a run then refills them. Those allocations are
    /// not the code's own, so one run without them among many is enough.
    /// </remarks>
    public static long By(Action run)
    {
        for (var i = 0; i < 5; i++)
        {
            run();
        }

        var least = long.MaxValue;
        for (var i = 0; i < 25; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
