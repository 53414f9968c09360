using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure.Shared;

/// <summary>The methods of <c>SharedResources</c> for the log of sealed audits, its key and the function that seals it.</summary>
internal static class SealParts
{
    // private AwsS3::Bucket AddSealLog(), and a given one
    public const string Log = """
        private AwsS3::Bucket AddSealLog()
        {
            var bucket = BucketProps();

            // Without a default retention: the function locks the objects that nobody may delete.
            bucket.ObjectLockEnabled = true;
            bucket.ServerAccessLogsBucket = AccessLogs;
            bucket.ServerAccessLogsPrefix = "seal-log/";
            bucket.LifecycleRules = [Superseded("pending/"), Superseded("log/checkpoint")];
            ConfigureSealLog(bucket);
            return new AwsS3::Bucket(this, "SealLog", bucket);
        }

        // The versions of objects that were sealed, and of the latest checkpoint: all that they contain is in other objects.
        private static AwsS3::LifecycleRule Superseded(string prefix) => new()
        {
            Prefix = prefix,
            NoncurrentVersionExpiration = AwsCdk::Duration.Days(1),
            ExpiredObjectDeleteMarker = true,
        };

        private static AwsS3::IBucket UseSealLog(AwsS3::IBucket bucket, int retentionDays)
            => retentionDays is 0 || bucket.Node.DefaultChild is not AwsS3::CfnBucket made || made.ObjectLockEnabled is true
                ? bucket
                : throw new System::InvalidOperationException(
                    $"The bucket {bucket.Node.Path} of the log of sealed audits has no Object Lock, so its objects cannot be kept for {retentionDays} days. "
                    + "Set ObjectLockEnabled = true, or SealRetentionDays = 0 in the stack's props, without a lock.");

        private int SealRetention(int days) => days is >= 0 and <= 36_500
            ? days
            : throw new System::InvalidOperationException($"SealRetentionDays of {Node.Path} is {days}, but must be 0 (no lock) to 36500 days (S3 Object Lock).");
        """;

    // private AwsKms::Key AddSealKey(), and a given one
    public const string Key = """
        // No private key leaves KMS, and a log has one key: keys of this kind are not rotated.
        private AwsKms::Key AddSealKey()
        {
            var key = new AwsKms::KeyProps
            {
                Description = "Signs the checkpoints of the log of sealed audits.",
                KeySpec = AwsKms::KeySpec.ECC_NIST_P256,
                KeyUsage = AwsKms::KeyUsage.SIGN_VERIFY,
                RemovalPolicy = AwsCdk::RemovalPolicy.RETAIN,
            };
            Configure(key);
            return new AwsKms::Key(this, "SealKey", key);
        }

        private static AwsKms::IKey UseSealKey(AwsKms::IKey key)
            => key.Node.DefaultChild is not AwsKms::CfnKey made || (made.KeySpec is "ECC_NIST_P256" && made.KeyUsage is "SIGN_VERIFY")
                ? key
                : throw new System::InvalidOperationException(
                    $"The key {key.Node.Path} cannot sign the log of sealed audits: KeySpec is {made.KeySpec ?? "SYMMETRIC_DEFAULT"} and KeyUsage "
                    + $"{made.KeyUsage ?? "ENCRYPT_DECRYPT"}, and must be ECC_NIST_P256 and SIGN_VERIFY.");
        """;

    // internal void AllowSealing(AppFunction logger)
    private const string Access = """
        /// <summary>Allows an audit logger to record the commitments that are to be sealed. It can read none.</summary>
        internal void AllowSealing(AppFunction logger)
        {
            logger.Function.AddEnvironment(Fw24::Fw24Variables.SealBucket, SealLog.BucketName);
            AllowSealLog(logger, "RecordCommitments", "s3:PutObject", "pending/*");
            logger.AllowKey("UseSealLogKey", SealLog.EncryptionKey);
        }

        // A nested stack has a parameter for the bucket's ARN.
        private void AllowSealLog(AppFunction function, string sid, string action, params string[] objects) => function.AllowPattern(
            sid,
            System::Array.ConvertAll(objects, SealLog.ArnForObjects),
            [action],
            "The objects of the log have individual names, under one prefix for each kind.",
            SealLog.Node.DefaultChild is { } made && !IsInThisStack(function) ? $"<referenceto{(AwsCdk::Names.NodeUniqueId(made.Node))}Arn>/{objects[0]}" : null);
        """;

    public static string Function(SealConstruct seal, string app) => $$"""
        {{Access}}

        private AppFunction AddSealFunction(int retentionDays)
        {
            var name = {{NameCode.Function(seal.Function, "Stage")}};
            var function = new AppFunction(this, "SealFunction", this, {{Code.Literal(SealConstruct.Name)}}, name, {{CdkCode.Seconds(seal.Settings.TimeoutSeconds)}}, {{CdkCode.Number(seal.Settings.MemoryMegabytes)}}, isScheduled: true);
            function.Function.AddEnvironment(Fw24::Fw24Variables.SealBucket, SealLog.BucketName);
            function.Function.AddEnvironment(Fw24::Fw24Variables.SealKeyArn, SealKey.KeyArn);
            function.Function.AddEnvironment(Fw24::Fw24Variables.SealRetentionDays, retentionDays.ToString(System::Globalization.CultureInfo.InvariantCulture));
            AllowSealLog(function, "ReadLog", "s3:GetObject", "*");
            AllowSealLog(function, "WriteLog", "s3:PutObject", "checkpoints/*", "log/*", "rounds/*");
            AllowSealLog(function, "LockLog", "s3:PutObjectRetention", "checkpoints/*", "log/*");
            AllowSealLog(function, "RemoveSealed", "s3:DeleteObject", "pending/*");
            function.Allow("ListLog", SealLog.BucketArn, "s3:ListBucket");
            function.AllowKey("UseSealLogKey", SealLog.EncryptionKey);
            function.Allow("ReadSealKey", SealKey.KeyArn, "kms:GetPublicKey");
            function.Allow("SignCheckpoints", [SealKey.KeyArn], ["kms:Sign"], new Collections::Dictionary<string, object>
            {
                ["StringEquals"] = new Collections::Dictionary<string, object> { ["kms:SigningAlgorithm"] = "ECDSA_SHA_256" },
            });
            return function;
        }

        private AwsEvents::Rule AddSealSchedule()
        {
            var rule = new AwsEvents::RuleProps
            {
                Description = $"Invokes {SealFunction.Function.FunctionName}, which seals the audits.",
                Schedule = AwsEvents::Schedule.Rate(AwsCdk::Duration.Minutes({{CdkCode.Number(seal.Minutes)}})),
            };
            Configure(rule);
            var schedule = new AwsEvents::Rule(this, "SealSchedule", rule);
            schedule.AddTarget(new AwsEventsTargets::LambdaFunction(SealFunction.Function, new AwsEventsTargets::LambdaFunctionProps
            {
                RetryAttempts = 0,
                MaxEventAge = AwsCdk::Duration.Minutes(1),
            }));
            return schedule;
        }

        // The function reports at each run: without a value, it does not run. One run may be missing.
        private AwsCloudWatch::Alarm AddSealAlarm()
        {
            var dimensions = new Collections::Dictionary<string, string> { ["App"] = {{Code.Literal(app)}}, ["Function"] = SealFunction.Name };
            if (Stage is not null)
            {
                dimensions["Stage"] = Stage;
            }

            return AddAlarm(this, "SealAlarm", new AwsCloudWatch::AlarmProps
            {
                AlarmDescription = "Audit records have waited for their seal for more than {{CdkCode.Number(seal.AlarmSeconds)}} seconds, or the function that seals does not run.",
                Metric = new AwsCloudWatch::Metric(new AwsCloudWatch::MetricProps
                {
                    Namespace = "Fw24",
                    MetricName = "SealLag",
                    DimensionsMap = dimensions,
                    Statistic = "Maximum",
                    Period = AwsCdk::Duration.Minutes({{CdkCode.Number(seal.AlarmPeriodMinutes)}}),
                }),
                Threshold = {{CdkCode.Number(seal.AlarmSeconds)}},
                EvaluationPeriods = {{CdkCode.Number(SealConstruct.AlarmPeriods)}},
                TreatMissingData = AwsCloudWatch::TreatMissingData.BREACHING,
            });
        }
        """;
}
