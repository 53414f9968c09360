using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model.Infrastructure;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Parsing;

/// <summary>Parses the class that receives an app's infrastructure. Symbols end here.</summary>
internal static class StackParser
{
    /// <summary>The attribute's full name, for finding classes.</summary>
    public static string AttributeName { get; } = typeof(InfrastructureStackAttribute).FullName!;

    public static bool IsCandidate(SyntaxNode node) => node is ClassDeclarationSyntax;

    /// <summary>Parses the class on which the attribute was found.</summary>
    /// <returns>The stack; <see langword="null"/> if nothing can be added to the class.</returns>
    public static StackDeclaration? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return Check(type, cancellationToken).Any()
            ? null
            : new StackDeclaration
            {
                Namespace = SymbolNames.Namespace(type.ContainingNamespace),
                Name = SymbolNames.Identifier(type.Name),
            };
    }

    /// <summary>Finds the reasons why infrastructure cannot be added to a class.</summary>
    public static IEnumerable<RuleViolation> Check(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var name = SymbolNames.Ref(type).FullName;
        if (Obstacle(type, cancellationToken) is { } obstacle)
        {
            yield return new RuleViolation(RuleKind.StackDeclaration, name, null, [obstacle]);
        }

        if (!IsStack(type))
        {
            yield return new RuleViolation(RuleKind.StackBase, name, null, []);
        }
    }

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
