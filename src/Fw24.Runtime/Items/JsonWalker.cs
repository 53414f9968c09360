using System.Globalization;
using Fw24.Json;

namespace Fw24.Items;

/// <summary>A <see cref="JsonCursor"/> for readers that give up at the first defect: a step succeeds, or throws an <see cref="ItemFormatException"/>.</summary>
/// <param name="json">The JSON in UTF-8.</param>
/// <param name="subject">What is read, for errors: "item".</param>
internal ref struct JsonWalker(ReadOnlySpan<byte> json, string subject)
{
    private readonly string _subject = subject;
    private JsonCursor _cursor = new(json);

    /// <summary>Directly behind what was read last.</summary>
    public readonly int Position => _cursor.Position;

    /// <summary>Goes to another place.</summary>
    public void MoveTo(int position) => _cursor.MoveTo(position);

    /// <summary>The next byte that is not white space, where the walker then stands; 0 at the end.</summary>
    public byte Peek() => _cursor.Peek();

    /// <summary>Goes into a typed value, such as <c>{"S":"x"}</c>, and stands before its content.</summary>
    public AttributeType EnterValue()
    {
        EnterObject();
        return NextMember(out var name) ? AttributeTypes.Parse(name) : throw Broken("a typed value such as {\"S\":…}", "an empty object");
    }

    /// <summary>Leaves a typed value, behind its content.</summary>
    public void LeaveObject() => Ensure(_cursor.TryLeaveObject());

    public void EnterObject() => Ensure(_cursor.TryEnterObject());

    public void EnterList() => Ensure(_cursor.TryEnterList());

    /// <summary>Moves to the value of an object's next member, or behind the object.</summary>
    public bool NextMember(out JsonText name)
    {
        var hasMember = _cursor.TryNextMember(out name);
        Ensure(_cursor.Expected is null);
        return hasMember;
    }

    /// <summary>Moves to a list's next element, or behind the list.</summary>
    public bool NextElement()
    {
        var hasElement = _cursor.TryNextElement();
        Ensure(_cursor.Expected is null);
        return hasElement;
    }

    public JsonText ReadText()
    {
        Ensure(_cursor.TryReadString(out var text));
        return text;
    }

    public bool ReadBoolean()
    {
        Ensure(_cursor.TryReadBoolean(out var value));
        return value;
    }

    public ReadOnlySpan<byte> ReadNumber()
    {
        Ensure(_cursor.TryReadNumber(out var text));
        return text;
    }

    /// <summary>Passes over a value of any kind.</summary>
    /// <returns>The value.</returns>
    public ReadOnlySpan<byte> ReadValue()
    {
        _ = _cursor.Peek();
        var start = _cursor.Position;
        Ensure(_cursor.TrySkipValue());
        return _cursor.From(start);
    }

    /// <summary>Demands that nothing is left.</summary>
    public void End() => Ensure(_cursor.IsAtEnd() || _cursor.Fail("the end"));

    /// <summary>The error for what stands here.</summary>
    public readonly ItemFormatException Broken(string expected, string found)
        => new(_subject, string.Create(CultureInfo.InvariantCulture, $"(byte {_cursor.Position})"), expected, found);

    private readonly void Ensure(bool succeeded)
    {
        if (!succeeded)
        {
            throw Broken(_cursor.Expected ?? "something else", _cursor.Found);
        }
    }
}
