using System.Text.Json;
using Fw24.Json;

namespace Fw24;

/// <summary>An attribute of an image, as slices of it.</summary>
public readonly ref struct ItemAttribute
{
    internal ItemAttribute(JsonText name, ReadOnlySpan<byte> value)
    {
        Text = name;
        Value = value;
    }

    /// <summary>The raw name.</summary>
    internal JsonText Text { get; }

    /// <summary>The unescaped name. Only a name with escapes is copied.</summary>
    public ReadOnlySpan<byte> Name => Text.Unescape();

    /// <summary>The typed value, such as <c>{"S":"ord-1"}</c>.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Indicates whether the attribute has this name. Does not allocate, even if the name is escaped.</summary>
    /// <param name="name">The unescaped name.</param>
    public bool Is(ReadOnlySpan<byte> name) => Text.Is(name);

    /// <summary>Writes the attribute as a member of an item.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WritePropertyName(Name);
        json.WriteRawValue(Value, skipInputValidation: true);
    }
}
