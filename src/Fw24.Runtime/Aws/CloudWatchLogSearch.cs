using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Audit.Reading.Stores;
using Fw24.Audit.Sinks;
using Fw24.Aws.Client;
using Fw24.Json;

namespace Fw24.Aws;

/// <summary>Reads log groups of CloudWatch Logs.</summary>
/// <remarks>
/// Endpoint, credentials and retries are resolved as in the AWS SDK; the service-specific endpoint variable is
/// <c>AWS_ENDPOINT_URL_CLOUDWATCH_LOGS</c>. The
/// client is created by the first call.
/// </remarks>
internal sealed class CloudWatchLogSearch : ICloudWatchLogSearch, IDisposable
{
    private readonly Lazy<AwsJsonClient> _client;

    /// <summary>Creates the client.</summary>
    /// <param name="region">The region of the log groups; <see langword="null"/> for the app's.</param>
    /// <param name="configure">Changes the client's settings.</param>
    public CloudWatchLogSearch(string? region = null, Action<ClientConfig>? configure = null)
        => _client = new Lazy<AwsJsonClient>(() => new AwsJsonClient(
            new AwsServiceConfig(CloudWatchLogsClient.Service, config =>
            {
                config.AuthenticationRegion = region;
                configure?.Invoke(config);
            }),
            "application/x-amz-json-1.1",
            "Logs_20140328",
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping));

    /// <inheritdoc/>
    public async ValueTask<(IReadOnlyList<LogEvent> Events, string? NextToken)> FilterAsync(
        LogFilter filter, string? nextToken, CancellationToken cancellationToken)
    {
        var answer = await _client.Value.CallAsync("FilterLogEvents", (filter, nextToken), static (json, request) =>
        {
            var (filter, token) = request;
            json.WriteStartObject();
            json.WriteString("logGroupName"u8, filter.LogGroup);
            json.WriteString("filterPattern"u8, filter.Pattern);
            json.WriteNumber("startTime"u8, filter.From);
            if (filter.To is { } to)
            {
                json.WriteNumber("endTime"u8, to);
            }

            if (filter.Descending)
            {
                json.WriteBoolean("startFromHead"u8, false);
            }

            if (token is not null)
            {
                json.WriteString("nextToken"u8, token);
            }

            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);

        var events = new List<LogEvent>();
        string? next = null;
        var json = Begin(answer.Span, "FilterLogEvents");
        while (json.NextMember())
        {
            if (json.ValueTextEquals("nextToken"u8))
            {
                next = json.ReadText();
            }
            else if (json.ValueTextEquals("events"u8))
            {
                ReadEvents(ref json, events);
            }
            else
            {
                json.SkipMember();
            }
        }

        return (events, next);
    }

    /// <inheritdoc/>
    public async ValueTask<string> StartQueryAsync(string logGroup, string query, long from, long to, CancellationToken cancellationToken)
    {
        var answer = await _client.Value.CallAsync("StartQuery", (logGroup, query, from, to), static (json, request) =>
        {
            json.WriteStartObject();
            json.WriteString("logGroupName"u8, request.logGroup);
            json.WriteString("queryString"u8, request.query);
            json.WriteNumber("startTime"u8, request.from);
            json.WriteNumber("endTime"u8, request.to);
            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);

        var json = Begin(answer.Span, "StartQuery");
        while (json.NextMember())
        {
            if (json.ValueTextEquals("queryId"u8) && json.ReadText() is { } id)
            {
                return id;
            }

            json.SkipMember();
        }

        throw new JsonException("The response of StartQuery has no query id.");
    }

    /// <inheritdoc/>
    public async ValueTask<(string Status, IReadOnlyList<LogEvent> Events)> GetQueryResultsAsync(
        string id, CancellationToken cancellationToken)
    {
        var answer = await _client.Value.CallAsync("GetQueryResults", id, static (json, id) =>
        {
            json.WriteStartObject();
            json.WriteString("queryId"u8, id);
            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);

        var events = new List<LogEvent>();
        var status = "Unknown";
        var json = Begin(answer.Span, "GetQueryResults");
        while (json.NextMember())
        {
            if (json.ValueTextEquals("status"u8))
            {
                status = json.ReadText() ?? status;
            }
            else if (json.ValueTextEquals("results"u8))
            {
                ReadRows(ref json, events);
            }
            else
            {
                json.SkipMember();
            }
        }

        return (status, events);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static Utf8JsonReader Begin(ReadOnlySpan<byte> answer, string operation)
    {
        var json = new Utf8JsonReader(answer);
        return json.Read() && json.TokenType is JsonTokenType.StartObject
            ? json
            : throw new JsonException($"The response of {operation} is not a JSON object.");
    }

    // [{"eventId":"…","timestamp":1795341900000,"message":"…"},…]
    private static void ReadEvents(ref Utf8JsonReader json, List<LogEvent> events)
    {
        json.Read();
        while (json.TokenType is not JsonTokenType.Null && json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            var (time, message) = (0L, "");
            while (json.NextMember())
            {
                if (json.ValueTextEquals("timestamp"u8))
                {
                    json.Read();
                    time = json.GetInt64();
                }
                else if (json.ValueTextEquals("message"u8))
                {
                    message = json.ReadText() ?? "";
                }
                else
                {
                    json.SkipMember();
                }
            }

            events.Add(new LogEvent(DateTimeOffset.FromUnixTimeMilliseconds(time), Encoding.UTF8.GetBytes(message)));
        }
    }

    // [[{"field":"@timestamp","value":"2026-11-22 10:05:00.000"},{"field":"@message","value":"…"}],…]
    private static void ReadRows(ref Utf8JsonReader json, List<LogEvent> events)
    {
        json.Read();
        while (json.TokenType is not JsonTokenType.Null && json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            var (time, message) = (default(DateTimeOffset), "");
            while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
            {
                var (field, value) = ReadField(ref json);
                time = field == "@timestamp"
                    ? DateTimeOffset.Parse(
                        value ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
                    : time;
                message = field == "@message" ? value ?? "" : message;
            }

            events.Add(new LogEvent(time, Encoding.UTF8.GetBytes(message)));
        }
    }

    private static (string? Field, string? Value) ReadField(ref Utf8JsonReader json)
    {
        var (field, value) = (default(string), default(string));
        while (json.NextMember())
        {
            if (json.ValueTextEquals("field"u8))
            {
                field = json.ReadText();
            }
            else if (json.ValueTextEquals("value"u8))
            {
                value = json.ReadText();
            }
            else
            {
                json.SkipMember();
            }
        }

        return (field, value);
    }
}
