using Fw24.Console.Components;

namespace Fw24.Console.Tests.Pages;

/// <summary>How values are shown.</summary>
public sealed class ShowTests
{
    [Theory]
    [InlineData("お誕生日おめでとう 🎂", "お誕生日おめでとう 🎂")]
    [InlineData("<b>&amp;</b>", "<b>&amp;</b>")]
    [InlineData("a\u202Eb\u2066c\u061C", "a\\u{202E}b\\u{2066}c\\u{061C}")]
    [InlineData("a\u0000\u0007\u001B[31m\u007F\u0085", "a\\u{0000}\\u{0007}\\u{001B}[31m\\u{007F}\\u{0085}")]
    [InlineData("a\r\nb\tc", "a\\u{000D}\\u{000A}b\\u{0009}c")]
    [InlineData("a\u200Bb\uFEFFc\u2028d\uE000", "a\\u{200B}b\\u{FEFF}c\\u{2028}d\\u{E000}")]
    [InlineData(null, "")]
    public void What_cannot_be_seen_is_written_as_an_escape(string? text, string shown) => Assert.Equal(shown, Show.Safe(text));

    [Fact]
    public void Half_a_character_is_none() => Assert.Equal("a\\u{FFFD}b", Show.Safe("a" + (char)0xD800 + "b"));

    [Fact]
    public void Lines_are_kept_where_they_are_asked_for() => Assert.Equal("a\nb\\u{000D}", Show.Safe("a\nb\r", keepLines: true));

    [Fact]
    public void A_long_text_is_cut() => Assert.Equal(20_001, Show.Safe(new string('x', 1_000_000)).Length);

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.25, "250 ms")]
    [InlineData(1.25, "1.3 s")]
    [InlineData(125, "2 min")]
    [InlineData(5_400, "1.5 h")]
    [InlineData(129_600, "1.5 days")]
    public void Durations_have_one_unit(double seconds, string shown) => Assert.Equal(shown, Show.Duration(TimeSpan.FromSeconds(seconds)));
}
