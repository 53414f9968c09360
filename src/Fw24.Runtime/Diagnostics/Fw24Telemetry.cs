using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Fw24.Diagnostics;

/// <summary>The names under which an app's functions report to OpenTelemetry and other listeners.</summary>
public static class Fw24Telemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    /// <remarks>
    /// Activities: one for each invocation (<c>orders-stream</c>), each publishing call (<c>publish</c>), each write of audit records
    /// (<c>store</c>) and each handled message (<c>handle</c>); the last two are linked to the invocations that published the messages.
    /// Display names and attributes follow OpenTelemetry's semantic conventions. Instruments, all with the tag <c>function</c>: the
    /// counter <c>fw24.records</c> by <c>outcome</c> (<c>published</c>, <c>handled</c>,
    /// <c>stored</c>, <c>skipped</c>, <c>parked</c>, <c>failed</c>), the counter <c>fw24.gaps</c> in audit trails by <c>state</c> (<c>opened</c>,
    /// <c>filled</c>), the counter <c>fw24.conflicts</c> of audit records that differ from the stored record of the same change, the counter
    /// <c>fw24.replaced_rows</c> of foreign rows that were overwritten at the keys of heads and gaps, the histogram <c>fw24.age</c> in seconds
    /// (of a batch's oldest change), and the histogram <c>fw24.duration</c> in seconds by <c>stage</c> (<c>prepare</c>, <c>publish</c>,
    /// <c>store</c>, <c>handle</c>).
    /// On Lambda the instruments are also written to standard output as CloudWatch metrics (Embedded Metric Format).
    /// </remarks>
    public const string Name = "Fw24";

    internal static Meter Meter { get; } = new(Name);

    /// <summary>The activity source; <see langword="null"/> if a listener threw when it was notified of it.</summary>
    internal static ActivitySource? Activities { get; } = Made(static _ => new ActivitySource(Name));


    /// <summary>Creates a source or an instrument. .NET notifies every listener of it; one that throws must not keep the functions from running.</summary>
    /// <typeparam name="T">The type of the source or instrument.</typeparam>
    /// <param name="make">Creates it.</param>
    /// <returns>The source or instrument; <see langword="null"/> if a listener threw.</returns>
    internal static T? Made<T>(Func<Meter, T> make)
        where T : class
    {
        try
        {
            return make(Meter);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
