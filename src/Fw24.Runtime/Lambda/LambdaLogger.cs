using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fw24.Diagnostics;
using Fw24.Functions;
using Microsoft.Extensions.Logging;

namespace Fw24.Lambda;

/// <summary>
/// Writes log events as JSON lines: <c>{"timestamp":"…","level":"INFO","requestId":"…","category":"…","message":"…",…}</c>, with the message's named values
/// as members.
/// </summary>
/// <param name="category">The logger's category.</param>
/// <param name="console">The output for the lines.</param>
/// <param name="time">The clock of the lines.</param>
internal sealed class LambdaLogger(string category, LambdaConsole console, TimeProvider time) : ILogger
{
    private const string Template = "{OriginalFormat}";

    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, s_readable))
        {
            json.WriteStartObject();
            json.WriteString("timestamp"u8, time.GetUtcNow().UtcDateTime);
            json.WriteString("level"u8, NameOf(logLevel));
            if (console.RequestId is { } requestId)
            {
                json.WriteString("requestId"u8, requestId);
            }

            json.WriteString("category"u8, category);
            json.WriteString("message"u8, formatter(state, exception));
            WriteValues(json, state as IReadOnlyList<KeyValuePair<string, object?>>);
            WriteException(json, exception);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        console.TryWrite(line.WrittenSpan);
    }

    // The level names used by Lambda's log level filter and JSON log format.
    private static ReadOnlySpan<byte> NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE"u8,
        LogLevel.Debug => "DEBUG"u8,
        LogLevel.Information => "INFO"u8,
        LogLevel.Warning => "WARN"u8,
        LogLevel.Error => "ERROR"u8,
        _ => "FATAL"u8,
    };

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>>? values)
    {
        for (var i = 0; i < values?.Count; i++)
        {
            var (name, value) = values[i];
            if (name is Template or "timestamp" or "level" or "requestId" or "category" or "message" or "errorType" or "errorMessage" or "stackTrace")
            {
                continue;
            }

            json.WritePropertyName(name);
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case IFormattable formattable:
                json.WriteStringValue(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteException(Utf8JsonWriter json, Exception? exception)
    {
        if (exception is null)
        {
            return;
        }

        json.WriteString("errorType"u8, exception is WithheldException withheld ? withheld.TypeName : ExceptionSummary.TypeOf(exception));
        json.WriteString("errorMessage"u8, exception.Message);
        json.WriteStartArray("stackTrace"u8);
        foreach (var frame in exception.ToString().AsSpan().EnumerateLines())
        {
            json.WriteStringValue(frame.Trim());
        }

        json.WriteEndArray();
    }
}
