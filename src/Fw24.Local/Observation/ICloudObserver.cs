using Fw24.Local.Functions;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Streams;
using Fw24.Local.Topics;

namespace Fw24.Local.Observation;

/// <summary>Sees each step of each change, at the engine's own time.</summary>
/// <remarks>Called within the loop's gate: it must be quick, and call nothing of the cloud.</remarks>
internal interface ICloudObserver
{
    /// <summary>A table recorded a change in its stream.</summary>
    void OnChanged(string table, SourceRecord record);

    /// <summary>A mapping read a record from a stream.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="record">The record.</param>
    /// <param name="isFiltered">Indicates whether the mapping's filter excludes it from the function.</param>
    void OnRead(StreamMappingResource mapping, SourceRecord record, bool isFiltered);

    /// <summary>A batch of a stream is passed to its function again later.</summary>
    void OnRetryPlanned(StreamMappingResource mapping, ReadOnlySpan<SourceRecord> records, DateTimeOffset due);

    /// <summary>A mapping gave up records.</summary>
    void OnGivenUp(StreamMappingResource mapping, ReadOnlySpan<SourceRecord> records, string reason);

    /// <summary>A topic accepted a message.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="message">The message.</param>
    /// <param name="isDuplicate">Indicates whether the topic recognized it as a duplicate, which it does not deliver.</param>
    void OnPublished(string topic, TopicMessage message, bool isDuplicate);

    /// <summary>A subscription's filter policy excluded a message from a queue.</summary>
    void OnFilteredOut(string queue, TopicMessage message);

    /// <summary>A queue accepted a message. What came to a queue of an endpoint is seen when it is received.</summary>
    void OnSent(string queue, LocalMessage message);

    /// <summary>A message was moved to a dead-letter queue.</summary>
    void OnDeadLettered(string from, string to, LocalMessage message);

    /// <summary>A function is invoked.</summary>
    void OnInvoking(ObservedInvocation invocation);

    /// <summary>An invocation has ended, or was throttled.</summary>
    void OnInvoked(ObservedInvocation invocation, InvocationResult result);

    /// <summary>A function wrote a line to its log.</summary>
    void OnLogged(string function, string line);
}
