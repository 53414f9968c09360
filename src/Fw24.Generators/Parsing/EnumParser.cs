using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>Reads the members of an enum.</summary>
internal static class EnumParser
{
    public static EnumModel Parse(INamedTypeSymbol type, TypeRef reference)
    {
        var fields = new List<IFieldSymbol>();
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field)
            {
                fields.Add(field);
            }
        }

        fields.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        var values = new HashSet<object>();
        var members = fields.ConvertAll(field => new EnumMember(field.Name, SymbolNames.Identifier(field.Name), IsAlias: !values.Add(field.ConstantValue!)));
        return new EnumModel { Type = reference, Name = SymbolNames.Prefix(type), Members = members.ToEquatableArray() };
    }
}
