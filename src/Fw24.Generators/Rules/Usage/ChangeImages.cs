using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Members;

namespace Fw24.Generators.Rules.Usage;

/// <summary>Recognizes the images of an item in a change, and their redacted properties.</summary>
internal static class ChangeImages
{
    public const string New = "New";
    public const string Old = "Old";
    public const string Changes = "Changes";

    /// <summary>Indicates whether a type is a change record.</summary>
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

    /// <summary>Gets the entity of a change's image.</summary>
    /// <returns>The entity; <see langword="null"/> if the expression is not such an image.</returns>
    public static INamedTypeSymbol? EntityOf(ExpressionSyntax image, SemanticModel model, CancellationToken cancellationToken)
        => model.GetSymbolInfo(image, cancellationToken).Symbol is IPropertySymbol { Name: New or Old, Type: INamedTypeSymbol entity } property && IsChange(property.ContainingType) ? entity : null;

    /// <summary>Gets the sensitive properties of an entity.</summary>
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

    /// <summary>Gets the entity whose changes a class handles.</summary>
    /// <returns>The entity; <see langword="null"/> if the class is not a handler.</returns>
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

    /// <summary>Gets the member that contains a node, or the program's top-level statements.</summary>
    public static SyntaxNode Body(SyntaxNode node)
        => node.Ancestors().FirstOrDefault(static ancestor => ancestor is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax or CompilationUnitSyntax) ?? node;
}
