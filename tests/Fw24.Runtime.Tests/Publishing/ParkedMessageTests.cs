using System.Text;
using System.Text.Json;
using Fw24.Diagnostics;
using Fw24.Messages;

namespace Fw24.Runtime.Tests.Publishing;

public sealed class ParkedMessageTests
{
    [Theory]
    [InlineData(" {} \n")]
    [InlineData("{}")]
    [InlineData("\t[ 1 , \"a\" ]\r\n")]
    [InlineData(" 5 ")]
    [InlineData(" null")]
    [InlineData("\"x\"\n")]
    [InlineData(" ")]
    [InlineData("")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\"\\u2028\u2028\u0085\"}")]
    public async Task Fuzz8_the_content_comes_back_byte_for_byte(string content)
        => await AssertComesBackAsync(Encoding.UTF8.GetBytes(content));

    [Fact]
    public async Task Fuzz8_the_content_comes_back_however_deep_it_is()
    {
        for (var levels = 55; levels < 75; levels++)
        {
            await AssertComesBackAsync(Encoding.UTF8.GetBytes(new string('[', levels) + new string(']', levels)));
        }
    }

    [Fact]
    public async Task Fuzz8_a_message_of_an_earlier_version_whose_content_was_as_deep_as_a_reader_takes_is_read()
    {
        var content = new string('[', 64) + new string(']', 64);

        var read = await ParkedMessage.ReadAsync(Encoding.UTF8.GetBytes($$"""{"schema":"fw24.parked/1","function":"f","reason":"r","content":{{content}}}"""), null, TestContext.Current.CancellationToken);

        Assert.Equal(content, Encoding.UTF8.GetString(read.Content.Span));
    }

    [Fact]
    public async Task S16_the_reason_is_one_line_for_every_reader()
    {
        const string Reason = "a\nb\u007f\u0085\u009bc\u2028d\u2029e\u202ef\u2066g\u200fh ü 😀";

        var body = await CreateAsync("{}"u8.ToArray(), Reason);

        Assert.DoesNotContain(Encoding.UTF8.GetString(body.Span), static character => "\n\u007f\u0085\u009b\u2028\u2029\u202e\u2066\u200f".Contains(character, StringComparison.Ordinal));
        Assert.Contains("ü", Encoding.UTF8.GetString(body.Span), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(Reason, json.RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task H08_without_a_store_a_record_that_is_too_large_for_SQS_says_in_the_log_what_is_missing()
    {
        var message = await CreateAsync("{}"u8.ToArray(), "r");
        var room = ParkedMessage.MaxSize - message.Length + "{}".Length;

        Assert.Equal(ParkedMessage.MaxSize, (await CreateAsync(Text(room), "r")).Length);
        var error = await Assert.ThrowsAnyAsync<InvalidOperationException>(async () => await CreateAsync(Text(room + 1), "r"));

        Assert.EndsWith(
            $"A record of {room + 1} bytes cannot be parked: its message would have 1048577 bytes, but SQS allows 1048576. "
                + "Set FW24_CLAIM_BUCKET, or register an IClaimCheck.",
            ExceptionSummary.Of(error),
            StringComparison.Ordinal);
    }

    private static byte[] Text(int length) => Encoding.UTF8.GetBytes($"\"{new string('x', length - 2)}\"");

    private static async Task AssertComesBackAsync(byte[] content)
    {
        var body = await CreateAsync(content, "r");

        // As other readers see it.
        using var json = JsonDocument.Parse(body);
        Assert.Equal("fw24.parked/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(content, (await ParkedMessage.ReadAsync(body, null, TestContext.Current.CancellationToken)).Content.ToArray());
    }

    private static ValueTask<ReadOnlyMemory<byte>> CreateAsync(byte[] content, string reason)
        => ParkedMessage.CreateAsync(new ParkedRecord { Function = "orders-stream", Reason = reason, Content = content }, null, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
}
