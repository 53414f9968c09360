namespace Fw24.Local.Resources;

/// <summary>A function.</summary>
public sealed record FunctionResource
{
    /// <summary>The function's name within the app, followed by a hyphen and the stage if there is one.</summary>
    public required string Name { get; init; }

    /// <summary>The function's environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The function's timeout: 1 to 900 seconds (Lambda), 1 to 5,400 on Lambda Managed Instances.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>
    /// The tables whose items it may read and write. A call to another table is denied, as its role would deny it. <see langword="null"/> denies nothing.
    /// </summary>
    public IReadOnlyList<string>? Tables { get; init; }

    /// <summary>
    /// The indexes that it may query, as <c>{table}/index/{index}</c>. A query of another index is denied, as its role would deny it.
    /// <see langword="null"/> for all indexes of its <see cref="Tables"/>.
    /// </summary>
    public IReadOnlyList<string>? Indexes { get; init; }

    /// <summary>The function's name within the app.</summary>
    internal string Function => Environment.GetValueOrDefault(Fw24Variables.Function) ?? Name;
}
