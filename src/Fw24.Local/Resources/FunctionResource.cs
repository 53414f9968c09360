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

    /// <summary>
    /// The tables whose items it may read and write: a call to another table is refused, as its role would refuse it. <see langword="null"/> where nothing is
    /// refused.
    /// </summary>
    public IReadOnlyList<string>? Tables { get; init; }
}
