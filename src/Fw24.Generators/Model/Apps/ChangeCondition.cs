namespace Fw24.Generators.Model.Apps;

/// <summary>The values in a handler's <see cref="OnChangeAttribute"/>.</summary>
/// <param name="From">The accepted earlier values as texts; empty for any.</param>
/// <param name="To">The accepted values as texts; empty for any.</param>
/// <param name="Fault">The reason why the property cannot have a value; <see langword="null"/> if none is known.</param>
internal sealed record ChangeCondition(EquatableArray<string> From, EquatableArray<string> To, string? Fault)
{
    /// <summary>Any values.</summary>
    public static ChangeCondition None { get; } = new([], [], null);

    /// <summary>Indicates whether a value is stated.</summary>
    public bool IsStated => From.Count > 0 || To.Count > 0;
}
