using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing.Members;

/// <summary>Finds the method with <see cref="ItemUpgradeAttribute"/> of an entity.</summary>
internal static class UpgradeParser
{
    public static UpgradeModel? Parse(INamedTypeSymbol type, Compilation compilation)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(AttributeReader.Has<ItemUpgradeAttribute>).ToList();
        return methods.Count is 0 ? null : new UpgradeModel(
            methods[^1].Name,
            SymbolNames.Identifier(methods[^1].Name),
            compilation.CanUse(methods[^1]),
            Names(methods[^1], compilation),
            HasFault: methods.Count > 1 || !IsUpgrade(methods[0]));
    }

    private static EquatableArray<string> Names(IMethodSymbol method, Compilation compilation)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var syntax in method.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax()))
        {
            var model = compilation.GetSemanticModel(syntax.SyntaxTree);
            names.UnionWith(syntax.DescendantNodes().OfType<ExpressionSyntax>().Select(node => model.GetConstantValue(node).Value).OfType<string>());
        }

        return names.ToEquatableArray();
    }

    // static void Upgrade(RawItem item)
    private static bool IsUpgrade(IMethodSymbol method)
        => method is { IsStatic: true, ReturnsVoid: true, IsAsync: false, IsGenericMethod: false }
            && method.Parameters is [{ RefKind: RefKind.None } item]
            && item.Type is INamedTypeSymbol { Name: "RawItem" } type
            && AttributeReader.IsOurs(type);
}
