using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Fw24.Lambda;

/// <summary>Lambda's runtime API, version 2018-06-01: the four calls with which a process serves a function.</summary>
/// <remarks>
/// Uses one persistent connection for each call at a time: the SDK includes <see cref="SocketsHttpHandler"/> anyway, and a raw socket would
/// reach the first <c>next</c> only half a millisecond earlier. Features that cost startup time (proxy, cookies, redirects, telemetry) are
/// off.
/// </remarks>
internal sealed class LambdaRuntimeApi : IDisposable
{
    // A response that refuses a call is one small JSON object; more of it is of no use in a log.
    private const int MaxRefusalLength = 512;

    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly HttpMessageInvoker _http;
    private readonly string _root;
    private readonly Uri _next;

    /// <summary>Prepares the calls without connecting yet.</summary>
    /// <param name="endpoint">Host and port, from <c>AWS_LAMBDA_RUNTIME_API</c>.</param>
    public LambdaRuntimeApi(string endpoint)
    {
        _root = $"http://{endpoint}/2018-06-01/runtime/";
        _next = new Uri(_root + "invocation/next");

        // No timeouts: a call for the next invocation lasts until there is one, while Lambda freezes the process.
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        });
    }

    /// <summary>Waits for the next invocation.</summary>
    /// <param name="memory">The memory for the event.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The invocation.</returns>
    /// <exception cref="LambdaRuntimeApiException">There will be no more invocations: the process must end.</exception>
    public async ValueTask<Invocation> NextAsync(PayloadBuffer memory, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _next);
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is not HttpStatusCode.OK)
            {
                throw new LambdaRuntimeApiException($"The Lambda runtime API responded to 'next' with {await DescribeAsync(response).ConfigureAwait(false)}.");
            }

            var headers = response.Headers.NonValidated;
            var requestId = Header(headers, "Lambda-Runtime-Aws-Request-Id")
                ?? throw new LambdaRuntimeApiException("The Lambda runtime API responded to 'next' without a request id.");
            var deadline = long.TryParse(Header(headers, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
                && ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
                : DateTimeOffset.MaxValue;

            var payload = await memory.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
            return new Invocation(requestId, deadline, Header(headers, "Lambda-Runtime-Trace-Id"), payload);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new LambdaRuntimeApiException("The connection to the Lambda runtime API broke while waiting for the next invocation.", exception);
        }
    }

    /// <summary>Sends an invocation's answer.</summary>
    /// <param name="requestId">The invocation's id.</param>
    /// <param name="answer">The answer: at most 6 MB.</param>
    /// <returns>The API's message if it refused the answer (400, 403, 410, 413); otherwise <see langword="null"/>.</returns>
    /// <exception cref="LambdaRuntimeApiException">The process must end.</exception>
    public ValueTask<string?> RespondAsync(string requestId, ReadOnlyMemory<byte> answer)
        => PostAsync($"invocation/{requestId}/response", answer, errorType: null);

    /// <summary>Reports that an invocation failed as a whole.</summary>
    /// <returns>The API's message if it refused the report; otherwise <see langword="null"/>.</returns>
    /// <exception cref="LambdaRuntimeApiException">The process must end.</exception>
    public ValueTask<string?> FailAsync(string requestId, ErrorReport error)
        => PostAsync($"invocation/{requestId}/error", error.ToJson(), error.Header);

    /// <summary>Reports that the function could not be created.</summary>
    /// <returns>The API's message if it refused the report; otherwise <see langword="null"/>.</returns>
    /// <exception cref="LambdaRuntimeApiException">The process must end, as it does anyway.</exception>
    public ValueTask<string?> FailInitAsync(ErrorReport error) => PostAsync("init/error", error.ToJson(), error.Header);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async ValueTask<string?> PostAsync(string path, ReadOnlyMemory<byte> body, string? errorType)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _root + path) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = s_json;
            if (errorType is not null)
            {
                request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", errorType);
            }

            using var response = await _http.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
            return (int)response.StatusCode switch
            {
                >= 200 and < 300 => await FinishAsync(response).ConfigureAwait(false),
                >= 400 and < 500 => await DescribeAsync(response).ConfigureAwait(false),
                _ => throw new LambdaRuntimeApiException($"The Lambda runtime API responded to '{path}' with {await DescribeAsync(response).ConfigureAwait(false)}."),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new LambdaRuntimeApiException($"The connection to the Lambda runtime API broke during '{path}'.", exception);
        }
    }

    // A connection whose response was not read to the end cannot be reused; the next call would open another.
    private static async ValueTask<string?> FinishAsync(HttpResponseMessage response)
    {
        await response.Content.CopyToAsync(Stream.Null).ConfigureAwait(false);
        return null;
    }

    private static string? Header(HttpHeadersNonValidated headers, string name)
        => headers.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;

    private static async ValueTask<string> DescribeAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        return $"{(int)response.StatusCode} {(body.Length > MaxRefusalLength ? body[..MaxRefusalLength] : body)}".TrimEnd();
    }
}
