using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Audit.Sinks;
using Fw24.Aws.Client;
using Fw24.Json;

namespace Fw24.Aws;

/// <summary>Writes to CloudWatch Logs, and creates a missing log group or stream.</summary>
/// <remarks>
/// Endpoint, credentials, the number of attempts (<c>AWS_MAX_ATTEMPTS</c>) and the retry mode are resolved as in the AWS SDK; the
/// service-specific endpoint variable is <c>AWS_ENDPOINT_URL_CLOUDWATCH_LOGS</c>. The client is created by the first call.
/// </remarks>
internal sealed class CloudWatchLogsClient : ICloudWatchLogs, IDisposable
{
    /// <summary>CloudWatch Logs.</summary>
    public static AwsService Service { get; } = new("CloudWatch Logs", "logs", "logs", "2014-03-28");

    private readonly AuditRetention _retention;
    private readonly Lazy<AwsJsonClient> _client;

    /// <summary>Creates the client.</summary>
    /// <param name="region">The region of the log groups; <see langword="null"/> for the app's.</param>
    /// <param name="retention">The retention of log groups created here.</param>
    /// <param name="configure">Changes the client's settings.</param>
    public CloudWatchLogsClient(string? region = null, AuditRetention retention = AuditRetention.Forever, Action<ClientConfig>? configure = null)
    {
        _retention = retention;
        _client = new Lazy<AwsJsonClient>(() => new AwsJsonClient(
            new AwsServiceConfig(Service, config =>
            {
                config.AuthenticationRegion = region;
                configure?.Invoke(config);
            }),
            "application/x-amz-json-1.1",
            "Logs_20140328",
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
    }

    /// <inheritdoc/>
    /// <remarks>A missing log group is created with its retention: outside the app's region, no stack has created it.</remarks>
    public async ValueTask CreateLogStreamAsync(string logGroup, string logStream, CancellationToken cancellationToken)
    {
        try
        {
            await TryCreateLogStreamAsync(logGroup, logStream, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (IsMissing(exception))
        {
            await CreateLogGroupAsync(logGroup, cancellationToken).ConfigureAwait(false);
            await TryCreateLogStreamAsync(logGroup, logStream, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A missing log stream or group is created, and the call is repeated.</remarks>
    public async ValueTask<RejectedLogEvents> PutLogEventsAsync(
        string logGroup, string logStream, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            return await TryPutLogEventsAsync(logGroup, logStream, events, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (IsMissing(exception))
        {
            await CreateLogStreamAsync(logGroup, logStream, cancellationToken).ConfigureAwait(false);
            return await TryPutLogEventsAsync(logGroup, logStream, events, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private async ValueTask CreateLogGroupAsync(string logGroup, CancellationToken cancellationToken)
    {
        try
        {
            await _client.Value.CallAsync("CreateLogGroup", logGroup, static (json, logGroup) =>
            {
                json.WriteStartObject();
                json.WriteString("logGroupName"u8, logGroup);
                json.WriteEndObject();
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (Exists(exception))
        {
            // Another instance was faster; both set the same retention.
        }

        if (_retention is AuditRetention.Forever)
        {
            return;
        }

        await _client.Value.CallAsync("PutRetentionPolicy", (logGroup, _retention), static (json, request) =>
        {
            json.WriteStartObject();
            json.WriteString("logGroupName"u8, request.logGroup);
            json.WriteNumber("retentionInDays"u8, (int)request._retention);
            json.WriteEndObject();
        }, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask TryCreateLogStreamAsync(string logGroup, string logStream, CancellationToken cancellationToken)
    {
        try
        {
            await _client.Value.CallAsync("CreateLogStream", (logGroup, logStream), static (json, request) =>
            {
                json.WriteStartObject();
                json.WriteString("logGroupName"u8, request.logGroup);
                json.WriteString("logStreamName"u8, request.logStream);
                json.WriteEndObject();
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (Exists(exception))
        {
        }
    }

    private async ValueTask<RejectedLogEvents> TryPutLogEventsAsync(
        string logGroup, string logStream, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.Value.CallAsync("PutLogEvents", (logGroup, logStream, events), static (json, request) =>
            {
                json.WriteStartObject();
                json.WriteString("logGroupName"u8, request.logGroup);
                json.WriteString("logStreamName"u8, request.logStream);
                json.WriteStartArray("logEvents"u8);
                foreach (var one in request.events)
                {
                    json.WriteStartObject();
                    json.WriteNumber("timestamp"u8, one.Timestamp.ToUnixTimeMilliseconds());
                    json.WriteString("message"u8, one.Message.Span);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }, cancellationToken).ConfigureAwait(false);
            return ReadRejected(answer.Span);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "DataAlreadyAcceptedException")
        {
            // An earlier attempt whose response was lost.
            return default;
        }
    }

    // {"nextSequenceToken":"…","rejectedLogEventsInfo":{"tooNewLogEventStartIndex":3,"tooOldLogEventEndIndex":1,"expiredLogEventEndIndex":0}}
    private static RejectedLogEvents ReadRejected(ReadOnlySpan<byte> answer)
    {
        var rejected = default(RejectedLogEvents);
        var json = new Utf8JsonReader(answer);
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException("The response of PutLogEvents is not a JSON object.");
        }

        while (json.NextMember())
        {
            if (!json.ValueTextEquals("rejectedLogEventsInfo"u8))
            {
                json.SkipMember();
                continue;
            }

            json.Read();
            while (json.TokenType is not JsonTokenType.Null && json.NextMember())
            {
                rejected = ReadRejected(ref json, rejected);
            }
        }

        return rejected;
    }

    private static RejectedLogEvents ReadRejected(ref Utf8JsonReader json, RejectedLogEvents rejected)
    {
        if (json.ValueTextEquals("tooOldLogEventEndIndex"u8))
        {
            return rejected with { TooOldEnd = ReadIndex(ref json) };
        }

        if (json.ValueTextEquals("expiredLogEventEndIndex"u8))
        {
            return rejected with { ExpiredEnd = ReadIndex(ref json) };
        }

        if (json.ValueTextEquals("tooNewLogEventStartIndex"u8))
        {
            return rejected with { TooNewStart = ReadIndex(ref json) };
        }

        json.SkipMember();
        return rejected;
    }

    private static int? ReadIndex(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType is JsonTokenType.Null ? null : json.GetInt32();
    }

    private static bool IsMissing(AmazonServiceException e) => e.ErrorCode is "ResourceNotFoundException";

    private static bool Exists(AmazonServiceException e) => e.ErrorCode is "ResourceAlreadyExistsException";
}
