using Fw24.Items;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Messages;

/// <summary>Writes the message attribute <c>changed</c>: a JSON array of the names, never the values, of the attributes that differ.</summary>
internal static class ChangedNames
{
    /// <summary>The maximum size of the array in bytes; above it the attribute is <c>["*"]</c>.</summary>
    /// <remarks>
    /// SNS sets no separate limit for a String.Array, but every byte counts towards the message's size and is billed with each delivery.
    /// 4,096 bytes hold about 200 names, more than a filter policy can list (150 values).
    /// </remarks>
    public const int MaxLength = 4096;

    private static ReadOnlySpan<byte> All => "[\"*\"]"u8;

    /// <summary>Writes that any attribute may have changed.</summary>
    public static void WriteAll(MessageBuffer output) => output.Append(All);

    /// <summary>Writes the names.</summary>
    /// <param name="record">The record before redaction, so that a change of a sensitive attribute counts.</param>
    /// <param name="output">The output buffer.</param>
    public static void Write(in StreamRecord record, MessageBuffer output)
    {
        if (record.Operation is not ChangeOperations.Modify || record.OldImage.IsAbsent || record.NewImage.IsAbsent)
        {
            output.Append(All);
            return;
        }

        var start = output.Position;
        output.Append("["u8);
        WriteNames(record.OldImage.Json.Span, record.NewImage.Json.Span, output);

        // No names: SNS does not document whether it accepts an empty array, and "any attribute may have changed" is just as correct.
        var length = output.Position - start;
        if (length is 1 or >= MaxLength)
        {
            output.TakeBack(start);
            output.Append(All);
            return;
        }

        output.Append("]"u8);
    }

    // Both images usually have the same attributes in the same order, mostly with identical bytes. Walk them in parallel and examine only
    // the differences.
    private static void WriteNames(ReadOnlySpan<byte> old, ReadOnlySpan<byte> @new, MessageBuffer output)
    {
        var left = new JsonCursor(old);
        var right = new JsonCursor(@new);
        left.TryEnterObject();
        right.TryEnterObject();
        var start = output.Position;
        while (true)
        {
            SkipSame(ref left, ref right);
            var (leftAt, rightAt) = (left.Position, right.Position);
            if (!left.TryNextMember(out var name) || !right.TryNextMember(out var rightName) || !name.Is(rightName))
            {
                left.MoveTo(leftAt);
                right.MoveTo(rightAt);
                break;
            }

            if (!AttributeEquality.AreEqual(ReadValue(ref left), ReadValue(ref right)))
            {
                WriteName(name, start, output);
            }
        }

        WriteUnordered(ref left, ref right, start, output);
    }

    // A member ends with its value's closing brace, so a member that ends within the common prefix is identical in both images.
    private static void SkipSame(ref JsonCursor left, ref JsonCursor right)
    {
        var start = left.Position;
        left.SkipMembersUpTo(start + left.Rest.CommonPrefixLength(right.Rest));
        right.MoveTo(right.Position + left.Position - start);
    }

    // Looks names up from the point where the images' orders diverge.
    private static void WriteUnordered(ref JsonCursor left, ref JsonCursor right, int start, MessageBuffer output)
    {
        if (left.Peek() == (byte)'}' && right.Peek() == (byte)'}')
        {
            return;
        }

        using var members = new HashIndex(32);
        while (right.TryNextMember(out var name))
        {
            var nameStart = right.StartOf(name);
            var value = ReadValue(ref right);
            members.Add(new HashIndex.Entry
            {
                Hash = name.Hash(),
                Start = nameStart,
                Length = name.Raw.Length,
                IsEscaped = name.IsEscaped,
                ValueStart = right.Position - value.Length,
                ValueLength = value.Length,
            });
        }

        while (left.TryNextMember(out var name))
        {
            var value = ReadValue(ref left);
            var partner = members.First(name.Hash());
            while (partner >= 0 && !name.Is(NameOf(members[partner], right)))
            {
                partner = members.Next(partner);
            }

            if (partner < 0)
            {
                WriteName(name, start, output);
                continue;
            }

            members.Take(partner);
            ref var member = ref members[partner];
            if (!AttributeEquality.AreEqual(value, right.Slice(member.ValueStart, member.ValueLength)))
            {
                WriteName(name, start, output);
            }
        }

        for (var i = 0; i < members.Count; i++)
        {
            if (!members[i].IsTaken)
            {
                WriteName(NameOf(members[i], right), start, output);
            }
        }
    }

    private static JsonText NameOf(in HashIndex.Entry member, in JsonCursor json) => new(json.Slice(member.Start, member.Length), member.IsEscaped);

    private static ReadOnlySpan<byte> ReadValue(ref JsonCursor json)
    {
        json.Peek();
        var start = json.Position;
        json.SkipValidatedValue();
        return json.From(start);
    }

    private static void WriteName(JsonText name, int start, MessageBuffer output)
    {
        // Past the limit the caller writes ["*"] anyway.
        if (output.Position - start > MaxLength)
        {
            return;
        }

        output.Append(output.Position == start ? "\""u8 : ",\""u8);
        output.Append(name.Raw);
        output.Append("\""u8);
    }
}
