namespace Fw24.Runtime.Tests;

/// <summary>Measures what code allocates on the calling thread.</summary>
internal static class Allocated
{
    /// <summary>The least of several runs, after some that are not counted.</summary>
    /// <remarks>A collection may empty the shared pools, and the next run then fills them again: that is not the code's own allocation.</remarks>
    public static long By(Action run)
    {
        for (var i = 0; i < 5; i++)
        {
            run();
        }

        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
