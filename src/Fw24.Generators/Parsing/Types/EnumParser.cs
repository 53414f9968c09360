using System.Globalization;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Parsing.Types;

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

        var written = Written(fields);
        var members = fields.ConvertAll(field => new EnumMember(field.Name, SymbolNames.Identifier(field.Name), IsAlias: written[field.ConstantValue!].Name != field.Name, Renamed(field))
        {
            Value = Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture)!,
        });
        members.Sort(static (left, right) => left.IsAlias != right.IsAlias ? left.IsAlias.CompareTo(right.IsAlias) : string.CompareOrdinal(left.Name, right.Name));
        var unknown = fields.FindAll(AttributeReader.Has<UnknownValueAttribute>);
        return new EnumModel
        {
            Type = reference,
            Name = SymbolNames.Prefix(type),
            Unknown = unknown.Count is 0 ? null : SymbolNames.Identifier(unknown[0].Name),
            HasSeveralUnknown = unknown.Count > 1,
            Members = members.ToEquatableArray(),
        };
    }

    // For a value with several names, write the first declared that is not obsolete: adding a name later changes nothing that is written.
    private static Dictionary<object, IFieldSymbol> Written(List<IFieldSymbol> fields)
    {
        var written = new Dictionary<object, IFieldSymbol>();
        foreach (var field in fields)
        {
            if (!written.TryGetValue(field.ConstantValue!, out var first))
            {
                written.Add(field.ConstantValue!, field);
            }
            else if (IsObsolete(first) && !IsObsolete(field))
            {
                written[field.ConstantValue!] = field;
            }
        }

        return written;
    }

    private static ForeignAttribute? Renamed(IFieldSymbol field)
        => field.GetAttributes().SelectMany(ForeignAttributes.Read).FirstOrDefault(attribute => attribute.Meaning is ForeignMeaning.Name && attribute.Value != field.Name);

    private static bool IsObsolete(IFieldSymbol field)
        => field.GetAttributes().Any(static data => data.AttributeClass is { Name: nameof(ObsoleteAttribute), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } });
}
