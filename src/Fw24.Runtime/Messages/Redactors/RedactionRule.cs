using System.Text;
using Fw24.Changes;
using Fw24.Json;
using Fw24.Model;

namespace Fw24.Messages.Redactors;

/// <summary>What stands in place of one attribute's value.</summary>
/// <param name="sensitive">The attribute.</param>
/// <param name="hash">What makes its marks, when it is <see cref="Redaction.Hmac"/>.</param>
internal sealed class RedactionRule(SensitiveAttributeModel sensitive, KeyedHash? hash)
{
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
        if (hash is null)
        {
            output.Append(RedactionMark.Mask);
            return;
        }

        hash.Write(value, output);
    }
}
