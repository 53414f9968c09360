using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Parsing;

/// <summary>Parses the class that receives an app's infrastructure. Symbols end here.</summary>
internal static class StackParser
{
    /// <summary>The attribute's full name, to find classes by.</summary>
    public static string AttributeName { get; } = typeof(InfrastructureStackAttribute).FullName!;

    public static bool IsCandidate(SyntaxNode node) => node is ClassDeclarationSyntax;

    /// <summary>Parses the class that the attribute was found on.</summary>
    /// <returns>The stack; <see langword="null"/> when nothing can be added to that class.</returns>
    public static StackDeclaration? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return IsPartial(context.TargetNode) && IsTopLevel(type) && IsStack(type)
            ? new StackDeclaration
            {
                Namespace = SymbolNames.Namespace(type.ContainingNamespace),
                Name = SymbolNames.Identifier(type.Name),
            }
            : null;
    }

    private static bool IsPartial(SyntaxNode node) => ((ClassDeclarationSyntax)node).Modifiers.Any(SyntaxKind.PartialKeyword);

    private static bool IsTopLevel(INamedTypeSymbol type) => type is { ContainingType: null, Arity: 0, IsStatic: false, IsFileLocal: false };

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
