using System.Buffers;
using System.Text.Json;
using Fw24.Diagnostics;

namespace Fw24.Lambda;

/// <summary>An error in the form that the runtime API accepts: <c>{"errorMessage":"…","errorType":"…","stackTrace":["…"]}</c>.</summary>
/// <param name="Category">The first part of the header <c>Lambda-Runtime-Function-Error-Type</c>, whose form is <c>category.reason</c>.</param>
/// <param name="Message">The description of the error, without values of items.</param>
/// <param name="Exception">The exception whose type and stack are reported.</param>
internal readonly record struct ErrorReport(string Category, string Message, Exception Exception)
{
    // Deep enough to find the cause, short enough for the header and body of one small request.
    private const int MaxFrames = 50;

    /// <summary>Reports that the function could not be created. No item has been read yet, so the message is included unchanged.</summary>
    /// <param name="exception">The cause.</param>
    public static ErrorReport OfStart(Exception exception) => new("Runtime", exception.Message, exception);

    /// <summary>Reports that the function failed as a whole. The message may quote an item, so only a safe summary is included.</summary>
    /// <param name="exception">The cause.</param>
    public static ErrorReport OfInvocation(Exception exception) => new("Function", ExceptionSummary.Of(exception), exception);

    /// <summary>The value of the header <c>Lambda-Runtime-Function-Error-Type</c>.</summary>
    public string Header => $"{Category}.{Exception.GetType().Name}";

    /// <summary>Writes the body.</summary>
    /// <returns>The body in UTF-8.</returns>
    public ReadOnlyMemory<byte> ToJson()
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(body);

        json.WriteStartObject();
        json.WriteString("errorMessage"u8, Message);
        json.WriteString("errorType"u8, ExceptionSummary.TypeOf(Exception));
        json.WriteStartArray("stackTrace"u8);
        WriteFrames(json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private void WriteFrames(Utf8JsonWriter json)
    {
        foreach (var frame in ExceptionSummary.PlacesOf(Exception).Take(MaxFrames))
        {
            json.WriteStringValue(frame);
        }
    }
}
