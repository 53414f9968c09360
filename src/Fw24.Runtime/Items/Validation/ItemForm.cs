namespace Fw24.Items.Validation;

/// <summary>The form of an item: the bytes between its values, which name its attributes and their types.</summary>
/// <remarks>
/// The items of a table look alike, and so do the two images of a change. So each is expected to have the form of the one that this thread read
/// before; then only its values are examined.
/// </remarks>
internal sealed class ItemForm
{
    /// <summary>The kinds of values, in the highest bits of where they start.</summary>
    public const uint TextValue = 0, NumberValue = 1u << 30, BooleanValue = 2u << 30, OtherValue = 3u << 30, KindBits = 3u << 30;

    /// <summary>The number of bytes that can be read after <see cref="Json"/>.</summary>
    public const int Slack = 64;

    private const int MaxValues = 96;
    private const int MaxLength = 16 * 1024;

    [ThreadStatic]
    private static ItemForm? t_key;

    [ThreadStatic]
    private static ItemForm? t_image;

    private readonly uint[] _values = new uint[2 * MaxValues];
    private byte[] _json = [];
    private int _length;
    private int _count;
    private int _start;

    /// <summary>The form of the key that this thread has read.</summary>
    public static ItemForm OfKey => t_key ??= new ItemForm();

    /// <summary>The form of the image that this thread has read.</summary>
    public static ItemForm OfImage => t_image ??= new ItemForm();

    /// <summary>Indicates whether there is a form to expect.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The length of the item.</summary>
    public int Length => _length;

    /// <summary>The item, followed by <see cref="Slack"/> other bytes.</summary>
    public ReadOnlySpan<byte> Json => _json;

    /// <summary>Where each value starts and ends in the item, two elements for each. A text or number is without its quotes.</summary>
    public ReadOnlySpan<uint> Values => _values.AsSpan(0, 2 * _count);

    /// <summary>The first of two names that are sought in items.</summary>
    public SoughtName First { get; private set; }

    /// <summary>The second of two names that are sought in items.</summary>
    public SoughtName Second { get; private set; }

    /// <summary>Begins to note the form of an item.</summary>
    /// <param name="start">The start of the item.</param>
    /// <param name="first">The hash of the first name to find.</param>
    /// <param name="second">The hash of the second name to find.</param>
    public void Begin(int start, uint first, uint second)
    {
        (IsKnown, _start, _count) = (false, start, 0);
        (First, Second) = (new SoughtName(first), new SoughtName(second));
    }

    /// <summary>Notes that a name was found that is sought.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="place">Its place.</param>
    public void NoteName(uint hash, int place)
    {
        var found = new SoughtName(hash, place - _start, _count);
        (First, Second) = hash == First.Hash ? (found, Second) : (First, found);
    }

    /// <summary>Notes a value, unless it is one of a known form.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="end">Where it ends.</param>
    public void NoteValue(uint kind, int start, int end)
    {
        if (IsKnown)
        {
            return;
        }

        if (_count < MaxValues)
        {
            _values[2 * _count] = (uint)(start - _start) | kind;
            _values[(2 * _count) + 1] = (uint)(end - _start);
        }

        _count++;
    }

    /// <summary>Ends an item, which is valid. A large one, or one of many values, is no example for the next.</summary>
    /// <param name="json">The item.</param>
    public void End(ReadOnlySpan<byte> json)
    {
        if (_count is 0 or > MaxValues || json.Length > MaxLength)
        {
            return;
        }

        if (_json.Length < json.Length + Slack)
        {
            _json = new byte[Math.Max(2 * _json.Length, json.Length + Slack)];
        }

        json.CopyTo(_json);
        (_length, IsKnown) = (json.Length, true);
    }

    /// <summary>A name that is sought in items.</summary>
    /// <param name="Hash">Its hash.</param>
    /// <param name="Place">Its place in the item; 0 if it was not found.</param>
    /// <param name="NextValue">The index of the value after it; -1 if it was not found.</param>
    public readonly record struct SoughtName(uint Hash, int Place = 0, int NextValue = -1);
}
