extern alias generator;

using Fw24.Generators.Tests.Harness;
using generator::Fw24.Generators.Rules;

namespace Fw24.Generators.Tests;

/// <summary>Code that a rule rejects is not generated, and the compiler reports nothing about it; code that a rule only advises against is generated.</summary>
public sealed class RuleTests
{
    private const string Codec = "class OrderCodec";
    private const string Table = "Name = \"orders\",";
    private const string Handler = "Name = \"Mailer\",";

    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            Entity("TableName", "", Key, table: "\"or\"");
            Entity("TableName", "", Key, table: "\"orders!\"");
            Entity("EmptyName", "", Key, table: "\"orders\", EntityName = \"\"");
            Entity("EmptyName", "", Key, table: "\"orders\", Discriminator = \"\"");
            Entity("OnePartitionKey", "", "public string? Id { get; init; }");
            Entity("OnePartitionKey", "Other", Key + "[PartitionKey] public required string Other { get; init; }");
            Entity("OneOfEach", "Two", Key + "[SortKey] public required string One { get; init; } [SortKey] public required string Two { get; init; }");
            Entity("OneOfEach", "Two", Key + "[AuditActor] public string? One { get; init; } [AuditActor] public string? Two { get; init; }");
            Entity("OneOfEach", "Two", Key + "[Version] public int One { get; init; } [Version] public long Two { get; init; }");
            Entity("OneOfEach", "Two", Key + "[TimeToLive] public long One { get; init; } [TimeToLive] public DateTime Two { get; init; }");
            Entity("KeyType", "Id", "[PartitionKey] public required bool Id { get; init; }");
            Entity("KeyType", "Id", "[PartitionKey] public string? Id { get; init; }");
            Entity("KeyType", "Sort", Key + "[SortKey] public required List<string> Sort { get; init; }");
            Entity("KeyType", "Sort", Key + "[SortKey] public int? Sort { get; init; }");
            Entity("IndexKeyType", "", Key + "public bool Flag { get; init; }", attributes: "[GlobalIndex(\"by-flag\", PartitionKey = \"Flag\")]");
            Entity("PropertyType", "Value", Key + "public object? Value { get; init; }");
            Entity("PropertyType", "Value", Key + "public (int, int) Value { get; init; }");
            Entity("PropertyType", "Value", Key + "public Dictionary<int, string>? Value { get; init; }");
            Entity("PropertyType", "Value", Key + "public int[,]? Value { get; init; }");
            Entity("PropertyType", "Value", Key + "public IDisposable? Value { get; init; }");
            Entity("PropertyType", "Value", Key + "public Exception? Value { get; init; }");
            Entity("PropertyType", "Value", Key + "public List<Dictionary<string, Func<int>>>? Value { get; init; }");
            Entity("PropertyType", "Value", Key + "public HashSet<bool>? Value { get; init; }");
            Entity("PropertyType", "Value", Key + "public HashSet<string?>? Value { get; init; }");
            Entity("PropertyType", "Value", Key + "public HashSet<ReadOnlyMemory<byte>>? Value { get; init; }");
            Entity("PropertyType", "Value", Key + "public Empty? Value { get; init; }", rest: "public sealed class Empty;");
            Entity("PropertyType", "Value", Key + "public Abstract? Value { get; init; }", rest: "public abstract class Abstract { public int Number { get; set; } }");
            Entity("PropertyType", "Value", Key + "public Words? Value { get; init; }", rest: "public sealed class Words : List<string> { public int Number { get; set; } }");
            Entity("PropertyType", "Inner", Key + "public Outer? Value { get; init; }", rest: "public sealed class Outer { public char Inner { get; set; } }");
            Entity("PropertyType", "Next", Key + "public Node<string>? Value { get; set; }", rest: "public sealed class Node<T> { public T? Value { get; set; } public Node<List<T>>? Next { get; set; } }");
            Entity("DerivedType", "", Key + "public Line? Value { get; set; }", rest: "public class Line { public int Number { get; set; } } public class Longer : Line;");
            Entity("DerivedType", "", Key, rest: "public class Longer : Order;");
            Entity("ObsoleteError", "Value", Key + "[Obsolete(\"\", true)] public string? Value { get; set; }");
            Entity("PropertySetter", "Value", Key + "public DateTime Value { get; } = DateTime.UnixEpoch;");
            Entity("PropertyAccess", "Value", Key + "[AuditIgnore] private string? Value { get; set; }");
            Entity("RequiredStored", "Value", Key + "[DynamoIgnore] public required string Value { get; init; }");
            Entity("RequiredStored", "Value", Key + "public required string Value;");
            Entity("Constructor", "", Key + "public Order(int other) { }");
            Entity("Constructor", "", Key + "private Order() { }");
            Entity("Constructor", "", Key + "public Inner? Value { get; init; }", rest: "public sealed class Inner(int other) { public int Number { get; set; } = other; }");
            Entity("AttributeName", "Value", Key + "[DynamoAttribute(\"\")] public string? Value { get; init; }");
            Entity("AttributeName", "Value", Key + "[DynamoAttribute(\"\\ud800\")] public string? Value { get; init; }");
            Entity("AttributeName", "Id", "[PartitionKey, DynamoAttribute(\"" + new string('k', 256) + "\")] public required string Id { get; init; }");
            Entity("AttributeClash", "Value", Key + "[DynamoAttribute(\"Id\")] public string? Value { get; init; }");
            Entity("AttributeClash", "Kind", Key + "public string? Kind { get; init; }", table: "\"orders\", Discriminator = \"Kind\"");
            Entity("TimeToLiveType", "Value", Key + "[TimeToLive] public string? Value { get; init; }");
            Entity("TimeToLiveType", "Value", Key + "[TimeToLive] public double Value { get; init; }");
            Entity("ActorType", "Value", Key + "[AuditActor] public int Value { get; init; }");
            Entity("SensitiveActor", "Value", Key + "[AuditActor, Sensitive] public string? Value { get; init; }");
            Entity("SensitiveActor", "Value", Key + "[AuditActor, Sensitive(Redaction.Mask)] public string? Value { get; init; }");
            Entity("HashScope", "Value", Key + "[Sensitive(Scope = \"email\")] public string? Value { get; init; }");
            Entity("HashScope", "Value", Key + "[Sensitive(Redaction.Mask, Scope = \"email\")] public string? Value { get; init; }");
            Entity("HashScope", "Value", Key + "[Sensitive(Redaction.Hmac, Scope = \"\")] public string? Value { get; init; }");
            Entity("HashScope", "Value", Key + "[Sensitive(Redaction.Hmac, Scope = \"e mail\")] public string? Value { get; init; }");
            Entity("HashScope", "Value", Key + "[Sensitive(Redaction.Hmac, Scope = \"é\")] public string? Value { get; init; }");
            Entity("HashScope", "Value", Key + "[Sensitive(Redaction.Hmac, Scope = \"" + new string('s', 65) + "\")] public string? Value { get; init; }");
            Entity("FewHashes", "Value", Key + "[Sensitive(Redaction.Hmac), System.ComponentModel.DataAnnotations.StringLength(4)] public string? Value { get; init; }");
            Entity("FewHashes", "Value", Key + "[Sensitive(Redaction.Hmac), System.ComponentModel.DataAnnotations.MaxLength(1)] public string? Value { get; init; }");
            Entity("FewHashes", "Value", Key + "[Sensitive(Redaction.Hmac), System.ComponentModel.DataAnnotations.Length(1, 3)] public string? Value { get; init; }");
            Entity("FewHashes", "Value", Key + "[Sensitive(Redaction.Hmac), System.ComponentModel.DataAnnotations.AllowedValues(\"yes\", \"no\")] public string? Value { get; init; }");
            Entity("FewHashes", "Value", Key + "[Sensitive(Redaction.Hmac), System.ComponentModel.DataAnnotations.EnumDataType(typeof(DayOfWeek))] public string? Value { get; init; }");
            Entity("EmptyIndexKey", "Ref", Key + "public string Ref { get; set; } = \"\";", attributes: "[GlobalIndex(\"by-ref\", PartitionKey = \"Ref\")]");
            Entity("EmptyIndexKey", "Ref", Key + "public string Ref { get; set; } = string.Empty;", attributes: "[GlobalIndex(\"by-ref\", PartitionKey = \"Ref\")]");
            Entity("EmptyIndexKey", "Ref", Key + "public byte[] Ref { get; set; } = [];", attributes: "[GlobalIndex(\"by-ref\", PartitionKey = \"Id\", SortKey = \"Ref\")]");
            Entity("EmptyIndexKey", "Ref", Key + "public byte[] Ref { get; set; } = Array.Empty<byte>();", attributes: "[GlobalIndex(\"by-ref\", PartitionKey = \"Ref\")]");
            Add("EmptyIndexKey", "Ref", "[DynamoTable(\"orders\"), GlobalIndex(\"by-ref\", PartitionKey = \"Ref\")] public sealed record Order([property: PartitionKey] string Id, string Ref = \"\");", Codec);
            Entity("VersionType", "Value", Key + "[Version] public string? Value { get; init; }");
            Entity("VersionType", "Value", Key + "[Version] public long? Value { get; init; }");
            Entity("VersionStart", "Value", Key + "[Version] public long Value { get; init; } = 1;");
            Entity("VersionStart", "Value", "", kind: "record Order([property: PartitionKey] string Id, [property: Version] int Value = 3)");
            Entity("VersionKey", "Value", Key + "[SortKey, Version] public long Value { get; init; }");
            Entity("SensitiveKey", "Id", "[PartitionKey, Sensitive(Redaction.Hmac)] public required string Id { get; init; }");
            Entity("SensitiveShape", "Value", Key + "[Sensitive] public required string Value { get; init; }");
            Entity("SensitiveShape", "Value", Key + "[Sensitive(Redaction.Mask)] public int Value { get; init; }");
            Entity("NestedSensitive", "Inner", Key + "public Outer? Value { get; init; }", rest: "public sealed class Outer { [Sensitive] public string? Inner { get; set; } }");
            Entity("NestedSensitive", "Inner", Key + "public Outer? Value { get; init; }", rest: "public sealed class Outer { [AuditIgnore] public string? Inner { get; set; } }");
            Entity("RedactionConflict", "Value", Key + "public string? Value { get; init; }", kind: "class Order : IOne, ITwo", rest: "public interface IOne { [Sensitive] string? Value { get; } } public interface ITwo { [Sensitive(Redaction.Mask)] string? Value { get; } }");
            Entity("ScatteredSecret", "Value", Key + "public string Value => Id;", kind: "class Order : IOne", rest: "public interface IOne { [Sensitive] string Value { get; } }");
            Entity("UnreachedSecret", "Value", Key, rest: "public class Other { [Sensitive] public string? Value { get; init; } }");
            Entity("InterfaceAttribute", "Value", Key + "public string? Value { get; init; }", kind: "class Order : IOne", rest: "public interface IOne { [DynamoIgnore] string? Value { get; } }");
            Entity("SensitiveName", "", Key + "public string? Value { get; init; }", attributes: "[SensitiveAttributes(\"Value\")]");
            Add("StraySensitiveNames", "", "[SensitiveAttributes(\"Value\")] public sealed class Other;", Codec);
            Entity("AuditValue", "Value", Key + "[Sensitive((Redaction)9)] public string? Value { get; init; }");
            Entity("IndexName", "", Key, attributes: "[GlobalIndex(\"x\", PartitionKey = \"Id\")]");
            Entity("IndexKey", "", Key, attributes: "[GlobalIndex(\"by-other\", PartitionKey = \"Other\")]");
            Entity("IndexKey", "", Key, attributes: "[GlobalIndex(\"by-none\")]");
            Entity("IndexClash", "", Key, attributes: "[GlobalIndex(\"by-id\", PartitionKey = \"Id\"), GlobalIndex(\"by-id\", PartitionKey = \"Id\")]");
            Entity("IndexProjectionValue", "", Key, attributes: "[GlobalIndex(\"by-id\", PartitionKey = \"Id\", Projection = (IndexProjection)9)]");
            Entity("AuditValue", "", Key, attributes: "[Audit(AuditLoggerType.Cloudwatch, Retention = (AuditRetention)2)]");
            Entity("StreamValue", "", Key, attributes: "[StreamEnabled(ViewType = (StreamViewType)7)]");
            Entity("StreamRange", "", Key, attributes: "[StreamEnabled(BatchSize = 0)]");
            Entity("StreamRange", "", Key, attributes: "[StreamEnabled(ParallelizationFactor = 11)]");
            Entity("AuditRange", "", Key, attributes: "[Audit(AuditLoggerType.Console, VisibilityTimeoutSeconds = 43201)]");
            Entity("AuditRange", "", Key, attributes: "[Audit(AuditLoggerType.Console, QueueRetentionDays = 15)]");
            Entity("TopicName", "", Key, attributes: "[StreamEnabled(TopicName = \"orders.fifo\")]");
            Entity("LogGroupName", "", Key, attributes: "[Audit(AuditLoggerType.Cloudwatch, LogGroupName = \"a b\")]");
            Entity("EntityDeclaration", "", Key, kind: "abstract class Order");
            Entity("EntityDeclaration", "", Key, kind: "class Order<T>");
            Entity("EntityDeclaration", "", "[PartitionKey] public static string Id => \"\";", kind: "static class Order");
            Add("EntityDeclaration", "", $"public static class Outer {{ [DynamoTable(\"orders\")] private sealed class Order {{ {Key} }} }}", "class OuterOrderCodec");
            Add("EntityDeclaration", "", $"[DynamoTable(\"orders\")] file sealed class Order {{ {Key} }}", Codec);
            Entity("NameTaken", "", Key, rest: "public sealed class OrderKey;");

            Entity("NotStored", "Part", Key + "[SortKey, DynamoIgnore] public string Part { get; init; } = \"\";");
            Entity("NotStored", "Part", Key + "[SortKey] public static string Part => \"\";");
            Entity("NotStored", "Part", Key + "[SortKey] public string Part { set { } }");
            Entity("SameKey", "Id", "[PartitionKey, SortKey] public required string Id { get; init; }");
            Entity("SameKey", "", Key, attributes: "[GlobalIndex(\"by-id\", PartitionKey = \"Id\", SortKey = \"Id\")]");
            Entity("IndexKeyNull", "State", Key + "public string? State { get; set; } = \"open\";", attributes: "[GlobalIndex(\"by-state\", PartitionKey = \"State\")]");
            Entity("ItemSize", "", Key + "[System.ComponentModel.DataAnnotations.StringLength(409_601)] public string? Text { get; set; }");
            Entity("ItemSize", "", Key + "[System.ComponentModel.DataAnnotations.MaxLength(409_600)] public string? Text { get; set; } [System.ComponentModel.DataAnnotations.MaxLength(1)] public byte[]? Bytes { get; set; }");
            Entity("RecordSize", "", Key + "[System.ComponentModel.DataAnnotations.MaxLength(131_073)] public string? Text { get; set; }", attributes: "[StreamEnabled(LargeRecords = LargeRecordPolicy.Park)]");
            Entity("MemberStored", "Note", Key + "public string? Note;");
            Entity("MemberStored", "Note", Key + "internal string? Note { get; set; }");
            Entity("MemberStored", "Note", Key + "protected internal string? Note { get; private set; }");
            Entity("MemberStored", "Note", Key + "public string? Note { private get; set; }");
            Entity("MemberStored", "Note", Key + "public string? Note { set { } }");
            Entity("MemberStored", "Note", Key + "private int _note; public ref int Note => ref _note;");
            Entity("MemberStored", "Note", Key + "public new string Note => base.Note.Trim();", kind: "class Order : Base", rest: "public class Base { public string Note { get; set; } = \"\"; }");
            Entity("MemberStored", "Note", Key + "public new void Note() { }", kind: "class Order : Base", rest: "public class Base { public string Note { get; set; } = \"\"; }");
            Entity("MemberStored", "Note", Key + "public static new string Note => \"\";", kind: "class Order : Base", rest: "public class Base { public string Note { get; set; } = \"\"; }");
            Entity("MemberStored", "Note", Key + "public new string Note { get; set; } = \"\";", kind: "class Order : Base", rest: "public class Base { [DynamoAttribute(\"note\")] public string Note { get; set; } = \"\"; }");
            Entity("MemberStored", "Inner", Key + "public Outer? Value { get; init; }", rest: "public sealed class Outer { public int Inner; public int Number { get; set; } }");
            Entity("MemberStored", "Inner", Key + "public List<Outer>? Values { get; init; }", rest: "public struct Outer { public int Inner; public int Number { get; set; } }");
            Entity("SortKeyOrder", "Sort", Key + "[SortKey] public TimeSpan Sort { get; init; }");
            Entity("SortKeyOrder", "Sort", Key + "[SortKey] public DayOfWeek Sort { get; init; }");
            Entity("SortKeyOrder", "Sort", Key + "public DayOfWeek? Sort { get; init; }", attributes: "[GlobalIndex(\"by-sort\", PartitionKey = \"Id\", SortKey = \"Sort\")]");
            Entity("ForeignAttribute", "Note", Key + "[System.Text.Json.Serialization.JsonIgnore] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[System.Text.Json.Serialization.JsonPropertyName(\"note\")] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[System.Runtime.Serialization.IgnoreDataMember] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[System.Runtime.Serialization.DataMember(Name = \"note\")] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[System.ComponentModel.DataAnnotations.Schema.NotMapped] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBIgnore] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBProperty(\"note\")] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBProperty(AttributeName = \"note\")] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBProperty(StoreAsEpoch = true)] public DateTime Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBProperty(typeof(string))] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Value", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBFlatten] public Outer? Value { get; init; }", rest: "public sealed class Outer { public int Number { get; set; } }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBHashKey] public required string Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBRangeKey] public required string Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBVersion] public int Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBGlobalSecondaryIndexHashKey(\"by-note\")] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBGlobalSecondaryIndexRangeKey(\"by-a\", \"by-b\")] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Amazon.DynamoDBv2.DataModel.DynamoDBLocalSecondaryIndexRangeKey(\"by-note\")] public string? Note { get; init; }");
            Entity("ForeignAttribute", "Note", Key + "[Newtonsoft.Json.JsonProperty(PropertyName = \"note\")] public string? Note { get; init; }", rest: Newtonsoft);
            Entity("ForeignAttribute", "Note", Key + "[Newtonsoft.Json.JsonIgnore] public string? Note { get; init; }", rest: Newtonsoft);
            Entity("ForeignAttribute", "Inner", Key + "public Outer? Value { get; init; }", rest: "public sealed class Outer { [System.Text.Json.Serialization.JsonIgnore] public int Inner { get; set; } }");
            Entity("ForeignAttribute", "Note", Key, kind: "class Order : Base", rest: "public class Base { [System.Text.Json.Serialization.JsonIgnore] public string? Note { get; set; } }");
            Entity("ForeignAttribute", "", Key, attributes: "[Amazon.DynamoDBv2.DataModel.DynamoDBTable(\"others\")]");
            Entity("ForeignAttribute", "", Key, attributes: "[Amazon.DynamoDBv2.DataModel.DynamoDBTable(\"orders\", LowerCamelCaseProperties = true)]");
            Entity("LogGroupName", "", Key, attributes: "[Audit(AuditLoggerType.Cloudwatch, LogGroupName = \"aws/audit\")]");
            Entity("AuditRegion", "", Key, attributes: "[Audit(AuditLoggerType.Cloudwatch, Region = \"EU\")]");
            Entity("UnknownRegion", "", Key, attributes: "[Audit(AuditLoggerType.Cloudwatch, Region = \"eu-west-9\")]");
            Entity("AuditTableName", "", Key, attributes: "[Audit(AuditLoggerType.DynamoDb, AuditTableName = \"a\")]");
            Entity("AuditOption", "", Key, attributes: "[Audit(AuditLoggerType.Console, TimeToLiveDays = 3)]");
            Entity("AuditOption", "", Key, attributes: "[Audit(AuditLoggerType.Console, TimeToLiveDays = 0)]");
            Entity("AuditOption", "", Key, attributes: "[Audit(AuditLoggerType.DynamoDb, AuditTableName = \"trail\", Retention = AuditRetention.OneYear)]");
            Entity("AuditOption", "", Key, attributes: "[Audit(AuditLoggerType.Console, RemovalPolicy = RemovalPolicy.Retain)]");
            Entity("AuditOption", "", Key, attributes: "[Audit(AuditLoggerType.DynamoDb, RemovalPolicy = RemovalPolicy.Destroy)]");
            Entity("AuditOption", "", Key, attributes: "[Audit(AuditLoggerType.DynamoDb, AuditTableName = \"orders\", RemovalPolicy = RemovalPolicy.Retain)]");
            Entity("TableValue", "", Key, table: "\"orders\", RemovalPolicy = (RemovalPolicy)4");
            Entity("LatestStart", "", Key, attributes: "[StreamEnabled(StartingPosition = StreamStartingPosition.Latest), Audit(AuditLoggerType.Console)]");
            Entity("ProtectedDestroy", "", Key, table: "\"orders\", RemovalPolicy = RemovalPolicy.Destroy");
            Entity("AuditShortVisibility", "", Key, attributes: "[Audit(AuditLoggerType.Console, VisibilityTimeoutSeconds = 184)]");

            const string Order = "[DynamoTable(\"orders\"), StreamEnabled] public sealed class Order { " + Key + " }";
            const string Mailer = "public sealed class Mailer : OrderChangeHandler { " + OnInserted + " }";
            Add("TableKeys", "", Order + "[DynamoTable(\"orders\")] public sealed class Note { [PartitionKey] public required int Id { get; init; } }", Table);
            Add("TableStream", "", Order + "[DynamoTable(\"orders\"), StreamEnabled(Fifo = true)] public sealed class Note { " + Key + " }", Table);
            Add("TableConflict", "", Order + "[DynamoTable(\"orders\", Discriminator = \"a\")] public sealed class Note { " + Key + " } [DynamoTable(\"orders\", Discriminator = \"b\")] public sealed class Page { " + Key + " }", Table);
            Add("EntityClash", "", Order + "[DynamoTable(\"orders\", EntityName = \"Order\")] public sealed class Note { " + Key + " }", Table);
            Add("DiscriminatorClash", "entityType", Order + "[DynamoTable(\"orders\")] public sealed class Note { " + Key + "public string? entityType { get; init; } }", Table);
            Add("TopicName", "", "[DynamoTable(\"orders.all\"), StreamEnabled] public sealed class Order { " + Key + " }", "Name = \"orders.all\",");
            Add("AuditBatch", "", "[DynamoTable(\"orders\"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.Console, BatchSize = 11)] public sealed class Order { " + Key + " }", Table);
            Add("AuditBatch", "", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Console, BatchSize = 11, MaxBatchingWindowSeconds = 0)] public sealed class Order { " + Key + " }", Table);
            Add("HandlerBatch", "", Order + "[ChangeQueue(BatchSize = 11)] " + Mailer, Handler);
            Add("HandlerDeclaration", "", Order + "public sealed class Mailer<T> : OrderChangeHandler { " + OnInserted + " }", "Mailer");
            Add("HandlerDeclaration", "", Order + "public sealed class Mailer : OrderChangeHandler { private Mailer() { } " + OnInserted + " }", Handler);
            Add("HandlerOfStranger", "", "public sealed class Order { public string? Id { get; init; } }" + Mailer, Handler);
            Add("HandlesNothing", "", Order + "public sealed class Mailer : OrderChangeHandler;", Handler);
            Add("OnChangeName", "", Order + "[OnChange(\"Nothing\")] " + Mailer.Replace("Inserted", "Modified", StringComparison.Ordinal), Handler);
            Add("HandlerWithoutStream", "", Order.Replace(", StreamEnabled", "", StringComparison.Ordinal) + Mailer, Handler);
            Add("HandlerClash", "", Order + Mailer + "public static class Other { " + Mailer + " }", Handler);
            Add("QueueRange", "", Order + "[ChangeQueue(MaxReceiveCount = 0)] " + Mailer, Handler);
            Add("QueueRange", "", Order + "[ChangeQueue(Parallelism = 0)] " + Mailer, Handler);
            Add("QueueRange", "", Order + "[ChangeQueue(Parallelism = 10_001)] " + Mailer, Handler);
            Add("QueueRange", "", Order + "[ChangeQueue(BatchSize = 0, Parallelism = 4)] " + Mailer, Handler);
            Add("QueueRange", "", Order + "[ChangeQueue(ExpectedSeconds = -1)] " + Mailer, Handler);
            Add("HandlerTime", "", Order + "[ChangeQueue(BatchSize = 10, ExpectedSeconds = 3)] " + Mailer, Handler);
            Add("HandlerTime", "", Order + "[ChangeQueue(BatchSize = 10, ExpectedSeconds = 15, Parallelism = 5)] " + Mailer, Handler);
            Add("HandlerTime", "", Order + "[ChangeQueue(ExpectedSeconds = 30)] " + Mailer, Handler);
            Add("OpaqueTables", "", Order + Mailer.Replace("Mailer", "Mailer(IServiceProvider services)", StringComparison.Ordinal), Handler);
            Add("UsesTableEntity", "", Order + "[UsesTable(typeof(string))] " + Mailer, Handler);
            Add("AppRange", "", "[assembly: Fw24App(\"shop\", TimeoutSeconds = 901)]", Table, Order);
            Add("AppName", "", "[assembly: Fw24App(\"\")]", Table, Order);
            Add("AppName", "", "[assembly: Fw24App(\"my-shop.orders\")]", Table, Order);
            Add("AppName", "", "[assembly: Fw24App(\"größe\")]", Table, Order);
            Add("AppName", "", "[assembly: Fw24App(\"-shop\")]", Table, Order);
            Add("AppName", "", "[assembly: Fw24App(\"" + new string('s', 65) + "\")]", Table, Order);
            Add("AppName", "", "[assembly: Fw24App(\"shop\\npublic static class Injected;\\n//\")]", Table, Order);

            Add("AuditWindow", "", "[DynamoTable(\"orders\"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.Console, MaxBatchingWindowSeconds = 9)] public sealed class Order { " + Key + " }", Table);
            Add("AuditView", "", "[DynamoTable(\"orders\"), StreamEnabled(ViewType = StreamViewType.NewImage), Audit(AuditLoggerType.Console)] public sealed class Order { " + Key + " }", Table);
            Add("HandlerView", "", Order.Replace("StreamEnabled", "StreamEnabled(ViewType = StreamViewType.OldImage)", StringComparison.Ordinal) + Mailer, Handler);
            Add("HandlerWindow", "", Order.Replace("StreamEnabled", "StreamEnabled(Fifo = true)", StringComparison.Ordinal) + "[ChangeQueue(MaxBatchingWindowSeconds = 1)] " + Mailer, Handler);
            Add("HandlerShortVisibility", "", Order + "[ChangeQueue(VisibilityTimeoutSeconds = 179)] " + Mailer, Handler);
            Add("HandlerVisibility", "", Order + "[ChangeQueue(VisibilityTimeoutSeconds = 29)] " + Mailer, Handler);
            Add("AuditVisibility", "", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Console, VisibilityTimeoutSeconds = 29)] public sealed class Order { " + Key + " }", Table);
            Add("OnChangeIdle", "", Order + "[OnChange(\"Id\")] " + Mailer, Handler);
            Add("OnChangeIdle", "", Order + "[OnChange] " + Mailer.Replace("Inserted", "Modified", StringComparison.Ordinal), Handler);
            Add("AuditKeys", "", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.DynamoDb)] public sealed class Order { [PartitionKey] public required int Id { get; init; } }", Table);
            Add("AuditKeys", "", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.DynamoDb)] public sealed class Order { " + Key + "[TimeToLive] public long audit { get; init; } }", Table);
            Add("ReservedKey", "Id", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.DynamoDb)] public sealed class Order { [PartitionKey] public string Id => \"AUDIT#\" + Number; public required string Number { get; init; } }", Table);
            Add("AuditTableKeys", "", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.DynamoDb, AuditTableName = \"notes\")] public sealed class Order { " + Key + " } [DynamoTable(\"notes\")] public sealed class Note { " + Key + " }", Table);
            Add("AppName", "", "[assembly: Fw24App(\"my shop\")]", Table, "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch)] public sealed class Order { " + Key + " }");
            Add("TopicClash", "", Order + "[DynamoTable(\"notes\"), StreamEnabled(TopicName = \"orders-stream\")] public sealed class Note { " + Key + " }", Table);
            Add("TableAudit", "", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Console)] public sealed class Order { " + Key + " } [DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch)] public sealed class Note { " + Key + " }", Table);
            Add(
                "KeyAttributeTypes",
                "Ref",
                "[DynamoTable(\"orders\"), GlobalIndex(\"a-a\", PartitionKey = \"Ref\")] public sealed class Order { " + Key + "public required string Ref { get; init; } } "
                + "[DynamoTable(\"orders\")] public sealed class Note { " + Key + "public int Ref { get; init; } }",
                Table);
            Add(
                "KeyAttributeTypes",
                "",
                "[DynamoTable(\"orders\"), GlobalIndex(\"a-a\", PartitionKey = \"Ref\")] public sealed class Order { " + Key + "public required string Ref { get; init; } } "
                + "[DynamoTable(\"orders\"), GlobalIndex(\"b-b\", PartitionKey = \"Ref\")] public sealed class Note { " + Key + "public required int Ref { get; init; } }",
                Table);
            return cases;

            void Entity(string rule, string member, string members, string table = "\"orders\"", string attributes = "", string kind = "class Order", string rest = "")
                => Add(rule, member, $"[DynamoTable({table})] {attributes} public {kind} {{ {members} }} {rest}", Codec);

            void Add(string rule, string member, string source, string generated, string rest = "")
                => cases.Add(rule.ToString(), member, source.StartsWith("[assembly", StringComparison.Ordinal) ? $"using Fw24; {source} namespace Shop {{ {rest} }}" : $"using Fw24; namespace Shop {{ {source} {rest} }}", generated);
        }
    }

    private const string Key = "[PartitionKey] public required string Id { get; init; } ";
    private const string Newtonsoft = "} namespace Newtonsoft.Json { public sealed class JsonIgnoreAttribute : Attribute; public sealed class JsonPropertyAttribute : Attribute { public string? PropertyName { get; set; } }";
    private const string OnInserted = "protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;";

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_refused_is_not_generated(string rule, string member, string source, string generated)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [source], IsExecutable = true });

        var finding = Assert.Single(Inspection.Violations(test).DistinctBy(static finding => (finding.Rule, finding.Member)));
        Assert.Equal(rule, Inspection.Name(finding.Rule));
        Assert.Equal(member, finding.Member ?? "");
        Assert.Null(test.Result.Exception);
        Assert.Equal(finding.IsAdvice, test.Files.Values.Any(file => file.Contains(generated, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("eu-central-1")]
    [InlineData("us-gov-west-1")]
    [InlineData("us-isob-east-1")]
    [InlineData("mx-central-1")]
    [InlineData("eusc-de-east-1")]
    public void A_region_of_AWS_is_one(string region)
        => Assert.True(ResourceNames.IsRegion(region));

    [Theory]
    [InlineData("")]
    [InlineData("eu")]
    [InlineData("eu-central")]
    [InlineData("EU-central-1")]
    [InlineData("eu-central-1a")]
    [InlineData("eu--1")]
    [InlineData("eu_central_1")]
    public void A_zone_or_another_word_is_no_region(string region)
        => Assert.False(ResourceNames.IsRegion(region));

    [Theory]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [System.ComponentModel.DataAnnotations.MaxLength(409_600)] public string? Text { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [System.ComponentModel.DataAnnotations.MaxLength(409_601)] public List<string>? Texts { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled(LargeRecords = LargeRecordPolicy.Park)] class Order { KEY [System.ComponentModel.DataAnnotations.MaxLength(131_072)] public string? Text { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled(LargeRecords = LargeRecordPolicy.Park, ViewType = StreamViewType.NewImage)] class Order { KEY [System.ComponentModel.DataAnnotations.MaxLength(262_144)] public string? Text { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY [System.ComponentModel.DataAnnotations.MaxLength(409_600)] public string? Text { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, LogGroupName = \"/aws/audit\")] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\"), GlobalIndex(\"by-state\", PartitionKey = nameof(State))] class Order { KEY public string? State { get; set; } = null; }")]
    [InlineData("[DynamoTable(\"orders\"), GlobalIndex(\"by-ref\", PartitionKey = nameof(Ref))] class Order { KEY public string? Ref { get; set; } } [DynamoTable(\"orders\")] class Note { KEY public Guid Ref { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [ChangeQueue(BatchSize = 10, ExpectedSeconds = 29, Parallelism = 10)] class Mailer : OrderChangeHandler { " + OnInserted + " }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [ChangeQueue(BatchSize = 9, ExpectedSeconds = 3)] class Mailer : OrderChangeHandler { " + OnInserted + " }")]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled(Fifo = true)] class Order { KEY } [ChangeQueue(Parallelism = 10_000, ExpectedSeconds = 29)] class Mailer : OrderChangeHandler { " + OnInserted + " }")]
    [InlineData("[DynamoTable(\"orders\"), GlobalIndex(\"by-ref\", PartitionKey = nameof(Ref))] class Order { KEY public required string Ref { get; set; } = \"\"; public string Note { get; set; } = \"\"; }")]
    [InlineData("[DynamoTable(\"orders\"), GlobalIndex(\"by-ref\", PartitionKey = nameof(Ref))] class Order { KEY public Guid Ref { get; set; } = Guid.Empty; }")]
    [InlineData("[DynamoTable(\"orders\"), GlobalIndex(\"by-ref\", PartitionKey = nameof(Ref))] class Order { KEY public string Ref { get; set; } = \"none\"; }")]
    [InlineData("[DynamoTable(\"orders\"), Audit(AuditLoggerType.DynamoDb, AuditTableName = \"trail\", RemovalPolicy = RemovalPolicy.Retain, TimeToLiveDays = 0)] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, RemovalPolicy = RemovalPolicy.Destroy, Region = \"eusc-de-east-1\")] class Order { KEY }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [AuditActor, Sensitive(Redaction.Hmac)] public string? By { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [AuditActor, AuditIgnore] public string? By { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [Sensitive(Redaction.Hmac, Scope = \"A-z_0.9\")] public string? By { get; set; } [Sensitive(Redaction.Hmac, Scope = null), System.ComponentModel.DataAnnotations.StringLength(5)] public string? Mail { get; set; } [System.ComponentModel.DataAnnotations.StringLength(1)] public string? Flag { get; set; } [Sensitive, System.ComponentModel.DataAnnotations.AllowedValues(\"y\")] public string? Kind { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\"), GlobalIndex(\"by-state\", PartitionKey = nameof(State))] class Order { public Order() { State = \"open\"; } KEY public string? State { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [DynamoIgnore] public string? Field; public readonly int Made = 1; public const int Max = 3; public static int Count; internal int Counter; private string? _note; }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [DynamoIgnore] internal string? A { get; set; } private string? B { get; set; } protected string? C { get; set; } internal int D => 1; [DynamoAttribute(\"E\")] internal int E { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [DynamoIgnore] public string Text { set { } } public static string? Shared { get; set; } public int this[int index] { get => index; set { } } public ref readonly int One => ref _one; private int _one; }")]
    [InlineData("[DynamoTable(\"orders\")] class Order : Base { KEY private new string Note => base.Note; public new int Count { get; set; } [DynamoIgnore] public new string Text => \"\"; } class Base { public string Note { get; set; } = \"\"; public long Count { get; set; } public string Text { get; set; } = \"\"; [DynamoIgnore] public virtual int Gone { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order : Base { KEY public override int Gone { get => 1; } } class Base { [DynamoIgnore] public virtual int Gone { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [SortKey] public DateTime At { get; set; } public TimeSpan Took { get; set; } public DayOfWeek Day { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\"), GlobalIndex(\"by-day\", PartitionKey = nameof(Day))] class Order { KEY public DayOfWeek Day { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\"), Amazon.DynamoDBv2.DataModel.DynamoDBTable(\"orders\")] class Order { [PartitionKey, Amazon.DynamoDBv2.DataModel.DynamoDBHashKey] public required string Id { get; init; } [SortKey, Amazon.DynamoDBv2.DataModel.DynamoDBRangeKey] public required string Part { get; init; } [Version, Amazon.DynamoDBv2.DataModel.DynamoDBVersion] public int Version { get; init; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [DynamoIgnore, System.Text.Json.Serialization.JsonIgnore] public string? A { get; set; } [DynamoAttribute(\"b\"), System.Text.Json.Serialization.JsonPropertyName(\"mail\")] public string? B { get; set; } [System.Text.Json.Serialization.JsonPropertyName(\"C\")] public string? C { get; set; } [AuditIgnore, System.Text.Json.Serialization.JsonIgnore] public string? D { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] public string? A { get; set; } [Amazon.DynamoDBv2.DataModel.DynamoDBProperty] public string? B { get; set; } [System.Runtime.Serialization.DataMember(Order = 1)] public string? C { get; set; } [System.Text.Json.Serialization.JsonIgnore] public string D => Id; }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [field: DynamoIgnore, NonSerialized] public object? Handle { get; set; } }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [JsonIgnore] public string? A { get; set; } } [AttributeUsage(AttributeTargets.All)] class JsonIgnoreAttribute : Attribute;")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [Version] public long Version { get; set; } = 0; }")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [Version] public int Version { get; set; } = default; }")]
    [InlineData("[DynamoTable(\"orders\")] record Order([property: PartitionKey] string Id, [property: Version] long Version = 0);")]
    public void What_is_just_within_the_limits_has_no_findings(string source)
        => Assert.Empty(Inspection.Violations(GeneratorTest.RunOnly(new TestProject { Sources = [$"using Fw24; namespace Shop {{ {source.Replace("KEY", Key, StringComparison.Ordinal)} }}"], IsExecutable = true })));

    [Theory]
    [InlineData("[DynamoIgnore] public required string Value { get; init; }", "it has [DynamoIgnore]")]
    [InlineData("public required string Value;", "it is a field")]
    [InlineData("internal required string Value { get; init; }", "it is not public")]
    [InlineData("public required string Value { set { } }", "it has no getter")]
    [InlineData("public required string Value { private get; init; }", "generated code cannot call its getter")]
    public async Task F2_what_is_required_and_not_stored_is_said_with_its_reason(string member, string why)
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = [$"using Fw24; [DynamoTable(\"orders\")] internal class Order {{ {Key} {member} }}"] });

        var diagnostic = Assert.Single(await AnalyzerTest.DiagnosticsAsync(test));
        Assert.Equal("FW24010", diagnostic.Id);
        Assert.Contains($"Order.Value is required but not stored because {why}, so", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_rules_allow_has_no_findings()
        => Assert.Empty(Inspection.Violations(Sample.Run));

    [Fact]
    public void An_entity_that_is_refused_leaves_its_neighbours_alone()
    {
        var test = GeneratorTest.Run("""
            namespace Shop;

            [Fw24.DynamoTable("orders")] public sealed record Order([property: Fw24.PartitionKey] bool Id);
            [Fw24.DynamoTable("notes")] public sealed record Note([property: Fw24.PartitionKey] string Id);
            """);

        Assert.DoesNotContain("Shop.Order.Entity.g.cs", test.Files.Keys);
        Assert.Contains("Shop.Order.StandIn.g.cs", test.Files.Keys);
        Assert.Contains("Shop.Note.Entity.g.cs", test.Files.Keys);
        Assert.DoesNotContain("orders", test.Files["ShopApp.g.cs"], StringComparison.Ordinal);
    }
}
