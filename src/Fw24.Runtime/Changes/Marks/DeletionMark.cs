using System.Globalization;
using System.Text;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Changes.Marks;

/// <summary>
/// The attribute that a delete on behalf of an actor writes to the item, together with the actor, before it deletes the item. DynamoDB's
/// record of the removal then has it in the old image.
/// </summary>
/// <remarks>
/// Its value, <c>{"S":"1764421200123 b8f2…"}</c>, is the time in milliseconds since 1970 and a random text. The delete requires that very
/// value, and every other write of an entity that has the mark removes it. A delete that failed may leave it; it is ignored when it is old.
/// </remarks>
internal static class DeletionMark
{
    /// <summary>The attribute's name.</summary>
    public const string Attribute = "fw24:deleting";

    // Writing the mark and deleting the item are two calls, each of three attempts of at most 5 seconds.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(1);

    /// <summary>The attribute's name in UTF-8.</summary>
    public static byte[] Utf8Attribute { get; } = Encoding.UTF8.GetBytes(Attribute);

    /// <summary>Creates a mark.</summary>
    /// <param name="now">The time.</param>
    /// <param name="nonce">What no other mark has.</param>
    /// <returns>The value as DynamoDB JSON.</returns>
    public static ReadOnlyMemory<byte> Create(DateTimeOffset now, Guid nonce) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $$"""{"S":"{{now.ToUnixTimeMilliseconds()}} {{TextOf(nonce)}}"}"""));

    /// <summary>Gets the text of a nonce in a mark.</summary>
    public static string TextOf(Guid nonce) => nonce.ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Gets the nonce of an item's mark; <see langword="null"/> without a mark.</summary>
    public static string? NonceOf(in ItemImage image)
        => image.TryGetAttribute(Utf8Attribute, out var value)
            && ScalarValue.Read(value, Attribute) is { Type: AttributeType.String } mark
            && mark.Text.ToString() is var text && text.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var end
            ? text[(end + 1)..]
            : null;

    /// <summary>Indicates whether a removed item was marked within a minute of its removal, so that the actor it names deleted it.</summary>
    /// <param name="old">The item.</param>
    /// <param name="removedAt">The time of the removal, to the second.</param>
    public static bool IsFresh(in ItemImage old, DateTimeOffset removedAt)
        => old.TryGetAttribute(Utf8Attribute, out var value)
            && ScalarValue.Read(value, Attribute) is { Type: AttributeType.String } mark
            && TryGetTime(mark.Text.ToString(), out var markedAt)
            && (removedAt - markedAt).Duration() <= s_lifetime;

    /// <summary>Indicates whether a modification wrote a mark.</summary>
    /// <param name="old">The item before it.</param>
    /// <param name="new">The item after it.</param>
    public static bool IsWritten(in ItemImage old, in ItemImage @new)
        => !old.IsAbsent
            && @new.TryGetAttribute(Utf8Attribute, out var mark)
            && !(old.TryGetAttribute(Utf8Attribute, out var earlier) && AttributeEquality.AreEqual(earlier, mark));

    private static bool TryGetTime(string mark, out DateTimeOffset time)
    {
        time = default;
        var end = mark.IndexOf(' ', StringComparison.Ordinal);
        if (end < 0
            || !long.TryParse(mark.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }
}
