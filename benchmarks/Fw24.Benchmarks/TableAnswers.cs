using System.Text;
using Fw24.Changes.Reading;

namespace Fw24.Benchmarks;

/// <summary>The responses of <see cref="TableServer"/>, with DynamoDB's headers.</summary>
internal static class TableAnswers
{
    /// <summary>The number of items of a page.</summary>
    public const int Items = 100;

    private static readonly string[] s_items = [.. Images()];

    private static readonly byte[] s_item = Answer($$"""{"Item":{{s_items[0]}}}""");
    private static readonly byte[] s_updated = Answer($$"""{"Attributes":{{s_items[0]}}}""");
    private static readonly byte[] s_page = Answer(Page());
    private static readonly byte[] s_nothing = Answer("{}");

    /// <summary>The body of a page.</summary>
    public static string Page() => $$"""{"Count":{{Items}},"Items":[{{string.Join(",", s_items)}}],"ScannedCount":{{Items}}}""";

    /// <summary>Gets the response to an operation.</summary>
    /// <param name="operation">The operation, such as <c>GetItem</c>.</param>
    public static byte[] Of(string operation) => operation switch
    {
        "GetItem" => s_item,
        "UpdateItem" => s_updated,
        "Query" => s_page,
        _ => s_nothing,
    };

    private static IEnumerable<string> Images()
    {
        foreach (var record in StreamBatch.Read(StreamPayload.Create(Items)))
        {
            yield return Encoding.UTF8.GetString(record.NewImage.Json.Span);
        }
    }

    private static byte[] Answer(string body) => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 200 OK\r\nServer: Server\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"Connection: keep-alive\r\nx-amzn-RequestId: 4421584500000000000000\r\n\r\n{body}");
}
