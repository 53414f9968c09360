using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;

namespace Fw24.Diagnostics;

/// <summary>
/// Says what an exception is without what it may quote: only messages known to hold no values of items are passed on, and codes such as
/// the kind of a connection's failure.
/// </summary>
internal static class ExceptionSummary
{
    // What a client wraps a socket's error in: more causes than that tell nothing.
    private const int MaxCauses = 4;

    /// <summary>Describes an exception for logs, error reports and parked records.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>One line without values of items, such as <c>System.Net.Http.HttpRequestException: ConnectionError (its message is withheld, for it may quote an item), caused by System.Net.Sockets.SocketException: ConnectionRefused</c>.</returns>
    public static string Of(Exception exception)
    {
        var summary = new StringBuilder();
        Append(summary, exception);
        if (!IsTold(exception) && !(exception.InnerException is { } inner && IsOurs(inner)))
        {
            summary.Append(" (its message is withheld, for it may quote an item)");
        }

        AppendCauses(summary, exception);
        return summary.ToString();
    }

    /// <summary>The exception's type as errors name it.</summary>
    /// <param name="exception">The exception.</param>
    public static string TypeOf(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;

    /// <summary>The places an exception and its causes came through, without their messages: one a line, as reports and logs show them.</summary>
    /// <param name="exception">The exception.</param>
    public static IEnumerable<string> PlacesOf(Exception exception)
    {
        for (var one = exception; one is not null; one = one.InnerException)
        {
            if (one != exception)
            {
                yield return $"caused by {TypeOf(one)}";
            }

            // Not the exception's own property, which a type may override to say anything.
            using var frames = new StringReader(new StackTrace(one, fNeedFileInfo: true).ToString());
            while (frames.ReadLine() is { } frame)
            {
                yield return frame.Trim();
            }
        }
    }

    private static void Append(StringBuilder summary, Exception exception)
    {
        summary.Append(TypeOf(exception));
        if (exception switch
        {
            _ when IsOurs(exception) => exception.Message,
            AmazonServiceException aws => string.Create(CultureInfo.InvariantCulture, $"{CodeOf(aws) ?? "no error code"} (HTTP {(int)aws.StatusCode}, request {aws.RequestId ?? "unknown"})"),
            OperationCanceledException => "cancelled before it was done",
            _ => KindOf(exception),
        } is { } fact)
        {
            summary.Append(": ").Append(fact);
        }
    }

    // Such as AWS.SimpleQueueService.NonExistentQueue. Anything else is no code, but a text that somebody put there.
    private static string? CodeOf(AmazonServiceException exception)
        => exception.ErrorCode is { Length: > 0 } code && char.IsAsciiLetter(code[0]) && code.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.') ? code : null;

    // Where a cause adds something: a message of ours, or the kind of what failed below.
    private static void AppendCauses(StringBuilder summary, Exception exception)
    {
        var cause = exception.InnerException;
        for (var count = 0; cause is not null && count < MaxCauses; count++)
        {
            if (IsOurs(cause) || cause is AmazonServiceException or TimeoutException or System.Security.Authentication.AuthenticationException || KindOf(cause) is not null)
            {
                Append(summary.Append(", caused by "), cause);
            }

            cause = cause.InnerException;
        }
    }

    /// <summary>How a connection or call failed, as far as an enumeration says it.</summary>
    private static string? KindOf(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } status } => string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}"),
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } => error.ToString(),
        HttpIOException { HttpRequestError: not HttpRequestError.Unknown and var error } => error.ToString(),
        SocketException socket => socket.SocketErrorCode.ToString(),
        WebException { Status: not WebExceptionStatus.UnknownError and var status } => status.ToString(),
        _ => null,
    };

    private static bool IsTold(Exception exception) => IsOurs(exception) || exception is AmazonServiceException or OperationCanceledException;

    // Every exception type of this assembly keeps to the rule that messages name places and types, never values.
    private static bool IsOurs(Exception exception) => exception.GetType().Assembly == typeof(ExceptionSummary).Assembly;
}
