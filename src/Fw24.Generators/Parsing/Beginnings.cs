using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Generators.Parsing;

/// <summary>Reads what the text of a property begins with, whatever the instance, where its declaration says so.</summary>
internal static class Beginnings
{
    /// <summary>The beginning of a property that nothing sets: <c>ORDER#</c> for <c>=> $"ORDER#{Number}"</c>; empty when it is not known.</summary>
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
