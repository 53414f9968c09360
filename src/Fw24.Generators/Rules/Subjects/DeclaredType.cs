using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>Any type of the project, for the rules about attributes that have no effect on it.</summary>
/// <param name="Type">The type.</param>
/// <param name="IsHandler">Indicates whether it is a handler.</param>
internal sealed record DeclaredType(INamedTypeSymbol Type, bool IsHandler)
{
    /// <summary>Indicates whether it is an entity.</summary>
    public bool IsEntity { get; } = AttributeReader.Has<DynamoTableAttribute>(Type);
}
