using System.Text;
using Fw24.Audit;
using Fw24.Seals;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>The proof of a record is short, stands alone, and proves nothing else.</summary>
public sealed class AuditProofTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_sealed_record_has_a_proof_that_stands_alone()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            using var history = await SealedHistory.CreateAsync(seed);
            var log = await SealedLog.OpenAsync(history.Seals, history.Key, Stop);
            AuditEntry? other = null;
            foreach (var record in history.Records.Where(history.IsSealed))
            {
                var text = (await AuditProof.CreateAsync(log, record, Stop))?.ToString();
                if (text is null)
                {
                    // The line that an interrupted delivery left: the one of the next is sealed.
                    Assert.False(history.IsTable);
                    continue;
                }

                var proof = AuditProof.Parse(text);
                Assert.Equal(text, proof.ToString());
                Assert.InRange(Encoding.UTF8.GetByteCount(text), 500, 3 * 1024);
                if (record.ErasedAt is not null)
                {
                    var refused = Assert.Throws<SealException>(() => proof.Verify(record, history.Key));
                    Assert.Contains("was erased", refused.Message, StringComparison.Ordinal);
                    continue;
                }

                proof.Verify(record, history.Key);
                var altered = text.Replace("index ", "index 1", StringComparison.Ordinal);
                Assert.Throws<SealException>(() => AuditProof.Parse(altered).Verify(record, history.Key));
                Assert.Throws<SealException>(() => proof.Verify(record, new LocalSigner().KeyOf(history.Key.Name)));
                if (other is not null && other.Commitment != record.Commitment)
                {
                    var refused = Assert.Throws<SealException>(() => proof.Verify(other, history.Key));
                    Assert.Contains(other.EventId, refused.Message, StringComparison.Ordinal);
                }

                other = record;
            }

            foreach (var record in history.Records.Where(record => !history.IsSealed(record)))
            {
                Assert.Null(await AuditProof.CreateAsync(log, record, Stop));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 1\n\nx\n1\nx\n")]
    [InlineData("c2sp.org/tlog-proof@v2\nextra YQ==\nindex 1\n\nx\n1\nx\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra !\nindex 1\n\nx\n1\nx\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra YQ==\nindex -1\n\nx\n1\nx\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra YQ==\nindex 1\nYQ==\n\nx\n1\nx\n")]
    public void Another_text_is_no_proof(string text) => Assert.Throws<FormatException>(() => AuditProof.Parse(text));

    [Fact]
    public async Task A_key_is_its_text_and_refuses_others()
    {
        using var history = await SealedHistory.CreateAsync(0);
        var text = history.Key.ToString();

        Assert.Equal(text, LogKey.Parse(text).ToString());
        Assert.Matches("^shop.example/log\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]+$", text);
        string[] others =
        [
            "",
            "a+b+c",
            text[1..].Replace('+', '-'),
            text.Replace("+Aj", "+AT", StringComparison.Ordinal),
            $"{text}A",
            text.Replace("log+", "log+0", StringComparison.Ordinal),
        ];
        foreach (var wrong in others)
        {
            Assert.Throws<FormatException>(() => LogKey.Parse(wrong));
        }

        Assert.Throws<ArgumentException>(() => LogKey.Create("a b", history.Key.PublicKey));
        Assert.Throws<ArgumentException>(() => LogKey.Create("a", new byte[] { 1, 2 }));

        // Of a curve that does not exist: the name of P-256 ends with 7.
        var unknown = history.Key.PublicKey.ToArray();
        unknown[unknown.AsSpan().IndexOf((byte[])[0x3D, 0x03, 0x01, 0x07]) + 3] = 0x0F;
        Assert.Throws<ArgumentException>(() => LogKey.Create("a", unknown));
    }
}
