using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Fw24.Audit;
using Fw24.Changes.Reading;
using Fw24.Functions.Audit;
using Fw24.Functions.Queues;
using Fw24.Functions.Streams;
using Fw24.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fw24.Benchmarks;

/// <summary><c>bdn</c>: the stages of the hot paths in BenchmarkDotNet. A figure is for 100 records.</summary>
[MemoryDiagnoser]
public class StreamBenchmarks
{
    private readonly byte[] _stream = StreamPayload.Create(100);
    private readonly StreamProcessor _processor = ShipmentStream.Processor(ShipmentStream.Table(fifo: true), new NullTopic());
    private readonly AuditLogger _logger = new(Fw24BenchmarksApp.Model, ShipmentStream.Table(fifo: true), new NullSink(), NoParking.Instance, TimeProvider.System, NullLogger.Instance);
    private byte[] _queue = [];

    internal static int Run(string[] args)
    {
        // Runs in this process: it measures the existing build and needs no other.
        var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        return BenchmarkSwitcher.FromTypes([typeof(StreamBenchmarks)]).Run(args.Length == 0 ? ["--filter", "*"] : args, config).Any() ? 0 : 1;
    }

    [GlobalSetup]
    public void MakeQueueEvent() => _queue = QueuePayload.Create(_stream);

    [Benchmark(Baseline = true)]
    public object? TokenScan() => Floor.Scan(_stream);

    [Benchmark]
    public int ReadStreamEvent() => StreamBatch.Read(_stream).Count;

    [Benchmark]
    public Shipment? DecodeTyped() => DecodeContest.Typed(_stream);

    [Benchmark]
    public int ProcessStreamEvent() => _processor.HandleAsync(_stream, ShipmentStream.Context, CancellationToken.None).AsTask().GetAwaiter().GetResult().Length;

    [Benchmark]
    public int ReadQueueEvent() => QueueBatch.Read(_queue).Count;

    [Benchmark]
    public int AuditQueueEvent() => _logger.HandleAsync(_queue, ShipmentStream.Context, CancellationToken.None).AsTask().GetAwaiter().GetResult().Length;

    private sealed class NullTopic : IChangePublisher
    {
        public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken) => new([]);
    }

    private sealed class NullSink : IAuditSink
    {
        public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken) => new([]);
    }
}
