using System.Text;
using CsCheck;
using Fw24.Aws.Client.Forms;

namespace Fw24.Runtime.Tests.Aws;

public sealed class FormWriterTests
{
    [Fact]
    public void Every_byte_is_itself_or_percent_encoded()
    {
        using var form = new FormWriter(16);
        form.WriteValue(Enumerable.Range(0, 256).Select(static b => (byte)b).ToArray());

        var expected = new StringBuilder();
        for (var b = 0; b < 256; b++)
        {
            expected.Append(b < 128 && (char.IsAsciiLetterOrDigit((char)b) || "-._~".Contains((char)b, StringComparison.Ordinal)) ? $"{(char)b}" : $"%{b:X2}");
        }

        Assert.Equal(expected.ToString(), Encoding.ASCII.GetString(form.Written));
    }

    [Fact]
    public void Any_text_comes_back() => Gen.String.Where(static text => !text.Any(char.IsSurrogate)).List[0, 20].Sample(static values =>
    {
        using var form = new FormWriter(16);
        foreach (var value in values)
        {
            form.WriteName("&a.b="u8);
            form.WriteValue(value);
        }

        var expected = string.Concat(values.Select(static value => $"&a.b={Uri.EscapeDataString(value)}"));
        Assert.Equal(expected, Encoding.ASCII.GetString(form.Written));
    });

    [Fact]
    public void Any_bytes_at_any_place_of_a_block_are_encoded_as_one_by_one() => Gen.Byte.Array[0, 100].Sample(static bytes =>
    {
        using var form = new FormWriter(1);
        form.WriteValue(bytes);

        using var single = new FormWriter(1);
        foreach (var b in bytes)
        {
            single.WriteValue([b]);
        }

        Assert.Equal(Encoding.ASCII.GetString(single.Written), Encoding.ASCII.GetString(form.Written));
    });

    // On a processor without the wide vectors both sides are the same.
    [Fact]
    public void Any_bytes_are_encoded_as_without_wide_vectors() => Gen.Byte.Array[0, 300].Sample(static bytes =>
    {
        var (wide, narrow) = (new byte[(3 * bytes.Length) + PercentEncoding.Slack], new byte[(3 * bytes.Length) + PercentEncoding.Slack]);
        var length = PercentEncoding.Encode(bytes, wide);

        Assert.Equal(PercentEncoding.Encode(bytes, narrow, isWide: false), length);
        Assert.Equal(Encoding.ASCII.GetString(narrow, 0, length), Encoding.ASCII.GetString(wide, 0, length));
    });

    [Fact]
    public void A_value_of_a_megabyte_fits()
    {
        using var form = new FormWriter(16);
        form.WriteName("Message="u8);
        form.WriteValue(Enumerable.Repeat((byte)'"', 1 << 20).ToArray());

        Assert.Equal("Message=".Length + (3 << 20), form.Written.Length);
    }

    [Theory]
    [InlineData("\uFFFE", @"\ufffe")]
    [InlineData("\uFFFF", @"\uffff")]
    [InlineData("a\uFFFDb\uFFFFc\uFFFE\uFFFE", "a\uFFFDb\\uffffc\\ufffe\\ufffe")]
    [InlineData("\u043F\u044F\uD83D\uDE00\u007F", "\u043F\u044F\uD83D\uDE00\u007F")]
    public void Characters_that_queues_replace_are_escaped(string text, string expected)
    {
        using var form = new FormWriter(16);
        form.WriteJson(Encoding.UTF8.GetBytes($"\"{text}\""));

        Assert.Equal(Uri.EscapeDataString($"\"{expected}\""), Encoding.ASCII.GetString(form.Written));
    }
}
