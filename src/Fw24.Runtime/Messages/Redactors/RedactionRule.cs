using System.Text;
using Fw24.Changes;
using Fw24.Json;
using Fw24.Model;

namespace Fw24.Messages.Redactors;

/// <summary>Writes the replacement for one attribute's value.</summary>
/// <param name="sensitive">The attribute.</param>
/// <param name="hash">Creates the marks for <see cref="Redaction.Hmac"/>; otherwise <see langword="null"/>.</param>
internal sealed class RedactionRule(SensitiveAttributeModel sensitive, KeyedHash? hash)
{
    /// <summary>The attribute's name.</summary>
    public string Name => sensitive.Name;

    /// <summary>The attribute's present name if this is an earlier one.</summary>
    public string? AliasOf => sensitive.AliasOf;

    /// <summary>The attribute's name in UTF-8.</summary>
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(sensitive.Name);

    /// <summary>The attribute's name in JSON, as <see cref="RedactedNames"/> lists it.</summary>
    public byte[] ListedName { get; } = RedactedNames.Listed(sensitive.Name);

    /// <summary>The kind of redaction.</summary>
    public Redaction Redaction => sensitive.Redaction;

    /// <summary>Writes the replacement for a value.</summary>
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
