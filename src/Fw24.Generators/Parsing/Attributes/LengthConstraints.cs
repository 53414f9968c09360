using System.Globalization;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Parsing.Attributes;

/// <summary>Reads the declared limits on a property's length and values.</summary>
internal static class LengthConstraints
{
    // The length of a PIN.
    private const int FewCharacters = 4;

    /// <summary>
    /// Gets the limit of <c>[MaxLength]</c> or <c>[StringLength]</c> on a string or binary, in characters (each at least one byte of UTF-8) or bytes; 0 without
    /// either.
    /// </summary>
    public static int Of(IPropertySymbol property, Shape shape)
    {
        if (shape is not ScalarShape { Kind: ScalarKind.String or ScalarKind.Bytes or ScalarKind.Memory })
        {
            return 0;
        }

        foreach (var data in property.GetAttributes())
        {
            if (Annotation(data) is "MaxLengthAttribute" or "StringLengthAttribute")
            {
                return data.ConstructorArguments is [{ Value: int length }] && length > 0 ? length : 0;
            }
        }

        return 0;
    }

    /// <summary>
    /// Describes the values of a string that has few: a list of them, those of an enum, or at most 4 characters. Empty if the property declares no such limit.
    /// </summary>
    public static string FewValues(IPropertySymbol property, Shape shape)
    {
        if (shape is not ScalarShape { Kind: ScalarKind.String })
        {
            return "";
        }

        foreach (var data in property.GetAttributes())
        {
            switch (Annotation(data), data.ConstructorArguments)
            {
                case ("AllowedValuesAttribute", [{ Kind: TypedConstantKind.Array, IsNull: false } values]):
                    return values.Values.Length is 1 ? "1 allowed value" : $"{values.Values.Length.ToString(CultureInfo.InvariantCulture)} allowed values";
                case ("EnumDataTypeAttribute", [{ Value: INamedTypeSymbol type }]):
                    return $"the names of {type.Name}";
                case ("MaxLengthAttribute" or "StringLengthAttribute" or "LengthAttribute", [.., { Value: int and > 0 and <= FewCharacters and var length }]):
                    return length is 1 ? "1 character" : $"at most {length.ToString(CultureInfo.InvariantCulture)} characters";
                default:
                    break;
            }
        }

        return "";
    }

    // An attribute of System.ComponentModel.DataAnnotations.
    private static string? Annotation(AttributeData data) => data.AttributeClass is
    {
        ContainingNamespace: { Name: "DataAnnotations", ContainingNamespace: { Name: "ComponentModel", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } },
    } type ? type.Name : null;
}
