using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Parsing;

namespace Fw24.Generators.Analyzers;

/// <summary>Knows the images of an item that a change carries, and which of their properties were redacted.</summary>
internal static class ChangeImages
{
    public const string New = "New";
    public const string Old = "Old";
    public const string Changes = "Changes";

    /// <summary>Whether a type is the record of a change.</summary>
    public static bool IsChange(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name is "EntityChange" && TableCall.IsOfFw24(current))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The entity that a change's image is of.</summary>
    /// <returns>The entity; <see langword="null"/> when the expression is no such image.</returns>
    public static INamedTypeSymbol? EntityOf(ExpressionSyntax image, SemanticModel model, CancellationToken cancellationToken)
        => model.GetSymbolInfo(image, cancellationToken).Symbol is IPropertySymbol { Name: New or Old, Type: INamedTypeSymbol entity } property && IsChange(property.ContainingType) ? entity : null;

    /// <summary>The sensitive properties of an entity.</summary>
    public static Dictionary<string, Redaction> Sensitive(INamedTypeSymbol entity)
    {
        var sensitive = new Dictionary<string, Redaction>(StringComparer.Ordinal);
        var secrets = InheritedSecrets.Of(entity);
        for (INamedTypeSymbol? current = entity; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (secrets.Of(property, PropertyAttributes.Of(property)).Redaction is { } redaction && !sensitive.ContainsKey(property.Name))
                {
                    sensitive.Add(property.Name, redaction);
                }
            }
        }

        return sensitive;
    }

    /// <summary>The class whose handler a piece of code is part of.</summary>
    /// <returns>The entity whose changes it handles; <see langword="null"/> when it is no handler.</returns>
    public static INamedTypeSymbol? HandledBy(INamedTypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "ChangeHandler", TypeArguments: [_, var inserted, _, _] } && TableCall.IsOfFw24(current))
            {
                return inserted.GetMembers(New).OfType<IPropertySymbol>().FirstOrDefault()?.Type as INamedTypeSymbol;
            }
        }

        return null;
    }

    /// <summary>The member that a piece of code is part of, or the program's statements.</summary>
    public static SyntaxNode Body(SyntaxNode node)
        => node.Ancestors().FirstOrDefault(static ancestor => ancestor is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax or CompilationUnitSyntax) ?? node;
}
