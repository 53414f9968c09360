using Fw24.Local;

namespace Orders.Local;

/// <summary>The options of a run.</summary>
internal sealed record RunOptions
{
    /// <summary>The commands that ship with the sample.</summary>
    public static FileInfo SampleData { get; } = new(Path.Combine(AppContext.BaseDirectory, "orders.jsonl"));

    /// <summary>The file of commands.</summary>
    public FileInfo Data { get; init; } = SampleData;

    /// <summary>The embedded cloud's seed.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>The seed of the faults to inject; <see langword="null"/> for no faults.</summary>
    public ulong? FaultSeed { get; init; }

    /// <summary>The manifest that defines the cloud; <see langword="null"/> to build the cloud from the app's attributes.</summary>
    public FileInfo? Manifest { get; init; }

    /// <summary>The DynamoDB endpoint to use; <see langword="null"/> for embedded tables.</summary>
    public Uri? DynamoDb { get; init; }

    /// <summary>The endpoint of SNS, SQS and S3 to use with <see cref="DynamoDb"/>; <see langword="null"/> for embedded ones.</summary>
    public Uri? Messaging { get; init; }

    /// <summary>Indicates whether a web console of the cloud is served, until the program is stopped.</summary>
    public bool Console { get; init; }

    /// <summary>The resources that the manifest or the app's attributes define.</summary>
    public LocalTopology Topology => Manifest is null
        ? LocalTopology.Of(OrdersApp.Model)
        : LocalTopology.FromManifest(File.ReadAllText(Manifest.FullName));
}
