using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing;

namespace Fw24.Generators.Rules.Usage;

/// <summary>
/// FW24076: a query of an index reads and filters by what the index contains; arguments: the index, the table, what is missing, what
/// needs it, what to do without it.
/// </summary>
/// <remarks>The runtime refuses such a query before any call, whatever its arguments are.</remarks>
internal sealed class QueryContentRule() : Rule(s_descriptor)
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24076",
        title: "An index contains what its queries need",
        messageFormat: "The index {0} of {1} does not contain {2}, which {3}. Project it (IndexProjection.Include), or {4}.",
        category: RuleCategory.Usage,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24076.md");

    /// <summary>Indicates whether a call may be one that needs attributes, by its name alone.</summary>
    public static bool IsRelevant(SimpleNameSyntax name) => name switch
    {
        GenericNameSyntax { Arity: 1, Identifier.ValueText: var method } => method is "Select" || IsOfIndex(method),
        IdentifierNameSyntax { Identifier.ValueText: "Where" } => true,
        _ => false,
    };

    /// <summary>Checks a call of a relevant name.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The name.</param>
    /// <param name="model">The semantic model of the code.</param>
    /// <param name="tables">Gets a table by its name, as its entities together declare it.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static IEnumerable<Diagnostic> Check(
        InvocationExpressionSyntax call,
        SimpleNameSyntax name,
        SemanticModel model,
        Func<string, TableModel?> tables,
        CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method
            || Origin(call, method, model, cancellationToken) is not { } origin
            || !IsOfIndex(origin.Method)
            || EntityParser.Parse(origin.Entity, model.Compilation, cancellationToken) is not { } entity
            || tables(entity.Table.Name) is not { } table
            || IndexMethods.Of(entity).FirstOrDefault(index => index.Name == origin.Method).Index is not { } declared
            || table.Indexes.FirstOrDefault(index => index.Name == declared.Name) is not { Projection: not IndexProjection.All } index)
        {
            return [];
        }

        var contained = new HashSet<string>(
            [
                .. index.Include,
                .. index.Keys.Select(static key => key.Attribute),
                .. entity.Keys.Select(static key => key.Attribute),
            ],
            StringComparer.Ordinal);
        return name is GenericNameSyntax { TypeArgumentList.Arguments: [var row] }
            ? OfProjection(method.TypeArguments[0] as INamedTypeSymbol, row)
            : OfFilter();

        IEnumerable<Diagnostic> OfProjection(INamedTypeSymbol? type, TypeSyntax syntax)
        {
            if (type is null || ProjectionParser.Parse(type, model.Compilation, cancellationToken) is not { } projection)
            {
                return [];
            }

            if (table.Discriminator is { } discriminator && !contained.Contains(discriminator))
            {
                return [Report(syntax, discriminator, "tells the entities of the table apart", "choose IndexProjection.All")];
            }

            var missing = projection.Root.Properties
                .Where(property => property.IsRead && !contained.Contains(property.Attribute))
                .Select(static property => property.Name)
                .ToList();
            return missing.Count is 0
                ? []
                : [Report(syntax, string.Join(", ", missing), $"{projection.Name} reads", $"leave it out of {projection.Name}")];
        }

        IEnumerable<Diagnostic> OfFilter()
        {
            const string Otherwise = "evaluate the condition after reading the items by their keys";
            foreach (var access in Compared(call, model, cancellationToken))
            {
                if (PropertyOf(entity, access.Name.Identifier.ValueText) is { } property && !property.Names.All(contained.Contains))
                {
                    yield return Report(access.Name, property.Name, "the filter compares", Otherwise);
                }
            }
        }

        Diagnostic Report(SyntaxNode place, string missing, string need, string otherwise)
            => Diagnostic.Create(s_descriptor, place.GetLocation(), index.Name, table.Name, missing, need, otherwise);
    }

    private static bool IsOfIndex(string method)
        => method.StartsWith("Query", StringComparison.Ordinal) && method is not ("Query" or IndexMethods.Collection);

    // orders.QueryByCustomer<OrderRow>("cus-1") creates a query; Select and Where are of one.
    private static QueryOrigin? Origin(
        InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model, CancellationToken cancellationToken)
        => QueryFlow.Of(method)
            ?? (QueryFlow.IsQuery(method.ContainingType) && call.Expression is MemberAccessExpressionSyntax { Expression: var query }
                ? QueryFlow.Origin(query, model, cancellationToken)
                : null);

    // x.Status and x.Total of x => x.Status == OrderStatus.Open & x.Total > 100
    private static IEnumerable<MemberAccessExpressionSyntax> Compared(
        InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (call.ArgumentList.Arguments is not [{ Expression: LambdaExpressionSyntax condition }]
            || model.GetSymbolInfo(condition, cancellationToken).Symbol is not IMethodSymbol { Parameters: [var fields] })
        {
            return [];
        }

        return condition.Body.DescendantNodesAndSelf()
            .OfType<MemberAccessExpressionSyntax>()
            .Where(access => access.Expression is IdentifierNameSyntax of
                && of.Identifier.ValueText == fields.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(of, cancellationToken).Symbol, fields));
    }

    // A field whose name a class cannot have ends in Field.
    private static PropertyModel? PropertyOf(EntityModel entity, string field)
        => entity.Root.Properties.FirstOrDefault(property => property.Name == field)
            ?? entity.Root.Properties.FirstOrDefault(property => property.Name + "Field" == field);
}
