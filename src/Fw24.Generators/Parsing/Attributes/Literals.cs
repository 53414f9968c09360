using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing.Attributes;

/// <summary>Writes constants as code.</summary>
internal static class Literals
{
    /// <summary>Gets the default value of a parameter.</summary>
    public static string Default(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (parameter.ExplicitDefaultValue is not { } value)
        {
            return type.IsValueType && type.OriginalDefinition.SpecialType is not SpecialType.System_Nullable_T ? "default" : "null";
        }

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        return type.TypeKind is TypeKind.Enum ? $"({SymbolNames.Ref(type)})({Of(value)})" : Of(value);
    }

    private static string Of(object value) => value switch
    {
        double number when double.IsNaN(number) || double.IsInfinity(number) => $"double.{NotFinite(number)}",
        float number when float.IsNaN(number) || float.IsInfinity(number) => $"float.{NotFinite(number)}",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        _ => VisibleText.Of(SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!),
    };

    private static string NotFinite(double number)
        => double.IsNaN(number) ? nameof(double.NaN) : number > 0 ? nameof(double.PositiveInfinity) : nameof(double.NegativeInfinity);
}
