using Fw24.Audit;

namespace Fw24.Operations.Restores;

/// <summary>A planned restore of an item of any entity.</summary>
internal sealed class RestorePlan
{
    /// <summary>What applying the restore does.</summary>
    public required ChangeOperations Operation { get; init; }

    /// <summary>The reason that it cannot be applied; <see langword="null"/> if it can.</summary>
    public required string? Refusal { get; init; }

    /// <summary>The values that it writes.</summary>
    public required IReadOnlyList<AuditedChange> Changes { get; init; }

    /// <summary>The attributes that stay as they are.</summary>
    public required IReadOnlyList<LeftAttribute> Left { get; init; }

    /// <summary>Writes the item, on behalf of an actor and for a reason.</summary>
    public required Func<string?, string?, CancellationToken, Task> ApplyAsync { get; init; }
}
