namespace Fw24.Generators.Model.Infrastructure;

/// <summary>The class that receives an app's infrastructure.</summary>
internal sealed record StackDeclaration
{
    /// <summary>Its namespace; empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Indicates whether its constructor is written by hand, and calls the generated method that creates its resources.</summary>
    public required bool HasConstructor { get; init; }
}
