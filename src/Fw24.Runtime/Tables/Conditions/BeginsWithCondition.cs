using Fw24.Items;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Tables.Conditions;

/// <summary>A string or binary value begins with a prefix.</summary>
internal sealed class BeginsWithCondition : AttributeCondition
{
    private readonly ReadOnlyMemory<byte> _prefix;
    private readonly AttributeType _type;
    private readonly byte[] _content;

    public BeginsWithCondition(string attribute, ReadOnlyMemory<byte> prefix)
        : base(attribute)
    {
        _prefix = prefix;
        (_type, _content) = TryRead(prefix.Span, out var type, out var content)
            ? (type, content)
            : throw new ArgumentException($"Only strings and binary values have a beginning: the prefix of {attribute} is neither.", nameof(prefix));
    }

    internal override void Print(Expressions expressions)
        => expressions.Text("begins_with(").Name(Attribute).Text(", ").Value(_prefix).Text(")");

    /// <summary>Reads the bytes of a string or binary value.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> value, out AttributeType type, out byte[] content)
    {
        var scalar = ScalarValue.Read(value, "");
        (type, content) = (scalar.Type, []);
        if (type is AttributeType.String)
        {
            content = scalar.Text.Unescape().ToArray();
            return true;
        }

        if (type is not AttributeType.Binary || !Base64Text.TryDecode(scalar.Text.Unescape(), out var bytes))
        {
            return false;
        }

        content = bytes;
        return true;
    }

    protected override bool Holds(ReadOnlySpan<byte> value)
        => TryRead(value, out var type, out var content) && type == _type && content.AsSpan().StartsWith(_content);
}
