using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;

namespace Fw24.Generators.Parsing;

/// <summary>How long a value may get, where its property says so.</summary>
internal static class Lengths
{
    /// <summary>What <c>[MaxLength]</c> or <c>[StringLength]</c> allows a string or binary: characters, each of which is at least a byte of UTF-8, or bytes. 0 when neither is there.</summary>
    public static int Of(IPropertySymbol property, Shape shape)
    {
        if (shape is not ScalarShape { Kind: ScalarKind.String or ScalarKind.Bytes or ScalarKind.Memory })
        {
            return 0;
        }

        foreach (var data in property.GetAttributes())
        {
            if (IsLimit(data.AttributeClass))
            {
                return data.ConstructorArguments is [{ Value: int length }] && length > 0 ? length : 0;
            }
        }

        return 0;
    }

    private static bool IsLimit(INamedTypeSymbol? type) => type is
    {
        Name: "MaxLengthAttribute" or "StringLengthAttribute",
        ContainingNamespace: { Name: "DataAnnotations", ContainingNamespace: { Name: "ComponentModel", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } },
    };
}
