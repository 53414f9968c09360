using System.Text;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Messages;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Runtime.Tests.Aws;

public sealed class S3ClaimCheckTests
{
    private const string Bucket = "orders-claims";

    private static readonly byte[] s_content = Encoding.UTF8.GetBytes("""{"NewImage":{"Text":{"S":"żółć"}}}""" + new string(' ', 300_000));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task H08_content_comes_back_byte_for_byte()
    {
        var stored = new Dictionary<string, byte[]>();
        await using var s3 = new LoopbackServer(request =>
        {
            if (request.Method is "PUT")
            {
                stored[request.Target] = request.Body;
                return LoopbackAnswer.Of(200, "", "application/xml");
            }

            return new LoopbackAnswer { Body = stored[request.Target] };
        });
        using var claims = Claims(s3);

        var reference = await claims.StoreAsync("orders/e-1-0123.json", s_content, Cancellation);

        Assert.Equal("s3://orders-claims/orders/e-1-0123.json", reference);
        Assert.Equal(s_content, (await claims.FetchAsync(reference, Cancellation))?.ToArray());
        Assert.Equal(["PUT /orders-claims/orders/e-1-0123.json", "GET /orders-claims/orders/e-1-0123.json"], s3.Requests.Select(static request => $"{request.Method} {request.Target.Split('?')[0]}"));
        Assert.Equal("application/json", s3.Requests[0].Header("Content-Type"));
        Assert.All(s3.Requests, static request => Assert.Contains("/eu-central-1/s3/aws4_request", request.Header("Authorization"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Content_that_is_gone_is_nothing()
    {
        await using var s3 = new LoopbackServer(static _ => Error(404, "NoSuchKey"));
        using var claims = Claims(s3);

        Assert.Null(await claims.FetchAsync("s3://orders-claims/orders/e-1.json", Cancellation));
    }

    [Theory]
    [InlineData("s3://another-bucket/orders/e-1.json")]
    [InlineData("s3://orders-claims-2/orders/e-1.json")]
    [InlineData("s3://orders-claims/")]
    [InlineData("s3://orders-claims//orders/e-1.json")]
    [InlineData("s3://orders-claims/orders//e-1.json")]
    [InlineData("s3://orders-claims/orders/e-1.json/")]
    [InlineData("s3://orders-claims/../another-bucket/secret.json")]
    [InlineData("s3://orders-claims/orders/../../another-bucket/secret.json")]
    [InlineData("s3://orders-claims/orders/..")]
    [InlineData("s3://orders-claims/./orders/e-1.json")]
    [InlineData("s3://orders-claims/%2e%2e/another-bucket/secret.json")]
    [InlineData("s3://orders-claims/orders%2Fe-1.json")]
    [InlineData("s3://orders-claims/~parked/%2E%2E/x")]
    [InlineData("s3://orders-claims/~parked/..%2Fx")]
    [InlineData("s3://orders-claims/~parked/%252e%252e/x")]
    [InlineData("s3://orders-claims/~parked/%5C..%5Cx")]
    [InlineData("s3://orders-claims/~parked/%6Frders/x")]
    [InlineData("s3://orders-claims/~parked/%c3%9c/x")]
    [InlineData("s3://orders-claims/~parked/%C3/x")]
    [InlineData("s3://orders-claims/~parked/%/x")]
    [InlineData("s3://orders-claims/~parked/%00/x")]
    [InlineData("s3://orders-claims/orders/e-1.json?versionId=1")]
    [InlineData("s3://orders-claims/orders/e-1.json#x")]
    [InlineData("s3://orders-claims/orders\\e-1.json")]
    [InlineData("s3://orders-claims/orders/e 1.json")]
    [InlineData("s3://orders-claims/orders/e-1.json\n")]
    [InlineData("https://example.org/")]
    [InlineData("")]
    public async Task S15_a_message_cannot_name_another_bucket_or_a_way_there(string reference)
    {
        await using var s3 = new LoopbackServer(static _ => LoopbackAnswer.Of(200, "secret"));
        using var claims = Claims(s3);

        Assert.Null(await claims.FetchAsync(reference, Cancellation));
        if (reference.StartsWith("s3://orders-claims/", StringComparison.Ordinal))
        {
            Assert.Null(await claims.FetchAsync(reference, reference["s3://orders-claims/".Length..], 1000, Cancellation));
        }

        Assert.Empty(s3.Requests);
    }

    [Theory]
    [InlineData("s3://orders-claims/orders/e-2.json")]
    [InlineData("s3://orders-claims/~parked/orders-stream/e-1.json")]
    [InlineData("s3://orders-claims/customers/e-1.json")]
    public async Task S15_a_message_cannot_name_what_is_not_its_own(string reference)
    {
        await using var s3 = new LoopbackServer(static _ => LoopbackAnswer.Of(200, "secret"));
        using var claims = Claims(s3);

        Assert.Null(await claims.FetchAsync(reference, "orders/e-1.json", 1000, Cancellation));
        Assert.Empty(s3.Requests);
    }

    [Theory]
    [InlineData(10, null, true)]
    [InlineData(10, 3, true)]
    [InlineData(9, null, false)]
    [InlineData(9, 3, false)]
    [InlineData(11, null, true)]
    public async Task S15_no_more_is_read_than_the_message_says(int length, int? chunkSize, bool isRead)
    {
        await using var s3 = new LoopbackServer(_ => new LoopbackAnswer { Body = "0123456789"u8.ToArray(), ChunkSize = chunkSize });
        using var claims = Claims(s3);

        if (isRead)
        {
            Assert.Equal("0123456789"u8.ToArray(), (await claims.FetchAsync("s3://orders-claims/orders/e-1.json", "orders/e-1.json", length, Cancellation))?.ToArray());
            return;
        }

        var error = await Assert.ThrowsAsync<ItemFormatException>(async () => await claims.FetchAsync("s3://orders-claims/orders/e-1.json", "orders/e-1.json", length, Cancellation));
        Assert.Equal("Claimed content: expected at most 9 bytes, found more.", error.Message);
    }

    [Theory]
    [InlineData("17000000")]
    [InlineData("3000000000")]
    public async Task S15_what_is_over_16_MiB_is_not_read(string length)
    {
        await using var s3 = new LoopbackServer(_ => new LoopbackAnswer { Body = s_content, TruncateAt = 1000 }.With("Content-Length", length));
        using var claims = Claims(s3);

        var error = await Assert.ThrowsAsync<ItemFormatException>(async () => await claims.FetchAsync("s3://orders-claims/orders/e-1.json", Cancellation));
        Assert.Equal("Claimed content: expected at most 16777216 bytes, found more.", error.Message);
    }

    [Theory]
    [InlineData(403, "AccessDenied")]
    [InlineData(404, "NoSuchBucket")]
    public async Task An_error_is_not_taken_for_content_that_is_gone(int status, string code)
    {
        await using var s3 = new LoopbackServer(_ => Error(status, code));
        using var claims = Claims(s3);

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(async () => await claims.FetchAsync("s3://orders-claims/orders/e-1.json", Cancellation));
        Assert.Equal(code, error.ErrorCode);
    }

    [Fact]
    public async Task Content_is_found_by_its_prefix_in_pages_and_removed_with_all_versions()
    {
        // The second object was deleted by a program that knows nothing of versions, which leaves its content and a mark.
        List<(string Name, string Version, string Kind)> stored =
        [
            ("orders/e-0.json", "v1", "Version"), ("orders/e-1.json", "v2", "DeleteMarker"), ("orders/e-1.json", "v1", "Version"),
            ("orders/e-1.json.x", "v1", "Version"), ("orders/e-2.json", "null", "Version"), ("orders/x.json", "v1", "Version"),
        ];
        await using var s3 = new LoopbackServer(request =>
        {
            var query = System.Web.HttpUtility.ParseQueryString(request.Target.Split('?')[1]);
            if (request.Method is "DELETE")
            {
                var name = request.Target["/orders-claims/".Length..].Split('?')[0];
                var removed = stored.RemoveAll(one => (one.Name, one.Version) == (name, query["versionId"]));
                return LoopbackAnswer.Of(removed == 1 ? 204 : 404, "");
            }

            // Two versions a page.
            var found = stored.FindAll(one => one.Name.StartsWith(query["prefix"]!, StringComparison.Ordinal));
            var start = query["key-marker"] is { } key
                ? found.FindIndex(one => (one.Name, one.Version) == (key, query["version-id-marker"])) + 1
                : 0;
            var page = found.Skip(start).Take(2).ToList();
            var next = start + 2 < found.Count
                ? $"<NextKeyMarker>{page[^1].Name}</NextKeyMarker><NextVersionIdMarker>{page[^1].Version}</NextVersionIdMarker>"
                : "";
            return LoopbackAnswer.Of(
                200,
                $"""
                <ListVersionsResult><IsTruncated>{(next.Length > 0 ? "true" : "false")}</IsTruncated>{next}
                {string.Concat(page.Select(static one
                    => $"<{one.Kind}><Key>{one.Name}</Key><VersionId>{one.Version}</VersionId></{one.Kind}>"))}
                </ListVersionsResult>
                """,
                "application/xml");
        });
        using var claims = Claims(s3);

        Assert.Equal(["orders/e-0.json", "orders/e-1.json", "orders/e-1.json.x", "orders/e-2.json"], await FoundAsync());
        await claims.RemoveAsync("orders/e-1.json", Cancellation);
        await claims.RemoveAsync("orders/e-2.json", Cancellation);
        await claims.RemoveAsync("orders/e-9.json", Cancellation);
        Assert.Equal(["orders/e-0.json", "orders/e-1.json.x", "orders/x.json"], stored.Select(static one => one.Name));

        async Task<List<string>> FoundAsync()
        {
            var names = new List<string>();
            await foreach (var name in claims.FindAsync("orders/e-", Cancellation))
            {
                names.Add(name);
            }

            return names;
        }
    }

    [Fact]
    public async Task H31_throttling_and_resets_are_tried_again()
    {
        var calls = 0;
        await using var s3 = new LoopbackServer(_ => ++calls switch
        {
            1 => Error(503, "SlowDown"),
            2 => LoopbackAnswer.Reset,
            _ => LoopbackAnswer.Of(200, "", "application/xml"),
        });
        using var claims = Claims(s3);

        await claims.StoreAsync("orders/e-1.json", s_content, Cancellation);
        Assert.Equal(3, s3.Requests.Count);
    }

    [Fact]
    public async Task S9_An_object_is_written_once_and_what_is_there_already_is_the_same()
    {
        await using var s3 = new LoopbackServer(static _ => Error(412, "PreconditionFailed"));
        using var claims = Claims(s3);

        Assert.Equal("s3://orders-claims/orders/e-1-0123.json", await claims.StoreAsync("orders/e-1-0123.json", s_content, Cancellation));
        Assert.Equal("*", Assert.Single(s3.Requests).Header("If-None-Match"));
    }

    [Fact]
    public async Task S9_A_write_that_another_one_gets_in_the_way_of_is_tried_again()
    {
        var calls = 0;
        var clock = new ImmediateClock();
        await using var s3 = new LoopbackServer(_ => ++calls switch
        {
            < 3 => Error(409, "ConditionalRequestConflict"),
            3 => Error(412, "PreconditionFailed"),
            _ => LoopbackAnswer.Of(200, "", "application/xml"),
        });
        using var claims = Claims(s3, clock);

        await claims.StoreAsync("orders/e-1.json", s_content, Cancellation);

        Assert.Equal(3, s3.Requests.Count);
        Assert.Equal(2, clock.Pauses);
        Assert.All(s3.Requests, static request => Assert.Equal(s_content, request.Body));
    }

    [Fact]
    public async Task S9_A_write_that_always_gets_in_the_way_fails_in_the_end()
    {
        await using var s3 = new LoopbackServer(static _ => Error(409, "ConditionalRequestConflict"));
        using var claims = Claims(s3, new ImmediateClock());

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(async () => await claims.StoreAsync("orders/e-1.json", s_content, Cancellation));

        Assert.Equal("ConditionalRequestConflict", error.ErrorCode);
        Assert.Equal(4, s3.Requests.Count);
    }

    [Theory]
    [InlineData("orders-stream", "~parked/orders-stream/")]
    [InlineData("2026.things-audit", "~parked/2026.things-audit/")]
    [InlineData("Überwachung", "~parked/%C3%9Cberwachung/")]
    public async Task S9_What_a_function_parks_is_below_its_own_name_where_no_table_can_be(string function, string expected)
    {
        var claims = new MemoryClaimCheck();
        await ParkedMessage.CreateAsync(new ParkedRecord { Function = function, Reason = "reason", Content = s_content }, claims, DateTimeOffset.UnixEpoch, Cancellation);

        var (name, content) = Assert.Single(claims.Content);
        Assert.Equal(expected + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), name);
    }

    [Theory]
    [InlineData("orders-stream")]
    [InlineData("2026.things_audit")]
    [InlineData("Überwachung")]
    [InlineData("Cafe\u0301")]
    public async Task S10_S15_what_a_function_parked_in_the_bucket_can_be_replayed(string function)
    {
        var stored = new Dictionary<string, byte[]>();
        await using var s3 = new LoopbackServer(request =>
        {
            if (request.Method is "PUT")
            {
                stored[request.Target.Split('?')[0]] = request.Body;
                return LoopbackAnswer.Of(200, "", "application/xml");
            }

            return new LoopbackAnswer { Body = stored[request.Target.Split('?')[0]] };
        });
        using var claims = Claims(s3);

        var message = await ParkedMessage.CreateAsync(new ParkedRecord { Function = function, Reason = "reason", Content = s_content }, claims, DateTimeOffset.UnixEpoch, Cancellation);
        var parked = await ParkedMessage.ReadAsync(message, claims, Cancellation);

        Assert.Single(stored);
        Assert.Equal(s_content, parked.Content.ToArray());
    }

    [Fact]
    public async Task H31_content_that_breaks_off_is_an_error()
    {
        await using var s3 = new LoopbackServer(static _ => new LoopbackAnswer { Body = s_content, TruncateAt = 1000 });
        using var claims = Claims(s3);

        await Assert.ThrowsAnyAsync<Exception>(async () => await claims.FetchAsync("s3://orders-claims/orders/e-1.json", Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Orders")]
    [InlineData("arn:aws:s3:::orders-claims")]
    public void What_is_no_buckets_name_is_refused(string bucket)
    {
        var error = Assert.Throws<ArgumentException>(() => new S3ClaimCheck(bucket));
        Assert.Contains("S3 bucket", error.Message, StringComparison.Ordinal);
    }

    private static S3ClaimCheck Claims(LoopbackServer server, TimeProvider? time = null) => new(
        Bucket,
        config =>
        {
            LoopbackAws.At(server)(config);
            config.AuthenticationRegion = "eu-central-1";
            config.ForcePathStyle = true;
        },
        time ?? TimeProvider.System);

    private static LoopbackAnswer Error(int status, string code) => LoopbackAnswer.Of(
        status, $"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>told why</Message><RequestId>req-7</RequestId></Error>""", "application/xml");

    // {size in hex};chunk-signature=…\r\n{bytes}\r\n … 0;…\r\n{trailers}
}
