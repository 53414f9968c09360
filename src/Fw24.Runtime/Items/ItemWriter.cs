using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Fw24.Items;
using Fw24.Json;

namespace Fw24;

/// <summary>Writes an item as DynamoDB JSON in UTF-8. The counterpart of <see cref="ItemReader"/>.</summary>
/// <remarks>
/// Each Write… method writes one typed value (<c>{"S":"x"}</c>); inside a set it writes a bare element, and the first element determines
/// whether the set is SS, NS or BS. A value that DynamoDB cannot store, an undeclared null, or an object of a type derived from the declared
/// one causes an <see cref="ArgumentException"/> that names the entity and the attribute's path, never the value.
/// </remarks>
public sealed partial class ItemWriter
{
    private const int InitialLength = 512;

    private const string Null = "it is null, which its declaration does not allow";

    // Characters that JSON does not allow unescaped in a string. The rest of Unicode stays readable.
    private static readonly SearchValues<byte> s_escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static b => (byte)b), (byte)'"', (byte)'\\']);

    private readonly IBufferWriter<byte>? _output;
    private byte[] _buffer = [];
    private int _length;
    private int _depth;
    private bool _isValue;

    // The start of an error's path: the entity whose attributes are written, or the name of the value.
    private string _subject = "";

    // Attributes whose content is not shown in errors.
    private SensitiveNames _sensitive = SensitiveNames.None;

    // Set while writing a set; the element type is known after the first element.
    private bool _isInSet;
    private AttributeType _elementType;

    /// <summary>Creates a writer.</summary>
    /// <param name="output">The destination of the JSON.</param>
    public ItemWriter(IBufferWriter<byte> output) => _output = output;

    private ItemWriter()
    {
    }

    /// <summary>Writes a map of attributes, such as an item or a key.</summary>
    /// <typeparam name="T">The type to write.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="writeAttributes">Writes its attributes.</param>
    /// <returns>The map.</returns>
    public static ItemImage ToItem<T>(T value, ItemWrite<T> writeAttributes) => ToItem(value, writeAttributes, SensitiveNames.None);

    /// <summary>Writes an entity's item.</summary>
    /// <exception cref="ArgumentException">DynamoDB cannot store a value; the message names its attribute.</exception>
    internal static ItemImage ToItem<T>(T value, ItemWrite<T> writeAttributes, SensitiveNames sensitive)
    {
        var writer = new ItemWriter { _sensitive = sensitive };
        try
        {
            writer.BeginItem();
            writeAttributes(writer, value);
            writer.EndItem();
            return new ItemImage(writer.TakeResult());
        }
        finally
        {
            writer.Release();
        }
    }

    /// <summary>Writes one typed value, such as <c>{"S":"ord-1"}</c>.</summary>
    /// <typeparam name="T">The type to write.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="writeValue">Writes it.</param>
    /// <returns>The JSON in UTF-8.</returns>
    public static ReadOnlyMemory<byte> ToValue<T>(T value, ItemWrite<T> writeValue) => ToValue("", value, writeValue);

    /// <summary>Writes one typed value, such as <c>{"S":"ord-1"}</c>.</summary>
    /// <typeparam name="T">The type to write.</typeparam>
    /// <param name="name">The value's name in errors, such as <c>Order.OrderId</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="writeValue">Writes it.</param>
    /// <returns>The JSON in UTF-8.</returns>
    /// <exception cref="ArgumentException">DynamoDB cannot store the value, or it is an undeclared null; the message begins with the name.</exception>
    public static ReadOnlyMemory<byte> ToValue<T>(string name, T value, ItemWrite<T> writeValue)
    {
        var writer = new ItemWriter { _isValue = true, _subject = name };
        try
        {
            writeValue(writer, value);
            return writer.TakeResult();
        }
        finally
        {
            writer.Release();
        }
    }

    /// <summary>Begins an item: a map without a type wrapper. Names and values follow.</summary>
    public void BeginItem()
    {
        Separate();
        Append((byte)'{');
    }

    /// <summary>Ends the item and flushes it to the output.</summary>
    public void EndItem()
    {
        Append((byte)'}');
        if (_output is not null)
        {
            _output.Write(_buffer.AsSpan(0, _length));
            Release();
        }
    }

    /// <summary>Sets the entity whose attributes follow, with which errors begin.</summary>
    /// <param name="entity">The entity's name.</param>
    public void BeginEntity(string entity) => _subject = entity;

    /// <summary>Sets the entity whose attributes follow, with which errors begin.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="entity">The entity's name.</param>
    /// <param name="value">The item.</param>
    /// <exception cref="ArgumentException">The item is null, or of a type derived from the entity, whose additional members would be lost.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginEntity<T>(string entity, T value)
        where T : class
    {
        _subject = entity;
        if (value is null || value.GetType() != typeof(T))
        {
            throw RefuseObject(value, typeof(T));
        }
    }

    /// <summary>Begins a map (M). Names and values follow.</summary>
    public void BeginMap() => BeginNested("{\"M\":{"u8);

    /// <summary>Begins the map (M) of an object's properties. Names and values follow.</summary>
    /// <typeparam name="T">The declared type.</typeparam>
    /// <param name="value">The object.</param>
    /// <exception cref="ArgumentException">The object is null, or of a type derived from the declared one, whose additional members would be lost.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginMap<T>(T value)
        where T : class
    {
        if (value is null || value.GetType() != typeof(T))
        {
            throw RefuseObject(value, typeof(T));
        }

        BeginMap();
    }

    /// <summary>Ends the map.</summary>
    public void EndMap() => EndNested("}}"u8);

    /// <summary>Writes an attribute's name; its value follows.</summary>
    /// <param name="name">The unescaped name in UTF-8.</param>
    public void WriteName(ReadOnlySpan<byte> name)
    {
        Separate();
        AppendText(name);
        Append((byte)':');
    }

    /// <summary>Writes an attribute's name; its value follows.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">The name is null, or contains a lone surrogate, which has no UTF-8 encoding.</exception>
    public void WriteName(string name)
    {
        if (name is null)
        {
            throw Refuse("a name in it is null");
        }

        Separate();
        AppendText(name);
        Append((byte)':');
    }

    private void BeginNested(ReadOnlySpan<byte> opening)
    {
        if (_isInSet)
        {
            throw Refuse("a set contains only strings, numbers or binary values");
        }

        if (++_depth > AttributeTypes.MaxDepth)
        {
            throw Refuse("lists and maps may be nested 32 levels deep");
        }

        Separate();
        Append(opening);
    }

    private void EndNested(ReadOnlySpan<byte> closing)
    {
        _depth--;
        Append(closing);
    }

    /// <summary>Begins a value written as text: S, N or B, or an element of a set of these.</summary>
    private void BeginText(AttributeType type)
    {
        Separate();
        if (!_isInSet)
        {
            Append(type switch
            {
                AttributeType.Number => "{\"N\":"u8,
                AttributeType.Binary => "{\"B\":"u8,
                _ => "{\"S\":"u8,
            });
            return;
        }

        if (_elementType is not AttributeType.None && _elementType != type)
        {
            throw Refuse("the elements of a set must have one type");
        }

        _elementType = type;
    }

    private void EndText()
    {
        if (!_isInSet)
        {
            Append((byte)'}');
        }
    }

    /// <summary>Writes a value whose text needs no escaping.</summary>
    private void WritePlain(AttributeType type, ReadOnlySpan<byte> text)
    {
        BeginText(type);
        Reserve(text.Length + 2);
        _buffer[_length++] = (byte)'"';
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
        _buffer[_length++] = (byte)'"';
        EndText();
    }

    /// <summary>Writes a comma if needed: the last byte written shows whether this is the first element or member of a list, set or map.</summary>
    private void Separate()
    {
        if (_length > 0 && _buffer[_length - 1] is not ((byte)'{' or (byte)'[' or (byte)':'))
        {
            Append((byte)',');
        }
    }

    private void Append(byte token)
    {
        Reserve(1);
        _buffer[_length++] = token;
    }

    private void Append(ReadOnlySpan<byte> json)
    {
        Reserve(json.Length);
        json.CopyTo(_buffer.AsSpan(_length));
        _length += json.Length;
    }

    private void AppendText(string text)
    {
        // A UTF-16 character takes at most three bytes of UTF-8.
        var start = _length + 1;
        Reserve((text.Length * 3) + 2);
        if (Utf8.FromUtf16(text, _buffer.AsSpan(start), out _, out var length, replaceInvalidSequences: false) is not OperationStatus.Done)
        {
            throw Refuse("a text with an unpaired surrogate has no UTF-8 form");
        }

        var utf8 = _buffer.AsSpan(start, length);
        if (utf8.ContainsAny(s_escaped))
        {
            AppendEscaped([.. utf8]);
            return;
        }

        _buffer[_length] = (byte)'"';
        _length += length + 1;
        _buffer[_length++] = (byte)'"';
    }

    private void AppendText(ReadOnlySpan<byte> text)
    {
        if (text.ContainsAny(s_escaped))
        {
            AppendEscaped(text);
            return;
        }

        Reserve(text.Length + 2);
        _buffer[_length++] = (byte)'"';
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
        _buffer[_length++] = (byte)'"';
    }

    private void AppendEscaped(ReadOnlySpan<byte> text)
    {
        Append((byte)'"');
        while (text.IndexOfAny(s_escaped) is >= 0 and var plain)
        {
            Append(text[..plain]);
            AppendEscape(text[plain]);
            text = text[(plain + 1)..];
        }

        Append(text);
        Append((byte)'"');
    }

    private void AppendEscape(byte character)
    {
        switch (character)
        {
            case (byte)'"':
                Append("\\\""u8);
                break;
            case (byte)'\\':
                Append("\\\\"u8);
                break;
            case (byte)'\n':
                Append("\\n"u8);
                break;
            case (byte)'\r':
                Append("\\r"u8);
                break;
            case (byte)'\t':
                Append("\\t"u8);
                break;
            default:
                Append("\\u00"u8);
                Append((byte)('0' + (character >> 4)));
                Append("0123456789abcdef"u8[character & 0xF]);
                break;
        }
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        var length = _length;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(_buffer.Length * 2, InitialLength), length + count));
        _buffer.AsSpan(0, length).CopyTo(larger);
        Release();
        (_buffer, _length) = (larger, length);
    }

    private void Release()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        (_buffer, _length) = ([], 0);
    }

    private byte[] TakeResult()
    {
        var result = _buffer.AsSpan(0, _length).ToArray();
        Release();
        return result;
    }

    /// <summary>Returns the error for a value that DynamoDB cannot store. The path is computed only here, from the JSON written so far.</summary>
    internal ArgumentException Refuse(string reason)
    {
        // A placeholder for the value that cannot be written, so that the path leads to it.
        Separate();
        Append((byte)'?');
        var json = _buffer.AsSpan(0, _length);
        var path = _isValue ? ItemPath.InValue(json, _length - 1) : ItemPath.At(json, _length - 1, _sensitive);
        var joint = _subject.Length > 0 && path.Length > 0 && path[0] != '[' ? "." : "";
        var place = $"{_subject}{joint}{path}";
        return new ArgumentException($"{(place.Length > 0 ? place : "The value")} cannot be stored in DynamoDB: {reason}.");
    }

    // Run-time proxies of a library are derived types, too: their additional members are not the entity's.
    private ArgumentException RefuseObject(object? value, Type declared)
        => Refuse(value is null ? Null : $"it is a {value.GetType()}, but only the members of {declared} would be stored");
}
