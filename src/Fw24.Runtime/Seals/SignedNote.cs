using System.Text;

namespace Fw24.Seals;

/// <summary>The form of <see href="https://c2sp.org/signed-note">signed notes</see>.</summary>
internal static class SignedNote
{
    private const string Dash = "\u2014 ";

    // Witnesses may add signatures to those of the log.
    private const int MaxLength = 64 * 1024;

    /// <summary>Adds a signature to a text.</summary>
    /// <param name="text">The text, which ends with a line feed.</param>
    /// <param name="key">The key.</param>
    /// <param name="signature">The signature.</param>
    public static string Sign(string text, LogKey key, ReadOnlySpan<byte> signature)
        => $"{text}\n{Dash}{key.Name} {Convert.ToBase64String([.. key.Id.Span, .. signature])}\n";

    /// <summary>Verifies the signature of a key. Signatures of other keys are ignored.</summary>
    /// <param name="note">The note.</param>
    /// <param name="key">The key.</param>
    /// <returns>The signed text.</returns>
    /// <exception cref="SealException">The note has another form, or no valid signature of the key.</exception>
    public static string Verify(string note, LogKey key)
    {
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (note.Length > MaxLength || end < 0 || end + 2 == note.Length || !note.EndsWith('\n'))
        {
            throw new SealException(
                "The text is no signed note: it must have lines, an empty line, and the lines of signatures. "
                + "Each ends with a line feed, the last one, too, and without a carriage return.");
        }

        var text = note[..(end + 1)];
        var isSigned = false;
        var others = new List<string>();
        foreach (var line in note[(end + 2)..^1].Split('\n'))
        {
            if (SignatureIn(line, key, others) is { } signature)
            {
                isSigned = key.IsSignatureOf(Encoding.UTF8.GetBytes(text), signature)
                    ? true
                    : throw new SealException(
                        $"The signature of \"{key.Name}\" does not match the note: it was altered, or another key signed it.");
            }
        }

        return isSigned
            ? text
            : throw new SealException(
                $"The note has no signature of the key {key.Name}+{Convert.ToHexStringLower(key.Id.Span)}, "
                + $"but of {string.Join(", ", others.Take(3))}.");
    }

    // "— name base64(id signature)"; null if it is of another key, whose name and id are added to the others.
    private static byte[]? SignatureIn(string line, LogKey key, List<string> others)
    {
        if (!line.StartsWith(Dash, StringComparison.Ordinal) || line[Dash.Length..].Split(' ') is not [var name, var encoded])
        {
            throw new SealException("A line of the note's signatures is not a dash, a name and a signature.");
        }

        var buffer = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, buffer, out var length) || length <= key.Id.Length)
        {
            throw new SealException("A signature of the note is not Base64.");
        }

        var id = buffer.AsSpan(0, key.Id.Length);
        if (name == key.Name && key.Id.Span.SequenceEqual(id))
        {
            return buffer[key.Id.Length..length];
        }

        others.Add($"{name}+{Convert.ToHexStringLower(id)}");
        return null;
    }
}
