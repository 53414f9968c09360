using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Generators.Tests.Harness;

/// <summary>
/// Finds nulls that become values: <c>c ? null : memory</c> is an empty <c>ReadOnlyMemory&lt;byte&gt;</c>, because <c>byte[]</c> converts to it.
/// </summary>
internal static class NullConversions
{
    /// <summary>Finds the nulls that are converted by an operator of a struct.</summary>
    /// <returns>The locations.</returns>
    public static IReadOnlyList<string> Find(Compilation compilation, IEnumerable<SyntaxTree> trees)
    {
        var found = new List<string>();
        foreach (var tree in trees)
        {
            var nulls = tree.GetRoot().DescendantNodes().Where(static node => node.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression).ToList();
            if (nulls.Count is 0)
            {
                continue;
            }

            var model = compilation.GetSemanticModel(tree);
            found.AddRange(nulls
                .Where(literal => literal.IsKind(SyntaxKind.NullLiteralExpression) ? IsConverted(model, literal) : IsMistakenForNull(model, literal))
                .Select(static literal => $"{literal.GetLocation().GetLineSpan().Path}: {literal.Parent}"));
        }

        return found;
    }

    private static bool IsConverted(SemanticModel model, SyntaxNode literal)
        => model.GetTypeInfo(literal).ConvertedType is { IsValueType: true } && model.GetConversion(literal).IsUserDefined;

    // A default whose branch is converted to a nullable only afterwards: it is the struct's default, never null.
    private static bool IsMistakenForNull(SemanticModel model, SyntaxNode literal)
        => literal.Parent is ConditionalExpressionSyntax or SwitchExpressionArmSyntax
            && literal.FirstAncestorOrSelf<ExpressionSyntax>(static node => node is ConditionalExpressionSyntax or SwitchExpressionSyntax) is { } branches
            && model.GetTypeInfo(branches) is { Type: { IsValueType: true } own, ConvertedType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }
            && own.OriginalDefinition.SpecialType is not SpecialType.System_Nullable_T;
}
