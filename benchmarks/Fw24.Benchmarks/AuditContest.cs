using System.Globalization;
using System.Security.Cryptography;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Fw24.Audit.Proof;
using Fw24.Audit.Sinks;
using Fw24.Benchmarks.Seals;
using Fw24.Functions.Audit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fw24.Benchmarks;

/// <summary><c>audit</c>: from an event of the audit queue to the finished entries of its sink.</summary>
internal static class AuditContest
{
    private const int Records = 100;

    public static int Run()
    {
        var payload = QueuePayload.Create(StreamPayload.Create(Records));
        Console.WriteLine($"audit: {Records} messages of MODIFY records, {payload.Length / Records:N0} bytes each");

        using var client = new AmazonDynamoDBClient(new Amazon.Runtime.AnonymousAWSCredentials(), Amazon.RegionEndpoint.EUCentral1);
        using var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => client).ConfigureContext(static c => c.DisableFetchingTableMetadata = true).Build();
        var logs = new Logs();
        var sink = new CloudWatchAuditSink(logs, "/audit/logs/benchmarks", "shipments-audit", "instance", TimeProvider.System);
        var logger = new AuditLogger(Fw24BenchmarksApp.Model, ShipmentStream.Table(fifo: true), sink, NoParking.Instance, TimeProvider.System, NullLogger.Instance);
        var sealedTable = ShipmentStream.Table(
            fifo: true, new AuditAttribute(AuditLoggerType.Cloudwatch) { Retention = AuditRetention.OneYear, Sealed = true });
        var seals = new LatestSeals();
        var @sealed = new AuditLogger(
            Fw24BenchmarksApp.Model, sealedTable, new SealedAuditSink(sink, sealedTable, seals), NoParking.Instance, TimeProvider.System,
            NullLogger.Instance, salts: RandomNumberGenerator.Fill);
        var images = ReflectionAudit.Decode(payload, context);

        var contest = new Contest(Records);
        contest.Add(Floor.Name, () => Floor.Scan(payload));
        contest.Add("fw24", () => logger.HandleAsync(payload, ShipmentStream.Context, CancellationToken.None).AsTask().GetAwaiter().GetResult().Length);
        contest.Add(
            "fw24, sealed",
            () => @sealed.HandleAsync(payload, ShipmentStream.Context, CancellationToken.None).AsTask().GetAwaiter().GetResult().Length);
        contest.Add("reflection", () => ReflectionAudit.Run(ReflectionAudit.Decode(payload, context)));
        contest.Add("  of that: diff and entry", () => ReflectionAudit.Run(images));
        var results = contest.Run();
        if (logs.Events != logs.Calls * Records || seals.Entries != Records)
        {
            Console.Error.WriteLine("Not every message became an entry, or not in one call.");
            return 1;
        }

        var (floor, ours, reflection, diff) = (results[Floor.Name], results["fw24"], results["reflection"], results["  of that: diff and entry"]);
        var withSeals = results["fw24, sealed"];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"audit vs_reflection={reflection.Microseconds / ours.Microseconds:0.0} vs_its_diff_alone={diff.Microseconds / ours.Microseconds:0.0} vs_floor={ours.Microseconds / floor.Microseconds:0.00} alloc_bytes_per_record={ours.Bytes:0} vs_reflection_alloc={reflection.Bytes / ours.Bytes:0.0} "
            + $"sealed_vs_unsealed={withSeals.Microseconds / ours.Microseconds:0.00} sealed_alloc_bytes_per_record={withSeals.Bytes:0}"));
        return 0;
    }

    /// <summary>Accepts entries, as CloudWatch Logs would.</summary>
    private sealed class Logs : ICloudWatchLogs
    {
        public long Calls { get; private set; }

        public long Events { get; private set; }

        public ValueTask CreateLogStreamAsync(string logGroup, string logStream, CancellationToken cancellationToken) => default;

        public ValueTask<RejectedLogEvents> PutLogEventsAsync(string logGroup, string logStream, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken)
        {
            Calls++;
            Events += events.Count;
            return default;
        }
    }
}
