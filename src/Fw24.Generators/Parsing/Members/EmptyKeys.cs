using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Generators.Parsing.Members;

/// <summary>Finds index keys that are initially an empty string or empty binary, which DynamoDB rejects in a key.</summary>
internal static class EmptyKeys
{
    /// <summary>Finds them, including inherited ones.</summary>
    public static IEnumerable<string> Find(INamedTypeSymbol type, ICollection<string> indexKeys, CancellationToken cancellationToken)
    {
        foreach (var name in indexKeys.OrderBy(static name => name, StringComparer.Ordinal))
        {
            for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
            {
                if (current.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                {
                    // A null key is omitted, and a required one is always set.
                    if (property is { IsRequired: false, NullableAnnotation: not NullableAnnotation.Annotated } && CanBeEmpty(property.Type) && IsEmpty(property, cancellationToken))
                    {
                        yield return name;
                    }

                    break;
                }
            }
        }
    }

    private static bool CanBeEmpty(ITypeSymbol type) => type is { SpecialType: SpecialType.System_String } or IArrayTypeSymbol or { Name: "ReadOnlyMemory" or "Memory" };

    private static bool IsEmpty(IPropertySymbol property, CancellationToken cancellationToken)
        => property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) switch
        {
            PropertyDeclarationSyntax { Initializer.Value: var value } => IsEmpty(value),
            ParameterSyntax { Default.Value: var value } => IsEmpty(value),
            _ => false,
        });

    private static bool IsEmpty(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText.Length is 0,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText is "Empty",
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" } } => true,
        CollectionExpressionSyntax collection => collection.Elements.Count is 0,
        PostfixUnaryExpressionSyntax suppressed => IsEmpty(suppressed.Operand),
        _ => false,
    };
}
