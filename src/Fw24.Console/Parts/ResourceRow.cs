using Fw24.Operations.Status;

namespace Fw24.Console.Parts;

/// <summary>A resource in a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsWell">Indicates whether nothing of it needs somebody.</param>
/// <param name="Values">What is known of it; <see langword="null"/> for what is not.</param>
public sealed record ResourceRow(string Name, bool IsWell, IReadOnlyList<string?> Values)
{
    internal static ResourceRow Of(ResourceState state, params string?[] values) => new(state.Name, state.IsWell, values);
}
