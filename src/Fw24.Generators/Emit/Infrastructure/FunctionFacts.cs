using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>The facts about a function in a manifest: its environment variables and permissions.</summary>
internal sealed record FunctionFacts
{
    /// <summary>The id of the bucket of the log of sealed audits.</summary>
    public const string SealLog = "seal-log";

    /// <summary>The id of the key that signs it.</summary>
    public const string SealKey = "seal-key";

    private const string Bucket = "claim-checks";

    private static readonly string[] s_readsStream =
        ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"];

    private static readonly string[] s_readsQueue = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

    // What ITable<T> calls. A transaction has no action of its own: it needs those of its parts.
    private static readonly string[] s_usesItems =
    [
        "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem",
        "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem",
    ];

    public required FunctionNames Names { get; init; }

    public required FunctionSettings Settings { get; init; }

    /// <summary>
    /// Environment variables: a name, then an attribute of a resource, the resource's kind and its name; or a value without a kind.
    /// </summary>
    public required IReadOnlyList<(string Name, string Attribute, string Kind, ManifestName Value)> Environment { get; init; }

    /// <summary>The table that it stores audit records in, if it does.</summary>
    private string? AuditTable { get; init; }

    private IReadOnlyList<Permission> Own { get; init; } = [];

    /// <summary>Indicates whether it parks what it cannot process.</summary>
    public bool Parks { get; init; } = true;

    public static FunctionFacts StreamProcessor(TableConstruct table, StreamConstruct stream)
    {
        var environment = new List<(string, string, string, ManifestName)>
        {
            ("FW24_TABLE_ARN", "arnOf", "table", ManifestName.Table(table.Name)),
            ("FW24_TOPIC_ARN", "arnOf", "topic", ManifestName.Topic(stream)),
        };
        var permissions = new List<Permission>
        {
            Permission.On("stream", ManifestName.Table(table.Name), s_readsStream),
            Permission.On("topic", ManifestName.Topic(stream), "sns:Publish"),
        };
        if (stream.MaxMessageBytes is { } bytes)
        {
            environment.Add(("FW24_MAX_MESSAGE_BYTES", "", "", ManifestName.Plain(CdkCode.Number(bytes))));
        }

        if (stream.KeepsFailedRecords)
        {
            permissions.Add(Permission.On("objects", ManifestName.Plain($"{FailedRecords(table)}/aws/lambda/*"), "s3:PutObject"));
            permissions.Add(Permission.On("bucket", ManifestName.Plain(FailedRecords(table)), "s3:ListBucket"));
        }
        else
        {
            permissions.Add(Permission.On("queue", ManifestName.Queue(stream.FailureQueue, fifo: false), "sqs:SendMessage"));
        }

        if (stream.HasHmacKey)
        {
            environment.Add(("FW24_HMAC_SECRET_ARN", "arnOf", "secret", ManifestName.Plain("hmac-key")));
            permissions.Add(Permission.On("secret", ManifestName.Plain("hmac-key"), "secretsmanager:GetSecretValue"));
        }

        if (stream.HasClaimChecks)
        {
            permissions.Add(Permission.On("objects", Objects(table), "s3:PutObject"));
        }

        return new FunctionFacts { Names = stream.Function, Settings = stream.Settings, Environment = environment, Own = permissions };
    }

    public static FunctionFacts Subscriber(
        TableConstruct table, StreamConstruct stream, SubscriberConstruct subscriber, InfrastructureModel app)
    {
        var environment = new List<(string, string, string, ManifestName)>
        {
            ("FW24_TABLE_ARN", "arnOf", "table", ManifestName.Table(table.Name)),
        };
        var permissions = new List<Permission> { Permission.On("queue", ManifestName.Queue(subscriber.Queue, subscriber.Fifo), s_readsQueue) };
        foreach (var used in app.Tables.Where(used => subscriber.Tables.Contains(used.Name)))
        {
            permissions.Add(Permission.On("table", ManifestName.Table(used.Name), s_usesItems));
            if (used.IndexesOfHandlers.Select(index => ("index", ManifestName.Index(used.Name, index))).ToList() is { Count: > 0 } indexes)
            {
                permissions.Add(new Permission(["dynamodb:Query"], indexes, []));
            }
        }

        if (subscriber.IsIdempotent)
        {
            var claims = ManifestName.Table(app.IdempotencyTable!);
            environment.Add(("FW24_IDEMPOTENCY_TABLE", "", "", claims));
            permissions.Add(Permission.On("table", claims, "dynamodb:PutItem"));
        }

        if (subscriber.DelaysRetries)
        {
            var queue = ManifestName.Queue(subscriber.Queue, subscriber.Fifo);
            environment.Add(("FW24_QUEUE_URL", "urlOf", "queue", queue));
            permissions.Add(Permission.On("queue", queue, "sqs:ChangeMessageVisibility"));
        }

        if (stream.HasClaimChecks)
        {
            permissions.Add(Permission.On("objects", Objects(table), "s3:GetObject"));
            permissions.Add(Permission.On("bucket", ManifestName.Plain(Bucket), "s3:ListBucket") with { Prefixes = [$"{table.Name}/*"] });
        }

        switch (subscriber.Audit)
        {
            case { Kind: AuditDestinationKind.LogGroup } audit:
                environment.Add(("FW24_AUDIT_LOG_GROUP", "", "", ManifestName.LogGroup(audit.Name)));
                permissions.Add(Permission.On("logGroup", ManifestName.LogGroup(audit.Name), "logs:CreateLogStream", "logs:PutLogEvents"));
                if (audit.Region is not null)
                {
                    environment.Add(("FW24_AUDIT_REGION", "", "", ManifestName.Plain(audit.Region)));
                }

                break;
            case { Kind: AuditDestinationKind.AuditTable or AuditDestinationKind.EntityTable } audit:
                environment.Add(("FW24_AUDIT_TABLE", "", "", ManifestName.Table(audit.Name)));
                permissions.Add(Permission.On("table", ManifestName.Table(audit.Name), "dynamodb:PutItem") with
                {
                    LeadingKeys = audit.Kind is AuditDestinationKind.EntityTable ? ["AUDIT#*"] : [],
                });
                break;
        }

        if (subscriber.IsSealed)
        {
            environment.Add(("FW24_SEAL_BUCKET", "nameOf", "bucket", ManifestName.Plain(SealLog)));
            permissions.Add(Permission.On("objects", SealObjects("pending"), "s3:PutObject"));
        }

        return new FunctionFacts
        {
            Names = subscriber.Function,
            Settings = subscriber.Settings,
            Environment = environment,
            AuditTable = subscriber.Audit is { Kind: AuditDestinationKind.AuditTable or AuditDestinationKind.EntityTable } store
                ? store.Name
                : null,
            Own = permissions,
        };
    }

    public static FunctionFacts Sealer(SealConstruct seal) => new()
    {
        Names = seal.Function,
        Settings = seal.Settings,
        Parks = false,
        Environment =
        [
            ("FW24_SEAL_BUCKET", "nameOf", "bucket", ManifestName.Plain(SealLog)),
            ("FW24_SEAL_KEY_ARN", "arnOf", "key", ManifestName.Plain(SealKey)),
            ("FW24_SEAL_RETENTION_DAYS", "", "", ManifestName.Plain(CdkCode.Number(seal.RetentionDays))),
        ],
        Own =
        [
            Permission.On("objects", ManifestName.Plain($"{SealLog}/*"), "s3:GetObject"),
            OnSealed("s3:PutObject", "checkpoints", "log", "rounds"),
            OnSealed("s3:PutObjectRetention", "checkpoints", "log"),
            OnSealed("s3:DeleteObject", "pending"),
            Permission.On("bucket", ManifestName.Plain(SealLog), "s3:ListBucket"),
            Permission.On("key", ManifestName.Plain(SealKey), "kms:GetPublicKey"),
            Permission.On("key", ManifestName.Plain(SealKey), "kms:Sign") with { SigningAlgorithms = ["ECDSA_SHA_256"] },
        ],
    };

    /// <summary>Gets the actions explicitly denied to the function: access to audit records among items, unless it stores them.</summary>
    public IEnumerable<Permission> Denials(InfrastructureModel app)
    {
        var kept = app.TablesWithAuditRecords
            .Where(table => table.Name != AuditTable)
            .Select(static table => ("table", ManifestName.Table(table.Name)))
            .ToList();
        return kept.Count is 0 ? [] : [new Permission(["dynamodb:*"], kept, ["AUDIT#*"])];
    }

    /// <summary>Gets the permissions granted by the function's role or a resource's policy.</summary>
    public IEnumerable<Permission> Permissions(InfrastructureModel app) => Own
        .Concat(Parks ? Parking(app) : [])
        .Append(Permission.On("logGroup", ManifestName.LogGroup(Names), "logs:CreateLogStream", "logs:PutLogEvents"));

    /// <summary>
    /// Gets the id of the bucket for the records of a table's stream that were given up on. No table's name contains a colon.
    /// </summary>
    public static string FailedRecords(TableConstruct table) => $"failed-records:{table.Name}";

    private IEnumerable<Permission> Parking(InfrastructureModel app) =>
    [
        Permission.On("queue", ManifestName.Queue(app.ParkingQueue, fifo: false), "sqs:SendMessage"),
        Permission.On("objects", ManifestName.Plain($"{Bucket}/~parked/{Uri.EscapeDataString(Names.Name)}/*"), "s3:PutObject"),
    ];

    private static Permission OnSealed(string action, params string[] kinds)
        => new([action], Array.ConvertAll(kinds, static kind => ("objects", SealObjects(kind))), []);

    private static ManifestName SealObjects(string kind) => ManifestName.Plain($"{SealLog}/{kind}/*");

    private static ManifestName Objects(TableConstruct table) => ManifestName.Plain($"{Bucket}/{table.Name}/*");
}
