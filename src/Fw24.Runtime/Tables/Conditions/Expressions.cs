using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fw24.Tables.Conditions;

/// <summary>
/// The expressions of one request. They share their placeholders: <c>#0</c> for a name, because any name may be a reserved word, and
/// <c>:0</c> for a value. DynamoDB rejects placeholders that no expression uses.
/// </summary>
internal sealed class Expressions
{
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<ReadOnlyMemory<byte>> _values = [];
    private readonly StringBuilder _text = new();

    /// <summary>The names of all attributes so far.</summary>
    public IReadOnlyCollection<string> Names => _names.Keys;

    /// <summary>Adds text to the present expression.</summary>
    public Expressions Text(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds an attribute's name to the present expression.</summary>
    public Expressions Name(string attribute)
    {
        if (!_names.TryGetValue(attribute, out var place))
        {
            _names.Add(attribute, place = _names.Count);
        }

        _text.Append(CultureInfo.InvariantCulture, $"#{place}");
        return this;
    }

    /// <summary>Adds a value to the present expression.</summary>
    public Expressions Value(ReadOnlyMemory<byte> value)
    {
        _text.Append(CultureInfo.InvariantCulture, $":{_values.Count}");
        _values.Add(value);
        return this;
    }

    /// <summary>Ends the present expression.</summary>
    /// <returns>The expression.</returns>
    public string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    /// <summary>
    /// Ends the present expression and writes it as a member of the request, unless it is empty: DynamoDB rejects empty ones.
    /// </summary>
    public void Write(Utf8JsonWriter json, string member)
    {
        if (_text.Length > 0)
        {
            json.WriteString(member, Take());
        }
    }

    /// <summary>Writes a condition as a member of the request.</summary>
    public void Write(Utf8JsonWriter json, string member, ItemCondition? condition)
    {
        condition?.Print(this);
        Write(json, member);
    }

    /// <summary>Writes a list of attributes as a member of the request.</summary>
    public void WriteNames(Utf8JsonWriter json, string member, IReadOnlyList<string>? attributes)
    {
        foreach (var attribute in attributes ?? [])
        {
            Text(_text.Length == 0 ? "" : ", ").Name(attribute);
        }

        Write(json, member);
    }

    /// <summary>Writes the names and values of the placeholders as members of the request.</summary>
    public void WritePlaceholders(Utf8JsonWriter json)
    {
        if (_names.Count > 0)
        {
            json.WriteStartObject("ExpressionAttributeNames"u8);
            foreach (var (name, place) in _names)
            {
                json.WriteString(string.Create(CultureInfo.InvariantCulture, $"#{place}"), name);
            }

            json.WriteEndObject();
        }

        if (_values.Count > 0)
        {
            json.WriteStartObject("ExpressionAttributeValues"u8);
            for (var place = 0; place < _values.Count; place++)
            {
                json.WritePropertyName(string.Create(CultureInfo.InvariantCulture, $":{place}"));
                json.WriteRawValue(_values[place].Span);
            }

            json.WriteEndObject();
        }
    }
}
