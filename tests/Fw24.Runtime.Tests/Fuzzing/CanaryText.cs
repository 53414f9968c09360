using System.Text;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>
/// An event that is written and damaged byte by byte, with a note for each byte whether it is part of a secret or of a name that makes it one.
/// </summary>
/// <remarks>
/// No damage affects such a name, because the value could not be recognized as a secret under another. None copies a secret to another place.
/// </remarks>
internal sealed class CanaryText
{
    private readonly List<byte> _bytes = [];
    private readonly List<Part> _parts = [];

    private enum Part : byte
    {
        Plain,
        Name,
        Secret,
    }

    public int Length => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    /// <summary>The end of the text <c>"Records":[</c>: damage before it would leave no event.</summary>
    public int Start { get; set; }

    public CanaryText Plain(string text) => Append(text, Part.Plain);

    public CanaryText Name(string text) => Append(text, Part.Name);

    public CanaryText Secret(string text) => Append(text, Part.Secret);

    public CanaryText Add(CanaryText other)
    {
        _bytes.AddRange(other._bytes);
        _parts.AddRange(other._parts);
        return this;
    }

    /// <summary>Damages the text once.</summary>
    public void Damage(Random random)
    {
        var at = random.Next(Start, Length + 1);
        switch (random.Next(6))
        {
            case 0:
                Remove(at, Length - at, evenNames: true);
                break;
            case 1 when at < Length && _parts[at] is not Part.Name:
                _bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                Remove(at, Math.Min(random.Next(1, 9), Length - at));
                break;
            case 3:
                Insert(at, s_tokens[random.Next(s_tokens.Length)]);
                break;
            case 4:
                Repeat(at, Math.Min(random.Next(1, 40), Length - at), random.Next(Start, Length + 1));
                break;
            default:
                Insert(at, [(byte)"{}[]\",:\\u0e-.tfn "[random.Next(17)]]);
                break;
        }
    }

    private static readonly byte[][] s_tokens =
    [
        [0xC3], [0xFF, 0xFE], [0xED, 0xA0, 0x80], [0], .. new[] { "null", "{}", "\"\"", "}}", "]}", "\\\"", "\\u0022", ",\"x\":", "{\"S\":", "},{" }.Select(Encoding.UTF8.GetBytes),
    ];

    private CanaryText Append(string text, Part part)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _bytes.AddRange(bytes);
        _parts.AddRange(Enumerable.Repeat(part, bytes.Length));
        return this;
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        if (at > 0 && at < Length && _parts[at - 1] is Part.Name && _parts[at] is Part.Name)
        {
            return;
        }

        _bytes.InsertRange(at, bytes);
        _parts.InsertRange(at, Enumerable.Repeat(Part.Plain, bytes.Length));
    }

    private void Remove(int at, int count, bool evenNames = false)
    {
        if (evenNames || !_parts.GetRange(at, count).Contains(Part.Name))
        {
            _bytes.RemoveRange(at, count);
            _parts.RemoveRange(at, count);
        }
    }

    private void Repeat(int from, int count, int at)
    {
        if (_parts.GetRange(from, count).TrueForAll(static part => part is Part.Plain))
        {
            Insert(at, _bytes.GetRange(from, count).ToArray());
        }
    }
}
