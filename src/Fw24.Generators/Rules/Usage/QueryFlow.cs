using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Rules.Usage;

/// <summary>Traces a query back to the generated method that creates it, through its options, conditions and local variables.</summary>
/// <remarks>
/// Does not trace through parameters, fields and properties. A variable counts if all that is assigned to it comes from one method.
/// </remarks>
/// <param name="model">The semantic model of the code.</param>
/// <param name="cancellationToken">Cancels the search.</param>
internal sealed class QueryFlow(SemanticModel model, CancellationToken cancellationToken)
{
    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);
    private QueryOrigin? _found;

    /// <summary>Finds the origin of a query.</summary>
    /// <returns>The origin; <see langword="null"/> if it is not known, or if there are several.</returns>
    public static QueryOrigin? Origin(ExpressionSyntax query, SemanticModel model, CancellationToken cancellationToken)
    {
        var flow = new QueryFlow(model, cancellationToken);
        return flow.Follow(query) ? flow._found : null;
    }

    /// <summary>Gets what a method queries.</summary>
    /// <returns>The origin of its queries; <see langword="null"/> if it is not a generated one.</returns>
    public static QueryOrigin? Of(IMethodSymbol? method)
        => (method?.ReducedFrom ?? method) is { IsExtensionMethod: true, ReturnType.Name: "TableQuery", ContainingType: var type } generated
            && generated.Parameters[0].Type is INamedTypeSymbol { Name: "ITable", TypeArguments: [INamedTypeSymbol entity] } table
            && TableCall.IsOfFw24(table)
            && type.Name == SymbolNames.Prefix(entity) + "Table"
            && SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, entity.ContainingNamespace)
                ? new QueryOrigin(entity, generated.Name)
                : null;

    /// <summary>Indicates whether a type is that of a query.</summary>
    public static bool IsQuery(INamedTypeSymbol? type) => type is { Name: "TableQuery" or "TableRead" } && TableCall.IsOfFw24(type);

    private bool Follow(ExpressionSyntax? query) => query switch
    {
        ParenthesizedExpressionSyntax parenthesized => Follow(parenthesized.Expression),
        PostfixUnaryExpressionSyntax suppressed => Follow(suppressed.Operand),
        ConditionalExpressionSyntax either => Follow(either.WhenTrue) && Follow(either.WhenFalse),
        SwitchExpressionSyntax choice => choice.Arms.All(arm => arm.Expression is ThrowExpressionSyntax || Follow(arm.Expression)),
        AssignmentExpressionSyntax assignment => Follow(assignment.Right),
        InvocationExpressionSyntax call => FollowCall(call),
        IdentifierNameSyntax name => model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol local && FollowLocal(local, name),
        _ => false,
    };

    private bool FollowCall(InvocationExpressionSyntax call)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return false;
        }

        if (Of(method) is { } origin)
        {
            _found ??= origin;
            return _found == origin;
        }

        // query.Descending()
        return IsQuery(method.ContainingType) && IsQuery(method.ReturnType as INamedTypeSymbol)
            && call.Expression is MemberAccessExpressionSyntax { Expression: var receiver }
            && Follow(receiver);
    }

    private bool FollowLocal(ILocalSymbol local, IdentifierNameSyntax use)
    {
        if (!_visited.Add(local))
        {
            return true;
        }

        var declarations = local.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).ToList();
        if (declarations is not [VariableDeclaratorSyntax { Initializer: var initial }] || (initial is not null && !Follow(initial.Value)))
        {
            return false;
        }

        foreach (var name in ChangeImages.Body(use).DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => Is(name, local)))
        {
            var isFollowed = name.Parent switch
            {
                AssignmentExpressionSyntax assignment when assignment.Left == name => Follow(assignment.Right),
                ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or ArgumentSyntax { Parent.Parent: AssignmentExpressionSyntax } => false,
                _ => true,
            };
            if (!isFollowed)
            {
                return false;
            }
        }

        return true;
    }

    private bool Is(IdentifierNameSyntax name, ILocalSymbol local)
        => name.Identifier.ValueText == local.Name
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local);
}
