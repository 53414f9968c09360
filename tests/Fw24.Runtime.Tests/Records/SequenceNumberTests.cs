using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using Fw24.Items.Values;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

public sealed class SequenceNumberTests
{
    [Theory]
    [InlineData("9", "10", -1)]
    [InlineData("100000000000000000000000000000000000001", "99999999999999999999999999999999999999", 1)]
    [InlineData("000000000000000000010", "9", 1)]
    [InlineData("0007", "7", 0)]
    [InlineData("0", "0000", 0)]
    [InlineData("4421584500000000017450439091", "4421584500000000017450439092", -1)]
    public void H04_sequence_numbers_compare_as_numbers(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(SequenceNumber.Compare(Utf8(left), Utf8(right))));
        Assert.Equal(-expected, Math.Sign(SequenceNumber.Compare(Utf8(right), Utf8(left))));
    }

    [Fact]
    public void H04_agrees_with_integers_of_any_size()
        => Seeded.ForAll(Gen.Select(Digits, Digits), 2000, static pair => Assert.Equal(
            BigInteger.Parse(pair.Item1, CultureInfo.InvariantCulture).CompareTo(BigInteger.Parse(pair.Item2, CultureInfo.InvariantCulture)),
            Math.Sign(SequenceNumber.Compare(Utf8(pair.Item1), Utf8(pair.Item2)))));

    private static Gen<string> Digits { get; } = Gen.Char['0', '9'].Array[1, 40].Select(static digits => new string(digits));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
