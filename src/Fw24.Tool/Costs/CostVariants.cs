namespace Fw24.Tool.Costs;

/// <summary>What other settings would cost.</summary>
internal static class CostVariants
{
    private const int LargestFifoBatch = 10;
    private const int Window = 5;

    /// <summary>Returns the other settings, each with the app that has them.</summary>
    public static IEnumerable<(string Name, PricedApp App)> Of(PricedApp app)
    {
        yield return ("BatchSize = 10 everywhere, and a window of 5 s where the queue is not FIFO", With(app, Batched));
        if (app.Tables.Any(static table => table.IsFifo))
        {
            yield return ("no table with Fifo = true", With(app, static table => table with { IsFifo = false }));
        }

        if (app.Tables.Any(static table => !table.IsFifo))
        {
            yield return ("Fifo = true for every table", With(app, ToFifo));
        }

        var isSealed = app.Tables.SelectMany(static table => table.Consumers).Any(static consumer => consumer.Audit is { IsSealed: true });
        yield return isSealed
            ? ("no audit with Sealed = true", With(app, static table => Sealed(table, false)))
            : ("Sealed = true for every audit", With(app, static table => Sealed(table, true)));
    }

    private static PricedApp With(PricedApp app, Func<PricedTable, PricedTable> change)
        => app with { Tables = [.. app.Tables.Select(change)] };

    private static PricedTable Batched(PricedTable table) => table with
    {
        Processor = table.Processor with { BatchSize = LargestFifoBatch, WindowSeconds = Math.Max(table.Processor.WindowSeconds, Window) },
        Consumers =
        [
            .. table.Consumers.Select(consumer => consumer with
            {
                Function = consumer.Function with
                {
                    BatchSize = LargestFifoBatch,
                    WindowSeconds = table.IsFifo ? 0 : Math.Max(consumer.Function.WindowSeconds, Window),
                },
            }),
        ],
    };

    // A FIFO queue has no window.
    private static PricedTable ToFifo(PricedTable table) => table with
    {
        IsFifo = true,
        Consumers =
        [
            .. table.Consumers.Select(static consumer => consumer with
            {
                Function = consumer.Function with { WindowSeconds = 0, BatchSize = Math.Min(
                    consumer.Function.BatchSize, LargestFifoBatch) },
            }),
        ],
    };

    private static PricedTable Sealed(PricedTable table, bool isSealed) => table with
    {
        Consumers =
        [
            .. table.Consumers.Select(consumer => consumer with
            {
                Audit = consumer.Audit is { } audit ? audit with { IsSealed = isSealed } : null,
            }),
        ],
    };
}
