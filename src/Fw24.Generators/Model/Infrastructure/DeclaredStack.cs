namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A class that asks for an app's infrastructure, before any rule.</summary>
/// <param name="Type">The full name of the class.</param>
/// <param name="Declaration">The declaration to which infrastructure is added.</param>
/// <param name="Obstacle">The reason why nothing can be added to the class; <see langword="null"/> without one.</param>
/// <param name="IsStack">Indicates whether it derives from <c>Amazon.CDK.Stack</c>.</param>
/// <param name="Unconstructible">The reason why a constructor can neither be generated nor create resources; <see langword="null"/> without one.</param>
internal sealed record DeclaredStack(string Type, StackDeclaration Declaration, string? Obstacle, bool IsStack, string? Unconstructible);
