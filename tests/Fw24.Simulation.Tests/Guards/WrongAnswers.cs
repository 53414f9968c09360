using System.Text;
using System.Text.Json;
using Fw24.Changes.Reading;
using Fw24.Functions;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Functions with wrong responses, made from correct ones.</summary>
internal static class WrongAnswers
{
    // Functions stop accepting work half a second before their time limit.
    private static readonly TimeSpan s_endOfTime = TimeSpan.FromSeconds(0.5);

    /// <summary>A record is named by its event id instead of its sequence number.</summary>
    public static FunctionHandler NameEventIds(FunctionHandler function) => async (payload, context, cancellationToken) =>
    {
        var records = StreamBatch.Read(payload);
        var failed = Failed(await function(payload, context, cancellationToken));
        return BatchResponse.Write(failed.ConvertAll(number => Text(records.First(record => Text(record.SequenceNumber) == number).EventId)));
    };

    /// <summary>Only the last failed record is named, so that earlier ones count as done.</summary>
    public static FunctionHandler HighestFailure(FunctionHandler function) => async (payload, context, cancellationToken) =>
    {
        var failed = Failed(await function(payload, context, cancellationToken));
        return BatchResponse.Write(failed is [.., var last] ? [last] : failed);
    };

    /// <summary>Only the failed record is named whose number is the lowest as text.</summary>
    public static FunctionHandler LowestAsText(FunctionHandler function) => async (payload, context, cancellationToken) =>
    {
        var failed = Failed(await function(payload, context, cancellationToken));
        return BatchResponse.Write(failed.Count > 0 ? [failed.Min(StringComparer.Ordinal)!] : failed);
    };

    /// <summary>A function that keeps its list of failures between invocations.</summary>
    public static FunctionHandler RememberFailures(FunctionHandler function)
    {
        List<string> failures = [];
        return async (payload, context, cancellationToken) =>
        {
            failures.AddRange(Failed(await function(payload, context, cancellationToken)));
            return BatchResponse.Write(failures);
        };
    }

    /// <summary>Records that an invocation had no time for are not named.</summary>
    public static FunctionHandler ForgetTheRest(FunctionHandler function, TimeProvider time) => async (payload, context, cancellationToken) =>
    {
        var answer = await function(payload, context, cancellationToken);
        return time.GetUtcNow() < context.Deadline - s_endOfTime ? answer : BatchResponse.Success;
    };

    /// <summary>Each record is processed separately, regardless of failures before it.</summary>
    public static FunctionHandler OneByOne(FunctionHandler function) => async (payload, context, cancellationToken) =>
    {
        List<string> failed = [];
        foreach (var record in StreamBatch.Read(payload))
        {
            byte[] batch = [.. "{\"Records\":["u8, .. record.Json.Span, .. "]}"u8];
            failed.AddRange(Failed(await function(batch, context, cancellationToken)));
        }

        return BatchResponse.Write(failed);
    };

    /// <summary>The function does not see the message groups.</summary>
    public static FunctionHandler WithoutGroups(FunctionHandler function) => (payload, context, cancellationToken)
        => function(Encoding.UTF8.GetBytes(Text(payload).Replace("\"MessageGroupId\"", "\"messageGroup\"", StringComparison.Ordinal)), context, cancellationToken);

    /// <summary>Failures are never named.</summary>
    public static FunctionHandler AlwaysSuccess(FunctionHandler function) => async (payload, context, cancellationToken) =>
    {
        await function(payload, context, cancellationToken);
        return BatchResponse.Success;
    };

    private static List<string> Failed(ReadOnlyMemory<byte> answer)
        => [.. JsonElement.Parse(answer.Span).GetProperty("batchItemFailures").EnumerateArray().Select(static failure => failure.GetProperty("itemIdentifier").GetString()!)];

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
