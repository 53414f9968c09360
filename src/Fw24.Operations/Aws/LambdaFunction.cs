namespace Fw24.Operations.Aws;

/// <summary>The configuration of a function, in the terms of Lambda's API (<c>FunctionConfiguration</c>).</summary>
internal sealed record LambdaFunction
{
    /// <summary>The function's ARN.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>The runtime, such as <c>provided.al2023</c>.</summary>
    public string? Runtime { get; init; }

    /// <summary>The handler.</summary>
    public string? Handler { get; init; }

    /// <summary>The timeout in seconds.</summary>
    public int? Timeout { get; init; }

    /// <summary>The memory in megabytes.</summary>
    public int? MemorySize { get; init; }

    /// <summary>The instruction set, such as <c>arm64</c>: one.</summary>
    public IReadOnlyList<string>? Architectures { get; init; }

    /// <summary>The state: <c>Pending</c>, <c>Active</c>, <c>Inactive</c> or <c>Failed</c>.</summary>
    public string? State { get; init; }

    /// <summary>The reason for the state.</summary>
    public string? StateReason { get; init; }

    /// <summary>The status of the last update: <c>Successful</c>, <c>Failed</c> or <c>InProgress</c>.</summary>
    public string? LastUpdateStatus { get; init; }

    /// <summary>The reason for the status of the last update.</summary>
    public string? LastUpdateStatusReason { get; init; }

    /// <summary>The environment variables.</summary>
    public LambdaEnvironment? Environment { get; init; }
}
