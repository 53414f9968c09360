using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Fw24.Publishing;

namespace Fw24.Aws;

/// <summary>Parks records in a standard SQS queue, one message each (schema <c>fw24.parked/1</c>).</summary>
/// <remarks>
/// <code>{"schema":"fw24.parked/1","function":"orders-stream","reason":"…","eventId":"…","parkedAt":"2026-11-22T10:05:00Z","content":{…}}</code>
/// The content is the record byte for byte: as JSON where it is JSON that a queue carries unchanged, otherwise as <c>contentBase64</c>;
/// and where it is too large, as <c>contentRef</c> with <c>contentSha256</c> and <c>contentSize</c>.
/// The client is made when the first record is parked; endpoint, region and credentials come from where the AWS SDK looks for them.
/// </remarks>
public sealed class SqsParkingQueue : IParkingQueue, IDisposable
{
    /// <summary>The most bytes a message may have: 1 MiB (SQS, "Quotas: message size"). A queue may be set to less.</summary>
    public const int MaxSize = 1_048_576;

    // What every queue takes that is not set to less by hand, also one made when messages had 256 KiB.
    private const int MaxInline = 262_144;

    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _queueUrl;
    private readonly IClaimCheck? _claims;
    private readonly TimeProvider _time;
    private readonly Lazy<AmazonSQSClient> _client;

    /// <summary>Prepares to park.</summary>
    /// <param name="queueUrl">The queue's URL.</param>
    /// <param name="claims">Where records go that are too large for a message; <see langword="null"/> when there is no such place.</param>
    /// <param name="time">The clock that says when a record was parked; <see langword="null"/> for the system's.</param>
    /// <param name="configure">Changes the client's settings.</param>
    /// <exception cref="ArgumentException">That is no URL of a standard queue.</exception>
    public SqsParkingQueue(string queueUrl, IClaimCheck? claims = null, TimeProvider? time = null, Action<AmazonSQSConfig>? configure = null)
    {
        _queueUrl = ParseUrl(queueUrl) ?? throw new ArgumentException($"Expected {UrlForm}.", nameof(queueUrl));
        _claims = claims;
        _time = time ?? TimeProvider.System;
        _client = new Lazy<AmazonSQSClient>(() =>
        {
            var config = new AmazonSQSConfig();
            configure?.Invoke(config);
            return new AmazonSQSClient(config);
        });
    }

    /// <summary>What a queue's URL looks like, for errors.</summary>
    internal static string UrlForm => "the URL of a standard SQS queue (https://sqs.REGION.amazonaws.com/ACCOUNT/NAME)";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The record is too large for a message, and there is no other place for it.</exception>
    /// <exception cref="AmazonServiceException">SQS refused the message, or kept failing.</exception>
    public async ValueTask ParkAsync(ParkedRecord record, CancellationToken cancellationToken)
    {
        var body = Write(record, reference: null);
        if (body.Length > MaxInline && _claims is not null)
        {
            var name = $"parked/{record.Function}/{Hash(record.Content.Span)}";
            body = Write(record, await _claims.StoreAsync(name, record.Content, cancellationToken).ConfigureAwait(false));
        }
        else if (body.Length > MaxSize)
        {
            throw new InvalidOperationException($"A record of {record.Content.Length:N0} bytes cannot be parked: its message would have {body.Length:N0} bytes, and SQS takes {MaxSize:N0}.");
        }

        var request = new SendMessageRequest(_queueUrl, Encoding.UTF8.GetString(body.Span));
        await _client.Value.SendMessageAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    /// <summary>Reads a queue's URL.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The URL; <see langword="null"/> when it is none, or one of a FIFO queue, whose groups would wait for one another.</returns>
    internal static string? ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.AbsolutePath.Length > 1
            && !text.EndsWith(".fifo", StringComparison.Ordinal)
            ? text
            : null;

    private ReadOnlyMemory<byte> Write(ParkedRecord record, string? reference)
    {
        var body = new ArrayBufferWriter<byte>(record.Content.Length + 512);
        using var json = new Utf8JsonWriter(body, s_compact);
        json.WriteStartObject();
        json.WriteString("schema"u8, "fw24.parked/1"u8);
        json.WriteString("function"u8, record.Function);
        json.WriteString("reason"u8, record.Reason);
        if (record.EventId is not null)
        {
            json.WriteString("eventId"u8, record.EventId);
        }

        json.WriteString("parkedAt"u8, _time.GetUtcNow().UtcDateTime);
        if (reference is not null)
        {
            json.WriteString("contentRef"u8, reference);
            json.WriteString("contentSha256"u8, Hash(record.Content.Span));
            json.WriteNumber("contentSize"u8, record.Content.Length);
        }
        else if (IsPlainJson(record.Content.Span))
        {
            json.WritePropertyName("content"u8);
            json.WriteRawValue(record.Content.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String("contentBase64"u8, record.Content.Span);
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // One JSON value, not deeper than what readers take by default, in characters that a queue keeps.
    private static bool IsPlainJson(ReadOnlySpan<byte> content)
    {
        if (NotInXml.IndexIn(content) >= 0)
        {
            return false;
        }

        try
        {
            var json = new Utf8JsonReader(content);
            while (json.Read())
            {
                // Text is not looked at before it is asked for; broken UTF-8 in it would not survive becoming a string.
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !Utf8.IsValid(json.ValueSpan))
                {
                    return false;
                }
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
