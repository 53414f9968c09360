using System.Text;
using System.Text.Json;
using Fw24.Diagnostics;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Publishing;

public sealed class ClaimedBodyTests
{
    // The subject contains the start of the data member, but within a string its quotes have backslashes.
    private const string Head = """{"specversion":"1.0","id":"e-1","subject":"Id=x,\"data\":{}","datacontenttype":"application/json","partitionkey":"g\\" """;
    private const string Data = """{"Keys":{"Id":{"S":"x"}},"NewImage":{"A":{"S":",\"dataref\":\"s3://\""},"data":{"M":{"dataref":{"S":"n"}}}}}""";

    private static readonly byte[] s_body = Encoding.UTF8.GetBytes($"{Head.TrimEnd()},\"data\":{Data}}}");

    private readonly MemoryClaimCheck _claims = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task H08_a_claimed_body_is_a_CloudEvent_with_a_dataref_and_comes_back_byte_for_byte()
    {
        var claimed = await StoreAsync("e-1");

        var (name, data) = Assert.Single(_claims.Content);
        Assert.Equal(Data, Encoding.UTF8.GetString(data));
        Assert.StartsWith("orders/e-1-", name, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(claimed);
        Assert.Equal(["specversion", "id", "subject", "datacontenttype", "partitionkey", "dataref", "datasha256", "datasize"], json.RootElement.EnumerateObject().Select(static member => member.Name));
        Assert.Equal($"memory://{name}", json.RootElement.GetProperty("dataref").GetString());
        Assert.Equal(data.Length, json.RootElement.GetProperty("datasize").GetInt32());

        var resolved = await ClaimedBody.ResolveAsync(claimed, "orders", _claims, Cancellation);
        Assert.Equal(s_body, resolved.ToArray());
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","datacontenttype":"application/json","data":{"dataref":"s3://b/k"}}""")]
    [InlineData("""{"specversion":"1.0","subject":"x,\"dataref\":\"y\"","data":{}}""")]
    [InlineData("""{"specversion":"1.0"}""")]
    [InlineData("no JSON")]
    [InlineData("")]
    public async Task A_body_that_was_not_claimed_stays_as_it_is(string body)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(body);

        Assert.Equal(bytes, await ClaimedBody.ResolveAsync(bytes, "orders", null, Cancellation));
    }

    [Fact]
    public async Task H03_claiming_again_changes_nothing()
    {
        var first = await StoreAsync("e-1");
        var second = await StoreAsync("e-1");

        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Single(_claims.Content);
    }

    [Fact]
    public async Task Data_that_differs_under_one_event_id_is_kept_apart()
    {
        await StoreAsync("e-1");
        byte[] other = [.. s_body[..^1], (byte)' ', (byte)'}'];
        var claimed = await ClaimedBody.StoreAsync(other, "orders", "e-1", _claims, Cancellation);

        Assert.Equal(2, _claims.Content.Count);
        Assert.Equal(other, (await ClaimedBody.ResolveAsync(claimed, "orders", _claims, Cancellation)).ToArray());
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("żółć")]
    public async Task An_event_id_of_another_form_makes_a_plain_name(string eventId)
    {
        await StoreAsync(eventId);

        Assert.Matches("^orders/[0-9a-f]{64}-[0-9a-f]{16}[.]json$", Assert.Single(_claims.Content).Key);
    }

    [Fact]
    public async Task H11_data_that_is_gone_is_poison()
    {
        var claimed = await StoreAsync("e-1");
        _claims.Content.Clear();

        await Assert.ThrowsAsync<ItemFormatException>(async () => await ClaimedBody.ResolveAsync(claimed, "orders", _claims, Cancellation));
    }

    [Fact]
    public async Task H11_data_that_was_changed_is_poison()
    {
        var claimed = await StoreAsync("e-1");
        Assert.Single(_claims.Content).Value[^2] ^= 1;

        await Assert.ThrowsAsync<ItemFormatException>(async () => await ClaimedBody.ResolveAsync(claimed, "orders", _claims, Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task S15_what_a_store_of_ones_own_returns_must_be_as_long_as_the_message_says(int more)
    {
        var claimed = await StoreAsync("e-1");
        var (name, data) = Assert.Single(_claims.Content);
        _claims.Content[name] = more < 0 ? data[..^-more] : [.. data, .. new byte[more]];

        if (more == 0)
        {
            Assert.Equal(s_body, (await ClaimedBody.ResolveAsync(claimed, "orders", _claims, Cancellation)).ToArray());
            return;
        }

        var error = await Assert.ThrowsAsync<ItemFormatException>(async () => await ClaimedBody.ResolveAsync(claimed, "orders", _claims, Cancellation));
        Assert.Equal($"Change message.datasize: expected data of {data.Length} bytes, found {data.Length + more} bytes.", error.Message);
    }

    [Fact]
    public async Task H31_a_store_that_does_not_answer_is_no_poison()
    {
        var claimed = await StoreAsync("e-1");
        _claims.FailingCalls = 1;

        await Assert.ThrowsAsync<IOException>(async () => await ClaimedBody.ResolveAsync(claimed, "orders", _claims, Cancellation));
        Assert.Equal(s_body, (await ClaimedBody.ResolveAsync(claimed, "orders", _claims, Cancellation)).ToArray());
    }

    [Fact]
    public async Task A_function_without_a_store_says_what_it_lacks()
    {
        var claimed = await StoreAsync("e-1");

        var error = await Assert.ThrowsAnyAsync<InvalidOperationException>(
            async () => await ClaimedBody.ResolveAsync(claimed, "orders", null, Cancellation));

        // As in the log: the message of an exception of another library would be withheld.
        Assert.EndsWith(
            "A message's data is stored elsewhere, but this function has no claim check to fetch it with. "
                + "Set FW24_CLAIM_BUCKET, or register an IClaimCheck.",
            ExceptionSummary.Of(error),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"e-1","dataref":"memory://a"}""")]
    [InlineData("""{"id":"e-1","dataref":"memory://a","datasha256":null}""")]
    [InlineData("""{"id":"e-1","dataref":1,"datasha256":"00"}""")]
    [InlineData("""{"id":"e-1","dataref":"memory://a","datasha256":"00" """)]
    [InlineData("""{"id":"e-1","dataref":{"a":[1]},"datasha256":"00"}""")]
    public async Task H29_a_broken_claim_is_poison(string body)
        => await Assert.ThrowsAsync<ItemFormatException>(async () => await ClaimedBody.ResolveAsync(Encoding.UTF8.GetBytes(body), "orders", _claims, Cancellation));

    private ValueTask<ReadOnlyMemory<byte>> StoreAsync(string eventId)
        => ClaimedBody.StoreAsync(s_body, "orders", eventId, _claims, Cancellation);
}
