using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the method that creates a table.</summary>
internal static class TableResource
{
    public static void Write(SourceWriter writer, TableConstruct table)
    {
        writer.Line();
        writer.Write("private AwsDynamoDB::Table AddTable(SharedResources app)");
        writer.Open();
        writer.Write("var props = new AwsDynamoDB::TableProps");
        writer.Open();
        writer.Write(string.Join("\n", Settings(table)));
        writer.Close(";");
        writer.Write($"""
            Configure(props);
            var table = new AwsDynamoDB::Table(this, "Table", props);
            """);
        foreach (var index in table.Indexes)
        {
            writer.Write($"AddIndex(table, {Code.Literal(index.Name)}, {CdkCode.Key(index.PartitionKey!)}, {(index.SortKey is { } sortKey ? CdkCode.Key(sortKey) : "null")}, AwsDynamoDB::ProjectionType.{(index.Projection is IndexProjection.KeysOnly ? "KEYS_ONLY" : "ALL")});");
        }

        if (table.PointInTimeRecovery)
        {
            writer.Write($"SharedResources.KeepBackups(table{(table.RecoveryDays is { } days ? $", {CdkCode.Number(days)}" : "")});");
        }

        writer.Write("return table;");
        writer.Close();
        if (table.Indexes.Count > 0)
        {
            writer.Line();
            writer.Write("""
                private void AddIndex(AwsDynamoDB::Table table, string name, AwsDynamoDB::Attribute partitionKey, AwsDynamoDB::Attribute? sortKey, AwsDynamoDB::ProjectionType projection)
                {
                    var props = new AwsDynamoDB::GlobalSecondaryIndexProps { IndexName = name, PartitionKey = partitionKey, SortKey = sortKey, ProjectionType = projection };
                    Configure(props);
                    table.AddGlobalSecondaryIndex(props);
                }
                """);
        }
    }

    private static IEnumerable<string> Settings(TableConstruct table)
    {
        yield return $"TableName = {NameCode.Table(table.Name)},";
        yield return $"PartitionKey = {CdkCode.Key(table.PartitionKey)},";
        if (table.SortKey is { } sortKey)
        {
            yield return $"SortKey = {CdkCode.Key(sortKey)},";
        }

        if (table.TimeToLive is { } timeToLive)
        {
            yield return $"TimeToLiveAttribute = {Code.Literal(timeToLive)},";
        }

        if (table.Stream is { } stream)
        {
            yield return $"Stream = AwsDynamoDB::StreamViewType.{CdkNames.ViewType(stream.ViewType)},";
        }

        yield return $"BillingMode = AwsDynamoDB::BillingMode.{CdkNames.BillingMode(table.BillingMode)},";
        yield return $"DeletionProtection = {CdkCode.Flag(table.DeletionProtection)},";
        yield return $"RemovalPolicy = {CdkCode.Removal(table.RemovalPolicy)},";
        yield return "Encryption = app.EncryptionKey is null ? null : AwsDynamoDB::TableEncryption.CUSTOMER_MANAGED,";
        yield return "EncryptionKey = app.EncryptionKey,";
    }
}
