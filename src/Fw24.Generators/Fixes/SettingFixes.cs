using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Generators.Fixes;

/// <summary>The fixes of an attribute's arguments. None changes a value that is a constant, which other code may use.</summary>
internal static class SettingFixes
{
    /// <summary>Sets a setting of the violation's attribute; no fix for an empty value.</summary>
    public static FixSuggestion? Set(this FixContext context, string setting, string value)
        => context.SetIn(context.Attribute, setting, value);

    /// <summary>Sets a setting of another attribute; no fix for an empty value.</summary>
    public static FixSuggestion? SetIn(this FixContext _, AttributeSyntax? attribute, string setting, string value)
        => attribute is null || value.Length is 0 ? null
            : Argument(attribute, setting) is not { } argument ? new FixSuggestion(FixKind.AddArgument, attribute.GetLocation(), setting, value)
            : IsLiteral(argument.Expression) ? new FixSuggestion(FixKind.ChangeArgument, argument.GetLocation(), setting, value)
            : null;

    /// <summary>Removes a setting of the violation's attribute.</summary>
    public static FixSuggestion? Unset(this FixContext context, string setting) => context.UnsetIn(context.Attribute, setting);

    /// <summary>Removes a setting of another attribute.</summary>
    public static FixSuggestion? UnsetIn(this FixContext _, AttributeSyntax? attribute, string setting)
        => attribute is not null && Argument(attribute, setting) is { } argument ? new FixSuggestion(FixKind.RemoveArgument, argument.GetLocation(), setting, "") : null;

    /// <summary>Sets the first positional argument; no fix for an empty name.</summary>
    public static FixSuggestion? SetName(this FixContext context, string name)
        => name.Length > 0 && context.Attribute?.ArgumentList?.Arguments is [{ NameEquals: null } argument, ..] && IsLiteral(argument.Expression)
            ? new FixSuggestion(FixKind.ChangeArgument, argument.GetLocation(), "", FixContext.Quoted(name))
            : null;

    /// <summary>Replaces a wrong name written as a literal by <c>nameof</c>; no fix for an empty meaning.</summary>
    public static FixSuggestion? Reword(this FixContext context, string word, string meant)
        => meant.Length > 0 && context.Attribute?.ArgumentList?.Arguments.FirstOrDefault(argument => IsWord(argument.Expression, word)) is { } argument
            ? new FixSuggestion(FixKind.ChangeArgument, argument.GetLocation(), argument.NameEquals?.Name.Identifier.ValueText ?? "", $"nameof({meant})")
            : null;

    private static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, string setting)
        => attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == setting);

    private static bool IsWord(ExpressionSyntax expression, string word)
        => expression is LiteralExpressionSyntax literal && literal.Token.ValueText == word;

    private static bool IsLiteral(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax => true,
        PrefixUnaryExpressionSyntax prefix => IsLiteral(prefix.Operand),
        CastExpressionSyntax cast => IsLiteral(cast.Expression),
        ParenthesizedExpressionSyntax parenthesized => IsLiteral(parenthesized.Expression),
        _ => false,
    };
}
