using System.Diagnostics.Metrics;
using System.Text;
using Fw24.Audit;
using Fw24.Diagnostics;
using Fw24.Functions.Seals;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Runtime.Tests.Harness;
using Fw24.Seals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Seals;

public sealed class SealFunctionTests : IDisposable
{
    private static int s_functions;

    // Other tests run concurrently.
    private readonly string _name = $"seal-{Interlocked.Increment(ref s_functions)}";
    private readonly FakeTimeProvider _time = new(AuditTable.Start);
    private readonly MemorySealStore _store;
    private readonly RecordingLogger<SealFunction> _log = new();
    private readonly MeterListener _listener = new();
    private readonly List<string> _measured = [];
    private readonly LocalSigner _signer = new();

    public SealFunctionTests()
    {
        _store = new MemorySealStore { Time = new FakeTimeProvider(AuditTable.Start.AddSeconds(-42)) };
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Fw24Telemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task It_seals_what_is_pending_and_measures_how_long_that_waited()
    {
        await AddAsync("pending/1");
        Assert.Equal("""{"batchItemFailures":[]}""", await InvokeAsync());

        Assert.Equal(["fw24.records 1", "fw24.seal.lag 42"], _measured);
        Assert.Equal($"Information: {_name} r-1: 1 entries sealed in 1 rounds; orders-log has 2", Assert.Single(_log.Lines));

        // Nothing is pending: the lag is zero, which shows that the function runs.
        _measured.Clear();
        await InvokeAsync();
        Assert.Equal(["fw24.seal.lag 0"], _measured);
    }

    [Fact]
    public async Task What_is_no_entry_is_reported_each_time_and_counts_as_waiting()
    {
        _store.Objects["pending/x"] = "hello"u8.ToArray();
        await InvokeAsync();
        await InvokeAsync();

        Assert.Equal(["fw24.seal.lag 42", "fw24.seal.lag 42"], _measured);
        var refusal = $"Error: {_name} r-1: 1 pending objects are not entries of this version and are not sealed, first pending/x.";
        Assert.All(_log.Lines, line => Assert.StartsWith(refusal, line, StringComparison.Ordinal));
        Assert.Equal(["pending/x"], _store.Objects.Keys);
    }

    [Fact]
    public async Task An_invocation_out_of_time_leaves_the_rest_to_the_next()
    {
        await AddAsync("pending/1");
        _store.Before = () =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Cancellation.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        };
        _store.After = () => throw new OperationCanceledException();
        await InvokeAsync(_time.GetUtcNow().AddSeconds(30));

        Assert.Empty(_measured);
        Assert.StartsWith($"Warning: {_name} r-1: out of time", Assert.Single(_log.Lines), StringComparison.Ordinal);
        (_store.Before, _store.After) = (static () => Task.CompletedTask, static () => Task.CompletedTask);
        await InvokeAsync();
        Assert.Equal("fw24.records 1", _measured[0]);
    }

    [Fact]
    public async Task An_altered_log_fails_the_invocation()
    {
        await AddAsync("pending/1");
        await InvokeAsync();
        await AddAsync("pending/2");
        _store.Objects["log/checkpoint"] = "altered"u8.ToArray();
        _measured.Clear();

        await Assert.ThrowsAsync<SealException>(InvokeAsync);
        Assert.Empty(_measured);
    }

    [Fact]
    public async Task An_app_with_a_sealed_audit_has_the_function_and_its_loggers_leave_work_for_it()
    {
        var signer = new LocalSigner();
        var lines = new List<byte[]>();
        await using var app = App(isSealed: true, services => services
            .AddSingleton<ISealStore>(_store)
            .AddSingleton<ILogSigner>(signer)
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton<IAuditSink>(new LineSink(lines)));
        var change = TestAudit.Body("a", 1).ReplaceLineEndings("").Replace("\"Id", "\"OrderId", StringComparison.Ordinal);
        var body = QueueEvents.Event(TestAudit.Message("m-1", change));

        await InvokeAsync(app, "orders-audit", body);
        Assert.StartsWith("pending/", Assert.Single(_store.Objects.Keys), StringComparison.Ordinal);
        await InvokeAsync(app, "seal", "{}"u8.ToArray());

        var record = AuditEntry.Parse(Assert.Single(lines));
        var key = signer.KeyOf("orders-log");
        var log = await SealedLog.OpenAsync(_store, key, Cancellation);
        var proof = await AuditProof.CreateAsync(log, record, Cancellation);
        AuditProof.Parse(proof!.ToString()).Verify(record, key);
        Assert.NotNull(record.Salt);
    }

    [Fact]
    public async Task An_app_without_one_has_neither()
    {
        await using var app = App(isSealed: false, static _ => { });
        Assert.Equal(
            "The app 'shop' has no function 'seal'. Its functions are: orders-stream, orders-audit.",
            Assert.Throws<InvalidOperationException>(() => app.CreateFunction("seal")).Message);
    }

    [Theory]
    [InlineData("seal", Fw24Variables.SealBucket, null, "FW24_SEAL_BUCKET is not set")]
    [InlineData("seal", Fw24Variables.SealBucket, "Orders", "FW24_SEAL_BUCKET is malformed")]
    [InlineData("orders-audit", Fw24Variables.SealBucket, null, "FW24_SEAL_BUCKET is not set")]
    [InlineData("seal", Fw24Variables.SealKeyArn, null, "FW24_SEAL_KEY_ARN is not set")]
    [InlineData("seal", Fw24Variables.SealKeyArn, "alias/orders", "FW24_SEAL_KEY_ARN is malformed: it must be the ARN of a KMS key")]
    [InlineData("seal", Fw24Variables.SealRetentionDays, "-1", "it must be a number of days from 0 to 36500")]
    [InlineData("seal", Fw24Variables.SealRetentionDays, "36501", "FW24_SEAL_RETENTION_DAYS is malformed")]
    public async Task A_missing_or_malformed_variable_stops_it_at_start_by_name(
        string function, string variable, string? value, string message)
    {
        await using var app = App(isSealed: true, static _ => { }, (variable, value));
        var error = Assert.Throws<InvalidOperationException>(() => app.CreateFunction(function));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static Fw24App App(bool isSealed, Action<IServiceCollection> register, (string Name, string? Value) variable = default)
    {
        var builder = Fw24App.CreateBuilder(TestTables.App(
            TestTables.Orders(audit: new AuditAttribute(AuditLoggerType.Cloudwatch) { Sealed = isSealed })));
        builder.Environment = new FunctionEnvironment(name => name == variable.Name ? variable.Value : name switch
        {
            Fw24Variables.SealBucket => "orders-log",
            Fw24Variables.SealKeyArn => "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            Fw24Variables.AuditLogGroup => "/audit/logs/shop",
            Fw24Variables.ParkingQueueUrl => "https://sqs.eu-central-1.amazonaws.com/123456789012/parking",
            "AWS_REGION" => "eu-central-1",
            _ => null,
        });
        register(builder.Services);
        return builder.Build();
    }

    private static async Task InvokeAsync(Fw24App app, string function, byte[] payload)
    {
        var context = new InvocationContext { RequestId = "r", FunctionName = function };
        var answer = await app.CreateFunction(function)(payload, context, Cancellation);
        Assert.Equal("""{"batchItemFailures":[]}""", Encoding.UTF8.GetString(answer.Span));
    }

    private async Task AddAsync(string name)
    {
        var entry = new SealEntry
        {
            Schema = SealEntry.RecordSchema, Table = "orders", Id = name, Time = AuditTable.Start, Commitment = new string('A', 43),
        };
        await _store.TryCreateAsync(name, entry.ToJson(), Cancellation);
    }

    private Task<string> InvokeAsync() => InvokeAsync(DateTimeOffset.MaxValue);

    private async Task<string> InvokeAsync(DateTimeOffset deadline)
    {
        var function = new SealFunction(_name, new LogSealer(_store, _signer, "orders-log", time: _time), _time, _log);
        var context = new InvocationContext { RequestId = "r-1", FunctionName = _name, Deadline = deadline };
        return Encoding.UTF8.GetString((await function.HandleAsync("{}"u8.ToArray(), context, Cancellation)).Span);
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags[0].Value as string == _name)
        {
            _measured.Add(FormattableString.Invariant($"{instrument.Name} {value}"));
        }
    }

    private sealed class LineSink(List<byte[]> lines) : IAuditSink
    {
        public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
        {
            lines.AddRange(records.Select(static record => record.Json.ToArray()));
            return new([]);
        }
    }
}
