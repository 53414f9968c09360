using System.Text.Json.Nodes;
using Amazon.Runtime;
using Fw24.Integration.Tests.Wires;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>
/// The sample as AWS's services describe it when it is deployed as its manifest says, on a loopback server. A test changes a
/// fact.
/// </summary>
internal sealed class DeployedOrders : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    private DeployedOrders(JsonNode manifest, string account)
    {
        (Account, Manifest) = (account, manifest.ToJsonString());
        Lambda = new LambdaShapes(manifest, account);
        Sns = new SnsShapes(manifest, account);
        CloudWatch = new CloudWatchShapes(manifest, Lambda);
        CloudFormation = new CloudFormationShapes();
        Stores = new StoreShapes(manifest, account);
        _server = new LoopbackServer(request => Change(request, Answer(request)));
    }

    public string Account { get; }

    /// <summary>The manifest's text.</summary>
    public string Manifest { get; }

    public LambdaShapes Lambda { get; }

    public SnsShapes Sns { get; }

    public CloudWatchShapes CloudWatch { get; }

    public CloudFormationShapes CloudFormation { get; }

    /// <summary>The queues and tables.</summary>
    public StoreShapes Stores { get; }

    /// <summary>The operations that the caller has no right to.</summary>
    public HashSet<string> Denied { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes a response before it is sent.</summary>
    public Func<LoopbackRequest, LoopbackAnswer, LoopbackAnswer> Change { get; set; } = static (_, answer) => answer;

    public string Url => _server.Url;

    public IReadOnlyList<LoopbackRequest> Requests => _server.Requests;

    /// <summary>Deploys the sample.</summary>
    /// <param name="account">The account, which the names of resources contain.</param>
    /// <param name="change">A change of the manifest.</param>
    public static DeployedOrders Create(string account = "123456789012", Action<JsonNode>? change = null)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(OrdersWires.Manifest))!;
        change?.Invoke(manifest);
        return new DeployedOrders(manifest, account);
    }

    /// <summary>Directs a client to the server.</summary>
    public void Configure(ClientConfig config) => LoopbackAws.At(Url)(config);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private LoopbackAnswer Answer(LoopbackRequest request)
    {
        if (request.Method is "GET")
        {
            return Denied.Contains(LambdaShapes.OperationOf(request)) ? LambdaShapes.Denial : Lambda.Answer(request);
        }

        if (request.Header("X-Amz-Target") is { } target)
        {
            return Denied.Contains(target.Split('.')[1]) ? StoreShapes.Denial : Stores.Answer(target, request);
        }

        var (action, version) = (request.Parameter("Action")!, request.Parameter("Version"));
        return Denied.Contains(action) ? QueryShapes.Denial : version switch
        {
            "2010-03-31" => Sns.Answer(action, request),
            "2010-08-01" => CloudWatch.Answer(action, request),
            "2010-05-15" => CloudFormation.Answer(action, request),
            _ => throw new InvalidOperationException(version),
        };
    }
}
