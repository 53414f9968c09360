namespace Fw24.Operations.Status;

/// <summary>A deployed table.</summary>
internal sealed record TableState : ResourceState
{
    /// <summary>The status, such as <c>ACTIVE</c>; <see langword="null"/> if it does not exist or is not known.</summary>
    public string? Status { get; init; }

    /// <summary>The number of its items, as DynamoDB counts them about every six hours.</summary>
    public long? Items { get; init; }
}
