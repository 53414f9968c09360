using System.Globalization;
using System.Numerics;

namespace Fw24.Runtime.Tests.Harness;

/// <summary>A DynamoDB value in its plainest form, as the reference for the runtime's reading of bytes.</summary>
internal abstract record ModelValue
{
    /// <summary>S.</summary>
    public sealed record Text(string Value) : ModelValue;

    /// <summary>N.</summary>
    public sealed record Number(string Digits) : ModelValue;

    /// <summary>B.</summary>
    public sealed record Binary(byte[] Bytes) : ModelValue;

    /// <summary>BOOL.</summary>
    public sealed record Flag(bool Value) : ModelValue;

    /// <summary>NULL.</summary>
    public sealed record Nothing : ModelValue;

    /// <summary>L.</summary>
    public sealed record Elements(IReadOnlyList<ModelValue> Values) : ModelValue;

    /// <summary>M, or an item.</summary>
    public sealed record Members(IReadOnlyList<KeyValuePair<string, ModelValue>> Values) : ModelValue;

    /// <summary>SS.</summary>
    public sealed record Texts(IReadOnlyList<string> Values) : ModelValue;

    /// <summary>NS.</summary>
    public sealed record Numbers(IReadOnlyList<string> Values) : ModelValue;

    /// <summary>BS.</summary>
    public sealed record Binaries(IReadOnlyList<byte[]> Values) : ModelValue;

    /// <summary>Indicates whether two values are equal to DynamoDB, slowly and obviously.</summary>
    public static bool AreSame(ModelValue left, ModelValue right) => (left, right) switch
    {
        (Text l, Text r) => l.Value == r.Value,
        (Number l, Number r) => AreSameNumber(l.Digits, r.Digits),
        (Binary l, Binary r) => l.Bytes.SequenceEqual(r.Bytes),
        (Flag l, Flag r) => l.Value == r.Value,
        (Nothing, Nothing) => true,
        (Elements l, Elements r) => l.Values.Count == r.Values.Count && l.Values.Zip(r.Values).All(static pair => AreSame(pair.First, pair.Second)),
        (Members l, Members r) => l.Values.Count == r.Values.Count
            && l.Values.All(member => r.Values.Any(other => other.Key == member.Key && AreSame(member.Value, other.Value))),
        (Texts l, Texts r) => AreSameSet(l.Values, r.Values, static (a, b) => a == b),
        (Numbers l, Numbers r) => AreSameSet(l.Values, r.Values, AreSameNumber),
        (Binaries l, Binaries r) => AreSameSet(l.Values, r.Values, static (a, b) => a.SequenceEqual(b)),
        _ => false,
    };

    /// <summary>Indicates whether two texts are the same number.</summary>
    public static bool AreSameNumber(string left, string right)
    {
        var (l, r) = (Scaled(left), Scaled(right));
        return l == r;
    }

    /// <summary>A number times 10^400 as an integer, exact for every DynamoDB number.</summary>
    public static BigInteger Scaled(string digits)
    {
        var parts = digits.Split('e', 'E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var mantissa = parts[0];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        return BigInteger.Parse(mantissa, CultureInfo.InvariantCulture) * BigInteger.Pow(10, 400 + exponent);
    }

    private static bool AreSameSet<T>(IReadOnlyList<T> left, IReadOnlyList<T> right, Func<T, T, bool> same)
        => left.Count == right.Count && left.All(l => right.Any(r => same(l, r)));
}
