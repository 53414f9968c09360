namespace Fw24.Generators.Model;

/// <summary>A setter that emitted code calls past <see langword="init"/> or <see langword="private"/>.</summary>
internal sealed record AccessorModel
{
    /// <summary>The type that declares the property; <c>Page&lt;T&gt;</c> where it is generic, as the runtime binds such a setter once for all arguments.</summary>
    public required TypeRef Owner { get; init; }

    /// <summary>The property's type as its declaration has it.</summary>
    public required string Value { get; init; }

    /// <summary>The class that holds the setters of a generic type, with its type parameters: <c>PageSetters&lt;T&gt;</c>; empty for a type that is not generic.</summary>
    public required string Holder { get; init; }

    /// <summary>The constraints on its type parameters.</summary>
    public required string Constraints { get; init; }

    /// <summary>What a call begins with: <c>PageSetters&lt;int&gt;.</c>, or nothing.</summary>
    public required string Qualifier { get; init; }
}
