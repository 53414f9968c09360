using System.Text.Json.Serialization;

namespace Fw24.Operations.Status;

/// <summary>A deployed resource.</summary>
internal abstract record ResourceState
{
    /// <summary>The resource's name.</summary>
    [JsonPropertyOrder(-1)]
    public required string Name { get; init; }

    /// <summary>The conditions that wait for an operator, such as a failed update.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The differences from the manifest, or from the template of the code.</summary>
    public IReadOnlyList<string> Drift { get; init; } = [];

    /// <summary>The facts that AWS did not tell, each with the call that was refused and its error.</summary>
    public IReadOnlyList<string> NotKnown { get; init; } = [];

    /// <summary>Indicates whether nothing waits for an operator, differs or is unknown.</summary>
    public bool IsWell => Problems is [] && Drift is [] && NotKnown is [];
}
