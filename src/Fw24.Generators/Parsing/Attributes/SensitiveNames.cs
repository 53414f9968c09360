using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Parsing.Attributes;

/// <summary>Reads the attributes that <see cref="SensitiveAttributesAttribute"/> names.</summary>
internal static class SensitiveNames
{
    /// <summary>Gets the attributes that a class and its base classes name, in the order found. An attribute without names yields an empty name.</summary>
    public static IEnumerable<SensitiveName> Of(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var data in AttributeReader.FindAll<SensitiveAttributesAttribute>(current))
            {
                // [SensitiveAttributes(null)] has no readable list.
                var stated = AttributeReader.Read<SensitiveAttributesAttribute>(data) ?? new SensitiveAttributesAttribute();
                foreach (var name in stated.Names.DefaultIfEmpty())
                {
                    yield return new SensitiveName(name ?? "", stated.Redaction, stated.Scope, IsUnmodelled: true);
                }
            }
        }
    }
}
