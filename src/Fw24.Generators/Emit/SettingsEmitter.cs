using System.Globalization;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Emit;

/// <summary>Prints the attributes that are settings at run time, and the settings lists of markers.</summary>
internal static class SettingsEmitter
{
    /// <summary>Gets the expression that creates an attribute with only the values the user set: <c>new StreamEnabledAttribute { Fifo = true }</c>.</summary>
    public static string New(Attribute attribute)
    {
        var arguments = string.Join(", ", AttributeSettings.Arguments(attribute).Select(static setting => Value(setting.Value, Enum)));
        var settings = string.Join(", ", AttributeSettings.Of(attribute).Select(static setting => $"{setting.Name} = {Value(setting.Value, Enum)}"));
        var type = $"Fw24::{attribute.GetType().Name}";
        return settings.Length is 0 ? $"new {type}({arguments})"
            : arguments.Length is 0 ? $"new {type} {{ {settings} }}"
            : $"new {type}({arguments}) {{ {settings} }}";
    }

    /// <summary>Gets alternating names and values: <c>new object[] { "Fifo", true }</c>.</summary>
    public static string Array(Attribute attribute)
    {
        var values = string.Join(", ", AttributeSettings.Arguments(attribute).Concat(AttributeSettings.Of(attribute))
            .Select(static setting => $"{Code.Literal(setting.Name)}, {Value(setting.Value, MarkerEnum)}"));
        return values.Length is 0 ? "new object[] { }" : $"new object[] {{ {values} }}";
    }

    /// <summary>Formats an enum's value.</summary>
    public static string Enum(Enum value) => Members($"Fw24::{value.GetType().Name}", value);

    /// <summary>Formats an enum's value in a marker, which precedes the aliases.</summary>
    public static string MarkerEnum(Enum value) => Members($"global::{value.GetType().FullName}", value);

    // Of flags, each.
    private static string Members(string type, Enum value)
        => string.Join(" | ", value.ToString().Split([", "], StringSplitOptions.None).Select(member => $"{type}.{member}"));

    private static string Value(object value, Func<Enum, string> @enum) => value switch
    {
        string text => Code.Literal(text),
        bool flag => flag ? "true" : "false",
        Enum member => @enum(member),
        _ => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
    };
}
