using Fw24.Local.Resources;
using Fw24.Model;

namespace Fw24.Local;

/// <summary>The resources of an app as plain data, as <see cref="LocalCloud"/> runs them.</summary>
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

    /// <summary>The queues, including dead-letter queues.</summary>
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

    /// <summary>The queue for records and messages that functions cannot process, if there is one.</summary>
    public string? ParkingQueue { get; init; }

    /// <summary>Builds the topology of an app.</summary>
    /// <param name="app">The app's generated model.</param>
    /// <returns>The topology.</returns>
    public static LocalTopology Of(AppModel app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return new AppTopology(app).Build();
    }

    /// <summary>
    /// Reads the topology from the manifest <c>fw24.manifest.json</c>, which the build of the app's stack writes, so that the cloud runs what is deployed.
    /// </summary>
    /// <param name="manifest">The manifest's text (schema <c>fw24.manifest/1</c>).</param>
    /// <returns>The topology.</returns>
    /// <exception cref="InvalidDataException">The text is not a manifest, or has another schema.</exception>
    public static LocalTopology FromManifest(string manifest)
    {
        ArgumentException.ThrowIfNullOrEmpty(manifest);
        return ManifestTopology.Read(manifest);
    }

    /// <summary>Rejects a topology whose resources AWS would refuse to create.</summary>
    /// <exception cref="InvalidOperationException">The topology is invalid; the message says what is wrong and why.</exception>
    public void Validate() => TopologyRules.Check(this);

    internal string TableArn(string table) => $"arn:aws:dynamodb:{Region}:{Account}:table/{table}";

    internal string TopicArn(string topic) => $"arn:aws:sns:{Region}:{Account}:{topic}";

    internal string SecretArn(string secret) => $"arn:aws:secretsmanager:{Region}:{Account}:secret:{secret}";

    internal string QueueArn(string queue) => $"arn:aws:sqs:{Region}:{Account}:{queue}";

    internal string QueueUrl(string queue) => $"https://sqs.{Region}.amazonaws.com/{Account}/{queue}";

    internal string FunctionArn(string function) => $"arn:aws:lambda:{Region}:{Account}:function:{function}";
}
