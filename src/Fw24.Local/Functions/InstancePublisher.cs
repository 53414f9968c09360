using System.Text;
using Amazon.Runtime;
using Fw24.Local.Faults;
using Fw24.Local.Scheduling;
using Fw24.Local.Topics;
using Fw24.Messages;

namespace Fw24.Local.Functions;

/// <summary>A function's access to a topic.</summary>
internal sealed class InstancePublisher(FunctionInstance instance, LocalTopic topic) : IChangePublisher
{
    private static readonly MessageAttribute s_schema = new("String", ChangeMessage.Schema);

    public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
        => instance.CallAsync(
            FaultBoundary.Publish,
            () => new ValueTask<IReadOnlyList<PublishFailure>>(Publish(messages, static _ => false)),
            random => new ValueTask<IReadOnlyList<PublishFailure>>(PublishSome(messages, random)));

    private List<PublishFailure> PublishSome(IReadOnlyList<ChangeMessage> messages, SeededRandom random)
    {
        var failed = random.Next(messages.Count);
        return Publish(messages, index => index == failed || random.Next(3) == 0);
    }

    private List<PublishFailure> Publish(IReadOnlyList<ChangeMessage> messages, Func<int, bool> fails)
    {
        List<PublishFailure> failures = [];
        List<TopicMessage> entries = new(messages.Count);
        List<int> indexes = new(messages.Count);
        for (var index = 0; index < messages.Count; index++)
        {
            if (fails(index))
            {
                failures.Add(new PublishFailure(index, "InternalError", "The entry failed because of an error within the service.", SenderFault: false));
                continue;
            }

            entries.Add(Entry(messages[index], indexes.Count));
            indexes.Add(index);
        }

        if (entries.Count == 0)
        {
            return failures;
        }

        var results = PublishAll(entries);
        for (var index = 0; index < results.Count; index++)
        {
            if (results[index] is { Code: { } code } refused)
            {
                failures.Add(new PublishFailure(indexes[index], code, refused.Message, refused.SenderFault));
            }
        }

        return failures;
    }

    // As on AWS, the messages of a request that is too long are sent again one by one.
    private IReadOnlyList<PublishedEntry> PublishAll(List<TopicMessage> entries)
    {
        try
        {
            return topic.PublishBatch(entries);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is PublishFailure.TooLong)
        {
            return entries.Count is 1
                ? [new PublishedEntry(entries[0].Id, null, PublishFailure.TooLong, exception.Message, SenderFault: true)]
                : [.. entries.SelectMany(entry => PublishAll([entry]))];
        }
    }

    /// <summary>Creates the entry of a message.</summary>
    public static TopicMessage Entry(in ChangeMessage message, int id)
    {
        var attributes = new Dictionary<string, MessageAttribute>(5, StringComparer.Ordinal)
        {
            ["entity"] = new("String", message.Entity),
            ["operation"] = new("String", message.Operation),
            ["changed"] = new("String.Array", Encoding.UTF8.GetString(message.Changed.Span)),
            ["schema"] = s_schema,
        };
        if (message.TraceParent is not null)
        {
            attributes["traceparent"] = new MessageAttribute("String", message.TraceParent);
        }

        return new TopicMessage
        {
            Id = id.ToString(System.Globalization.CultureInfo.InvariantCulture),

            // The message's bytes are borrowed.
            Body = message.Body.ToArray(),
            Attributes = attributes,
            GroupId = Text(message.GroupId),
            DeduplicationId = Text(message.DeduplicationId),
        };
    }

    private static string? Text(ReadOnlyMemory<byte> ascii) => ascii.IsEmpty ? null : Encoding.ASCII.GetString(ascii.Span);
}
