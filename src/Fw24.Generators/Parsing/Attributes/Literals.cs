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

        type = Bare(type);
        return type.TypeKind is TypeKind.Enum ? $"({SymbolNames.Ref(type)})({Of(value)})" : Of(value);
    }

    /// <summary>Gets a constant as a value of a property's type.</summary>
    /// <returns>The value; <see langword="null"/> if the type does not have it.</returns>
    public static string? Default(TypedConstant constant, ITypeSymbol type)
    {
        var bare = Bare(type);
        if (constant.Kind is TypedConstantKind.Enum)
        {
            return SymbolEqualityComparer.Default.Equals(constant.Type, bare) ? $"({SymbolNames.Ref(bare)})({Of(constant.Value!)})" : null;
        }

        return constant.Kind is not TypedConstantKind.Primitive ? null
            : SymbolEqualityComparer.Default.Equals(constant.Type, bare) ? Of(constant.Value!)
            : Number(constant.Value!, bare.SpecialType);
    }

    // int for int?
    private static ITypeSymbol Bare(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    // An attribute cannot state a decimal, and a literal is an int unless it says otherwise: the number counts, if the type has it.
    private static string? Number(object value, SpecialType type)
    {
        try
        {
            return value is bool or char or string ? null : type switch
            {
                SpecialType.System_SByte => Of(Convert.ToSByte(Whole(value), CultureInfo.InvariantCulture)),
                SpecialType.System_Byte => Of(Convert.ToByte(Whole(value), CultureInfo.InvariantCulture)),
                SpecialType.System_Int16 => Of(Convert.ToInt16(Whole(value), CultureInfo.InvariantCulture)),
                SpecialType.System_UInt16 => Of(Convert.ToUInt16(Whole(value), CultureInfo.InvariantCulture)),
                SpecialType.System_Int32 => Of(Convert.ToInt32(Whole(value), CultureInfo.InvariantCulture)),
                SpecialType.System_UInt32 => Of(Convert.ToUInt32(Whole(value), CultureInfo.InvariantCulture)),
                SpecialType.System_Int64 => Of(Convert.ToInt64(Whole(value), CultureInfo.InvariantCulture)),
                SpecialType.System_UInt64 => Of(Convert.ToUInt64(Whole(value), CultureInfo.InvariantCulture)),
                SpecialType.System_Single => Of(Convert.ToSingle(value, CultureInfo.InvariantCulture)),
                SpecialType.System_Double => Of(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
                SpecialType.System_Decimal => Of(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
                _ => null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    // Convert would round.
    private static decimal Whole(object value)
    {
        var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        return number == decimal.Truncate(number) ? number : throw new OverflowException();
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
