using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Fw24.Diagnostics;

namespace Fw24.Runtime.Tests.Diagnostics;

public sealed class ExceptionSummaryTests
{
    private const string Canary = "canary-7f3a@example.org";
    private const string Withheld = " (message withheld, since it may quote an item)";

    public static TheoryData<Exception, string> Failures => new()
    {
        {
            new HttpRequestException(HttpRequestError.NameResolutionError, Canary, new SocketException((int)SocketError.HostNotFound)),
            $"System.Net.Http.HttpRequestException: NameResolutionError{Withheld}, caused by System.Net.Sockets.SocketException: HostNotFound"
        },
        {
            new HttpRequestException(HttpRequestError.ConnectionError, Canary, new SocketException((int)SocketError.ConnectionRefused)),
            $"System.Net.Http.HttpRequestException: ConnectionError{Withheld}, caused by System.Net.Sockets.SocketException: ConnectionRefused"
        },
        {
            new HttpRequestException(HttpRequestError.SecureConnectionError, Canary, new AuthenticationException(Canary)),
            $"System.Net.Http.HttpRequestException: SecureConnectionError{Withheld}, caused by System.Security.Authentication.AuthenticationException"
        },
        { new HttpRequestException(Canary, null, HttpStatusCode.TooManyRequests), $"System.Net.Http.HttpRequestException: HTTP 429{Withheld}" },
        { new HttpRequestException(Canary), $"System.Net.Http.HttpRequestException{Withheld}" },
        { new IOException(Canary, new SocketException((int)SocketError.ConnectionReset)), $"System.IO.IOException{Withheld}, caused by System.Net.Sockets.SocketException: ConnectionReset" },
        { new HttpIOException(HttpRequestError.ResponseEnded, Canary), $"System.Net.Http.HttpIOException: ResponseEnded{Withheld}" },
        {
            new InvalidOperationException(Canary, new AggregateException(Canary, new HttpRequestException(HttpRequestError.ProxyTunnelError, Canary))),
            $"System.InvalidOperationException{Withheld}, caused by System.Net.Http.HttpRequestException: ProxyTunnelError"
        },
        {
            new AmazonServiceException(Canary, new HttpRequestException(HttpRequestError.ConnectionError, Canary)),
            "Amazon.Runtime.AmazonServiceException: no error code (HTTP 0, request unknown), caused by System.Net.Http.HttpRequestException: ConnectionError"
        },
        { new TaskCanceledException(Canary, new TimeoutException(Canary)), "System.Threading.Tasks.TaskCanceledException: cancelled before it completed, caused by System.TimeoutException" },
        { new FormatException(Canary), $"System.FormatException{Withheld}" },
        { new ItemFormatException("Order", "Total", "a number (N)", "a string (S)"), "Fw24.ItemFormatException: Order.Total: expected a number (N), found a string (S)." },
        {
            new FormatException(Canary, new ItemFormatException("Order", "Total", "a number (N)", "a string (S)")),
            "System.FormatException, caused by Fw24.ItemFormatException: Order.Total: expected a number (N), found a string (S)."
        },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void X7_a_failure_tells_its_kind_and_quotes_nothing(Exception failure, string expected)
    {
        Assert.Equal(expected, ExceptionSummary.Of(failure));
        Assert.DoesNotContain(Canary, new WithheldException(failure).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void X3_an_exceptions_summary_in_a_log_has_its_places_and_those_of_its_causes()
    {
        var failure = Assert.Throws<InvalidOperationException>(static () => Outer());

        var shown = new WithheldException(failure);

        Assert.Contains(nameof(Outer), shown.StackTrace, StringComparison.Ordinal);
        Assert.Contains("caused by System.FormatException", shown.StackTrace, StringComparison.Ordinal);
        Assert.Contains(nameof(Inner), shown.StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, shown.ToString(), StringComparison.Ordinal);
        Assert.Null(shown.InnerException);
    }

    [Fact]
    public void X3_the_switch_takes_no_other_word_than_its_own()
    {
        Assert.Same(ExceptionLogging.Withheld, ExceptionLogging.Of(new FunctionEnvironment(static _ => null)));
        var error = Assert.Throws<InvalidOperationException>(static () => ExceptionLogging.Of(new FunctionEnvironment(static _ => "yes")));
        Assert.Equal("The environment variable FW24_LOG_EXCEPTIONS is malformed: it must be 'full' or unset.", error.Message);
    }

    private static void Outer()
    {
        try
        {
            Inner();
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException(Canary, exception);
        }
    }

    private static void Inner() => throw new FormatException(Canary);
}
