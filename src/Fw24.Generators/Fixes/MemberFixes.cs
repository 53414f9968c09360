using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Fixes;

/// <summary>The fixes of the member at fault.</summary>
internal static class MemberFixes
{
    /// <summary>Gets an attribute's name as written in source.</summary>
    public static string AttributeName(string type)
        => type.EndsWith(nameof(Attribute), StringComparison.Ordinal) ? type.Substring(0, type.Length - nameof(Attribute).Length) : type;

    /// <summary>Adds an Fw24 attribute, possibly with arguments: <c>DynamoAttribute("mail")</c>.</summary>
    public static FixSuggestion? AddAttribute(this FixContext context, string attribute)
    {
        var name = attribute.Split('(')[0];
        return context.MemberDeclaration() is { } declaration
            && !GeneratedCode.IsIn(declaration.SyntaxTree, context.CancellationToken)
            && context.FindReferenced($"{nameof(Fw24)}.{name}{nameof(Attribute)}") is { } type
                ? new FixSuggestion(FixKind.AddAttribute, Place(declaration), context.Member!.Name, AttributeName(context.Minimal(type, declaration)) + attribute.Substring(name.Length))
                : null;
    }

    /// <summary>Removes an attribute.</summary>
    public static FixSuggestion? RemoveAttribute<T>(this FixContext context)
        where T : Attribute
        => context.AttributeOf<T>() is { } attribute ? new FixSuggestion(FixKind.RemoveAttribute, attribute.GetLocation(), attribute.ToString(), "") : null;

    /// <summary>Removes the only argument of an attribute.</summary>
    public static FixSuggestion? RemoveOnlyArgument<T>(this FixContext context)
        where T : Attribute
        => context.AttributeOf<T>()?.ArgumentList?.Arguments is [var only] ? new FixSuggestion(FixKind.RemoveArgument, only.GetLocation(), only.ToString(), "") : null;

    /// <summary>Makes a property accessible in its assembly.</summary>
    public static FixSuggestion? WidenAccess(this FixContext context)
    {
        var access = context.Property?.DeclaredAccessibility switch
        {
            Accessibility.Private => "internal",
            Accessibility.Protected => "protected internal",
            _ => "",
        };
        return access.Length > 0 && context.Property is { IsOverride: false } property && context.MemberDeclaration() is PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null }
            ? new FixSuggestion(FixKind.ChangeAccess, property.Locations[0], "", access)
            : null;
    }

    /// <summary>Removes <c>required</c> from a property that <c>[DynamoIgnore]</c> deliberately excludes, provided it has a value without it.</summary>
    public static FixSuggestion? RemoveRequired(this FixContext context)
        => context.Property is { IsOverride: false } property
            && AttributeReader.Has<DynamoIgnoreAttribute>(property)
            && context.MemberDeclaration() is PropertyDeclarationSyntax declaration
            && (property.Type.IsValueType || property.NullableAnnotation is NullableAnnotation.Annotated || declaration.Initializer is not null)
                ? new FixSuggestion(FixKind.RemoveModifier, property.Locations[0], "required", "")
                : null;

    /// <summary>Adds <c>init</c> to a property that has only a getter.</summary>
    public static FixSuggestion? AddInit(this FixContext context)
        => context.Property is { IsOverride: false } property
            && context.MemberDeclaration() is PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null, AccessorList.Accessors: [{ Body: null, ExpressionBody: null }] }
                ? new FixSuggestion(FixKind.AddInit, property.Locations[0], property.Name, "")
                : null;

    /// <summary>Makes a property's type non-nullable, and the property <c>required</c> if nothing else sets it.</summary>
    public static FixSuggestion? MakeNonNullable(this FixContext context)
    {
        if (context.Property is not { IsOverride: false } property)
        {
            return null;
        }

        return context.MemberDeclaration() switch
        {
            PropertyDeclarationSyntax { Type: NullableTypeSyntax type } declaration => Drop(type, IsUnset(property) && declaration.Initializer is null ? "required " : ""),
            ParameterSyntax { Type: NullableTypeSyntax type, Default: null } => Drop(type, ""),
            _ => null,
        };

        FixSuggestion Drop(NullableTypeSyntax type, string modifier) => new(FixKind.DropNull, property.Locations[0], "", modifier + type.ElementType);
    }

    /// <summary>Indicates whether no other property of the class, and no discriminator, uses an attribute name.</summary>
    public static bool IsFreeAttribute(this FixContext context, string? name)
    {
        var table = AttributeReader.Read<DynamoTableAttribute>(context.Type);
        if (name is null || name == (table?.Discriminator ?? DynamoTableAttribute.DefaultDiscriminator))
        {
            return false;
        }

        for (INamedTypeSymbol? current = context.Type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().OfType<IPropertySymbol>().Any(other => !SymbolEqualityComparer.Default.Equals(other, context.Property) && Stored(other) == name))
            {
                return false;
            }
        }

        return true;
    }

    private static AttributeSyntax? AttributeOf<T>(this FixContext context)
        where T : Attribute => context.Property is { } property ? context.Syntax(AttributeReader.Find<T>(property)) : null;

    private static bool IsUnset(IPropertySymbol property)
        => property is { Type.IsReferenceType: true, SetMethod: not null, IsRequired: false };

    private static string Stored(IPropertySymbol property)
        => AttributeReader.Read<DynamoAttributeAttribute>(property)?.Name ?? property.Name;

    // Of fields declared together, that of the first.
    private static Location Place(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
        ParameterSyntax parameter => parameter.Identifier.GetLocation(),
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax fields } => fields.Variables[0].Identifier.GetLocation(),
        _ => declaration.GetLocation(),
    };
}
