using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;

namespace Fw24.Diagnostics;

/// <summary>
/// Describes an exception without what it may quote: only messages known to contain no values of items are passed on, and codes such as
/// the kind of a connection failure.
/// </summary>
internal static class ExceptionSummary
{
    // Enough for a socket error wrapped by a client; further causes add nothing.
    private const int MaxCauses = 4;

    /// <summary>Describes an exception for logs, error reports and parked records.</summary>
    /// <returns>
    /// One line without values of items, such as <c>System.Net.Http.HttpRequestException: ConnectionError (message withheld, since it may quote an
    /// item), caused by System.Net.Sockets.SocketException: ConnectionRefused</c>.
    /// </returns>
    public static string Of(Exception exception)
    {
        var summary = new StringBuilder();
        Append(summary, exception);
        if (!IsTold(exception) && !(exception.InnerException is { } inner && IsOurs(inner)))
        {
            summary.Append(" (message withheld, since it may quote an item)");
        }

        AppendCauses(summary, exception);
        return summary.ToString();
    }

    /// <summary>Returns the exception's type as errors name it.</summary>
    public static string TypeOf(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;

    /// <summary>Returns the stack frames of an exception and its causes, without their messages: one per line, as reports and logs show them.</summary>
    public static IEnumerable<string> PlacesOf(Exception exception)
    {
        for (var one = exception; one is not null; one = one.InnerException)
        {
            if (one != exception)
            {
                yield return $"caused by {TypeOf(one)}";
            }

            // Not the exception's StackTrace property, which a type may override to return anything.
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
            OperationCanceledException => "cancelled before it completed",
            _ => KindOf(exception),
        } is { } fact)
        {
            summary.Append(": ").Append(fact);
        }
    }

    // Such as AWS.SimpleQueueService.NonExistentQueue. Anything else is not a code but arbitrary text.
    private static string? CodeOf(AmazonServiceException exception)
        => exception.ErrorCode is { Length: > 0 } code && char.IsAsciiLetter(code[0]) && code.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.') ? code : null;

    // Only causes that add something: a message of ours, or the kind of the underlying failure.
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

    /// <summary>Returns how a connection or call failed, if an enumeration says so.</summary>
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

    // Every exception type of this assembly follows the rule that messages name paths and types, never values.
    private static bool IsOurs(Exception exception) => exception.GetType().Assembly == typeof(ExceptionSummary).Assembly;
}
