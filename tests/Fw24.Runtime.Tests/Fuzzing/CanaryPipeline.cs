using System.Text;
using System.Text.Json;
using Fw24.Audit;
using Fw24.Functions.Audit;
using Fw24.Functions.Streams;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Runtime.Tests.Publishing;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>Runs an event through the stream processor, the audit logger and a replay, and keeps all output.</summary>
internal sealed class CanaryPipeline : IChangePublisher, IParkingQueue, IClaimCheck, IAuditSink
{
    private readonly CanaryApp _app;
    private readonly Random _random;
    private readonly StreamProcessor _processor;
    private readonly AuditLogger _audit;
    private readonly DynamoDbAuditSink _sink;
    private readonly RecordingLogger<CanaryPipeline> _log = new();
    private readonly MemoryItemStore _items;
    private readonly List<string> _parked = [];
    private readonly List<byte[]> _bodies = [];
    private readonly Dictionary<string, byte[]> _claims = [];

    public CanaryPipeline(CanaryApp app, Random random)
    {
        (_app, _random) = (app, random);
        var model = TestTables.App(app.Table);
        _processor = new StreamProcessor(model, app.Table, Redactor.Create(app.Table, RedactorTests.Environment), this, this, TimeProvider.System, _log, this);
        _audit = new AuditLogger(model, app.Table, this, this, TimeProvider.System, _log, this);
        _items = new MemoryItemStore("Pk", app.Table.SortKey?.Name);
        _sink = new DynamoDbAuditSink(_items, app.Table, "orders");
    }

    /// <summary>All outputs.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>The number of changes published.</summary>
    public int Published { get; private set; }

    /// <summary>The number of records parked.</summary>
    public int Parked { get; private set; }

    public async Task RunAsync(byte[] payload)
    {
        await StreamAsync(payload);
        await AuditAsync();

        // Only half of them, to leave time for more events.

        if (_parked.Count > 0 && _random.Next(2) == 0)
        {
            await StreamAsync(Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', _parked)}}]}"""));
            await AuditAsync();
        }

        Outputs.AddRange(_log.Lines);
        Outputs.AddRange(_items.Items.Select(static item => Text(item.Json)));
    }

    public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
    {
        var failures = new List<PublishFailure>();
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            Outputs.AddRange([Text(message.Body), Text(message.Changed), Text(message.GroupId), Text(message.DeduplicationId), message.Entity, message.Operation, message.TraceParent ?? ""]);
            if (_random.Next(4) == 0)
            {
                failures.Add(new PublishFailure(i, "InvalidParameter", "refused", SenderFault: true));
                continue;
            }

            Published++;
            _bodies.Add(message.Body.ToArray());
        }

        return new(failures);
    }

    public async ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        Parked++;
        _parked.Add(Text(record.Content));
        Outputs.AddRange([record.Function, record.Reason, record.EventId ?? "", Text(record.Content)]);
        Outputs.Add(Text(await ParkedMessage.CreateAsync(record, this, DateTimeOffset.UnixEpoch, cancellationToken)));
    }

    public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Outputs.AddRange([name, Text(content)]);
        _claims[name] = content.ToArray();
        return new($"memory://{name}");
    }

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
        => new(_claims[reference["memory://".Length..]]);

    public ValueTask<IReadOnlyList<AuditFailure>> StoreAsync(IReadOnlyList<AuditRecord> records, CancellationToken cancellationToken)
    {
        Outputs.AddRange(records.Select(static record => Text(record.Json)));
        return _app.Table.Audit!.LoggerType is AuditLoggerType.DynamoDb ? _sink.StoreAsync(records, cancellationToken) : new([]);
    }

    private async Task StreamAsync(byte[] payload)
        => await InvokeAsync(_app.Table.StreamFunction, context => _processor.HandleAsync(payload, context, CancellationToken.None));

    private async Task AuditAsync()
    {
        if (_bodies.Count == 0 || _random.Next(2) == 0)
        {
            return;
        }

        var messages = _bodies.Select(static (body, index) => $$$"""{"messageId":"m{{{index}}}","body":{{{JsonSerializer.Serialize(Text(body))}}},"attributes":{},"eventSource":"aws:sqs"}""");
        var payload = Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', messages)}}]}""");
        _bodies.Clear();
        await InvokeAsync(_app.Table.AuditFunction, context => _audit.HandleAsync(payload, context, CancellationToken.None));
    }

    private async Task InvokeAsync(string function, Func<InvocationContext, ValueTask<ReadOnlyMemory<byte>>> invoke)
    {
        var context = new InvocationContext { RequestId = "r", FunctionName = function, OnOutcome = outcome => Outputs.AddRange([outcome.Id, outcome.Reason ?? "", outcome.EventId ?? ""]) };
        try
        {
            Outputs.Add(Text(await invoke(context)));
        }
        catch (Exception exception) when (exception is ItemFormatException or InvalidOperationException)
        {
            Outputs.Add(exception.ToString());
        }
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
