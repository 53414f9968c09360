using Fw24.Generators.Composition;

namespace Fw24.Generators.Emit.Infrastructure.Shared;

/// <summary>The methods of <c>SharedResources</c> for buckets, keys and audit stores, identical in every app that needs them.</summary>
internal static class StoreParts
{
    public const string Buckets = """
        /// <summary>Allows a table's stream processor to store large changes in the bucket, and their recipients to read them.</summary>
        internal void AllowClaimChecks(string table, AppFunction writer, params AppFunction[] readers)
        {
            AllowObjects("KeepLargeChanges", "s3:PutObject", table, [writer]);
            if (readers.Length > 0)
            {
                AllowObjects("GetLargeChanges", "s3:GetObject", table, readers);
            }

            // Without permission to list, S3 reports a missing object as forbidden instead of missing.
            foreach (var reader in readers)
            {
                reader.Allow("MissLargeChanges", [ClaimChecks.BucketArn], ["s3:ListBucket"], new Collections::Dictionary<string, object>
                {
                    ["StringLike"] = new Collections::Dictionary<string, object> { ["s3:prefix"] = $"{table}/*" },
                });
            }
        }

        // The bucket's policy grants access to a table's objects, so that no role needs a wildcard. But it cannot name roles of nested stacks,
        // which are created after it, nor as many as those may contain (20 KB, "Bucket policies"): these roles have their own statements.
        private void AllowObjects(string sid, string action, string table, AppFunction[] functions)
        {
            var objects = ClaimChecks.ArnForObjects($"{table}/*");
            if (!IsInThisStack(functions[0]))
            {
                // A nested stack has a parameter for the bucket's ARN.
                var parameter = $"referenceto{(AwsCdk::Names.NodeUniqueId(ClaimChecks.Node.DefaultChild!.Node))}Arn";
                foreach (var function in functions)
                {
                    function.AllowPattern(sid, [objects], [action], "Large changes are objects with individual names, under one prefix for each table.", $"<{parameter}>/{table}/*");
                }

                return;
            }

            var statement = new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps { Actions = [action], Resources = [objects] });
            foreach (var function in functions)
            {
                statement.AddArnPrincipal(function.Role.RoleArn);
                function.Function.Node.AddDependency(ClaimChecks.Policy!);
            }

            ClaimChecks.AddToResourcePolicy(statement);
        }

        private bool IsInThisStack(Constructs::IConstruct construct) => AwsCdk::Stack.Of(construct).Node.Path == AwsCdk::Stack.Of(this).Node.Path;

        private AwsS3::Bucket AddClaimChecks()
        {
            var bucket = BucketProps();
            bucket.ServerAccessLogsBucket = AccessLogs;

            // An object is written once, so it must outlast two rounds of its record: 14 days each in the parking queue, a queue and its dead-letter queue.
            bucket.LifecycleRules = [Lifecycle(90)];
            ConfigureClaimChecks(bucket);
            var claimChecks = new AwsS3::Bucket(this, "ClaimChecks", bucket);
            claimChecks.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
            {
                Sid = "WriteOnce",
                Effect = AwsIam::Effect.DENY,
                Principals = [new AwsIam::AnyPrincipal()],
                Actions = ["s3:PutObject"],
                Resources = [claimChecks.ArnForObjects("*")],
                Conditions = new Collections::Dictionary<string, object>
                {
                    ["Null"] = new Collections::Dictionary<string, object> { ["s3:if-none-match"] = "true" },
                },
            }));
            return claimChecks;
        }

        private AwsS3::Bucket AddAccessLogs()
        {
            var bucket = BucketProps();

            // S3 does not deliver access logs to a bucket that is encrypted with a customer managed key.
            bucket.Encryption = AwsS3::BucketEncryption.S3_MANAGED;
            bucket.EncryptionKey = null;
            bucket.LifecycleRules = [Lifecycle(90)];
            ConfigureAccessLogs(bucket);
            return new AwsS3::Bucket(this, "AccessLogs", bucket);
        }

        // A deleted object can be restored for 30 days.
        private static AwsS3::LifecycleRule Lifecycle(double days) => new()
        {
            Expiration = AwsCdk::Duration.Days(days),
            NoncurrentVersionExpiration = AwsCdk::Duration.Days(30),
        };

        private AwsS3::BucketProps BucketProps() => new()
        {
            Versioned = true,
            EnforceSSL = true,
            BlockPublicAccess = AwsS3::BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = AwsS3::ObjectOwnership.BUCKET_OWNER_ENFORCED,
            Encryption = EncryptionKey is null ? AwsS3::BucketEncryption.S3_MANAGED : AwsS3::BucketEncryption.KMS,
            EncryptionKey = EncryptionKey,
            BucketKeyEnabled = EncryptionKey is null ? null : true,
            RemovalPolicy = AwsCdk::RemovalPolicy.RETAIN,
        };
        """;

    public const string FailedRecords = """
        internal AwsS3::BucketProps FailedRecordsProps()
        {
            var bucket = BucketProps();

            // An object must outlast its message: 14 days in the on-failure queue, and 14 in the parking queue.
            bucket.LifecycleRules = [Lifecycle(90)];
            return bucket;
        }

        // By its own name CDK would let each bucket write, but those of nested stacks are created after this one.
        private void AllowAccessLogs() => AccessLogs.AddToResourcePolicy(new AwsIam::PolicyStatement(new AwsIam::PolicyStatementProps
        {
            Sid = "LogFailedRecords",
            Principals = [new AwsIam::ServicePrincipal("logging.s3.amazonaws.com")],
            Actions = ["s3:PutObject"],
            Resources = [AccessLogs.ArnForObjects("failed-records/*")],
            Conditions = new Collections::Dictionary<string, object>
            {
                ["StringEquals"] = new Collections::Dictionary<string, object> { ["aws:SourceAccount"] = AwsCdk::Stack.Of(this).Account },
            },
        }));

        // A bucket that a hook lets write its logs elsewhere does so.
        internal void LogAccess(AwsS3::Bucket bucket, string table)
        {
            var resource = (AwsS3::CfnBucket)bucket.Node.DefaultChild!;
            if (resource.LoggingConfiguration is null)
            {
                resource.LoggingConfiguration = new AwsS3::CfnBucket.LoggingConfigurationProperty
                {
                    DestinationBucketName = AccessLogs.BucketName,
                    LogFilePrefix = $"failed-records/{table}/",
                };
                bucket.Node.AddDependency(AccessLogs.Policy!);
            }
        }
        """;

    public const string HmacKey = """
        private AwsSecrets::Secret AddHmacKey()
        {
            var props = new AwsSecrets::SecretProps
            {
                Description = "The key of keyed hashes.",
                EncryptionKey = EncryptionKey,

                // 64 letters and digits, a multiple of four: valid base64 of 48 bytes.
                GenerateSecretString = new AwsSecrets::SecretStringGenerator { PasswordLength = 64, ExcludePunctuation = true },
                RemovalPolicy = AwsCdk::RemovalPolicy.RETAIN,
            };
            Configure(props);
            var secret = new AwsSecrets::Secret(this, "HmacKey", props);
            Suppress(secret, "AwsSolutions-SMG4", "With a different key, equal values would no longer have equal hashes: the key is rotated by hand, and the previous one stays in the secret for lookups.");
            return secret;
        }

        /// <summary>Allows a stream processor to fetch the key of keyed hashes when it starts. An environment variable would expose the key to anyone who may read the function's configuration.</summary>
        internal void AllowHmacKey(AppFunction function)
        {
            function.Function.AddEnvironment(Fw24::Fw24Variables.HmacSecretArn, HmacKey.SecretArn);

            // If a secret is imported by name, the six random characters at the end of its ARN are unknown.
            function.Allow("FetchHmacKey", HmacKey.SecretFullArn ?? HmacKey.SecretArn + "-??????", "secretsmanager:GetSecretValue");
            if (IsOtherKey(HmacKey.EncryptionKey))
            {
                function.Allow("DecryptHmacKey", HmacKey.EncryptionKey!.KeyArn, "kms:Decrypt");
            }
        }
        """;

    public const string AuditLogGroup = """
        private AwsLogs::LogGroup AddAuditLogGroup(string name, AwsLogs::RetentionDays retention, AwsCdk::RemovalPolicy removalPolicy)
        {
            var props = new AwsLogs::LogGroupProps
            {
                LogGroupName = Fw24::DeployedName.LogGroup(name, Stage),
                Retention = retention,
                RemovalPolicy = removalPolicy,
                EncryptionKey = EncryptionKey,
            };
            Configure(props);
            return AddProtected(this, $"logs:{name}", props);
        }

        // As with a table, a log group that outlives the stack must be unprotected before it can be deleted. Older versions of CDK lack this setting.
        private static AwsLogs::LogGroup AddProtected(Constructs::Construct scope, string id, AwsLogs::LogGroupProps props)
        {
            var logGroup = new AwsLogs::LogGroup(scope, id, props);
            if (props.RemovalPolicy is AwsCdk::RemovalPolicy.RETAIN)
            {
                ((AwsLogs::CfnLogGroup)logGroup.Node.DefaultChild!).AddPropertyOverride("DeletionProtectionEnabled", true);
            }

            return logGroup;
        }
        """;

    public const string AuditLogGroupElsewhere = """
        // A stack creates resources in one region: another region needs another stack, which is deployed before this one.
        private AwsLogs::ILogGroup AddAuditLogGroup(string name, AwsLogs::RetentionDays retention, AwsCdk::RemovalPolicy removalPolicy, string region)
        {
            var stack = AwsCdk::Stack.Of(this);
            if (stack.Region == region)
            {
                return AddAuditLogGroup(name, retention, removalPolicy);
            }

            if (Stage is not null && AwsCdk::Token.IsUnresolved(Stage))
            {
                throw new System::InvalidOperationException(
                    $"The audit log group {name} is in {region}, in a stack of its own, which a parameter of this one does not reach. "
                    + "Make one stack for each stage, with Stage = \"dev\", or give the log group in Configure.");
            }

            // Without the app's key: a key can be used only in its own region.
            var props = new AwsLogs::LogGroupProps { LogGroupName = Fw24::DeployedName.LogGroup(name, Stage), Retention = retention, RemovalPolicy = removalPolicy };
            Configure(props);
            ParkingQueue.Node.AddDependency(AddProtected(StackIn(region), name, props));
            return AwsLogs::LogGroup.FromLogGroupArn(this, $"logs:{region}:{name}", stack.FormatArn(new AwsCdk::ArnComponents
            {
                Service = "logs",
                Region = region,
                Resource = "log-group",
                ResourceName = props.LogGroupName,
                ArnFormat = AwsCdk::ArnFormat.COLON_RESOURCE_NAME,
            }));
        }

        private AwsCdk::Stack StackIn(string region)
        {
            var stack = AwsCdk::Stack.Of(this);
            return Node.TryFindChild(region) as AwsCdk::Stack ?? new AwsCdk::Stack(this, region, new AwsCdk::StackProps
            {
                StackName = $"{stack.StackName}-{region}",
                Env = new AwsCdk::Environment { Account = AwsCdk::Token.IsUnresolved(stack.Account) ? null : stack.Account, Region = region },
            });
        }
        """;

    public const string IdempotencyTable = """
        private AwsDynamoDB::Table AddIdempotencyTable(string name)
        {
            var props = new AwsDynamoDB::TableProps
            {
                TableName = Fw24::DeployedName.Table(name, Stage),
                PartitionKey = new AwsDynamoDB::Attribute { Name = "id", Type = AwsDynamoDB::AttributeType.STRING },
                TimeToLiveAttribute = "expiresAt",
                BillingMode = AwsDynamoDB::BillingMode.PAY_PER_REQUEST,
                DeletionProtection = true,
                RemovalPolicy = AwsCdk::RemovalPolicy.RETAIN,
                Encryption = EncryptionKey is null ? null : AwsDynamoDB::TableEncryption.CUSTOMER_MANAGED,
                EncryptionKey = EncryptionKey,
            };
            ConfigureIdempotencyTable(props);
            var table = new AwsDynamoDB::Table(this, $"table:{name}", props);
            KeepBackups(table);
            return table;
        }

        // A put returns the row that it conflicts with, so the function needs no permission to read.
        internal void AllowIdempotency(AppFunction function)
        {
            function.Function.AddEnvironment(Fw24::Fw24Variables.IdempotencyTable, IdempotencyTable.TableName);
            function.Allow("RecordHandledChanges", IdempotencyTable.TableArn, "dynamodb:PutItem");
            function.AllowTableKey(IdempotencyTable);
        }
        """;

    public static string AuditTable(bool hasIndexes) => $$"""
        private AwsDynamoDB::Table AddAuditTable(string name, AwsCdk::RemovalPolicy removalPolicy{{(hasIndexes ? IndexNames : "")}})
        {
            var props = new AwsDynamoDB::TableProps
            {
                TableName = Fw24::DeployedName.Table(name, Stage),
                PartitionKey = new AwsDynamoDB::Attribute { Name = "pk", Type = AwsDynamoDB::AttributeType.STRING },
                SortKey = new AwsDynamoDB::Attribute { Name = "sk", Type = AwsDynamoDB::AttributeType.STRING },
                TimeToLiveAttribute = "expiresAt",
                BillingMode = AwsDynamoDB::BillingMode.PAY_PER_REQUEST,
                DeletionProtection = removalPolicy is AwsCdk::RemovalPolicy.RETAIN,
                RemovalPolicy = removalPolicy,
                Encryption = EncryptionKey is null ? null : AwsDynamoDB::TableEncryption.CUSTOMER_MANAGED,
                EncryptionKey = EncryptionKey,
            };
            Configure(props);
            var table = new AwsDynamoDB::Table(this, $"table:{name}", props);{{(hasIndexes ? AddIndexes : "")}}
            KeepBackups(table);
            return table;
        }
        """;

    private const string IndexNames = ", params string[] indexes";

    // Each is named as the attribute of its partition key.
    private const string AddIndexes = $$"""

                foreach (var index in indexes)
                {
                    var keys = new AwsDynamoDB::GlobalSecondaryIndexProps
                    {
                        IndexName = index,
                        PartitionKey = new AwsDynamoDB::Attribute { Name = index, Type = AwsDynamoDB::AttributeType.STRING },
                        SortKey = new AwsDynamoDB::Attribute { Name = "{{AuditIndexes.SortKey}}", Type = AwsDynamoDB::AttributeType.STRING },
                        ProjectionType = AwsDynamoDB::ProjectionType.KEYS_ONLY,
                    };
                    Configure(keys);
                    table.AddGlobalSecondaryIndex(keys);
                }

        """;
}
