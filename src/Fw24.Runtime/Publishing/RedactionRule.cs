using System.Buffers.Text;
using System.Text;
using Fw24.Model;

namespace Fw24.Publishing;

/// <summary>What stands in place of one attribute's value.</summary>
/// <param name="sensitive">The attribute.</param>
/// <param name="hmacKey">The key, when there are hashes to make.</param>
internal sealed class RedactionRule(SensitiveAttributeModel sensitive, byte[]? hmacKey)
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

    /// <summary>Writes what stands in place of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="output">Where to.</param>
    public void Write(ReadOnlySpan<byte> value, MessageBuffer output)
    {
        if (Redaction is Redaction.Mask)
        {
            output.Append(MaskedValue);
            return;
        }

        output.Append("{\"S\":\"hmac:"u8);
        output.Advance(Base64Url.EncodeToUtf8(ValueHmac.Compute(hmacKey, value), output.Reserve(MessageGroup.IdLength)));
        output.Append("\"}"u8);
    }
}
