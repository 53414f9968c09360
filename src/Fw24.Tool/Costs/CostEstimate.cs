namespace Fw24.Tool.Costs;

/// <summary>
/// Estimates what an app's pipeline costs in a month of 30 days: from the table's stream on, without the tables themselves.
/// </summary>
/// <param name="load">What it has to do.</param>
/// <param name="prices">The prices.</param>
internal sealed class CostEstimate(Load load, PriceTable prices)
{
    private const int DaysPerMonth = 30;
    private const double SecondsPerDay = 86_400;

    // SNS and SQS charge each begun 64 KB as a request.
    private const double ChunkKilobytes = 64;
    private const int MaxBatch = 10;

    // Lambda polls a shard four times a second, and a queue with five long polls of 20 seconds side by side.
    private const double StreamPollSeconds = 0.25;
    private const double QueuePollsPerMonth = 5 * SecondsPerDay / 20 * DaysPerMonth;

    // What a message has besides images.
    private const double EnvelopeKilobytes = 1;

    // Assumed of stream processors and audit loggers: a call of AWS for each batch, and the work on each record.
    private const double CallMilliseconds = 15;
    private const double RecordMilliseconds = 1;

    // docs/proof.md: tiles of a million records, writes of a run, runs a day.
    private const double TilesPerRecord = 0.008;
    private const double WritesPerRun = 8;
    private const double RunsPerDay = 288;

    private readonly List<CostLine> _lines = [];

    private double Changes => load.ChangesPerDay * DaysPerMonth;

    private double MessageKilobytes => (2 * load.ItemKilobytes) + EnvelopeKilobytes;

    /// <summary>Estimates an app.</summary>
    public static IReadOnlyList<CostLine> Of(PricedApp app, Load load, PriceTable prices)
    {
        var estimate = new CostEstimate(load, prices);
        foreach (var table in app.Tables)
        {
            estimate.Add(table);
        }

        if (app.Tables.Any(static table => table.Consumers.Any(static consumer => consumer.Audit is { IsSealed: true })))
        {
            estimate.AddSealer();
        }

        estimate._lines.Add(new CostLine(null, "alarms", "alarms", app.Alarms, app.Alarms * prices.AlarmMonth));
        return estimate._lines;
    }

    private void Add(PricedTable table)
    {
        var batch = BatchOf(table.Processor, StreamPollSeconds);
        AddFunction(table.Name, "stream processor", table.Processor, Changes / batch, CallMilliseconds + (RecordMilliseconds * batch));
        AddTopic(table, Math.Min(batch, MaxBatch));
        foreach (var consumer in table.Consumers)
        {
            AddConsumer(table, consumer);
        }
    }

    private void AddTopic(PricedTable table, double batch)
    {
        // A call takes up to ten messages.
        var requests = Changes / batch * Math.Ceiling(batch * MessageKilobytes / ChunkKilobytes);
        Add(table.Name, "topic", "publish requests", requests, table.IsFifo ? prices.SnsFifoPublishes : prices.SnsPublishes);
        if (table.IsFifo)
        {
            var gigabytes = Changes * MessageKilobytes / 1e6;
            AddEach(table.Name, "topic", "GB published", gigabytes, prices.SnsFifoPublishedGigabyte);
            Add(table.Name, "topic", "deliveries", Changes * table.Consumers.Count, prices.SnsFifoDeliveries);
            AddEach(table.Name, "topic", "GB delivered", gigabytes * table.Consumers.Count, prices.SnsFifoDeliveredGigabyte);
        }
    }

    private void AddConsumer(PricedTable table, PricedConsumer consumer)
    {
        var stage = consumer.Audit is null ? consumer.Function.Name : "audit logger";
        var batch = BatchOf(consumer.Function, 0);
        var invocations = Changes / batch;
        var chunks = Math.Ceiling(MessageKilobytes / ChunkKilobytes);

        // Each message is sent; batches of up to ten are received and deleted.
        var requests = (Changes * chunks) + (2 * Changes / Math.Min(batch, MaxBatch)) + QueuePollsPerMonth;
        Add(table.Name, stage, "queue requests", requests, table.IsFifo ? prices.SqsFifoRequests : prices.SqsRequests);
        var milliseconds = consumer.Audit is null ? load.HandlerMilliseconds * batch : CallMilliseconds + (RecordMilliseconds * batch);
        AddFunction(table.Name, stage, consumer.Function, invocations, milliseconds);
        if (consumer.Audit is { } audit)
        {
            AddAudit(table.Name, audit, invocations);
        }
    }

    private void AddAudit(string table, PricedAudit audit, double invocations)
    {
        if (audit.Table is null)
        {
            AddEach(table, "audit records", "GB ingested by logs", Changes * load.RecordKilobytes / 1e6, prices.LogsIngestedGigabyte);
        }
        else
        {
            // docs/operate/baseline.md: the record, the head of its trail, and an entry of each index.
            var units = Math.Ceiling(load.RecordKilobytes + 0.4) + 1 + audit.Indexes;
            Add(table, "audit records", "write units", Changes * units, prices.DynamoDbWrites);
        }

        if (audit.IsSealed)
        {
            Add(table, "seals", "objects written", invocations + (Changes * TilesPerRecord), prices.S3Writes);
            Add(table, "seals", "objects read", invocations, prices.S3Reads);
        }
    }

    private void AddSealer()
    {
        var runs = RunsPerDay * DaysPerMonth;
        Add(null, "seals", "objects written", runs * WritesPerRun, prices.S3Writes);
        Add(null, "seals", "signatures", runs, prices.KmsSignatures);
        AddEach(null, "seals", "keys", 1, prices.KmsKeyMonth);
    }

    private void AddFunction(string table, string stage, PricedFunction function, double invocations, double milliseconds)
    {
        Add(table, stage, "invocations", invocations, prices.LambdaRequests);
        var gigabyteSeconds = invocations * milliseconds / 1_000 * function.MemoryMegabytes / 1_024;
        AddEach(
            table,
            stage,
            "GB-seconds",
            gigabyteSeconds,
            function.IsArm ? prices.LambdaGigabyteSecondArm : prices.LambdaGigabyteSecondX86);
    }

    // Evenly spread changes fill a batch only as far as they arrive in its window.
    private double BatchOf(PricedFunction function, double pollSeconds)
        => Math.Clamp(load.ChangesPerDay / SecondsPerDay * Math.Max(function.WindowSeconds, pollSeconds), 1, function.BatchSize);

    private void Add(string? table, string stage, string what, double units, decimal perMillion)
        => AddEach(table, stage, what, units, perMillion / 1_000_000);

    private void AddEach(string? table, string stage, string what, double units, decimal price)
        => _lines.Add(new CostLine(table, stage, what, units, (decimal)units * price));
}
