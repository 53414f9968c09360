using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Generators.Parsing.Members;

/// <summary>Reads the constant prefix of a property's text, if its declaration gives one.</summary>
internal static class ConstantPrefix
{
    /// <summary>Gets the prefix of a property without a setter: <c>ORDER#</c> for <c>=> $"ORDER#{Number}"</c>; empty if unknown.</summary>
    public static string Of(IPropertySymbol property, CancellationToken cancellationToken)
        => property.SetMethod is null && property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is PropertyDeclarationSyntax declaration
            ? Of(declaration.ExpressionBody?.Expression ?? declaration.AccessorList?.Accessors.FirstOrDefault()?.ExpressionBody?.Expression)
            : "";

    private static string Of(ExpressionSyntax? expression) => expression switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax text, ..] } => text.TextToken.ValueText,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Of(sum.Left),
        ParenthesizedExpressionSyntax inner => Of(inner.Expression),
        _ => "",
    };
}
