using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Fw24.Items;
using Fw24.Items.Values;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Audit.Records;

/// <summary>
/// A digest of an image. Images that are equal in DynamoDB have equal digests, regardless of the order of attributes and sets and the notation of
/// numbers. Reuses its buffers; not thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// The input is a letter for the type and the text (S), the canonical number (N) or the bytes (B), each with its length, or the
/// elements up to an end mark: in order (L) or sorted by their bytes (SS, NS, BS, M).
/// </para>
/// <para>
/// The digest excludes sensitive attributes, so changing a redaction mode or key does not change it. A suffix after <c>~</c> identifies
/// the excluded attributes: images with different exclusions cannot be compared.
/// </para>
/// </remarks>
internal sealed class ImageDigest : IDisposable
{
    // 128 bits: accidental collisions are negligible, and a deliberate one gains nothing.
    private const int HashBytes = 16;
    private readonly MessageBuffer _canonical = new(4096);
    private readonly List<ByteRange> _parts = [];
    private readonly Comparer<ByteRange> _byBytes;
    private readonly HiddenAttributes _hidden;

    /// <summary>Creates digests for the images of a table.</summary>
    /// <param name="hidden">The excluded attributes.</param>
    public ImageDigest(HiddenAttributes hidden)
    {
        _hidden = hidden;
        _byBytes = Comparer<ByteRange>.Create((left, right) => _canonical.Written(left).SequenceCompareTo(_canonical.Written(right)));
    }

    /// <summary>The digest of an image whose digest was erased. Its mark is that of no digest, so it cannot be compared with any.</summary>
    public static string Erased { get; } = HiddenAttributes.Mark.ToString();

    /// <summary>Indicates whether two digests may belong to the same image: they are equal, or cannot be compared.</summary>
    public static bool MayMeet(string? left, string? right)
        => left == right || (left is not null && right is not null && !MarkOf(left).SequenceEqual(MarkOf(right)));

    /// <summary>Computes the digest of an image.</summary>
    /// <returns>22 characters of base64url, and the suffix if any attribute is excluded; <see langword="null"/> when the image is absent.</returns>
    /// <exception cref="ItemFormatException">The image contains an invalid DynamoDB value.</exception>
    public string? Of(in ItemImage image)
    {
        if (image.IsAbsent)
        {
            return null;
        }

        _canonical.TakeBack(0);
        _parts.Clear();
        var walker = new StrictJsonReader(image.Json.Span, "image");
        WriteMap(ref walker, AttributeTypes.MaxDepth, isItem: true);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_canonical.Written(_canonical.Since(0)), hash);
        return Base64Url.EncodeToString(hash[..HashBytes]) + _hidden.Suffix;
    }

    /// <inheritdoc/>
    public void Dispose() => _canonical.Dispose();

    private static ReadOnlySpan<char> MarkOf(string digest) => digest.IndexOf(HiddenAttributes.Mark, StringComparison.Ordinal) is >= 0 and var mark ? digest.AsSpan(mark) : default;

    private void WriteValue(ref StrictJsonReader walker, int depth)
    {
        var type = walker.EnterValue();
        switch (type)
        {
            case AttributeType.String or AttributeType.Number or AttributeType.Binary:
                WriteText(type, ref walker);
                break;

            case AttributeType.Boolean:
                _canonical.Append(walker.ReadBoolean() ? "t"u8 : "f"u8);
                break;

            case AttributeType.Null:
                _ = walker.ReadBoolean();
                _canonical.Append("0"u8);
                break;

            case AttributeType.List or AttributeType.Map when depth == 0:
                throw walker.Broken("lists and maps of at most 32 levels", "deeper ones");

            case AttributeType.List:
                WriteList(ref walker, depth - 1);
                break;

            case AttributeType.Map:
                WriteMap(ref walker, depth - 1, isItem: false);
                break;

            case AttributeType.StringSet:
                WriteSet(AttributeType.String, ref walker);
                break;

            case AttributeType.NumberSet:
                WriteSet(AttributeType.Number, ref walker);
                break;

            case AttributeType.BinarySet:
                WriteSet(AttributeType.Binary, ref walker);
                break;

            default:
                throw walker.Broken("a typed value such as {\"S\":…}", AttributeTypes.Describe(type));
        }

        walker.LeaveObject();
    }

    private void WriteText(AttributeType type, ref StrictJsonReader walker)
    {
        var text = walker.ReadText().Unescape();
        switch (type)
        {
            case AttributeType.Number when DynamoNumber.TryParse(text, out var number):
                Span<byte> digits = stackalloc byte[DynamoNumber.MaxLength];
                Write("N"u8, digits[..number.Format(digits)]);
                break;

            case AttributeType.Binary when Base64Text.TryDecode(text, out var bytes):
                Write("B"u8, bytes);
                break;

            case AttributeType.String:
                Write("S"u8, text);
                break;

            default:
                throw walker.Broken(AttributeTypes.Describe(type), "another text");
        }
    }

    private void WriteList(ref StrictJsonReader walker, int depth)
    {
        _canonical.Append("L"u8);
        walker.EnterList();
        while (walker.NextElement())
        {
            WriteValue(ref walker, depth);
        }

        _canonical.Append("."u8);
    }

    private void WriteMap(ref StrictJsonReader walker, int depth, bool isItem)
    {
        _canonical.Append("M"u8);
        var (start, first) = (_canonical.Position, _parts.Count);
        walker.EnterObject();
        while (walker.NextMember(out var name))
        {
            if (isItem && _hidden.Contains(name))
            {
                _ = walker.ReadValue();
                continue;
            }

            var part = _canonical.Position;
            Write("K"u8, name.Unescape());
            WriteValue(ref walker, depth);
            _parts.Add(_canonical.Since(part));
        }

        Sort(start, first);
        _canonical.Append("."u8);
    }

    private void WriteSet(AttributeType element, ref StrictJsonReader walker)
    {
        _canonical.Append("E"u8);
        var (start, first) = (_canonical.Position, _parts.Count);
        walker.EnterList();
        while (walker.NextElement())
        {
            var part = _canonical.Position;
            WriteText(element, ref walker);
            _parts.Add(_canonical.Since(part));
        }

        if (_parts.Count == first)
        {
            // The elements imply the set's type; an empty set needs its letter.
            _canonical.Append(element switch { AttributeType.String => "S"u8, AttributeType.Number => "N"u8, _ => "B"u8 });
        }

        Sort(start, first);
        _canonical.Append("."u8);
    }

    private void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        _canonical.Append(type);
        _canonical.Append(length);
        _canonical.Append(text);
    }

    // The parts are contiguous from start on, and usually sorted already.
    private void Sort(int start, int first)
    {
        var count = _parts.Count - first;
        for (var i = first + 1; i < _parts.Count; i++)
        {
            if (_byBytes.Compare(_parts[i - 1], _parts[i]) > 0)
            {
                byte[] unsorted = [.. _canonical.Written(_canonical.Since(start))];
                _parts.Sort(first, count, _byBytes);
                _canonical.TakeBack(start);
                foreach (var part in _parts[first..])
                {
                    _canonical.Append(unsorted.AsSpan(part.Start - start, part.Length));
                }

                break;
            }
        }

        _parts.RemoveRange(first, count);
    }
}
