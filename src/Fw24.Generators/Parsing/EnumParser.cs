using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>Reads the members of an enum.</summary>
internal static class EnumParser
{
    public static EnumModel Parse(INamedTypeSymbol type, TypeRef reference)
    {
        var values = new HashSet<object>();
        return new EnumModel
        {
            Type = reference,
            Name = SymbolNames.Prefix(type),
            Members = type.GetMembers()
                .OfType<IFieldSymbol>()
                .Where(static field => field.HasConstantValue)
                .OrderBy(static field => field.Name, StringComparer.Ordinal)
                .Select(field => new EnumMember(field.Name, SymbolNames.Identifier(field.Name), IsAlias: !values.Add(field.ConstantValue!)))
                .ToEquatableArray(),
        };
    }
}
