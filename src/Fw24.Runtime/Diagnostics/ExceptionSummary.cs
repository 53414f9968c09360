using Amazon.Runtime;

namespace Fw24.Diagnostics;

/// <summary>Says what an exception is without what it may quote: only messages known to hold no values of items are passed on.</summary>
internal static class ExceptionSummary
{
    /// <summary>Describes an exception for logs, error reports and parked records.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>One line without values of items.</returns>
    public static string Of(Exception exception) => exception switch
    {
        AmazonServiceException aws => $"{TypeOf(aws)}: {aws.ErrorCode ?? "no error code"} (HTTP {(int)aws.StatusCode}, request {aws.RequestId ?? "unknown"})",
        OperationCanceledException => $"{TypeOf(exception)}: cancelled before it was done",
        _ when IsOurs(exception) => $"{TypeOf(exception)}: {exception.Message}",
        { InnerException: { } inner } when IsOurs(inner) => $"{TypeOf(exception)}, caused by {Of(inner)}",
        _ => $"{TypeOf(exception)} (its message is withheld, for it may quote an item)",
    };

    /// <summary>The exception's type as errors name it.</summary>
    /// <param name="exception">The exception.</param>
    public static string TypeOf(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;

    // Every exception type of this assembly keeps to the rule that messages name places and types, never values.
    private static bool IsOurs(Exception exception) => exception.GetType().Assembly == typeof(ExceptionSummary).Assembly;
}
