using Fw24.Local.Resources;
using Fw24.Model;

namespace Fw24.Local;

/// <summary>What an app consists of in the cloud, as plain data: what <see cref="LocalCloud"/> runs.</summary>
public sealed record LocalTopology
{
    /// <summary>The region. Default: <c>eu-central-1</c>.</summary>
    public string Region { get; init; } = "eu-central-1";

    /// <summary>The account: 12 digits.</summary>
    public string Account { get; init; } = "123456789012";

    /// <summary>The tables.</summary>
    public required IReadOnlyList<TableResource> Tables { get; init; }

    /// <summary>The topics.</summary>
    public required IReadOnlyList<TopicResource> Topics { get; init; }

    /// <summary>The queues, dead-letter queues among them.</summary>
    public required IReadOnlyList<QueueResource> Queues { get; init; }

    /// <summary>The subscriptions.</summary>
    public required IReadOnlyList<SubscriptionResource> Subscriptions { get; init; }

    /// <summary>The functions.</summary>
    public required IReadOnlyList<FunctionResource> Functions { get; init; }

    /// <summary>The mappings from streams to functions.</summary>
    public required IReadOnlyList<StreamMappingResource> StreamMappings { get; init; }

    /// <summary>The mappings from queues to functions.</summary>
    public required IReadOnlyList<QueueMappingResource> QueueMappings { get; init; }

    /// <summary>The log groups.</summary>
    public required IReadOnlyList<LogGroupResource> LogGroups { get; init; }

    /// <summary>The queue for what functions cannot process, if there is one.</summary>
    public string? ParkingQueue { get; init; }

    /// <summary>Makes the topology of an app.</summary>
    /// <param name="app">The app's generated model.</param>
    /// <returns>The topology.</returns>
    public static LocalTopology Of(AppModel app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return new AppTopology(app).Build();
    }

    /// <summary>Reads the topology from a manifest: what the build of the app's stack wrote as <c>fw24.manifest.json</c>. So what runs here is what is deployed.</summary>
    /// <param name="manifest">The manifest's text (schema <c>fw24.manifest/1</c>).</param>
    /// <returns>The topology.</returns>
    /// <exception cref="InvalidDataException">That is no manifest, or one of another schema.</exception>
    public static LocalTopology FromManifest(string manifest)
    {
        ArgumentException.ThrowIfNullOrEmpty(manifest);
        return ManifestTopology.Read(manifest);
    }

    /// <summary>Refuses what AWS refuses when the resources are created.</summary>
    /// <exception cref="InvalidOperationException">The topology is impossible; the message says what and why.</exception>
    public void Validate() => TopologyRules.Check(this);

    internal string TableArn(string table) => $"arn:aws:dynamodb:{Region}:{Account}:table/{table}";

    internal string TopicArn(string topic) => $"arn:aws:sns:{Region}:{Account}:{topic}";

    internal string SecretArn(string secret) => $"arn:aws:secretsmanager:{Region}:{Account}:secret:{secret}";

    internal string QueueArn(string queue) => $"arn:aws:sqs:{Region}:{Account}:{queue}";

    internal string QueueUrl(string queue) => $"https://sqs.{Region}.amazonaws.com/{Account}/{queue}";

    internal string FunctionArn(string function) => $"arn:aws:lambda:{Region}:{Account}:function:{function}";
}
