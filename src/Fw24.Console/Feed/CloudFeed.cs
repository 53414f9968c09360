using System.Globalization;
using Fw24.Console.Runs;
using Fw24.Local;
using Fw24.Local.Functions;
using Fw24.Local.Observation;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Fw24.Local.Topics;
using Fw24.Model;

namespace Fw24.Console.Feed;

/// <summary>Keeps what a cloud reports: its latest changes with their steps, its latest invocations, and counts.</summary>
/// <remarks>Guarded by the cloud's gate.</remarks>
internal sealed class CloudFeed : ICloudObserver
{
    private readonly LocalCloud _cloud;
    private readonly Dictionary<string, TableModel?> _tables;
    private readonly Dictionary<string, string> _consumers;
    private readonly HashSet<string> _streamFunctions;
    private readonly HashSet<string> _auditFunctions;
    private readonly Dictionary<string, FunctionActivity> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<ObservedInvocation, InvocationEntry> _running = [];
    private long _invocations;

    public CloudFeed(LocalCloud cloud, int capacity = ChangeLog.DefaultCapacity)
    {
        _cloud = cloud;
        Changes = new ChangeLog(capacity);
        var topology = cloud.Topology;
        _tables = topology.Tables.ToDictionary(static table => table.Name, table => topology.ModelOf(cloud.App, table.Name));
        _consumers = topology.QueueMappings.ToDictionary(static mapping => mapping.Queue, static mapping => mapping.Function);
        _streamFunctions = [.. topology.StreamMappings.Select(static mapping => mapping.Function)];
        _auditFunctions = [.. topology.Functions.Where(IsAudit).Select(static function => function.Name)];
        foreach (var function in topology.Functions)
        {
            _functions.Add(function.Name, new FunctionActivity());
        }
    }

    /// <summary>The lock that guards the feed and everything in it.</summary>
    public Lock Gate => _cloud.Parts.Loop.Gate;

    public ChangeLog Changes { get; }

    public FlowMeter Flows { get; } = new();

    /// <summary>What the run is compared by; <see langword="null"/> if it is not a run of a scenario.</summary>
    public RunDigest? Digest { get; init; }

    /// <summary>The functions' activity by name.</summary>
    public IReadOnlyDictionary<string, FunctionActivity> Functions => _functions;

    /// <summary>A number that grows with each report: what it was drawn from is stale when it differs.</summary>
    public long Version { get; private set; }

    private DateTimeOffset Now => _cloud.Parts.Loop.Now;

    private long Events => _cloud.Parts.Loop.Events;

    /// <summary>Begins to keep what the cloud reports.</summary>
    /// <exception cref="InvalidOperationException">The cloud reports to another one.</exception>
    public void Observe()
    {
        lock (Gate)
        {
            if (_cloud.Parts.Observation.Observer is not null)
            {
                throw new InvalidOperationException("The cloud has a console already: close that one first.");
            }

            _cloud.Parts.Observation.Observer = this;
        }
    }

    /// <summary>Reads <see cref="Version"/>.</summary>
    public long ReadVersion()
    {
        lock (Gate)
        {
            return Version;
        }
    }

    public bool IsAuditFunction(string function) => _auditFunctions.Contains(function);

    public bool IsStreamFunction(string function) => _streamFunctions.Contains(function);

    public bool IsHandler(string function) => !IsAuditFunction(function) && _consumers.ContainsValue(function);

    /// <summary>The function that consumes a queue; <see langword="null"/> for dead-letter and parking queues.</summary>
    public string? ConsumerOf(string queue) => _consumers.GetValueOrDefault(queue);

    public void OnChanged(string table, SourceRecord record)
    {
        var trace = Add(table, record);
        trace.Add(Step(ChangeStage.Written, table));
        Digest?.AddChange(Events);
        Digest?.Add(Events, Now, table, record.Json.Span);
        Flows.Count(NodeId.Writers, NodeId.Table(table));
    }

    public void OnRead(StreamMappingResource mapping, SourceRecord record, bool isFiltered)
    {
        Version++;
        var trace = Changes.OfRecord(mapping.Table, record.SequenceNumber);
        if (trace is null && !_cloud.Tables.ContainsKey(mapping.Table))
        {
            // Records of a stream elsewhere are first seen here; others are no longer kept.
            trace = Add(mapping.Table, record);
        }

        Flows.Count(NodeId.Table(mapping.Table), NodeId.Function(mapping.Function), isFiltered ? 0 : 1);
        if (trace is null)
        {
            return;
        }

        trace.Add(Step(isFiltered ? ChangeStage.Filtered : ChangeStage.Read, mapping.Function));
        trace.InStream = isFiltered ? ChangeState.Done : trace.InStream;
    }

    public void OnRetryPlanned(StreamMappingResource mapping, ReadOnlySpan<SourceRecord> records, DateTimeOffset due)
    {
        Version++;
        foreach (var record in records)
        {
            if (Changes.OfRecord(mapping.Table, record.SequenceNumber) is { } trace)
            {
                trace.NextAttempt = due;
                trace.InStream = ChangeState.Retrying;
                var detail = string.Create(CultureInfo.InvariantCulture, $"next attempt at {due:HH:mm:ss}");
                trace.Add(Step(ChangeStage.RetryPlanned, mapping.Function, detail));
            }
        }
    }

    public void OnGivenUp(StreamMappingResource mapping, ReadOnlySpan<SourceRecord> records, string reason)
    {
        Version++;
        foreach (var record in records)
        {
            Flows.CountFailure(NodeId.Function(mapping.Function));
            if (Changes.OfRecord(mapping.Table, record.SequenceNumber) is { } trace)
            {
                trace.InStream = ChangeState.Failed;
                trace.Add(Step(ChangeStage.GivenUp, mapping.Function, reason));
            }
        }
    }

    public void OnPublished(string topic, TopicMessage message, bool isDuplicate)
    {
        Version++;
        Digest?.Add(Events, Now, topic, message.Body.Span);
        if (Changes.OfEvent(MessageFacts.Of(message.Body.Span).EventId) is not { } trace)
        {
            return;
        }

        trace.Add(Step(isDuplicate ? ChangeStage.Duplicate : ChangeStage.Published, topic));
        if (!isDuplicate)
        {
            trace.Message = message.Body;
            trace.TraceParent = message.Attributes.GetValueOrDefault("traceparent")?.Value;
            trace.InStream = ChangeState.Done;
            trace.NextAttempt = null;
            Flows.Count("", NodeId.Topic(topic));
        }
    }

    public void OnFilteredOut(string queue, TopicMessage message)
        => Changes.OfEvent(MessageFacts.Of(message.Body.Span).EventId)?.Add(Step(ChangeStage.NotDelivered, queue));

    public void OnSent(string queue, LocalMessage message)
    {
        Version++;
        Digest?.Add(Events, Now, queue, message.Body.Span);
        var facts = MessageFacts.Of(message.Body.Span);
        if (facts.ParkedBy is { } parker)
        {
            Flows.Count(NodeId.Function(parker), NodeId.Queue(queue));
        }
        else
        {
            Flows.Count("", NodeId.Queue(queue));
        }

        if (Changes.OfEvent(facts.EventId) is not { } trace)
        {
            return;
        }

        trace.Deliveries.Add((queue, message));
        Changes.AddMessage(message.MessageId, trace);
        if (ConsumerOf(queue) is { } consumer)
        {
            trace.Expect(consumer);
            trace.Add(Step(ChangeStage.Queued, queue) with { At = message.SentAt });
        }
    }

    public void OnDeadLettered(string from, string to, LocalMessage message)
    {
        Version++;
        Flows.Count(NodeId.Queue(from), NodeId.Queue(to));
        if (Changes.OfMessage(message.MessageId) is not { } trace)
        {
            return;
        }

        trace.Deliveries.RemoveAll(delivery => delivery.Message.MessageId == message.MessageId);
        trace.Deliveries.Add((to, message));
        trace.Set(ConsumerOf(from) ?? from, ChangeState.Failed);
        trace.Add(Step(ChangeStage.DeadLettered, to, message.Reason));
    }

    public void OnInvoking(ObservedInvocation invocation)
    {
        Version++;
        Digest?.Add(Events, Now, invocation.Function);
        var (records, messages) = (invocation.Source.Records, invocation.Source.Messages);
        var entry = new InvocationEntry
        {
            Number = ++_invocations,
            Function = invocation.Function,
            StartedAt = invocation.StartedAt,
            BatchSize = records.Count + messages.Count,
            PayloadBytes = invocation.PayloadBytes,
        };
        _running.Add(invocation, entry);
        ActivityOf(invocation.Function).Begin(entry);
        foreach (var record in records)
        {
            OfRecord(invocation.Function, record)?.Add(Step(ChangeStage.Invoked, invocation.Function));
        }

        foreach (var message in messages)
        {
            Changes.OfMessage(message.MessageId)?.Add(Step(
                ChangeStage.Invoked, invocation.Function, message.ReceiveCount > 1 ? $"attempt {message.ReceiveCount}" : null));
        }
    }

    public void OnInvoked(ObservedInvocation invocation, InvocationResult result)
    {
        Version++;
        Digest?.Add(Events, Now, result.Reason ?? invocation.Function);
        if (!_running.Remove(invocation, out var entry))
        {
            return;
        }

        (entry.EndedAt, entry.End, entry.Reason, entry.Outcomes) = (Now, result.Kind, result.Reason, [.. result.Outcomes]);
        var activity = ActivityOf(invocation.Function);
        activity.End(entry);
        if (result.Kind is not (InvocationEnd.Answered or InvocationEnd.Throttled))
        {
            Flows.CountFailure(NodeId.Function(invocation.Function));
        }

        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var outcome in result.Outcomes)
        {
            told.Add(outcome.Id);
            Note(invocation, outcome);
        }

        if (result.Reason is { } reason)
        {
            NoteRest(invocation, told, reason);
        }
    }

    public void OnLogged(string function, string line)
    {
        Version++;
        ActivityOf(function).Log(line);
    }

    private ChangeStep Step(ChangeStage stage, string where, string? detail = null) => new(Now, stage, where, detail, Events);

    /// <summary>The trace of a record that a stream's function was invoked with.</summary>
    private ChangeTrace? OfRecord(string function, SourceRecord record)
    {
        foreach (var mapping in _cloud.Topology.StreamMappings)
        {
            if (mapping.Function == function && Changes.OfRecord(mapping.Table, record.SequenceNumber) is { } trace)
            {
                return trace;
            }
        }

        return null;
    }

    private void Note(ObservedInvocation invocation, RecordOutcome outcome)
    {
        var function = invocation.Function;
        if (outcome.Result is RecordResult.Failed or RecordResult.Parked or RecordResult.Refused)
        {
            Flows.CountFailure(NodeId.Function(function));
        }
        else if (outcome.Result is RecordResult.Handled && IsAuditFunction(function))
        {
            Flows.Count(NodeId.Function(function), NodeId.Store(function));
        }

        var trace = invocation.Source.Messages.Count > 0 ? Changes.OfMessage(outcome.Id)
            : invocation.Source.Records.FirstOrDefault(record => record.SequenceNumber == outcome.Id) is { } found
                ? OfRecord(function, found)
            : outcome.EventId is { } eventId ? Changes.OfEvent(eventId) : null;
        if (trace is null)
        {
            return;
        }

        var reason = outcome.Result is RecordResult.Handled ? null : InvocationResult.ReasonOf(outcome);
        SetState(trace, function, StateOf(outcome.Result));
        if (StageOf(outcome.Result, function) is { } stage)
        {
            trace.Add(Step(stage, function, reason));
        }
    }

    // Records and messages of an invocation that failed as a whole before it told of them.
    private void NoteRest(ObservedInvocation invocation, HashSet<string> told, string reason)
    {
        foreach (var record in invocation.Source.Records)
        {
            if (!told.Contains(record.SequenceNumber) && OfRecord(invocation.Function, record) is { } trace)
            {
                SetState(trace, invocation.Function, ChangeState.Retrying);
                trace.Add(Step(ChangeStage.Failed, invocation.Function, reason));
            }
        }

        foreach (var message in invocation.Source.Messages)
        {
            if (!told.Contains(message.MessageId) && Changes.OfMessage(message.MessageId) is { } trace)
            {
                SetState(trace, invocation.Function, ChangeState.Retrying);
                trace.Add(Step(ChangeStage.Failed, invocation.Function, reason));
            }
        }
    }

    private void SetState(ChangeTrace trace, string function, ChangeState state)
    {
        if (!IsStreamFunction(function))
        {
            trace.Set(function, state);
        }
        else if (trace.InStream is not ChangeState.Done || state is ChangeState.Failed)
        {
            trace.InStream = state;
        }
    }

    private static ChangeState StateOf(RecordResult result) => result switch
    {
        RecordResult.Handled or RecordResult.Skipped => ChangeState.Done,
        RecordResult.Parked => ChangeState.Failed,
        _ => ChangeState.Retrying,
    };

    private ChangeStage? StageOf(RecordResult result, string function) => result switch
    {
        // That a stream's function handled a record is its message, which the topic reports.
        RecordResult.Handled => IsStreamFunction(function) ? null : IsAuditFunction(function) ? ChangeStage.Audited : ChangeStage.Handled,
        RecordResult.Skipped => ChangeStage.Skipped,
        RecordResult.Parked => ChangeStage.Parked,
        _ => ChangeStage.Failed,
    };

    private ChangeTrace Add(string table, SourceRecord record)
    {
        Version++;
        return Changes.Add(table, record.SequenceNumber, Now, RecordFacts.Of(record.Json, _tables.GetValueOrDefault(table)));
    }

    private FunctionActivity ActivityOf(string function)
        => _functions.TryGetValue(function, out var activity) ? activity : _functions[function] = new FunctionActivity();

    private bool IsAudit(FunctionResource function)
        => _cloud.App.Tables.Any(table => table.Audit is not null && table.AuditFunction == function.Function);
}
