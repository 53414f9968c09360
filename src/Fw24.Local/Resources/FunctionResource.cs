namespace Fw24.Local.Resources;

/// <summary>A function.</summary>
public sealed record FunctionResource
{
    /// <summary>The function's name within the app.</summary>
    public required string Name { get; init; }

    /// <summary>The variables it reads.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>How long an invocation may run: 1 to 900 seconds (Lambda).</summary>
    public required int TimeoutSeconds { get; init; }
}
