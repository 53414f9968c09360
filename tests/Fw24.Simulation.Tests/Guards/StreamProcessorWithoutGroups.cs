using Fw24.Changes.Reading;
using Fw24.Functions;
using Fw24.Json;
using Fw24.Messages;
using Fw24.Messages.Redactors;
using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Publishes records ten at a time as they come, even two of one item: if the first entry fails, the second has overtaken it.</summary>
internal sealed class StreamProcessorWithoutGroups
{
    private readonly IChangePublisher _publisher;
    private readonly MessageGroups _groups;
    private readonly ChangeMessageWriter _writer;
    private readonly FunctionHandler _original;

    private StreamProcessorWithoutGroups(TableModel table, IServiceProvider services, FunctionHandler original)
    {
        _publisher = services.GetRequiredService<IChangePublisher>();
        _groups = new MessageGroups(table);
        _writer = new ChangeMessageWriter(table, Redactor.Create(table, services.GetRequiredService<FunctionEnvironment>()));
        _original = original;
    }

    /// <summary>Replaces a table's stream processor and keeps other functions.</summary>
    public static FunctionHandler InPlaceOf(string name, Fw24App app, FunctionHandler function)
        => app.Services.GetRequiredService<AppModel>().Tables.FirstOrDefault(table => table.StreamFunction == name) is { } table
            ? new StreamProcessorWithoutGroups(table, app.Services, function).HandleAsync
            : function;

    private async ValueTask<ReadOnlyMemory<byte>> HandleAsync(ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken)
    {
        var records = StreamBatch.Read(payload);
        if (records.Any(static record => record.Fault is not null || record.Json.Length > 100_000))
        {
            // Poison and large records are outside the scope of this guard.
            return await _original(payload, context, cancellationToken);
        }

        using var buffer = new MessageBuffer(payload.Length * 2);
        var drafts = records.Select(record => _writer.Write(record, _groups.Of(record.Keys), null, buffer)).ToList();
        List<ReadOnlyMemory<byte>> failed = [];
        for (var start = 0; start < drafts.Count && failed.Count == 0; start += 10)
        {
            var call = drafts.Skip(start).Take(10).Select(draft => draft.ToMessage(buffer, null, new byte[draft.ComposedLength])).ToList();
            try
            {
                var failures = await _publisher.PublishAsync(call, cancellationToken);
                failed.AddRange(failures.Select(failure => records[start + failure.Index].SequenceNumber));
            }
            catch (Amazon.Runtime.AmazonServiceException)
            {
                failed.AddRange(records.Skip(start).Select(static record => record.SequenceNumber));
            }

            if (failed.Count > 0)
            {
                failed.AddRange(records.Skip(start + 10).Select(static record => record.SequenceNumber));
            }
        }

        return BatchResponse.Write([.. failed.DistinctBy(static number => Convert.ToHexString(number.Span))]);
    }
}
