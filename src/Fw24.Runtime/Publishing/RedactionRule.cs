using System.Text;
using Fw24.Model;

namespace Fw24.Publishing;

/// <summary>What stands in place of one attribute's value.</summary>
/// <param name="sensitive">The attribute.</param>
/// <param name="hash">What makes its marks, when it is <see cref="Redaction.Hmac"/>.</param>
internal sealed class RedactionRule(SensitiveAttributeModel sensitive, KeyedHash? hash)
{
    /// <summary>The value of <see cref="Redaction.Mask"/>.</summary>
    public static ReadOnlySpan<byte> MaskedValue => "{\"S\":\"***\"}"u8;

    /// <summary>The attribute's name.</summary>
    public string Name => sensitive.Name;

    /// <summary>The attribute's name in UTF-8.</summary>
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(sensitive.Name);

    /// <summary>The attribute's name as <see cref="RedactedNames"/> list it, in JSON.</summary>
    public byte[] ListedName { get; } = RedactedNames.Listed(sensitive.Name);

    /// <summary>What is done with the value.</summary>
    public Redaction Redaction => sensitive.Redaction;

    /// <summary>Whether an item may hold what is written in place of a value; if not, none of its attributes is one. Fast.</summary>
    /// <param name="json">The item.</param>
    public static bool MayHoldMark(ReadOnlySpan<byte> json) => json.IndexOf(MaskedValue) >= 0 || KeyedHash.MayBeIn(json);

    /// <summary>Whether an attribute's value is what is written in place of one, now or by a version before.</summary>
    /// <param name="value">The value, as <see cref="ItemWriter"/> and <see cref="Write"/> write it.</param>
    public static bool IsMark(ReadOnlySpan<byte> value) => value.SequenceEqual(MaskedValue) || KeyedHash.IsMark(value, out _);

    /// <summary>Writes what stands in place of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="output">Where to.</param>
    public void Write(ReadOnlySpan<byte> value, MessageBuffer output)
    {
        if (hash is null)
        {
            output.Append(MaskedValue);
            return;
        }

        hash.Write(value, output);
    }
}
