using Fw24.Json;

namespace Fw24;

/// <summary>An attribute of an image: slices of it.</summary>
public readonly ref struct ItemAttribute
{
    internal ItemAttribute(JsonText name, ReadOnlySpan<byte> value)
    {
        Text = name;
        Value = value;
    }

    /// <summary>The name as it is written.</summary>
    internal JsonText Text { get; }

    /// <summary>The name, unescaped. Only a name that is written with escapes is copied.</summary>
    public ReadOnlySpan<byte> Name => Text.Unescape();

    /// <summary>The typed value, such as <c>{"S":"ord-1"}</c>.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Whether the attribute has this name. Allocates nothing, however the name is written.</summary>
    /// <param name="name">A name, unescaped.</param>
    public bool Is(ReadOnlySpan<byte> name) => Text.Is(name);
}
