using Fw24.Audit;

namespace Fw24.Console.Trails;

/// <summary>What a restore would do, before anything is written.</summary>
public sealed class RestorePreview
{
    /// <summary>The time whose state is restored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The operation of the write; none if the item is already as it was.</summary>
    public required ChangeOperations Operation { get; init; }

    /// <summary>The changes of the write.</summary>
    public required IReadOnlyList<AuditedChange> Changes { get; init; }

    /// <summary>The attributes that stay as they are.</summary>
    public required IReadOnlyList<LeftAttribute> Left { get; init; }

    /// <summary>The reason why it would be refused; <see langword="null"/> if it would not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Writes it, on behalf of an actor and with a reason, each of which may be empty.</summary>
    public required Func<string, string, CancellationToken, Task> ApplyAsync { get; init; }

    /// <summary>Indicates whether it would write something.</summary>
    public bool CanBeApplied => Refusal is null && Operation is not ChangeOperations.None;
}
