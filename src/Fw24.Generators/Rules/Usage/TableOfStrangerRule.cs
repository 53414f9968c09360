using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Rules.Usage;

/// <summary>FW24318: a table requested in a constructor or from a service provider belongs to an entity; arguments: the class, why it does not.</summary>
internal sealed class TableOfStrangerRule() : Rule(s_descriptor)
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24318",
        title: "A requested table belongs to an entity",
        messageFormat: "No service provides ITable<{0}>: {1}. Add [DynamoTable] to the class in a project that references Fw24, or request the table of another class.",
        category: RuleCategory.Usage,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24318.md");

    /// <summary>Checks the type of a table requested in a constructor or from a service provider.</summary>
    public static Diagnostic? Check(GenericNameSyntax table, SemanticModel model, CancellationToken cancellationToken)
        => IsAskedFor(table)
            && model.GetTypeInfo(table, cancellationToken).Type is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { TypeKind: not TypeKind.Error } type] } symbol
            && TableCall.IsOfFw24(symbol)
            && Reason(type, model.Compilation) is { } reason
                ? Diagnostic.Create(s_descriptor, table.TypeArgumentList.Arguments[0].GetLocation(), type.Name, reason)
                : null;

    // Code that registers its own table, or creates one in a test, knows its type.
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

        // For an entity of this project, the rules report the reason.
        return SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) || MarkerParser.IsGenerated(type)
            ? null
            : $"nothing was generated for {type.Name} in {type.ContainingAssembly.Name}";
    }
}
