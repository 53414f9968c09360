using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Fixes;

/// <summary>The fixes of a class's declaration. None changes a class of several parts, as each might have to change.</summary>
internal static class DeclarationFixes
{
    /// <summary>Adds an Fw24 attribute to a class.</summary>
    /// <param name="context">The context.</param>
    /// <param name="type">The class.</param>
    /// <param name="attribute">The name of the attribute's class.</param>
    /// <param name="arguments">Its arguments in parentheses; empty without any.</param>
    public static FixSuggestion? Annotate(this FixContext context, INamedTypeSymbol type, string attribute, string arguments)
        => context.Declaration(type) is { } declaration && context.FindReferenced($"{nameof(Fw24)}.{attribute}") is { } symbol
            ? new FixSuggestion(FixKind.AddAttribute, declaration.Identifier.GetLocation(), type.Name, MemberFixes.AttributeName(context.Minimal(symbol, declaration)) + arguments)
            : null;

    /// <summary>Removes the violation's attribute.</summary>
    public static FixSuggestion? RemoveAttribute(this FixContext context)
        => context.Attribute is { } attribute ? new FixSuggestion(FixKind.RemoveAttribute, attribute.GetLocation(), attribute.ToString(), "") : null;

    /// <summary>Changes the modifier that is an obstacle to generation.</summary>
    /// <param name="context">The context.</param>
    /// <param name="obstacle">The obstacle, as the rules for declarations name it.</param>
    public static FixSuggestion? RemoveObstacle(this FixContext context, string obstacle)
    {
        var type = context.Type;
        if (context.Declaration(type) is not { } declaration)
        {
            return null;
        }

        var place = declaration.Identifier.GetLocation();
        return obstacle switch
        {
            "not partial" => new FixSuggestion(FixKind.AddModifier, place, "", "partial"),
            "file-local" when type.IsFileLocal && type.ContainingNamespace.GetTypeMembers(type.Name, type.Arity).Length is 1 => new FixSuggestion(FixKind.RemoveModifier, place, "file", ""),
            "private" when type.DeclaredAccessibility is Accessibility.Private => new FixSuggestion(FixKind.ChangeAccess, place, "", "internal"),
            "abstract" when !type.GetMembers().Any(static member => member.IsAbstract) && !context.IsBase() => new FixSuggestion(FixKind.RemoveModifier, place, "abstract", ""),
            _ => null,
        };
    }

    /// <summary>Adds a base class.</summary>
    public static FixSuggestion? AddBase(this FixContext context, string metadataName)
        => context.Declaration(context.Type) is { } declaration && context.FindReferenced(metadataName) is { } type
            ? new FixSuggestion(FixKind.AddBase, declaration.Identifier.GetLocation(), "", context.Minimal(type, declaration))
            : null;
}
