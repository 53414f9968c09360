using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fw24.Generators.Rules.Usage;

/// <summary>A call that writes a table.</summary>
/// <param name="Syntax">The call.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Entity">The table's entity.</param>
internal sealed record TableCall(InvocationExpressionSyntax Syntax, string Method, INamedTypeSymbol Entity)
{
    public const string Put = "PutAsync";
    public const string Create = "CreateAsync";
    public const string Replace = "ReplaceAsync";
    public const string Delete = "DeleteAsync";

    /// <summary>The item written; <see langword="null"/> for a deletion.</summary>
    public ExpressionSyntax? Item => Method is Delete ? null
        : (Syntax.ArgumentList.Arguments.FirstOrDefault(static argument => argument.NameColon?.Name.Identifier.ValueText is "item") ?? Syntax.ArgumentList.Arguments.FirstOrDefault())?.Expression;

    /// <summary>Analyzes a call.</summary>
    /// <returns>The call; <see langword="null"/> if it does not write to a table.</returns>
    public static TableCall? Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        var (receiver, name) = call.Expression switch
        {
            MemberAccessExpressionSyntax access => (access.Expression, access.Name.Identifier.ValueText),
            MemberBindingExpressionSyntax binding => (call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression, binding.Name.Identifier.ValueText),
            _ => (null, ""),
        };
        return name is Put or Create or Replace or Delete
            && receiver is not null
            && model.GetTypeInfo(receiver, cancellationToken).Type is INamedTypeSymbol { Name: "ITable", TypeArguments: [INamedTypeSymbol entity] } table
            && IsOfFw24(table)
                ? new TableCall(call, name, entity)
                : null;
    }

    /// <summary>Indicates whether a type belongs to the runtime.</summary>
    public static bool IsOfFw24(ITypeSymbol type)
        => type.ContainingNamespace is { Name: nameof(Fw24), ContainingNamespace.IsGlobalNamespace: true };
}
