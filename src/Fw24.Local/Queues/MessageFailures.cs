using Fw24.Local.Functions;
using Fw24.Local.Resources;

namespace Fw24.Local.Queues;

/// <summary>Finds what a mapping must keep of a batch of messages.</summary>
internal static class MessageFailures
{
    /// <summary>Returns the ids of the messages that failed; <see langword="null"/> if all of them did.</summary>
    public static HashSet<string>? Of(List<LocalMessage> batch, InvocationResult result, QueueMappingResource mapping)
    {
        if (result.Kind is not InvocationEnd.Answered)
        {
            return null;
        }

        if (!mapping.ReportBatchItemFailures)
        {
            return [];
        }

        if (BatchItemFailures.Read(result.Answer.Span) is not { } identifiers)
        {
            return null;
        }

        var failed = new HashSet<string>(identifiers, StringComparer.Ordinal);
        var known = batch.Count(message => failed.Contains(message.MessageId));
        return known == failed.Count ? failed : null;
    }
}
