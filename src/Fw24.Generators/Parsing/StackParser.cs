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
            HasConstructor = type.InstanceConstructors.Any(constructor => IsOwn(constructor, cancellationToken)),
        },
        Obstacle(type, cancellationToken),
        IsStack(type),
        Unconstructible(type, cancellationToken));

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
            if (IsCdk(current, "Stack"))
            {
                return true;
            }
        }

        return false;
    }

    // A constructor that calls another one of the class, such as the generated one, is a further one.
    private static bool IsOwn(IMethodSymbol constructor, CancellationToken cancellationToken)
        => !constructor.IsImplicitlyDeclared
            && constructor.DeclaringSyntaxReferences.Any(reference => !reference.GetSyntax(cancellationToken).ChildNodes().Any(static node => node.IsKind(SyntaxKind.ThisConstructorInitializer)));

    private static string? Unconstructible(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var own = type.InstanceConstructors.Where(constructor => IsOwn(constructor, cancellationToken)).ToList();
        return own.Exists(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax))
            ? "has a primary constructor, which has no body"
            : own.Count > 0 || type.BaseType is not { } parent || IsCdk(parent, "Stack") || !IsStack(type) || parent.InstanceConstructors.Any(constructor => Takes(constructor, type))
                ? null
                : $"derives from {parent.Name}, which has no constructor that takes only a scope, an id and properties";
    }

    // : base(scope, id, props)
    private static bool Takes(IMethodSymbol constructor, INamedTypeSymbol derived)
        => constructor.DeclaredAccessibility is not Accessibility.Private
            && (constructor.DeclaredAccessibility is not (Accessibility.Internal or Accessibility.ProtectedAndInternal)
                || SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, derived.ContainingAssembly))
            && constructor.Parameters.Length >= 3
            && constructor.Parameters[0].Type is { Name: "Construct" or "IConstruct", ContainingNamespace: { Name: "Constructs", ContainingNamespace.IsGlobalNamespace: true } }
            && constructor.Parameters[1].Type.SpecialType is SpecialType.System_String
            && (IsCdk(constructor.Parameters[2].Type, "IStackProps") || IsCdk(constructor.Parameters[2].Type, "StackProps"))
            && constructor.Parameters.Skip(3).All(static parameter => parameter.IsOptional || parameter.IsParams);

    private static bool IsCdk(ITypeSymbol type, string name)
        => type.Name == name
            && type.ContainingNamespace is { Name: "CDK", ContainingNamespace: { Name: "Amazon", ContainingNamespace.IsGlobalNamespace: true } };
}
