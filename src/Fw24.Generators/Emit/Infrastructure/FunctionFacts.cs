using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>The facts about a function in a manifest: its environment variables and permissions.</summary>
internal sealed record FunctionFacts
{
    private const string Bucket = "claim-checks";

    public required FunctionNames Names { get; init; }

    /// <summary>Environment variables: a name, then an attribute of a resource, the resource's kind and its name; or a plain value without a kind.</summary>
    public required IReadOnlyList<(string Name, string Attribute, string Kind, string Value)> Environment { get; init; }

    private IReadOnlyList<Permission> Own { get; init; } = [];

    public static FunctionFacts StreamProcessor(TableConstruct table, StreamConstruct stream)
    {
        var environment = new List<(string, string, string, string)> { ("FW24_TABLE_ARN", "arnOf", "table", table.Name), ("FW24_TOPIC_ARN", "arnOf", "topic", stream.Topic) };
        var permissions = new List<Permission>
        {
            Permission.On("stream", table.Name, "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"),
            Permission.On("topic", stream.Topic, "sns:Publish"),
            Permission.On("queue", stream.FailureQueue, "sqs:SendMessage"),
        };
        if (stream.HasHmacKey)
        {
            environment.Add(("FW24_HMAC_SECRET_ARN", "arnOf", "secret", "hmac-key"));
            permissions.Add(Permission.On("secret", "hmac-key", "secretsmanager:GetSecretValue"));
        }

        if (stream.HasClaimChecks)
        {
            permissions.Add(Permission.On("objects", $"{Bucket}/{table.Name}/*", "s3:PutObject"));
        }

        return new FunctionFacts { Names = stream.Function, Environment = environment, Own = permissions };
    }

    public static FunctionFacts Subscriber(TableConstruct table, StreamConstruct stream, SubscriberConstruct subscriber)
    {
        var environment = new List<(string, string, string, string)> { ("FW24_TABLE_ARN", "arnOf", "table", table.Name) };
        var permissions = new List<Permission> { Permission.On("queue", subscriber.Queue, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes") };
        permissions.AddRange(subscriber.Tables.Select(static name => Permission.On(
            "table", name, "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem")));
        if (stream.HasClaimChecks)
        {
            permissions.Add(Permission.On("objects", $"{Bucket}/{table.Name}/*", "s3:GetObject"));
            permissions.Add(Permission.On("bucket", Bucket, "s3:ListBucket") with { Prefixes = [$"{table.Name}/*"] });
        }

        switch (subscriber.Audit)
        {
            case { Kind: AuditDestinationKind.LogGroup } audit:
                environment.Add(("FW24_AUDIT_LOG_GROUP", "", "", audit.Name));
                permissions.Add(Permission.On("logGroup", audit.Name, "logs:CreateLogStream", "logs:PutLogEvents"));
                if (audit.Region is not null)
                {
                    environment.Add(("FW24_AUDIT_REGION", "", "", audit.Region));
                }

                break;
            case { Kind: AuditDestinationKind.AuditTable or AuditDestinationKind.EntityTable } audit:
                environment.Add(("FW24_AUDIT_TABLE", "", "", audit.Name));
                permissions.Add(Permission.On("table", audit.Name, "dynamodb:PutItem") with { LeadingKeys = audit.Kind is AuditDestinationKind.EntityTable ? ["AUDIT#*"] : [] });
                break;
        }

        return new FunctionFacts { Names = subscriber.Function, Environment = environment, Own = permissions };
    }

    /// <summary>Gets the actions explicitly denied to the function: access to audit records among items, unless it stores them.</summary>
    public IEnumerable<Permission> Denials(InfrastructureModel app)
    {
        var kept = app.TablesWithAuditRecords.Where(table => !Stores(table.Name)).Select(static table => ("table", table.Name)).ToList();
        return kept.Count is 0 ? [] : [new Permission(["dynamodb:*"], kept, ["AUDIT#*"])];

        bool Stores(string table) => Environment.Any(variable => variable is { Name: "FW24_AUDIT_TABLE" } && variable.Value == table);
    }

    /// <summary>Gets the permissions granted by the function's role or a resource's policy.</summary>
    public IEnumerable<Permission> Permissions(InfrastructureModel app) => Own
        .Append(Permission.On("queue", app.ParkingQueue, "sqs:SendMessage"))
        .Append(Permission.On("objects", $"{Bucket}/~parked/{Uri.EscapeDataString(Names.Name)}/*", "s3:PutObject"))
        .Append(Permission.On("logGroup", $"/aws/lambda/{Names.FunctionName}", "logs:CreateLogStream", "logs:PutLogEvents"));
}
