using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Json;

namespace Fw24;

/// <summary>An item as it is stored, before it is read, for an entity's <see cref="ItemUpgradeAttribute"/> method to change.</summary>
/// <remarks>Names are the item's top-level attributes. An attribute that is not of the type asked for counts as absent.</remarks>
public sealed class RawItem
{
    private readonly OrderedDictionary<string, ReadOnlyMemory<byte>> _attributes = new(StringComparer.Ordinal);
    private bool _isChanged;

    private RawItem(ItemImage image)
    {
        foreach (var attribute in image)
        {
            // The value is a slice of the image.
            image.Json.Span.Overlaps(attribute.Value, out var start);
            _attributes[Encoding.UTF8.GetString(attribute.Name)] = image.Json.Slice(start, attribute.Value.Length);
        }
    }

    /// <summary>The names of the item's attributes.</summary>
    public IReadOnlyCollection<string> Names => _attributes.Keys;

    /// <summary>Indicates whether the item has an attribute, of any type.</summary>
    /// <param name="name">The attribute's name.</param>
    public bool Has(string name) => _attributes.ContainsKey(name);

    /// <summary>Gets an attribute as DynamoDB JSON, such as <c>{"S":"ord-1"}</c>.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The value in UTF-8; empty if the item lacks the attribute.</param>
    /// <returns><see langword="true"/> if the item has it.</returns>
    public bool TryGetValue(string name, out ReadOnlyMemory<byte> value) => _attributes.TryGetValue(name, out value);

    /// <summary>Gets a string (S).</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The string.</param>
    /// <returns><see langword="true"/> if the attribute is a string.</returns>
    public bool TryGetString(string name, [NotNullWhen(true)] out string? value)
    {
        value = Scalar(name) is { Type: AttributeType.String } scalar ? scalar.Text.ToString() : null;
        return value is not null;
    }

    /// <summary>Gets a number (N).</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The number.</param>
    /// <returns><see langword="true"/> if the attribute is a number that a <see cref="decimal"/> holds with all its digits.</returns>
    public bool TryGetNumber(string name, out decimal value)
    {
        value = 0;
        return Scalar(name) is { Type: AttributeType.Number } scalar && NumberText.TryParse(scalar.Text.Unescape(), out value);
    }

    /// <summary>Gets a boolean (BOOL).</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The boolean.</param>
    /// <returns><see langword="true"/> if the attribute is a boolean.</returns>
    public bool TryGetBoolean(string name, out bool value)
    {
        value = false;
        var json = new JsonCursor(_attributes.GetValueOrDefault(name).Span);
        return json.TryEnterObject()
            && json.TryNextMember(out var type)
            && AttributeTypes.Parse(type) is AttributeType.Boolean
            && json.TryReadBoolean(out value);
    }

    /// <summary>Sets a string (S).</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The string.</param>
    /// <exception cref="ArgumentException">The string is null, or contains a lone surrogate.</exception>
    public void Set(string name, string value) => SetValue(name, ItemWriter.ToValue(name, value, ItemValue.WriteString));

    /// <summary>Sets a number (N).</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The number.</param>
    public void Set(string name, decimal value) => SetValue(name, ItemWriter.ToValue(name, value, ItemValue.WriteNumber));

    /// <summary>Sets a boolean (BOOL).</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The boolean.</param>
    public void Set(string name, bool value) => SetValue(name, ItemWriter.ToValue(name, value, ItemValue.WriteBoolean));

    /// <summary>Sets an attribute to a value of any type, as DynamoDB JSON.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="value">The value in UTF-8, such as <c>{"L":[{"S":"a"}]}</c>. It is read like a stored one.</param>
    public void SetValue(string name, ReadOnlyMemory<byte> value)
    {
        _attributes[name] = value;
        _isChanged = true;
    }

    /// <summary>Removes an attribute.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <returns><see langword="true"/> if the item had it.</returns>
    public bool Remove(string name)
    {
        var had = _attributes.Remove(name);
        _isChanged |= had;
        return had;
    }

    /// <summary>Gives an attribute another name, unless the item already has an attribute of that name.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="newName">The new name.</param>
    /// <returns><see langword="true"/> if the attribute was renamed.</returns>
    public bool Rename(string name, string newName)
    {
        if (!_attributes.TryGetValue(name, out var value) || !_attributes.TryAdd(newName, value))
        {
            return false;
        }

        return Remove(name);
    }

    /// <summary>Upgrades an item.</summary>
    /// <returns>The item to read: the same image if the method changed nothing.</returns>
    /// <exception cref="ItemFormatException">The image is not an item.</exception>
    internal static ItemImage Upgrade(in ItemImage image, Action<RawItem> upgrade)
    {
        var item = new RawItem(image);
        upgrade(item);
        return item._isChanged ? item.ToImage() : image;
    }

    private ScalarValue Scalar(string name) => _attributes.TryGetValue(name, out var value) ? ScalarValue.Read(value.Span, name) : default;

    private ItemImage ToImage()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var (name, value) in _attributes)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }
}
