using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Infrastructure;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing;

/// <summary>Parses the class that receives an app's infrastructure. Symbols end here.</summary>
internal static class StackParser
{
    /// <summary>The attribute's full name, for finding classes.</summary>
    public static string AttributeName { get; } = typeof(InfrastructureStackAttribute).FullName!;

    public static bool IsCandidate(SyntaxNode node) => node is ClassDeclarationSyntax;

    /// <summary>Parses the class on which the attribute was found.</summary>
    public static DeclaredStack Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => Parse((INamedTypeSymbol)context.TargetSymbol, cancellationToken);

    /// <summary>Parses a class.</summary>
    public static DeclaredStack Parse(INamedTypeSymbol type, CancellationToken cancellationToken) => new(
        SymbolNames.Ref(type).FullName,
        new StackDeclaration
        {
            Namespace = SymbolNames.Namespace(type.ContainingNamespace),
            Name = SymbolNames.Identifier(type.Name),
        },
        Obstacle(type, cancellationToken),
        IsStack(type));

    private static string? Obstacle(INamedTypeSymbol type, CancellationToken cancellationToken)
        => type.ContainingType is not null ? "nested in another type"
            : type.Arity > 0 ? "generic"
            : type.IsStatic ? "static"
            : type.IsFileLocal ? "file-local"
            : type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is ClassDeclarationSyntax part && part.Modifiers.Any(SyntaxKind.PartialKeyword)) ? null
            : "not partial";

    private static bool IsStack(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Stack", ContainingNamespace: { Name: "CDK", ContainingNamespace: { Name: "Amazon", ContainingNamespace.IsGlobalNamespace: true } } })
            {
                return true;
            }
        }

        return false;
    }
}
