using System.Text;
using CsCheck;
using Fw24.Items.Values;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

public sealed class DynamoNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("0e999999999999999999999", "0")]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("1e0", "1")]
    [InlineData("+1", "1")]
    [InlineData("001", "1")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("1200", "1200")]
    [InlineData("12e2", "1200")]
    [InlineData("0.0012", "0.0012")]
    [InlineData("1e37", "10000000000000000000000000000000000000")]
    [InlineData("1e38", "1E+38")]
    [InlineData("-1.5E+100", "-1.5E+100")]
    [InlineData("1e-130", "1E-130")]
    [InlineData("12345678901234567890123456789012345678", "12345678901234567890123456789012345678")]
    [InlineData("9.9999999999999999999999999999999999999E+125", "9.9999999999999999999999999999999999999E+125")]
    public void H05_every_text_of_a_number_has_one_canonical_text(string text, string canonical)
    {
        Assert.True(DynamoNumber.TryParse(Encoding.UTF8.GetBytes(text), out var number));
        Assert.Equal(canonical, number.ToString());
        Assert.True(DynamoNumber.IsValid(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("１")]
    [InlineData("1e126")]
    [InlineData("1e-131")]
    [InlineData("1e99999999999999999999999999")]
    [InlineData("1e-99999999999999999999999999")]
    [InlineData("1e18446744073709551616")]
    [InlineData("1e-18446744073709551616")]
    [InlineData("123456789012345678901234567890123456789")]
    [InlineData("1.00000000000000000000000000000000000001")]
    public void What_DynamoDB_cannot_hold_is_no_number(string text)
    {
        Assert.False(DynamoNumber.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.False(DynamoNumber.IsValid(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Zeros_are_no_significant_digits()
    {
        var text = new string('0', 1000) + "12" + new string('0', 100) + "." + new string('0', 1000);

        Assert.True(DynamoNumber.TryParse(Encoding.UTF8.GetBytes(text), out var number));
        Assert.Equal("1.2E+101", number.ToString());
    }

    [Fact]
    public void H29_a_number_of_ten_million_digits_is_refused_and_costs_nothing_but_the_look_at_it()
    {
        var text = Encoding.UTF8.GetBytes(new string('9', 10_000_000));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.False(DynamoNumber.TryParse(text, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    [Fact]
    public void H21_comparing_hashing_and_writing_agree_with_exact_integers()
        => Seeded.ForAll(Gen.Select(RandomItems.Number, RandomItems.Number), 5000, static draw =>
        {
            var (left, right) = (Parse(draw.Item1), Parse(draw.Item2));
            var expected = ModelValue.Scaled(draw.Item1).CompareTo(ModelValue.Scaled(draw.Item2));

            Assert.Equal(Math.Sign(expected), Math.Sign(left.CompareTo(right)));
            Assert.Equal(expected == 0, left == right);
            Assert.Equal(expected == 0, left.ToString() == right.ToString());
            Assert.Equal(expected < 0, left < right);
            Assert.Equal(expected >= 0, left >= right);
            Assert.True(expected != 0 || left.GetHashCode() == right.GetHashCode());
            Assert.Equal(left, Parse(left.ToString()));
            Assert.True(ModelValue.AreSameNumber(draw.Item1, left.ToString()));
            Assert.True(left.ToString().Length <= DynamoNumber.MaxLength);
        });

    [Fact]
    public void H21_numbers_are_compared_and_checked_unparsed_as_if_they_were_parsed()
    {
        var text = Gen.Char["-+.0015e"].Array[0, 6].Select(static characters => new string(characters));
        Seeded.ForAll(Gen.Select(text, text), 20_000, static draw =>
        {
            var (left, right) = (Encoding.UTF8.GetBytes(draw.Item1), Encoding.UTF8.GetBytes(draw.Item2));
            var areNumbers = DynamoNumber.TryParse(left, out var l) & DynamoNumber.TryParse(right, out var r);

            Assert.Equal(DynamoNumber.TryParse(left, out _), DynamoNumber.IsValid(left));
            Assert.Equal(draw.Item1 == draw.Item2 || (areNumbers && l == r), DynamoNumber.AreEqual(left, right));
        });
    }

    private static DynamoNumber Parse(string text) => DynamoNumber.TryParse(Encoding.UTF8.GetBytes(text), out var number)
        ? number
        : throw new FormatException(text);
}
