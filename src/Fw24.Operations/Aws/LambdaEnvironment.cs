namespace Fw24.Operations.Aws;

/// <summary>The environment variables of a function, in the terms of Lambda's API (<c>EnvironmentResponse</c>).</summary>
internal sealed record LambdaEnvironment
{
    /// <summary>The variables; <see langword="null"/> if they cannot be read.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>The error if the variables cannot be read, such as a key that may not be used.</summary>
    public LambdaError? Error { get; init; }

    /// <summary>An error within a response.</summary>
    /// <param name="ErrorCode">The code.</param>
    internal sealed record LambdaError(string? ErrorCode);
}
