namespace Fw24.Operations.Manifests.Resources;

/// <summary>A function.</summary>
internal sealed record ManifestFunction
{
    /// <summary>The name in AWS.</summary>
    public required string Name { get; init; }

    /// <summary>The name within the app.</summary>
    public required string Function { get; init; }

    /// <summary>The runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>The handler.</summary>
    public required string Handler { get; init; }

    /// <summary>The instruction set.</summary>
    public required string Architecture { get; init; }

    /// <summary>The memory.</summary>
    public required int MemoryMegabytes { get; init; }

    /// <summary>The timeout.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>The reserved concurrency; <see langword="null"/> if there is none.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>The variables.</summary>
    public required IReadOnlyDictionary<string, ManifestVariable> Environment { get; init; }

    /// <summary>Indicates whether it is the logger of an audit in DynamoDB, which marks gaps.</summary>
    public bool MarksGaps => Environment.ContainsKey(Fw24Variables.AuditTable);
}
