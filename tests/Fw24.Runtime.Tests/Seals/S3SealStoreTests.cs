using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Runtime.Tests.Harness.Aws;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Seals;
using Microsoft.Extensions.Time.Testing;

namespace Fw24.Runtime.Tests.Seals;

public sealed class S3SealStoreTests : IAsyncDisposable
{
    private const string Lock = "x-amz-object-lock-mode";

    private static readonly DateTimeOffset s_now = LoopbackBucket.Written.AddMinutes(3);

    private readonly LoopbackBucket _bucket = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bucket.DisposeAsync();

    [Fact]
    public async Task A_pending_object_that_no_invocation_leaves_is_refused()
    {
        using var store = Store(TimeSpan.Zero, new FakeTimeProvider(s_now));
        await store.PutAsync("pending/large", new byte[(16 * 1024 * 1024) + 1], Cancellation);
        Assert.True(await store.TryCreateAsync("pending/one", Entry(1).ToJson(), Cancellation));

        var result = await new LogSealer(store, new LocalSigner(), LoopbackBucket.Name).SealAsync(Cancellation);

        Assert.Equal(["pending/large"], result.Refused);
        Assert.Equal(1, result.Entries);
    }

    [Fact]
    public async Task A_log_in_a_bucket_is_read_as_it_was_sealed_and_its_tiles_and_checkpoints_are_locked()
    {
        using var store = Store(TimeSpan.FromDays(365), new FakeTimeProvider(s_now));
        var signer = new LocalSigner();
        for (var number = 0; number < 5; number++)
        {
            Assert.True(await store.TryCreateAsync($"pending/{number}", Entry(number).ToJson(), Cancellation));
        }

        var result = await new LogSealer(store, signer, LoopbackBucket.Name, time: new FakeTimeProvider(s_now)).SealAsync(Cancellation);
        var log = await SealedLog.OpenAsync(store, signer.KeyOf(LoopbackBucket.Name), Cancellation);

        Assert.Equal((5, 6, LoopbackBucket.Written), (result.Entries, log.Checkpoint.Size, result.Oldest));
        Assert.Equal(Entry(3).ToJson().ToArray(), (await log.EntryAsync(3, Cancellation)).ToArray());
        Assert.Equal(
            [
                "checkpoints/00000000000000000006",
                "log/checkpoint",
                "log/tile/0/000.p/6",
                "log/tile/entries/000.p/6",
                "rounds/00000000000000000000",
            ],
            _bucket.Names);
        var until = s_now.AddDays(365).UtcDateTime;
        foreach (var name in _bucket.Names)
        {
            var write = Assert.Single(_bucket.WritesOf(name));
            var isLocked = name != "log/checkpoint" && !name.StartsWith("rounds/", StringComparison.Ordinal);
            Assert.Equal(isLocked ? "COMPLIANCE" : null, write.Header(Lock));
            Assert.Equal(
                isLocked ? until : null,
                write.Header("x-amz-object-lock-retain-until-date") is { } date
                    ? DateTime.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)
                    : default(DateTime?));
            Assert.Equal(name is "log/checkpoint" ? null : "*", write.Header("If-None-Match"));

            // A lock demands a checksum.
            Assert.True(!isLocked || write.Header("x-amz-checksum-sha256") == Convert.ToBase64String(SHA256.HashData(write.Body)));
        }

        Assert.Equal("application/octet-stream", _bucket.WritesOf("log/tile/0/000.p/6")[0].Header("Content-Type"));
        Assert.Equal("text/plain; charset=utf-8", _bucket.WritesOf("log/checkpoint")[0].Header("Content-Type"));
    }

    // findings/aws-sdk-s3-lock-checksum.sh: as at other servers of the protocol, and by AWS_REQUEST_CHECKSUM_CALCULATION.
    [Theory]
    [InlineData(RequestChecksumCalculation.WHEN_SUPPORTED)]
    [InlineData(RequestChecksumCalculation.WHEN_REQUIRED)]
    public async Task A_locked_object_has_a_checksum_whatever_the_client_is_told(RequestChecksumCalculation setting)
    {
        using var store = Store(TimeSpan.FromDays(1), checksums: setting);
        Assert.True(await store.TryCreateAsync("checkpoints/1", "x"u8.ToArray(), Cancellation));

        var write = Assert.Single(_bucket.WritesOf("checkpoints/1"));
        Assert.Equal(Convert.ToBase64String(SHA256.HashData("x"u8)), write.Header("x-amz-checksum-sha256"));
    }

    [Fact]
    public async Task Without_a_retention_nothing_is_locked()
    {
        using var store = Store();
        Assert.True(await store.TryCreateAsync("checkpoints/1", "x"u8.ToArray(), Cancellation));
        Assert.Null(Assert.Single(_bucket.WritesOf("checkpoints/1")).Header(Lock));
    }

    [Fact]
    public async Task An_object_that_exists_stays_as_it_is()
    {
        using var store = Store();
        Assert.True(await store.TryCreateAsync("rounds/1", "first"u8.ToArray(), Cancellation));
        Assert.False(await store.TryCreateAsync("rounds/1", "second"u8.ToArray(), Cancellation));
        Assert.Equal("first", Encoding.UTF8.GetString((await store.GetAsync("rounds/1", Cancellation))!.Value.Span));

        await store.DeleteAsync("rounds/1", Cancellation);
        Assert.Null(await store.GetAsync("rounds/1", Cancellation));
    }

    [Fact]
    public async Task Concurrent_writes_throttling_and_resets_are_tried_again()
    {
        var calls = 0;
        _bucket.Fault = _ => ++calls switch
        {
            1 => LoopbackBucket.Error(409, "ConditionalRequestConflict"),
            2 => LoopbackBucket.Error(503, "SlowDown"),
            3 => LoopbackAnswer.Reset,
            _ => null,
        };
        using var store = Store(time: new ImmediateClock());
        Assert.True(await store.TryCreateAsync("rounds/1", "x"u8.ToArray(), Cancellation));
        Assert.Equal(4, calls);
    }

    [Theory]
    [InlineData(403, "AccessDenied")]
    [InlineData(404, "NoSuchBucket")]
    public async Task An_error_is_not_taken_for_an_object_that_is_not_there(int status, string code)
    {
        _bucket.Fault = _ => LoopbackBucket.Error(status, code);
        using var store = Store();
        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(async () => await store.GetAsync("log/checkpoint", Cancellation));
        Assert.Equal(code, error.ErrorCode);
    }

    private static SealEntry Entry(int number) => new()
    {
        Schema = SealEntry.RecordSchema,
        Table = "orders",
        Id = $"event-{number}",
        Time = LoopbackBucket.Written,
        Commitment = new string('A', 42) + number,
    };

    private S3SealStore Store(
        TimeSpan retention = default,
        TimeProvider? time = null,
        RequestChecksumCalculation checksums = RequestChecksumCalculation.WHEN_SUPPORTED) => new(
        LoopbackBucket.Name,
        retention,
        config =>
        {
            LoopbackAws.At(_bucket.Server)(config);
            config.AuthenticationRegion = "eu-central-1";
            config.ForcePathStyle = true;
            config.RequestChecksumCalculation = checksums;
        },
        time);
}
