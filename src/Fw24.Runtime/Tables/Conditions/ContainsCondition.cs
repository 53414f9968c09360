using Fw24.Items;
using Fw24.Json;

namespace Fw24.Tables.Conditions;

/// <summary>A string or binary value contains a part, or a set or list contains an element.</summary>
internal sealed class ContainsCondition(string attribute, ReadOnlyMemory<byte> part) : AttributeCondition(attribute)
{
    internal override void Print(Expressions expressions) => expressions.Text("contains(").Name(Attribute).Text(", ").Value(part).Text(")");

    protected override bool Holds(ReadOnlySpan<byte> value)
    {
        var type = ScalarValue.Read(value, "").Type;
        return type switch
        {
            AttributeType.String or AttributeType.Binary => ContainsPart(value),
            AttributeType.List => ContainsElement(value, AttributeType.None),
            AttributeType.StringSet => ContainsElement(value, AttributeType.String),
            AttributeType.NumberSet => ContainsElement(value, AttributeType.Number),
            AttributeType.BinarySet => ContainsElement(value, AttributeType.Binary),
            _ => false,
        };
    }

    private bool ContainsPart(ReadOnlySpan<byte> value)
        => BeginsWithCondition.TryRead(value, out var type, out var content)
            && BeginsWithCondition.TryRead(part.Span, out var partType, out var partContent)
            && type == partType
            && content.AsSpan().IndexOf(partContent) >= 0;

    // The elements of a list are typed values; those of a set are bare texts of the set's element type.
    private bool ContainsElement(ReadOnlySpan<byte> value, AttributeType element)
    {
        var json = new JsonCursor(value);
        if (!json.TryEnterObject() || !json.TryNextMember(out _) || !json.TryEnterList())
        {
            return false;
        }

        while (json.TryNextElement())
        {
            var start = json.Position;
            if (!json.TrySkipValue())
            {
                return false;
            }

            var found = json.From(start);
            if (element is AttributeType.None ? AttributeEquality.AreEqual(found, part.Span) : IsElement(found, element))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsElement(ReadOnlySpan<byte> text, AttributeType element)
    {
        ReadOnlySpan<byte> opening = element switch
        {
            AttributeType.Number => "{\"N\":"u8,
            AttributeType.Binary => "{\"B\":"u8,
            _ => "{\"S\":"u8,
        };
        return AttributeEquality.AreEqual([.. opening, .. text, (byte)'}'], part.Span);
    }
}
