using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Web;

namespace Fw24.Runtime.Tests.Harness.Loopback;

/// <summary>A bucket of S3 on a loopback server: reads, conditional writes, lists of two objects a page, and deletions.</summary>
internal sealed class LoopbackBucket : IAsyncDisposable
{
    public const string Name = "orders-log";

    public static readonly DateTimeOffset Written = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);

    public LoopbackBucket() => Server = new LoopbackServer(Serve);

    public LoopbackServer Server { get; }

    /// <summary>Answers a request before the bucket does, if it is not <see langword="null"/>.</summary>
    public Func<LoopbackRequest, LoopbackAnswer?> Fault { get; set; } = static _ => null;

    public IEnumerable<string> Names => _objects.Keys.Order(StringComparer.Ordinal);

    public static LoopbackAnswer Error(int status, string code) => LoopbackAnswer.Of(
        status, $"<Error><Code>{code}</Code><Message>told why</Message><RequestId>req-7</RequestId></Error>", "application/xml");

    /// <summary>The writes of an object.</summary>
    public List<LoopbackRequest> WritesOf(string name)
        => [.. Server.Requests.Where(request => request.Method is "PUT" && NameIn(request) == name)];

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static string NameIn(LoopbackRequest request)
        => Uri.UnescapeDataString(request.Target.Split('?')[0][$"/{Name}/".Length..]);

    private LoopbackAnswer Serve(LoopbackRequest request)
    {
        if (Fault(request) is { } fault)
        {
            return fault;
        }

        if (request.Method is "GET" && request.Target.Contains("list-type=2", StringComparison.Ordinal))
        {
            return List(request);
        }

        var name = NameIn(request);
        switch (request.Method)
        {
            case "PUT" when request.Header("If-None-Match") is "*":
                return _objects.TryAdd(name, request.Body) ? Empty() : Error(412, "PreconditionFailed");
            case "PUT":
                _objects[name] = request.Body;
                return Empty();
            case "DELETE":
                _objects.TryRemove(name, out _);
                return LoopbackAnswer.Of(204);
            default:
                return _objects.TryGetValue(name, out var content) ? new LoopbackAnswer { Body = content } : Error(404, "NoSuchKey");
        }
    }

    private LoopbackAnswer List(LoopbackRequest request)
    {
        var query = HttpUtility.ParseQueryString(request.Target.Split('?')[1]);
        var found = Names.Where(name => name.StartsWith(query["prefix"]!, StringComparison.Ordinal)).ToList();
        var start = int.Parse(query["continuation-token"] ?? "0", CultureInfo.InvariantCulture);
        var isLast = start + 2 >= found.Count;
        var page = new StringBuilder("<ListBucketResult>").Append(CultureInfo.InvariantCulture, $"<IsTruncated>{(isLast ? "false" : "true")}</IsTruncated>");
        page.Append(isLast ? "" : $"<NextContinuationToken>{start + 2}</NextContinuationToken>");
        foreach (var name in found.Skip(start).Take(2))
        {
            page.Append(CultureInfo.InvariantCulture, $"<Contents><Key>{name}</Key><LastModified>{Written:yyyy-MM-dd'T'HH:mm:ss.000'Z'}</LastModified></Contents>");
        }

        return LoopbackAnswer.Of(200, page.Append("</ListBucketResult>").ToString(), "application/xml");
    }

    private static LoopbackAnswer Empty() => LoopbackAnswer.Of(200, "", "application/xml");
}
