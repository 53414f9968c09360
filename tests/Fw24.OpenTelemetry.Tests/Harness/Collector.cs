using System.Text;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.OpenTelemetry.Tests.Harness;

/// <summary>A collector on a loopback server that decodes what it receives over OTLP (http/protobuf).</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly LoopbackServer _server = new(static _ => LoopbackAnswer.Of(200, "", "application/x-protobuf"));

    /// <summary>All spans so far.</summary>
    public IReadOnlyList<ExportedSpan> Spans =>
    [
        .. from request in Received("/v1/traces")
           from resource in request.All(1)
           from scope in resource.All(2)
           from span in scope.All(2)
           select ExportedSpan.Of(span),
    ];

    /// <summary>The boundaries of each histogram's buckets.</summary>
    public IReadOnlyDictionary<string, double[]> Buckets => (
        from request in Received("/v1/metrics")
        from resource in request.All(1)
        from scope in resource.All(2)
        from metric in scope.All(2)
        from histogram in metric.All(9)
        from point in histogram.All(1)
        select (Name: metric.Text(1), Boundaries: point.Doubles(7)))
        .DistinctBy(static metric => metric.Name)
        .ToDictionary(static metric => metric.Name, static metric => metric.Boundaries);

    /// <summary>Everything received, as text to search.</summary>
    public string Everything => string.Concat(_server.Requests.Select(static request => Encoding.UTF8.GetString(request.Body)));

    public Uri Address(string signal) => new($"{_server.Url}/v1/{signal}");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IEnumerable<ProtoMessage> Received(string target)
        => _server.Requests.Where(request => request.Target == target).Select(static request => new ProtoMessage(request.Body));
}
