namespace Orders.Local;

/// <summary>What a run is asked to do.</summary>
internal sealed record RunOptions
{
    /// <summary>The commands that the sample comes with.</summary>
    public static FileInfo SampleData { get; } = new(Path.Combine(AppContext.BaseDirectory, "orders.jsonl"));

    /// <summary>The file of commands.</summary>
    public FileInfo Data { get; init; } = SampleData;

    /// <summary>The embedded cloud's seed.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Which faults to inject; <see langword="null"/> for none.</summary>
    public ulong? FaultSeed { get; init; }

    /// <summary>The manifest that says what the cloud consists of; <see langword="null"/> for what the app's attributes say.</summary>
    public FileInfo? Manifest { get; init; }

    /// <summary>The DynamoDB endpoint to write to; <see langword="null"/> for embedded tables.</summary>
    public Uri? DynamoDb { get; init; }
}
