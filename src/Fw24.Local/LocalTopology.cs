using Fw24.Configuration;
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

    /// <summary>The schedules. Default: none.</summary>
    public IReadOnlyList<ScheduleResource> Schedules { get; init; } = [];

    /// <summary>The log groups.</summary>
    public required IReadOnlyList<LogGroupResource> LogGroups { get; init; }

    /// <summary>The queue for records and messages that functions cannot process, if there is one.</summary>
    public string? ParkingQueue { get; init; }

    /// <summary>The stage; <see langword="null"/> without one, or if there are several.</summary>
    public string? Stage => Names is [var only] ? only.Stage : null;

    /// <summary>The names of the app's tables, of each stage.</summary>
    internal IReadOnlyList<TableNames> Names { get; init; } = [TableNames.Logical];

    /// <summary>Builds the topology of an app.</summary>
    /// <param name="app">The app's generated model.</param>
    /// <param name="stage">The stage, which the names of all resources then contain. Default: none.</param>
    /// <returns>The topology.</returns>
    /// <exception cref="ArgumentException">The text is not a stage.</exception>
    public static LocalTopology Of(AppModel app, string? stage = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        return stage is null || DeployedName.IsStage(stage)
            ? new AppTopology(app, stage).Build()
            : throw new ArgumentException($"'{stage}' is not a stage: it must be {DeployedName.StageForm}.", nameof(stage));
    }

    /// <summary>
    /// Builds the topology of an app with the names that the generated stack gives to queues, which contain the app's.
    /// </summary>
    /// <param name="app">The app's generated model.</param>
    /// <param name="region">The region.</param>
    internal static LocalTopology Shared(AppModel app, string region)
        => new AppTopology(app, stage: null, isShared: true).Build() with { Region = region };

    /// <summary>
    /// Reads the topology from the manifest <c>fw24.manifest.json</c>, which the build of the app's stack writes, so that the cloud runs what is deployed.
    /// </summary>
    /// <param name="manifest">The manifest's text (schema <c>fw24.manifest/1</c>).</param>
    /// <param name="stage">The stage, if it is a parameter of the template. Default: the manifest's.</param>
    /// <returns>The topology.</returns>
    /// <exception cref="InvalidDataException">
    /// The text is not a manifest, has another schema, or is of another stage; or its stage is a parameter, and none is given.
    /// </exception>
    public static LocalTopology FromManifest(string manifest, string? stage = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(manifest);
        return ManifestTopology.Read(manifest, stage);
    }

    /// <summary>Puts the resources of another stage beside these, so that one cloud runs both.</summary>
    /// <param name="other">The topology of the other stage.</param>
    /// <returns>A topology with the resources of both, in this one's region and account.</returns>
    /// <exception cref="InvalidOperationException">The topologies are of different regions or accounts.</exception>
    public LocalTopology Beside(LocalTopology other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (other.Region, other.Account) == (Region, Account)
            ? this with
            {
                Tables = [.. Tables, .. other.Tables],
                Topics = [.. Topics, .. other.Topics],
                Queues = [.. Queues, .. other.Queues],
                Subscriptions = [.. Subscriptions, .. other.Subscriptions],
                Functions = [.. Functions, .. other.Functions],
                StreamMappings = [.. StreamMappings, .. other.StreamMappings],
                QueueMappings = [.. QueueMappings, .. other.QueueMappings],
                Schedules = [.. Schedules, .. other.Schedules],
                LogGroups = [.. LogGroups, .. other.LogGroups],
                ParkingQueue = null,
                Names = [.. Names, .. other.Names],
            }
            : throw new InvalidOperationException("A cloud is one account in one region, and the topologies are of two.");
    }

    /// <summary>Rejects a topology whose resources AWS would refuse to create.</summary>
    /// <exception cref="InvalidOperationException">The topology is invalid; the message says what is wrong and why.</exception>
    public void Validate() => TopologyRules.Check(this);

    /// <summary>Returns a function's name in a topology: the one within the app, and the stage.</summary>
    internal static string FunctionName(string function, string? stage)
        => stage is null ? function : DeployedName.Function(function, stage);

    /// <summary>Returns the name of the bucket for the records that a table's stream gave up on.</summary>
    internal static string FailedRecordsBucket(string table, string? stage)
        => stage is null ? $"{table}-failed-records" : $"{table}-failed-records-{stage}";

    /// <summary>Returns the name of the bucket of the log that seals audits.</summary>
    internal static string SealBucket(string? stage) => stage is null ? "fw24-local-seals" : $"fw24-local-seals-{stage.ToLowerInvariant()}";

    /// <summary>Returns the model of a table; <see langword="null"/> for a table that holds only audit records.</summary>
    internal TableModel? ModelOf(AppModel app, string table)
        => app.Tables.FirstOrDefault(model => Names.Any(names => names.Of(model.Name) == table));

    internal string TableArn(string table) => $"arn:aws:dynamodb:{Region}:{Account}:table/{table}";

    internal string TopicArn(string topic) => $"arn:aws:sns:{Region}:{Account}:{topic}";

    internal string SecretArn(string secret) => $"arn:aws:secretsmanager:{Region}:{Account}:secret:{secret}";

    internal string KeyArn(string key) => $"arn:aws:kms:{Region}:{Account}:key/{key}";

    internal string QueueArn(string queue) => $"arn:aws:sqs:{Region}:{Account}:{queue}";

    internal string QueueUrl(string queue) => $"https://sqs.{Region}.amazonaws.com/{Account}/{queue}";

    internal string FunctionArn(string function) => $"arn:aws:lambda:{Region}:{Account}:function:{function}";
}
