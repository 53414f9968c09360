using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Fw24.Seals.Tree;

namespace Fw24.Seals;

/// <summary>
/// The state of a log that its key has signed: a <see href="https://c2sp.org/tlog-checkpoint">checkpoint</see>. Who keeps one can prove
/// later that none of the entries that it covers was changed.
/// </summary>
public sealed class Checkpoint
{
    private readonly TreeHash _root;

    private Checkpoint(string text, string origin, long size, TreeHash root) => (Text, Origin, Size, _root) = (text, origin, size, root);

    /// <summary>The signed note: origin, size and root in lines, an empty line, and the signatures.</summary>
    public string Text { get; }

    /// <summary>The log's name.</summary>
    public string Origin { get; }

    /// <summary>The number of entries that the log had.</summary>
    public long Size { get; }

    /// <summary>The root of the Merkle tree of the entries, in Base64.</summary>
    public string Root => _root.ToBase64();

    internal TreeHash RootHash => _root;

    /// <summary>Reads a checkpoint and verifies its signature.</summary>
    /// <param name="text">The signed note.</param>
    /// <param name="key">The log's public key.</param>
    /// <returns>The checkpoint.</returns>
    /// <exception cref="SealException">The note has another form, is of another log, or its signature is not of the key.</exception>
    public static Checkpoint Verify(string text, LogKey key)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(key);
        var body = SignedNote.Verify(text, key);
        var lines = body.Split('\n');
        if (lines is not [{ Length: > 0 } origin, var digits, var hash, .., ""]
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || digits != size.ToString(CultureInfo.InvariantCulture)
            || TreeHash.FromBase64(hash) is not { } root)
        {
            throw new SealException("The note is no checkpoint: it must have the lines of the log's name, its size and its root.");
        }

        return origin == key.Name
            ? new Checkpoint(text, origin, size, root)
            : throw new SealException($"The checkpoint is of the log \"{origin}\", and the key is of \"{key.Name}\".");
    }

    /// <summary>Returns the signed note.</summary>
    public override string ToString() => Text;

    /// <summary>Reads a stored checkpoint.</summary>
    /// <exception cref="SealException">It is not one of the key.</exception>
    internal static Checkpoint Verify(ReadOnlyMemory<byte> text, LogKey key)
        => Utf8.IsValid(text.Span)
            ? Verify(Encoding.UTF8.GetString(text.Span), key)
            : throw new SealException("The checkpoint is not text in UTF-8.");

    /// <summary>The text to be signed.</summary>
    internal static string BodyOf(string origin, long size, in TreeHash root)
        => string.Create(CultureInfo.InvariantCulture, $"{origin}\n{size}\n{root.ToBase64()}\n");

    internal static Checkpoint Sign(string body, long size, in TreeHash root, LogKey key, ReadOnlySpan<byte> signature)
        => new(SignedNote.Sign(body, key, signature), key.Name, size, root);

    internal ReadOnlyMemory<byte> ToUtf8() => Encoding.UTF8.GetBytes(Text);
}
