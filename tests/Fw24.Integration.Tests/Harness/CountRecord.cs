using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Fw24.Audit;
using Fw24.Model;

namespace Fw24.Integration.Tests.Harness;

/// <summary>Audit records of one item, whose count goes from n - 1 to n with its n-th change.</summary>
internal static class CountRecord
{
    /// <summary>The model of a table whose audit is in DynamoDB.</summary>
    public static TableModel TableOf(string name, string? auditTable) => new()
    {
        Name = name,
        PartitionKey = new KeyAttribute("p", Fw24.Model.KeyType.String),
        Entities = [Orders.OrdersApp.Model.Tables[0].Entities[0]],
        Audit = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = auditTable },
    };

    /// <summary>Creates a table of audit records.</summary>
    public static async Task<string> CreateAuditTableAsync(IAmazonDynamoDB client, string name)
    {
        var created = await client.CreateTableAsync(new()
        {
            TableName = name,
            KeySchema = [new("pk", Amazon.DynamoDBv2.KeyType.HASH), new("sk", Amazon.DynamoDBv2.KeyType.RANGE)],
            AttributeDefinitions = [new("pk", ScalarAttributeType.S), new("sk", ScalarAttributeType.S)],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        }, TestContext.Current.CancellationToken);
        return created.TableDescription.TableName;
    }

    /// <summary>Creates a table of audit records with indexes by time and actor.</summary>
    public static Task CreateIndexedAuditTableAsync(IAmazonDynamoDB client, string name) => client.CreateTableAsync(
        new()
        {
            TableName = name,
            KeySchema = [new("pk", Amazon.DynamoDBv2.KeyType.HASH), new("sk", Amazon.DynamoDBv2.KeyType.RANGE)],
            AttributeDefinitions = [.. ((string[])["pk", "sk", "byTime", "byActor", "at"]).Select(
                static attribute => new AttributeDefinition(attribute, ScalarAttributeType.S))],
            GlobalSecondaryIndexes = [.. ((string[])["byTime", "byActor"]).Select(static index => new GlobalSecondaryIndex
            {
                IndexName = index,
                KeySchema = [new(index, Amazon.DynamoDBv2.KeyType.HASH), new("at", Amazon.DynamoDBv2.KeyType.RANGE)],
                Projection = new Projection { ProjectionType = ProjectionType.KEYS_ONLY },
            })],
            BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
        },
        TestContext.Current.CancellationToken);

    /// <summary>The record of the n-th change.</summary>
    public static AuditRecord Of(TableModel table, int number)
    {
        var time = new DateTimeOffset(2026, 11, 22, 10, 5, number, TimeSpan.Zero);
        var sequence = $"{number}00000000000000000000";
        return new AuditRecord
        {
            EventId = $"event-{number}",
            Entity = "Order",
            SequenceNumber = sequence,
            Time = time,
            Json = Encoding.UTF8.GetBytes($$$"""
                {"schema":"fw24.audit/1","id":"event-{{{number}}}","time":"{{{time:s}}}Z","recordedAt":"{{{time:s}}}Z",
                 "app":"shop","table":"{{{table.Name}}}","entity":"Order","operation":"modify","key":{"p":"item-1"},
                 "changes":{"Count":{"old":{{{number - 1}}},"new":{{{number}}}}},
                 "actorKind":"unknown","origin":"application","sequence":"{{{sequence}}}"}
                """),
            OldImage = Image(number - 1),
            NewImage = Image(number),
        };
    }

    private static ItemImage Image(int count)
        => new(Encoding.UTF8.GetBytes($$$"""{"p":{"S":"item-1"},"Count":{"N":"{{{count}}}"}}"""));
}
