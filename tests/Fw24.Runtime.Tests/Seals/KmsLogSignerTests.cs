using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Fw24.Aws;
using Fw24.Runtime.Tests.Harness.Loopback;
using Fw24.Seals;

namespace Fw24.Runtime.Tests.Seals;

public sealed class KmsLogSignerTests
{
    private const string KeyArn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_is_sealed_with_a_key_that_stays_in_KMS()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var kms = new LoopbackServer(request => request.Header("X-Amz-Target") switch
        {
            "TrentService.GetPublicKey" => Answer($$"""{"KeySpec":"ECC_NIST_P256","PublicKey":"{{PublicKeyOf(key)}}"}"""),
            "TrentService.Sign" => Answer($$"""{"KeyId":"{{KeyArn}}","Signature":"{{Sign(key, request)}}"}"""),
            _ => LoopbackAnswer.Of(400),
        });
        using var signer = Signer(kms);
        var store = new MemorySealStore();
        var entry = new SealEntry { Schema = SealEntry.RecordSchema, Time = DateTimeOffset.UnixEpoch, Commitment = "c" };
        await store.TryCreateAsync("pending/1", entry.ToJson(), Cancellation);
        await new LogSealer(store, signer, "orders-log").SealAsync(Cancellation);

        var log = await SealedLog.OpenAsync(store, LogKey.Create("orders-log", key.ExportSubjectPublicKeyInfo()), Cancellation);

        Assert.Equal(2, log.Checkpoint.Size);
        Assert.Equal(2, kms.Requests.Count);
        Assert.All(kms.Requests, static request => LoopbackAws.AssertSigned(request, "eu-central-1", "kms"));
        var sign = JsonElement.Parse(kms.Requests[1].Body);
        Assert.Equal((KeyArn, "RAW", "ECDSA_SHA_256"), (Text("KeyId"), Text("MessageType"), Text("SigningAlgorithm")));
        var message = Encoding.UTF8.GetString(sign.GetProperty("Message").GetBytesFromBase64());
        Assert.StartsWith("orders-log\n2\n", message, StringComparison.Ordinal);

        string? Text(string name) => sign.GetProperty(name).GetString();
    }

    [Fact]
    public async Task A_key_of_another_kind_is_refused_by_name()
    {
        await using var kms = new LoopbackServer(static _ => Answer("""{"KeySpec":"RSA_2048","PublicKey":"AAAA"}"""));
        using var signer = Signer(kms);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await signer.GetPublicKeyAsync(Cancellation));
        Assert.Equal(
            $"The key {KeyArn} cannot sign a log: it must be of the spec ECC_NIST_P256 and for SIGN_VERIFY, and is of RSA_2048.",
            error.Message);
    }

    [Fact]
    public async Task Throttling_is_tried_again_and_a_refusal_is_an_error()
    {
        var calls = 0;
        await using var kms = new LoopbackServer(_ => LoopbackAnswer.Of(
            400, $$"""{"__type":"{{(++calls == 1 ? "ThrottlingException" : "AccessDeniedException")}}"}""", "application/x-amz-json-1.1"));
        using var signer = Signer(kms);

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(async () => await signer.SignAsync("x"u8.ToArray(), Cancellation));
        Assert.Equal(("AccessDeniedException", 2), (error.ErrorCode, calls));
    }

    [Theory]
    [InlineData("")]
    [InlineData("alias/orders")]
    [InlineData("arn:aws:kms:eu-central-1:123456789012:alias/orders")]
    [InlineData("arn:aws:kms:eu-central-1:123456789012:key/")]
    public void What_is_no_keys_ARN_is_refused(string arn)
        => Assert.Contains(
            "arn:aws:kms:REGION:ACCOUNT:key/ID",
            Assert.Throws<ArgumentException>(() => new KmsLogSigner(arn)).Message,
            StringComparison.Ordinal);

    private static string PublicKeyOf(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    private static string Sign(ECDsa key, LoopbackRequest request)
    {
        var message = JsonElement.Parse(request.Body).GetProperty("Message").GetBytesFromBase64();
        return Convert.ToBase64String(key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    private static LoopbackAnswer Answer(string json) => LoopbackAnswer.Of(200, json, "application/x-amz-json-1.1");

    private static KmsLogSigner Signer(LoopbackServer server) => new(KeyArn, LoopbackAws.At(server));
}
