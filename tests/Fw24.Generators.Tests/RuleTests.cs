extern alias generator;

using Fw24.Generators.Tests.Harness;
using generator::Fw24.Generators.Rules;

namespace Fw24.Generators.Tests;

/// <summary>What the rules refuse is not generated, and the compiler says nothing of it; what they advise against is.</summary>
public sealed class RuleTests
{
    private const string Codec = "class OrderCodec";
    private const string Table = "Name = \"orders\",";
    private const string Handler = "Name = \"Mailer\",";

    public static TheoryData<string> Kinds => [.. Enum.GetNames<RuleKind>()];

    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            Entity(RuleKind.TableName, "", Key, table: "\"or\"");
            Entity(RuleKind.TableName, "", Key, table: "\"orders!\"");
            Entity(RuleKind.EmptyName, "", Key, table: "\"orders\", EntityName = \"\"");
            Entity(RuleKind.EmptyName, "", Key, table: "\"orders\", Discriminator = \"\"");
            Entity(RuleKind.OnePartitionKey, "", "public string? Id { get; init; }");
            Entity(RuleKind.OnePartitionKey, "Other", Key + "[PartitionKey] public required string Other { get; init; }");
            Entity(RuleKind.OneOfEach, "Two", Key + "[SortKey] public required string One { get; init; } [SortKey] public required string Two { get; init; }");
            Entity(RuleKind.OneOfEach, "Two", Key + "[AuditActor] public string? One { get; init; } [AuditActor] public string? Two { get; init; }");
            Entity(RuleKind.OneOfEach, "Two", Key + "[Version] public int One { get; init; } [Version] public long Two { get; init; }");
            Entity(RuleKind.OneOfEach, "Two", Key + "[TimeToLive] public long One { get; init; } [TimeToLive] public DateTime Two { get; init; }");
            Entity(RuleKind.KeyType, "Id", "[PartitionKey] public required bool Id { get; init; }");
            Entity(RuleKind.KeyType, "Id", "[PartitionKey] public string? Id { get; init; }");
            Entity(RuleKind.KeyType, "Sort", Key + "[SortKey] public required List<string> Sort { get; init; }");
            Entity(RuleKind.KeyType, "Sort", Key + "[SortKey] public int? Sort { get; init; }");
            Entity(RuleKind.KeyType, "", Key + "public bool Flag { get; init; }", attributes: "[GlobalIndex(\"by-flag\", PartitionKey = \"Flag\")]");
            Entity(RuleKind.PropertyType, "Value", Key + "public object? Value { get; init; }");
            Entity(RuleKind.PropertyType, "Value", Key + "public (int, int) Value { get; init; }");
            Entity(RuleKind.PropertyType, "Value", Key + "public Dictionary<int, string>? Value { get; init; }");
            Entity(RuleKind.PropertyType, "Value", Key + "public int[,]? Value { get; init; }");
            Entity(RuleKind.PropertyType, "Value", Key + "public IDisposable? Value { get; init; }");
            Entity(RuleKind.PropertyType, "Value", Key + "public Exception? Value { get; init; }");
            Entity(RuleKind.PropertyType, "Value", Key + "public List<Dictionary<string, Func<int>>>? Value { get; init; }");
            Entity(RuleKind.PropertyType, "Value", Key + "public HashSet<bool>? Value { get; init; }");
            Entity(RuleKind.PropertyType, "Value", Key + "public HashSet<string?>? Value { get; init; }");
            Entity(RuleKind.PropertyType, "Value", Key + "public HashSet<ReadOnlyMemory<byte>>? Value { get; init; }");
            Entity(RuleKind.PropertyType, "Value", Key + "public Empty? Value { get; init; }", rest: "public sealed class Empty;");
            Entity(RuleKind.PropertyType, "Value", Key + "public Abstract? Value { get; init; }", rest: "public abstract class Abstract { public int Number { get; set; } }");
            Entity(RuleKind.PropertyType, "Value", Key + "public Words? Value { get; init; }", rest: "public sealed class Words : List<string> { public int Number { get; set; } }");
            Entity(RuleKind.PropertyType, "Inner", Key + "public Outer? Value { get; init; }", rest: "public sealed class Outer { public char Inner { get; set; } }");
            Entity(RuleKind.PropertySetter, "Value", Key + "public DateTime Value { get; } = DateTime.UnixEpoch;");
            Entity(RuleKind.PropertyAccess, "Value", Key + "[AuditIgnore] private string? Value { get; set; }");
            Entity(RuleKind.RequiredStored, "Value", Key + "[DynamoIgnore] public required string Value { get; init; }");
            Entity(RuleKind.RequiredStored, "Value", Key + "public required string Value;");
            Entity(RuleKind.Constructor, "", Key + "public Order(int other) { }");
            Entity(RuleKind.Constructor, "", Key + "private Order() { }");
            Entity(RuleKind.Constructor, "", Key + "public Inner? Value { get; init; }", rest: "public sealed class Inner(int other) { public int Number { get; set; } = other; }");
            Entity(RuleKind.AttributeName, "Value", Key + "[DynamoAttribute(\"\")] public string? Value { get; init; }");
            Entity(RuleKind.AttributeName, "Value", Key + "[DynamoAttribute(\"\\ud800\")] public string? Value { get; init; }");
            Entity(RuleKind.AttributeName, "Id", "[PartitionKey, DynamoAttribute(\"" + new string('k', 256) + "\")] public required string Id { get; init; }");
            Entity(RuleKind.AttributeClash, "Value", Key + "[DynamoAttribute(\"Id\")] public string? Value { get; init; }");
            Entity(RuleKind.AttributeClash, "Kind", Key + "public string? Kind { get; init; }", table: "\"orders\", Discriminator = \"Kind\"");
            Entity(RuleKind.TimeToLiveType, "Value", Key + "[TimeToLive] public string? Value { get; init; }");
            Entity(RuleKind.TimeToLiveType, "Value", Key + "[TimeToLive] public double Value { get; init; }");
            Entity(RuleKind.ActorType, "Value", Key + "[AuditActor] public int Value { get; init; }");
            Entity(RuleKind.VersionType, "Value", Key + "[Version] public string? Value { get; init; }");
            Entity(RuleKind.VersionType, "Value", Key + "[Version] public long? Value { get; init; }");
            Entity(RuleKind.SensitiveKey, "Id", "[PartitionKey, Sensitive(Redaction.Hmac)] public required string Id { get; init; }");
            Entity(RuleKind.SensitiveShape, "Value", Key + "[Sensitive] public required string Value { get; init; }");
            Entity(RuleKind.SensitiveShape, "Value", Key + "[Sensitive(Redaction.Mask)] public int Value { get; init; }");
            Entity(RuleKind.NestedSensitive, "Inner", Key + "public Outer? Value { get; init; }", rest: "public sealed class Outer { [Sensitive] public string? Inner { get; set; } }");
            Entity(RuleKind.IndexName, "", Key, attributes: "[GlobalIndex(\"x\", PartitionKey = \"Id\")]");
            Entity(RuleKind.IndexKey, "", Key, attributes: "[GlobalIndex(\"by-other\", PartitionKey = \"Other\")]");
            Entity(RuleKind.IndexKey, "", Key, attributes: "[GlobalIndex(\"by-none\")]");
            Entity(RuleKind.IndexClash, "", Key, attributes: "[GlobalIndex(\"by-id\", PartitionKey = \"Id\"), GlobalIndex(\"by-id\", PartitionKey = \"Id\")]");
            Entity(RuleKind.SettingValue, "", Key, attributes: "[GlobalIndex(\"by-id\", PartitionKey = \"Id\", Projection = (IndexProjection)9)]");
            Entity(RuleKind.SettingValue, "", Key, attributes: "[Audit(AuditLoggerType.Cloudwatch, Retention = (AuditRetention)2)]");
            Entity(RuleKind.SettingValue, "", Key, attributes: "[StreamEnabled(ViewType = (StreamViewType)7)]");
            Entity(RuleKind.SettingRange, "", Key, attributes: "[StreamEnabled(BatchSize = 0)]");
            Entity(RuleKind.SettingRange, "", Key, attributes: "[StreamEnabled(ParallelizationFactor = 11)]");
            Entity(RuleKind.SettingRange, "", Key, attributes: "[Audit(AuditLoggerType.Console, VisibilityTimeoutSeconds = 43201)]");
            Entity(RuleKind.SettingRange, "", Key, attributes: "[Audit(AuditLoggerType.Console, QueueRetentionDays = 15)]");
            Entity(RuleKind.ResourceName, "", Key, attributes: "[StreamEnabled(TopicName = \"orders.fifo\")]");
            Entity(RuleKind.ResourceName, "", Key, attributes: "[Audit(AuditLoggerType.Cloudwatch, LogGroupName = \"a b\")]");
            Entity(RuleKind.EntityDeclaration, "", Key, kind: "abstract class Order");
            Entity(RuleKind.EntityDeclaration, "", Key, kind: "class Order<T>");
            Add(RuleKind.EntityDeclaration, "", $"public static class Outer {{ [DynamoTable(\"orders\")] private sealed class Order {{ {Key} }} }}", "class OuterOrderCodec");
            Add(RuleKind.EntityDeclaration, "", $"[DynamoTable(\"orders\")] file sealed class Order {{ {Key} }}", Codec);
            Entity(RuleKind.NameTaken, "", Key, rest: "public sealed class OrderKey;");

            const string Order = "[DynamoTable(\"orders\"), StreamEnabled] public sealed class Order { " + Key + " }";
            const string Mailer = "public sealed class Mailer : OrderChangeHandler { " + OnInserted + " }";
            Add(RuleKind.TableConflict, "", Order + "[DynamoTable(\"orders\")] public sealed class Note { [PartitionKey] public required int Id { get; init; } }", Table);
            Add(RuleKind.TableConflict, "", Order + "[DynamoTable(\"orders\"), StreamEnabled(Fifo = true)] public sealed class Note { " + Key + " }", Table);
            Add(RuleKind.TableConflict, "", Order + "[DynamoTable(\"orders\", Discriminator = \"a\")] public sealed class Note { " + Key + " } [DynamoTable(\"orders\", Discriminator = \"b\")] public sealed class Page { " + Key + " }", Table);
            Add(RuleKind.EntityClash, "", Order + "[DynamoTable(\"orders\", EntityName = \"Order\")] public sealed class Note { " + Key + " }", Table);
            Add(RuleKind.AttributeClash, "entityType", Order + "[DynamoTable(\"orders\")] public sealed class Note { " + Key + "public string? entityType { get; init; } }", Table);
            Add(RuleKind.ResourceName, "", "[DynamoTable(\"orders.all\"), StreamEnabled] public sealed class Order { " + Key + " }", "Name = \"orders.all\",");
            Add(RuleKind.QueueBatch, "", "[DynamoTable(\"orders\"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.Console, BatchSize = 11)] public sealed class Order { " + Key + " }", Table);
            Add(RuleKind.QueueBatch, "", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Console, BatchSize = 11, MaxBatchingWindowSeconds = 0)] public sealed class Order { " + Key + " }", Table);
            Add(RuleKind.QueueBatch, "", Order + "[ChangeQueue(BatchSize = 11)] " + Mailer, Handler);
            Add(RuleKind.HandlerDeclaration, "", Order + "public sealed class Mailer<T> : OrderChangeHandler { " + OnInserted + " }", "Mailer");
            Add(RuleKind.HandlerDeclaration, "", Order + "public sealed class Mailer : OrderChangeHandler { private Mailer() { } " + OnInserted + " }", Handler);
            Add(RuleKind.HandlesNothing, "", Order + "public sealed class Mailer : OrderChangeHandler;", Handler);
            Add(RuleKind.OnChangeName, "", Order + "[OnChange(\"Nothing\")] " + Mailer, Handler);
            Add(RuleKind.HandlerWithoutStream, "", Order.Replace(", StreamEnabled", "", StringComparison.Ordinal) + Mailer, Handler);
            Add(RuleKind.HandlerClash, "", Order + Mailer + "public static class Other { " + Mailer + " }", Handler);
            Add(RuleKind.SettingRange, "", Order + "[ChangeQueue(MaxReceiveCount = 0)] " + Mailer, Handler);
            Add(RuleKind.SettingRange, "", "[assembly: Fw24App(\"shop\", TimeoutSeconds = 901)]", Table, Order);
            Add(RuleKind.EmptyName, "", "[assembly: Fw24App(\"\")]", Table, Order);

            Add(RuleKind.FifoWindow, "", "[DynamoTable(\"orders\"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.Console, MaxBatchingWindowSeconds = 9)] public sealed class Order { " + Key + " }", Table);
            Add(RuleKind.ViewType, "", "[DynamoTable(\"orders\"), StreamEnabled(ViewType = StreamViewType.NewImage), Audit(AuditLoggerType.Console)] public sealed class Order { " + Key + " }", Table);
            Add(RuleKind.ViewType, "", Order.Replace("StreamEnabled", "StreamEnabled(ViewType = StreamViewType.OldImage)", StringComparison.Ordinal) + Mailer, Handler);
            return cases;

            void Entity(RuleKind rule, string member, string members, string table = "\"orders\"", string attributes = "", string kind = "class Order", string rest = "")
                => Add(rule, member, $"[DynamoTable({table})] {attributes} public {kind} {{ {members} }} {rest}", Codec);

            void Add(RuleKind rule, string member, string source, string generated, string rest = "")
                => cases.Add(rule.ToString(), member, source.StartsWith("[assembly", StringComparison.Ordinal) ? $"using Fw24; {source} namespace Shop {{ {rest} }}" : $"using Fw24; namespace Shop {{ {source} {rest} }}", generated);
        }
    }

    private const string Key = "[PartitionKey] public required string Id { get; init; } ";
    private const string OnInserted = "protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;";

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_refused_is_not_generated(string rule, string member, string source, string generated)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [source], IsExecutable = true });

        var finding = Assert.Single(Inspection.Findings(test).DistinctBy(static finding => (finding.Rule, finding.Member)));
        Assert.Equal(rule, finding.Rule.ToString());
        Assert.Equal(member, finding.Member ?? "");
        Assert.Null(test.Result.Exception);
        Assert.Equal(finding.IsAdvice, test.Files.Values.Any(file => file.Contains(generated, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_rule_has_a_case(string rule)
        => Assert.Contains(Cases, row => row.Data.Item1 == rule);

    [Fact]
    public void What_the_rules_allow_has_no_findings()
        => Assert.Empty(Inspection.Findings(Sample.Run));

    [Fact]
    public void An_entity_that_is_refused_leaves_its_neighbours_alone()
    {
        var test = GeneratorTest.Run("""
            namespace Shop;

            [Fw24.DynamoTable("orders")] public sealed record Order([property: Fw24.PartitionKey] bool Id);
            [Fw24.DynamoTable("notes")] public sealed record Note([property: Fw24.PartitionKey] string Id);
            """);

        Assert.DoesNotContain(test.Files.Keys, static file => file.StartsWith("Shop.Order.", StringComparison.Ordinal));
        Assert.Contains("Shop.Note.Codec.g.cs", test.Files.Keys);
        Assert.DoesNotContain("orders", test.Files["ShopApp.g.cs"], StringComparison.Ordinal);
    }
}
