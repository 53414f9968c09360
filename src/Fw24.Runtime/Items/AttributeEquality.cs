using Fw24.Items.Values;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Items;

/// <summary>Compares values as DynamoDB does: numbers by value, sets regardless of order, binary by bytes, maps by name.</summary>
internal static class AttributeEquality
{
    /// <summary>Compares two typed values, such as <c>{"N":"1"}</c> and <c>{"N":"1.0"}</c>. Does not allocate.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    /// <returns><see langword="true"/> if they are the same value of the same type.</returns>
    /// <exception cref="ItemFormatException">They differ, and the part that was compared is not a DynamoDB value.</exception>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var same = left.CommonPrefixLength(right);
        if (same == left.Length && same == right.Length)
        {
            return true;
        }

        var l = new JsonCursor(left);
        var r = new JsonCursor(right);
        if (DifferInText(ref l, ref r, left[..same]))
        {
            return false;
        }

        l.MoveTo(0);
        r.MoveTo(0);
        return SameValue(ref l, ref r, AttributeTypes.MaxDepth);
    }

    /// <summary>
    /// Indicates whether two values first differ inside a string or number that both write in AWS's plain form. If so, the values differ at any
    /// depth: the prefixes are identical, so it is the same element or member of both.
    /// </summary>
    private static bool DifferInText(ref JsonCursor left, ref JsonCursor right, ReadOnlySpan<byte> same)
    {
        var frame = same.LastIndexOf((byte)'"') + 1 - JsonCursor.TextFrameLength;
        if (frame < 0)
        {
            return false;
        }

        left.MoveTo(frame);
        right.MoveTo(frame);
        return left.TryReadPlainText(out var tag, out var leftText) && right.TryReadPlainText(out _, out var rightText)
            && (tag == (byte)'S' || (tag == (byte)'N' && !DynamoNumber.AreEqual(leftText, rightText)));
    }

    /// <summary>Compares the values at the cursors, which end after equal values, or somewhere within different ones.</summary>
    private static bool SameValue(ref JsonCursor left, ref JsonCursor right, int depth)
    {
        var (leftAt, rightAt) = (left.Position, right.Position);
        if (left.TryReadPlainText(out var tag, out var leftText) && right.TryReadPlainText(out var rightTag, out var rightText)
            && tag == rightTag && tag is (byte)'S' or (byte)'N')
        {
            return SetElement.AreEqual(tag == (byte)'S' ? AttributeType.String : AttributeType.Number, new JsonText(leftText, isEscaped: false), new JsonText(rightText, isEscaped: false));
        }

        left.MoveTo(leftAt);
        right.MoveTo(rightAt);
        var type = EnterValue(ref left);
        if (EnterValue(ref right) != type)
        {
            return false;
        }

        if (depth == 0 && type is AttributeType.List or AttributeType.Map)
        {
            throw Refuse("lists and maps of at most 32 levels", "deeper ones");
        }

        var same = type switch
        {
            AttributeType.String or AttributeType.Number or AttributeType.Binary => SameText(type, ref left, ref right),
            AttributeType.Boolean => ReadBoolean(ref left) == ReadBoolean(ref right),
            AttributeType.Null => SkipNull(ref left) && SkipNull(ref right),
            AttributeType.List => SameList(ref left, ref right, depth - 1),
            AttributeType.Map => SameMap(ref left, ref right, depth - 1),
            _ => SameSet(ElementType(type), ref left, ref right),
        };
        if (!same)
        {
            return false;
        }

        Check(left.TryLeaveObject(), left);
        Check(right.TryLeaveObject(), right);
        return true;
    }

    private static bool SameText(AttributeType type, ref JsonCursor left, ref JsonCursor right)
        => SetElement.AreEqual(type, ReadString(ref left), ReadString(ref right));

    private static bool SameList(ref JsonCursor left, ref JsonCursor right, int depth)
    {
        Check(left.TryEnterList(), left);
        Check(right.TryEnterList(), right);
        while (true)
        {
            var isMore = NextElement(ref left);
            if (NextElement(ref right) != isMore)
            {
                return false;
            }

            if (!isMore)
            {
                return true;
            }

            if (!SameValue(ref left, ref right, depth))
            {
                return false;
            }
        }
    }

    private static bool SameMap(ref JsonCursor left, ref JsonCursor right, int depth)
    {
        Check(left.TryEnterObject(), left);
        Check(right.TryEnterObject(), right);
        while (true)
        {
            var isMore = NextMember(ref left, out var leftName);
            if (NextMember(ref right, out var rightName) != isMore)
            {
                return false;
            }

            if (!isMore)
            {
                return true;
            }

            if (!leftName.Is(rightName))
            {
                return SameMembersInAnyOrder(ref left, leftName, ref right, rightName, depth);
            }

            if (!SameValue(ref left, ref right, depth))
            {
                return false;
            }
        }
    }

    /// <summary>Compares the rest of two maps from the first difference in order; the cursors are positioned before the values of these names.</summary>
    private static bool SameMembersInAnyOrder(ref JsonCursor left, scoped JsonText leftName, ref JsonCursor right, scoped JsonText rightName, int depth)
    {
        using var members = new HashIndex(16);
        do
        {
            var start = right.Position;
            Check(right.TrySkipValue(), right);
            members.Add(new HashIndex.Entry
            {
                Hash = rightName.Hash(),
                Start = right.StartOf(rightName),
                Length = rightName.Raw.Length,
                IsEscaped = rightName.IsEscaped,
                ValueStart = start,
                ValueLength = right.Position - start,
            });
        }
        while (NextMember(ref right, out rightName));

        var count = 0;
        do
        {
            var partner = Find(members, right, leftName);
            if (partner < 0)
            {
                return false;
            }

            members.Take(partner);
            ref var entry = ref members[partner];
            var value = new JsonCursor(right.Slice(entry.ValueStart, entry.ValueLength));
            if (!SameValue(ref left, ref value, depth))
            {
                return false;
            }

            count++;
        }
        while (NextMember(ref left, out leftName));

        return count == members.Count;
    }

    private static int Find(HashIndex members, JsonCursor json, JsonText name)
    {
        var index = members.First(name.Hash());
        while (index >= 0 && !name.Is(TextOf(members[index], json)))
        {
            index = members.Next(index);
        }

        return index;
    }

    private static bool SameSet(AttributeType element, ref JsonCursor left, ref JsonCursor right)
    {
        Check(left.TryEnterList(), left);
        Check(right.TryEnterList(), right);
        while (true)
        {
            var isMore = NextElement(ref left);
            if (NextElement(ref right) != isMore)
            {
                return false;
            }

            if (!isMore)
            {
                return true;
            }

            var leftText = ReadString(ref left);
            var rightText = ReadString(ref right);
            if (!SetElement.AreEqual(element, leftText, rightText))
            {
                return SameElementsInAnyOrder(element, ref left, leftText, ref right, rightText);
            }
        }
    }

    /// <summary>Compares the rest of two sets from the first difference in order; the cursors are positioned after these elements.</summary>
    private static bool SameElementsInAnyOrder(AttributeType element, ref JsonCursor left, scoped JsonText leftText, ref JsonCursor right, scoped JsonText rightText)
    {
        using var elements = new HashIndex(16);
        while (true)
        {
            elements.Add(new HashIndex.Entry
            {
                Hash = SetElement.Hash(element, rightText),
                Start = right.StartOf(rightText),
                Length = rightText.Raw.Length,
                IsEscaped = rightText.IsEscaped,
            });
            if (!NextElement(ref right))
            {
                break;
            }

            rightText = ReadString(ref right);
        }

        var count = 0;
        while (true)
        {
            var partner = elements.First(SetElement.Hash(element, leftText));
            while (partner >= 0 && !SetElement.AreEqual(element, leftText, TextOf(elements[partner], right)))
            {
                partner = elements.Next(partner);
            }

            if (partner < 0)
            {
                return false;
            }

            elements.Take(partner);
            count++;
            if (!NextElement(ref left))
            {
                return count == elements.Count;
            }

            leftText = ReadString(ref left);
        }
    }

    private static JsonText TextOf(in HashIndex.Entry entry, JsonCursor json) => new(json.Slice(entry.Start, entry.Length), entry.IsEscaped);

    private static AttributeType ElementType(AttributeType set) => set switch
    {
        AttributeType.StringSet => AttributeType.String,
        AttributeType.NumberSet => AttributeType.Number,
        _ => AttributeType.Binary,
    };

    private static AttributeType EnterValue(scoped ref JsonCursor json)
    {
        Check(json.TryEnterObject(), json);
        if (!NextMember(ref json, out var name))
        {
            throw Refuse("a typed value", "an empty object");
        }

        var type = AttributeTypes.Parse(name);
        return type is not AttributeType.None ? type : throw Refuse("a typed value", AttributeTypes.Describe(type));
    }

    private static JsonText ReadString(scoped ref JsonCursor json)
    {
        Check(json.TryReadString(out var text), json);
        return text;
    }

    private static bool ReadBoolean(scoped ref JsonCursor json)
    {
        Check(json.TryReadBoolean(out var value), json);
        return value;
    }

    /// <summary>Skips the value of NULL, which is always true.</summary>
    private static bool SkipNull(scoped ref JsonCursor json)
    {
        ReadBoolean(ref json);
        return true;
    }

    private static bool NextElement(scoped ref JsonCursor json)
    {
        var isMore = json.TryNextElement();
        Check(json.Expected is null, json);
        return isMore;
    }

    private static bool NextMember(scoped ref JsonCursor json, out JsonText name)
    {
        var isMore = json.TryNextMember(out name);
        Check(json.Expected is null, json);
        return isMore;
    }

    private static void Check(bool passed, in JsonCursor json)
    {
        if (!passed)
        {
            throw Refuse(json.Expected!, json.Found);
        }
    }

    private static ItemFormatException Refuse(string expected, string found) => new("Value", "", expected, found);
}
