using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>Who may do what in the log of sealed audits.</summary>
public sealed class SealAccessTests(Synthesis synthesis)
{
    private const string Encrypt = "kms:Decrypt,kms:GenerateDataKey";
    private const string GivenKey = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-4000-8000-000000000001";

    private Template Sealed => synthesis.Templates["sealed"];

    // With its nested stacks.
    private Template Dev => NestedTemplates.Join(synthesis.Templates["sealed-dev"], synthesis.Templates.Values);

    private Template Given => synthesis.Templates["sealed-given"];

    [Theory]
    [InlineData("sealed")]
    [InlineData("sealed-hooked")]
    public void The_function_may_do_what_sealing_takes_and_nothing_else(string app)
    {
        var template = synthesis.Templates[app];
        var (log, key) = (SealFacts.Log(template).Key, SealFacts.Key(template).Key);

        Assert.Equal(
            [
                "WriteLogs logs:CreateLogStream,logs:PutLogEvents on its logs",
                $"ReadLog s3:GetObject on {log}/*",
                $"WriteLog s3:PutObject on {log}/checkpoints/*,{log}/log/*,{log}/rounds/*",
                $"LockLog s3:PutObjectRetention on {log}/checkpoints/*,{log}/log/*",
                $"RemoveSealed s3:DeleteObject on {log}/pending/*",
                $"ListLog s3:ListBucket on {log}",
                $"ReadSealKey kms:GetPublicKey on {key}",
                $"SignCheckpoints kms:Sign on {key} by ECDSA_SHA_256",
            ],
            SealFacts.Rights(template, "sealed-seal"));
    }

    [Theory]
    [InlineData("sealed-accounts-audit", true)]
    [InlineData("sealed-rates-audit", false)]
    [InlineData("sealed-logins-audit", true)]
    [InlineData("sealed-ledger-audit", true)]
    public void The_logger_of_a_sealed_audit_may_add_to_what_is_pending_and_no_other(string function, bool isSealed)
    {
        var log = SealFacts.Log(Sealed).Key;
        string[] expected = isSealed ? [$"RecordCommitments s3:PutObject on {log}/pending/*"] : [];

        Assert.Equal(expected, SealFacts.Rights(Sealed, function).Where(right => right.Contains(log, StringComparison.Ordinal)));
        Assert.Equal(isSealed ? log : null, (string?)SealFacts.Variable(Sealed, function, "FW24_SEAL_BUCKET")?["Ref"]);
    }

    [Fact]
    public void The_apps_own_key_encrypts_the_log_and_whoever_writes_may_use_it()
    {
        var key = Dev.OfType("AWS::KMS::Key").Single(key => key.Key != SealFacts.Key(Dev).Key).Key;

        Assert.Equal("aws:kms", SealFacts.Encryption(Dev));
        Assert.Contains($"UseKey {Encrypt} on {key}", SealFacts.Rights(Dev, "sealed-seal-dev"));
        Assert.Contains($"UseKey {Encrypt} on {key}", SealFacts.Rights(Dev, "sealed-accounts-audit-dev"));
    }

    [Fact]
    public void In_a_nested_stack_the_logger_reaches_the_same_log()
        => Assert.Contains(
            $"RecordCommitments s3:PutObject on {SealFacts.Log(Dev).Key}/pending/*",
            SealFacts.Rights(Dev, "sealed-accounts-audit-dev"));

    [Fact]
    public void A_bucket_and_a_key_that_exist_are_used()
    {
        Assert.Empty(Given.OfType("AWS::KMS::Key"));
        Assert.All(Given.OfType("AWS::S3::Bucket"), static bucket => Assert.Null(bucket.Value["Properties"]!["ObjectLockEnabled"]));

        var rights = SealFacts.Rights(Given, "sealed-seal");
        Assert.Contains("WriteLog s3:PutObject on evidence/checkpoints/*,evidence/log/*,evidence/rounds/*", rights);
        Assert.Contains($"ReadSealKey kms:GetPublicKey on {GivenKey}", rights);
        Assert.Contains("RecordCommitments s3:PutObject on evidence/pending/*", SealFacts.Rights(Given, "sealed-logins-audit"));
        Assert.Equal("evidence", (string?)SealFacts.Variable(Given, "sealed-logins-audit", "FW24_SEAL_BUCKET"));
        Assert.Equal("evidence", (string?)SealFacts.Variable(Given, "sealed-seal", "FW24_SEAL_BUCKET"));
        Assert.Equal(GivenKey, (string?)SealFacts.Variable(Given, "sealed-seal", "FW24_SEAL_KEY_ARN"));
    }
}
