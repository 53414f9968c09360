using System.Globalization;
using Fw24.Json;

namespace Fw24.Items;

/// <summary>A <see cref="JsonCursor"/> for readers that stop at the first defect: each step succeeds or throws an <see cref="ItemFormatException"/>.</summary>
/// <param name="json">The JSON in UTF-8.</param>
/// <param name="subject">The kind of thing read, for errors: "item".</param>
internal ref struct StrictJsonReader(ReadOnlySpan<byte> json, string subject)
{
    private readonly string _subject = subject;
    private JsonCursor _cursor = new(json);

    /// <summary>The position right after the last token read.</summary>
    public readonly int Position => _cursor.Position;

    /// <summary>Moves to another position.</summary>
    public void MoveTo(int position) => _cursor.MoveTo(position);

    /// <summary>Moves to the next byte that is not white space and returns it; 0 at the end.</summary>
    public byte Peek() => _cursor.Peek();

    /// <summary>Enters a typed value, such as <c>{"S":"x"}</c>, and stops before its content.</summary>
    public AttributeType EnterValue()
    {
        EnterObject();
        return NextMember(out var name) ? AttributeTypes.Parse(name) : throw Broken("a typed value such as {\"S\":…}", "an empty object");
    }

    /// <summary>Leaves a typed value, after its content.</summary>
    public void LeaveObject() => Ensure(_cursor.TryLeaveObject());

    public void EnterObject() => Ensure(_cursor.TryEnterObject());

    public void EnterList() => Ensure(_cursor.TryEnterList());

    /// <summary>Moves to the value of the object's next member, or past the object.</summary>
    public bool NextMember(out JsonText name)
    {
        var hasMember = _cursor.TryNextMember(out name);
        Ensure(_cursor.Expected is null);
        return hasMember;
    }

    /// <summary>Moves to the list's next element, or past the list.</summary>
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

    /// <summary>Reads past a value of any kind.</summary>
    /// <returns>The value.</returns>
    public ReadOnlySpan<byte> ReadValue()
    {
        _ = _cursor.Peek();
        var start = _cursor.Position;
        Ensure(_cursor.TrySkipValue());
        return _cursor.From(start);
    }

    /// <summary>Ensures that nothing is left.</summary>
    public void End() => Ensure(_cursor.IsAtEnd() || _cursor.Fail("the end"));

    /// <summary>Returns the error for what was found at the current position.</summary>
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
