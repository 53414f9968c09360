using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Diagnostics;
using Fw24.Generators.Parsing;

namespace Fw24.Generators.Analyzers;

/// <summary>Finds where a table is asked for that no model has: of a class that is no entity, or of which nothing was generated.</summary>
internal static class TablesOfStrangers
{
    /// <summary>Checks a table's type, where a constructor or a provider of services is asked for one.</summary>
    public static Diagnostic? Check(GenericNameSyntax table, SemanticModel model, CancellationToken cancellationToken)
        => IsAskedFor(table)
            && model.GetTypeInfo(table, cancellationToken).Type is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { TypeKind: not TypeKind.Error } type] } symbol
            && TableCall.IsOfFw24(symbol)
            && Reason(type, model.Compilation) is { } reason
                ? Diagnostic.Create(UsageDescriptors.TableOfStranger, table.TypeArgumentList.Arguments[0].GetLocation(), type.Name, reason)
                : null;

    // Who registers a table of one's own, or makes one in a test, knows what it is of.
    private static bool IsAskedFor(GenericNameSyntax table)
    {
        foreach (var ancestor in table.Ancestors())
        {
            switch (ancestor)
            {
                case ParameterSyntax { Parent.Parent: ConstructorDeclarationSyntax or TypeDeclarationSyntax }:
                    return true;
                case TypeArgumentListSyntax { Parent: GenericNameSyntax { Identifier.ValueText: var method } name } when name.Parent is InvocationExpressionSyntax or MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax }:
                    return method.StartsWith("Get", StringComparison.Ordinal);
                case TypeOfExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } } } }:
                    return method.StartsWith("Get", StringComparison.Ordinal);
                case StatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static string? Reason(INamedTypeSymbol type, Compilation compilation)
    {
        if (!AttributeReader.Has<DynamoTableAttribute>(type))
        {
            return $"{type.Name} has no [DynamoTable]";
        }

        // Of an entity of this project the rules say what is wrong with it.
        return SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) || MarkerParser.IsGenerated(type)
            ? null
            : $"of {type.Name} nothing was generated in {type.ContainingAssembly.Name}";
    }
}
