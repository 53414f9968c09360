using System.Globalization;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Parsing;

/// <summary>Parses the values of <c>[OnChange]</c>, and compares them with the type of the property.</summary>
internal static class OnChangeParser
{
    /// <summary>Parses the values.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="entity">Gets the handler's entity; <see langword="null"/> if it cannot be found by name.</param>
    public static ChangeCondition Parse(INamedTypeSymbol handler, Func<INamedTypeSymbol?> entity)
    {
        if (AttributeReader.Find<OnChangeAttribute>(handler) is not { NamedArguments.Length: > 0 } data
            || AttributeReader.Read<OnChangeAttribute>(data) is not { } onChange)
        {
            return ChangeCondition.None;
        }

        var property = onChange.Properties.Length is 1 && entity() is { } found ? PropertyOf(found, onChange.Properties[0]) : null;
        var type = property is null ? null : ValueType(property.Type);
        string? fault = null;
        var from = Values(nameof(onChange.From));
        var to = Values(nameof(onChange.To));
        if (type is not null && (ConverterOf(property!) ?? ConverterParser.Of(type)) is { } converter && !IsUnderstood(converter))
        {
            fault = $"{converter.Name} converts the property, and the values are compared with what is stored";
        }

        fault ??= from.Any(to.Contains) ? "a change of the property does not leave it at the value it had" : null;
        return new ChangeCondition(from, to, fault);

        EquatableArray<string> Values(string name)
        {
            var value = data.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;
            if (value.IsNull)
            {
                return [];
            }

            var texts = Texts(value, type, out var reason);
            fault ??= reason;
            return texts.ToEquatableArray();
        }
    }

    // A member of an enum by its name and its number, as an item may store either.
    private static IEnumerable<string> Texts(TypedConstant value, ITypeSymbol? type, out string? fault)
    {
        fault = null;
        var text = value.Kind is TypedConstantKind.Array or TypedConstantKind.Type ? "" : Text(value.Value);
        if ((type ?? value.Type) is INamedTypeSymbol { TypeKind: TypeKind.Enum } @enum)
        {
            var isName = value.Type?.SpecialType is SpecialType.System_String;
            var members = @enum.GetMembers().OfType<IFieldSymbol>().Where(static member => member.HasConstantValue).ToList();
            var named = members.Find(member => isName ? member.Name == text : Text(member.ConstantValue) == text);
            if (named is null)
            {
                fault = $"{text} is not a member of {@enum.Name}";
                return [text];
            }

            var number = Text(named.ConstantValue);
            return members.Where(member => Text(member.ConstantValue) == number).Select(static member => member.Name).Append(number);
        }

        var isValid = type is null || type.SpecialType switch
        {
            SpecialType.System_String => value.Type?.SpecialType is SpecialType.System_String,
            SpecialType.System_Boolean => text is "true" or "false",
            _ => IsNumber(type) && TryNumber(text, out _),
        };
        if (!isValid)
        {
            fault = IsComparable(type!)
                ? $"{text} is not a value of {type!.ToDisplayString()}"
                : $"the property's type {type!.ToDisplayString()} is not a string, a number, a Boolean or an enum";
        }

        // BooleanAsNumber and the object mapper store a Boolean as a number; and a number has one text.
        return (type ?? value.Type)?.SpecialType is SpecialType.System_Boolean && isValid ? [text, text is "true" ? "1" : "0"]
            : type is not null && IsNumber(type) && TryNumber(text, out var parsed) ? [parsed.ToString("G29", CultureInfo.InvariantCulture)]
            : [text];
    }

    private static bool TryNumber(string text, out decimal number)
        => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    // Their stored forms are among the texts of a value.
    private static bool IsUnderstood(ITypeSymbol converter)
        => converter.Name is "EnumAsNumber" or "BooleanAsNumber" && AttributeReader.IsOurs(converter as INamedTypeSymbol);

    private static ITypeSymbol? ConverterOf(IPropertySymbol property)
        => property.GetAttributes().Select(ConverterParser.Of).FirstOrDefault(static converter => converter is not null);

    private static bool IsComparable(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean || IsNumber(type);

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    private static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    private static IPropertySymbol? PropertyOf(INamedTypeSymbol entity, string name)
    {
        for (INamedTypeSymbol? current = entity; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
            {
                return property;
            }
        }

        return null;
    }

    private static ITypeSymbol ValueType(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
}
