using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fw24.Local.Queues;

/// <summary>Writes SQS events as Lambda passes them to a function.</summary>
internal static class SqsEventWriter
{
    /// <summary>The maximum size of an event: 6 MB (Lambda, "Invocation payload").</summary>
    public const int MaxEventBytes = 6 * 1024 * 1024;

    private const int FrameBytes = 1200;

    // SQS escapes only what JSON requires.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>An estimate of the bytes that a message takes in an event; never too low for plain-text JSON.</summary>
    public static int SizeOf(LocalMessage message)
    {
        var body = message.Body.Span;
        return body.Length + body.Count((byte)'"') + body.Count((byte)'\\') + FrameBytes;
    }

    /// <summary>Takes as many messages as fit into an event, in order: at least one.</summary>
    public static List<LocalMessage> TakeFitting(List<LocalMessage> messages)
    {
        var (count, size) = (1, SizeOf(messages[0]));
        while (count < messages.Count && size + SizeOf(messages[count]) is var with and <= MaxEventBytes)
        {
            (count, size) = (count + 1, with);
        }

        var taken = messages.GetRange(0, count);
        messages.RemoveRange(0, count);
        return taken;
    }

    /// <summary>Writes an event in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<LocalMessage> messages, string queueArn, string region)
    {
        var size = 0;
        foreach (var message in messages)
        {
            size += SizeOf(message);
        }

        var buffer = new ArrayBufferWriter<byte>(size + 64);
        using var json = new Utf8JsonWriter(buffer, s_options);
        json.WriteStartObject();
        json.WriteStartArray("Records"u8);
        foreach (var message in messages)
        {
            Write(json, message, queueArn, region);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    [SuppressMessage("Security", "CA5351", Justification = "SQS says the body's MD5; nothing is kept safe by it.")]
    private static void Write(Utf8JsonWriter json, LocalMessage message, string queueArn, string region)
    {
        json.WriteStartObject();
        json.WriteString("messageId"u8, message.MessageId);
        json.WriteString("receiptHandle"u8, message.Receipt?.Handle ?? "");
        json.WriteString("body"u8, message.Body.Span);
        WriteSystemAttributes(json, message);
        json.WriteStartObject("messageAttributes"u8);
        foreach (var (name, attribute) in message.Attributes)
        {
            json.WriteStartObject(name);
            json.WriteString("stringValue"u8, attribute.Value);
            json.WriteStartArray("stringListValues"u8);
            json.WriteEndArray();
            json.WriteStartArray("binaryListValues"u8);
            json.WriteEndArray();
            json.WriteString("dataType"u8, attribute.DataType);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        Span<byte> hash = stackalloc byte[16];
        Span<char> hex = stackalloc char[32];
        MD5.HashData(message.Body.Span, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
        json.WriteString("md5OfBody"u8, hex);
        json.WriteString("eventSource"u8, "aws:sqs"u8);
        json.WriteString("eventSourceARN"u8, queueArn);
        json.WriteString("awsRegion"u8, region);
        json.WriteEndObject();
    }

    private static void WriteSystemAttributes(Utf8JsonWriter json, LocalMessage message)
    {
        json.WriteStartObject("attributes"u8);
        json.WriteString("ApproximateReceiveCount"u8, message.ReceiveCount.ToString(CultureInfo.InvariantCulture));
        json.WriteString("SentTimestamp"u8, Milliseconds(message.SentAt));
        if (message.SequenceNumber is not null)
        {
            json.WriteString("SequenceNumber"u8, message.SequenceNumber);
        }

        if (message.GroupId is not null)
        {
            json.WriteString("MessageGroupId"u8, message.GroupId);
        }

        json.WriteString("SenderId"u8, "AIDAFW24LOCAL"u8);
        if (message.DeduplicationId is not null)
        {
            json.WriteString("MessageDeduplicationId"u8, message.DeduplicationId);
        }

        json.WriteString("ApproximateFirstReceiveTimestamp"u8, Milliseconds(message.FirstReceivedAt ?? message.SentAt));
        if (message.DeadLetterSource is not null)
        {
            json.WriteString("DeadLetterQueueSourceArn"u8, message.DeadLetterSource);
        }

        json.WriteEndObject();
    }

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
