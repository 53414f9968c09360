using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Bootstrap;

/// <summary>SNS, SQS and CloudWatch Logs for an app's functions, on one endpoint that accepts everything.</summary>
internal sealed class LoopbackCloud : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly ConcurrentQueue<(string Body, string? GroupId)> _published = new();
    private readonly ConcurrentQueue<string> _parked = new();
    private readonly ConcurrentQueue<string> _logged = new();

    public LoopbackCloud() => _server = new LoopbackServer(async request =>
    {
        await BeforeAnswer(request);
        return Answer(request);
    });

    /// <summary>The task that each call waits for.</summary>
    public Func<LoopbackRequest, Task> BeforeAnswer { get; set; } = static _ => Task.CompletedTask;

    public string Url => _server.Url;

    public IReadOnlyList<(string Body, string? GroupId)> Published => [.. _published];

    public IReadOnlyList<string> Parked => [.. _parked];

    public IReadOnlyList<string> Logged => [.. _logged];

    /// <summary>The service and region that each call was signed for.</summary>
    public IEnumerable<string> Scopes => _server.Requests.Select(static request => string.Join('/', request.Header("Authorization")!.Split('/')[2..4]));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private LoopbackAnswer Answer(LoopbackRequest request) => request.Header("X-Amz-Target") switch
    {
        null => Publish(request),
        "AmazonSQS.SendMessage" => Park(request),
        "Logs_20140328.PutLogEvents" => Log(request),
        _ => LoopbackAnswer.Of(200, "{}"),
    };

    private LoopbackAnswer Publish(LoopbackRequest request)
    {
        var members = new StringBuilder();
        var form = request.Form.ToDictionary();
        for (var i = 1; form.TryGetValue($"PublishBatchRequestEntries.member.{i}.Id", out var id); i++)
        {
            _published.Enqueue((form[$"PublishBatchRequestEntries.member.{i}.Message"], form.GetValueOrDefault($"PublishBatchRequestEntries.member.{i}.MessageGroupId")));
            members.Append($"<member><MessageId>m-{i}</MessageId><Id>{id}</Id></member>");
        }

        return LoopbackAnswer.Of(200, $"<PublishBatchResponse><PublishBatchResult><Successful>{members}</Successful></PublishBatchResult></PublishBatchResponse>", "text/xml");
    }

    // The SDK verifies the sent body by its MD5.
#pragma warning disable CA5351
    private LoopbackAnswer Park(LoopbackRequest request)
    {
        using var call = JsonDocument.Parse(request.Body);
        var body = call.RootElement.GetProperty("MessageBody").GetString()!;
        _parked.Enqueue(body);
        return LoopbackAnswer.Of(200, $$"""{"MessageId":"p-1","MD5OfMessageBody":"{{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)))}}"}""");
    }
#pragma warning restore CA5351

    private LoopbackAnswer Log(LoopbackRequest request)
    {
        using var call = JsonDocument.Parse(request.Body);
        foreach (var one in call.RootElement.GetProperty("logEvents").EnumerateArray())
        {
            _logged.Enqueue(one.GetProperty("message").GetString()!);
        }

        return LoopbackAnswer.Of(200, "{}");
    }
}
