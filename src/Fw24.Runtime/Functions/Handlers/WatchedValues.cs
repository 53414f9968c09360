using System.Globalization;
using Fw24.Items;

namespace Fw24.Functions.Handlers;

/// <summary>The values that a watched attribute must have: <c>From</c> or <c>To</c> of <c>[OnChange]</c>.</summary>
internal sealed class WatchedValues
{
    private readonly ReadOnlyMemory<byte>[] _values;

    /// <summary>Creates the values.</summary>
    /// <param name="texts">The values as texts; if there are none, any value is accepted.</param>
    public WatchedValues(IReadOnlyList<string> texts) => _values = [.. texts.SelectMany(FormsOf)];

    /// <summary>Indicates whether an attribute has one of the values.</summary>
    /// <param name="value">The attribute's value as DynamoDB JSON; empty if the item does not have it.</param>
    public bool Accept(ReadOnlySpan<byte> value)
    {
        foreach (var accepted in _values)
        {
            if (!value.IsEmpty && AttributeEquality.AreEqual(value, accepted.Span))
            {
                return true;
            }
        }

        return _values.Length == 0;
    }

    // The attribute's type decides: a text, a number (1.50 equals 1.5), or a Boolean value.
    private static IEnumerable<ReadOnlyMemory<byte>> FormsOf(string text)
    {
        yield return ItemWriter.ToValue(text, static (writer, text) => writer.WriteString(text));
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            yield return ItemWriter.ToValue(number, static (writer, number) => writer.WriteNumber(number));
        }

        if (text is "true" or "false")
        {
            yield return ItemWriter.ToValue(text is "true", static (writer, value) => writer.WriteBoolean(value));
        }
    }
}
