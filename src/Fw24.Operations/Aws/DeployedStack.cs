namespace Fw24.Operations.Aws;

/// <summary>A stack of CloudFormation.</summary>
internal sealed record DeployedStack
{
    /// <summary>The stack's id: its ARN.</summary>
    public required string Id { get; init; }

    /// <summary>The stack's name.</summary>
    public required string Name { get; init; }

    /// <summary>The status, such as <c>UPDATE_COMPLETE</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The reason for the status.</summary>
    public string? StatusReason { get; init; }

    /// <summary>The time of the last update, or of the creation.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The id of the outermost stack, if this one is nested.</summary>
    public string? RootId { get; init; }

    /// <summary>
    /// The result of the last drift detection: <c>DRIFTED</c>, <c>IN_SYNC</c>, <c>UNKNOWN</c> or <c>NOT_CHECKED</c>.
    /// </summary>
    public string? DriftStatus { get; init; }
}
