namespace Fw24.Generators.Model.Types;

/// <summary>A setter that emitted code calls despite <see langword="init"/> or <see langword="private"/>.</summary>
internal sealed record AccessorModel
{
    /// <summary>The type that declares the property; <c>Page&lt;T&gt;</c> if generic, as the runtime binds such a setter once for all type arguments.</summary>
    public required TypeRef Owner { get; init; }

    /// <summary>The property's type as declared.</summary>
    public required string Value { get; init; }

    /// <summary>
    /// The class that holds the setters of a generic type, with its type parameters: <c>PageSetters&lt;T&gt;</c>; empty for a non-generic type.
    /// </summary>
    public required string Holder { get; init; }

    /// <summary>The constraints on its type parameters.</summary>
    public required string Constraints { get; init; }

    /// <summary>The prefix of a call, such as <c>PageSetters&lt;int&gt;.</c>; may be empty.</summary>
    public required string Qualifier { get; init; }
}
