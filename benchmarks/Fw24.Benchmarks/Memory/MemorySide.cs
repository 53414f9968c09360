using System.Globalization;
using System.Runtime;
using Fw24.Audit.Sinks;
using Fw24.Aws;
using Fw24.Functions.Audit;
using Fw24.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fw24.Benchmarks.Memory;

/// <summary>A side of <c>memory</c>: one function, warm, which then gets one large payload.</summary>
internal static class MemorySide
{
    // Lambda's limit of an invocation's payload (Lambda quotas).
    private const int MaxPayload = 6 * 1024 * 1024;
    private const int WarmUps = 300;
    private const int WarmUpRecords = 100;

    private const string Process = "process", Audit = "audit", Floor = "floor";

    /// <summary>The names of the sides.</summary>
    public static IReadOnlyList<string> Names => [Floor, Process, Audit];

    /// <summary>Creates the largest payload of a side.</summary>
    /// <param name="side">The side.</param>
    public static byte[] Payload(string side)
    {
        var one = PayloadOf(side, WarmUpRecords).Length / WarmUpRecords;
        return PayloadOf(side, (MaxPayload / one) - 1);
    }

    /// <summary>Measures a side in this process, and prints the peak in bytes.</summary>
    /// <param name="side">The side.</param>
    /// <param name="file">The file of the payload.</param>
    public static int Measure(string side, string file)
    {
        var function = FunctionOf(side);
        var small = PayloadOf(side, WarmUpRecords);
        for (var i = 0; i < WarmUps; i++)
        {
            function(small);
        }

        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ResetPeak();
        var before = Status("VmRSS");
        function(File.ReadAllBytes(file));
        Console.WriteLine(Status("VmHWM") - before);
        return 0;
    }

    private static byte[] PayloadOf(string side, int records)
    {
        var payload = StreamPayload.Create(records);
        return side is Audit ? QueuePayload.Create(payload) : payload;
    }

    private static Action<byte[]> FunctionOf(string side)
    {
        switch (side)
        {
            case Process:
                var processor = ShipmentStream.Processor(ShipmentStream.Table(fifo: true), new Requests());
                return payload => processor.HandleAsync(payload, ShipmentStream.Context, default).AsTask().GetAwaiter().GetResult();
            case Audit:
                var (time, table) = (TimeProvider.System, ShipmentStream.Table(fifo: true));
                var sink = new CloudWatchAuditSink(new Logs(), "/audit/logs/benchmarks", "shipments-audit", "instance", time);
                var logger = new AuditLogger(Fw24BenchmarksApp.Model, table, sink, NoParking.Instance, time, NullLogger.Instance);
                return payload => logger.HandleAsync(payload, ShipmentStream.Context, default).AsTask().GetAwaiter().GetResult();
            default:
                return static payload => Benchmarks.Floor.Scan(payload);
        }
    }

    // The kernel forgets the peak (proc_pid_clear_refs).
    private static void ResetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Status(string name)
    {
        var line = File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return 1024 * long.Parse(line[(name.Length + 1)..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    /// <summary>Creates the body of each call without sending it.</summary>
    private sealed class Requests : IChangePublisher
    {
        public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(
            IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
        {
            using var form = PublishBatchCall.Write("arn:aws:sns:eu-central-1:123456789012:shipments-stream.fifo", messages);
            return new([]);
        }
    }

    /// <summary>Accepts entries, as CloudWatch Logs would.</summary>
    private sealed class Logs : ICloudWatchLogs
    {
        public ValueTask CreateLogStreamAsync(string logGroup, string logStream, CancellationToken cancellationToken) => default;

        public ValueTask<RejectedLogEvents> PutLogEventsAsync(
            string logGroup, string logStream, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken) => default;
    }
}
