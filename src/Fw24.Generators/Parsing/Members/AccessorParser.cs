using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing.Members;

/// <summary>Determines how emitted code calls a setter that C# would not let it call.</summary>
internal static class AccessorParser
{
    public static AccessorModel Parse(IPropertySymbol property)
    {
        var owner = property.ContainingType;
        if (!owner.IsGenericType)
        {
            return new AccessorModel { Owner = SymbolNames.Ref(owner), Value = SymbolNames.Declared(property.Type), Holder = "", Constraints = "", Qualifier = "" };
        }

        var arguments = Chain(owner).SelectMany(static type => type.TypeArguments).ToList();
        var holder = Names.Part(SymbolNames.Namespace(owner.ContainingNamespace), SymbolNames.Prefix(owner)) + "Setters";
        return new AccessorModel
        {
            Owner = SymbolNames.Ref(owner.OriginalDefinition),
            Value = SymbolNames.Declared(property.OriginalDefinition.Type),
            Holder = holder + List(Chain(owner).SelectMany(static type => type.TypeParameters).Select(static parameter => parameter.Name)),
            Constraints = string.Concat(Chain(owner.OriginalDefinition).Select(SymbolNames.Constraints)),
            Qualifier = $"{holder}{List(arguments.Select(SymbolNames.Declared))}.",
        };
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? $"<{list}>" : "";

    // Outermost type first, in the order of the type parameters.
    private static IEnumerable<INamedTypeSymbol> Chain(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? Chain(outer).Append(type) : [type];
}
