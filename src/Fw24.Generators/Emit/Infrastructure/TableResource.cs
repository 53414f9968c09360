using Fw24.Generators.Model.Entities;
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
            var sortKey = index.SortKeys.Count > 0 ? CdkCode.Key(index.SortKeys[0]) : "null";
            var include = index.Include.Count > 0 ? $", {string.Join(", ", index.Include.Select(Code.Literal))}" : "";
            var keys = $"{CdkCode.Key(index.PartitionKeys[0])}, {sortKey}";
            var projection = $"AwsDynamoDB::ProjectionType.{CdkNames.Projection(index.Projection)}";
            writer.Write($"AddIndex(table, {Code.Literal(index.Name)}, {keys}, {projection}{include});");
        }

        WriteKeys(writer, table);

        if (table.PointInTimeRecovery)
        {
            writer.Write($"SharedResources.KeepBackups(table{(table.RecoveryDays is { } days ? $", {CdkCode.Number(days)}" : "")});");
        }

        writer.Write("return table;");
        writer.Close();
        if (table.Indexes.Count > 0)
        {
            WriteAddIndex(writer, table.Indexes.Any(static index => index.Include.Count > 0));
        }
    }

    private static void WriteAddIndex(SourceWriter writer, bool includes)
    {
        writer.Line();
        writer.Write($$"""
            private void AddIndex(AwsDynamoDB::Table table, string name, AwsDynamoDB::Attribute partitionKey, AwsDynamoDB::Attribute? sortKey, AwsDynamoDB::ProjectionType projection{{(includes ? ", params string[] include" : "")}})
            {
                var props = new AwsDynamoDB::GlobalSecondaryIndexProps { IndexName = name, PartitionKey = partitionKey, SortKey = sortKey, ProjectionType = projection{{(includes ? ", NonKeyAttributes = include.Length > 0 ? include : null" : "")}} };
                Configure(props);
                table.AddGlobalSecondaryIndex(props);
            }
            """);
    }

    // Older versions of CDK know one attribute of each kind; the template is the same with all.
    private static void WriteKeys(SourceWriter writer, TableConstruct table)
    {
        if (!table.Indexes.Any(static index => index.HasSeveral))
        {
            return;
        }

        writer.Write("var made = (AwsDynamoDB::CfnTable)table.Node.DefaultChild!;");
        for (var place = 0; place < table.Indexes.Count; place++)
        {
            if (table.Indexes[place] is { HasSeveral: true } index)
            {
                var path = $"GlobalSecondaryIndexes.{CdkCode.Number(place)}.KeySchema";
                var partition = index.PartitionKeys.Select(static key => Element(key, "KeyType", "HASH"));
                WriteOverride(writer, path, partition.Concat(index.SortKeys.Select(static key => Element(key, "KeyType", "RANGE"))));
            }
        }

        var keys = new[] { table.PartitionKey, table.SortKey }.OfType<KeyModel>();
        var all = keys.Concat(table.Indexes.SelectMany(static index => index.Keys));
        WriteOverride(writer, "AttributeDefinitions", all.Distinct().Select(static key => Element(key, "AttributeType", key.Type)));
    }

    private static void WriteOverride(SourceWriter writer, string path, IEnumerable<string> elements)
    {
        writer.Write($"made.AddPropertyOverride({Code.Literal(path)}, new object[]");
        writer.Open();
        writer.Write(string.Join("\n", elements));
        writer.Close(");");
    }

    private static string Element(KeyModel key, string name, string value)
        => $"new {CdkCode.Dictionary}<string, object> {{ [\"AttributeName\"] = {Code.Literal(key.Attribute)}, "
            + $"[{Code.Literal(name)}] = {Code.Literal(value)} }},";

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
