using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Analyzers;

/// <summary>A fix makes the change that its title names and no other, keeps the surrounding code, and is withheld where its page says so.</summary>
public sealed class CodeFixTests
{
    private const string Key = "[PartitionKey] public required string Id { get; init; }";
    private const string Inserted = "protected override Task OnInsertedAsync(OrderChange.Inserted change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;";

    /// <summary>Mistakes that no fix can safely correct.</summary>
    public static TheoryData<string, string> Withheld => new()
    {
        { "FW24001", "[DynamoTable(\"or\")] class Order { KEY }" },
        { "FW24001", "[DynamoTable(\"!?! a\")] class Order { KEY }" },
        { "FW24001", "static class Names { public const string Orders = \"my orders\"; } [DynamoTable(Names.Orders)] class Order { KEY }" },
        { "FW24003", "[DynamoTable(\"orders\")] abstract class Order { KEY public abstract void Pay(); }" },
        { "FW24003", "[DynamoTable(\"orders\")] abstract class Order { KEY } class Rush : Order;" },
        { "FW24003", "[DynamoTable(\"orders\")] class Order<T> { KEY }" },
        { "FW24003", "[DynamoTable(\"orders\")] abstract partial class Order { KEY } partial class Order { }" },
        { "FW24004", "[DynamoTable(\"orders\")] class Order { public required string Number { get; init; } }" },
        { "FW24004", "[DynamoTable(\"orders\")] class Order { public required string Id { get; init; } public required string OrderId { get; init; } }" },
        { "FW24004", "[DynamoTable(\"orders\")] class Order { public bool Id { get; init; } }" },
        { "FW24004", "[DynamoTable(\"orders\")] class Order { KEY [PartitionKey] public required string Other { get; init; } }" },
        { "FW24006", "[DynamoTable(\"orders\")] class Order { [PartitionKey] public bool? Id { get; init; } }" },
        { "FW24006", "[DynamoTable(\"orders\")] class Order { [PartitionKey] public Nullable<int> Id { get; init; } }" },
        { "FW24008", "[DynamoTable(\"orders\")] class Order : Base { KEY public override int Number { get; } } abstract class Base { public abstract int Number { get; } }" },
        { "FW24009", "[DynamoTable(\"orders\")] class Order { KEY [AuditIgnore] public string? Note { private get; set; } }" },
        { "FW24010", "[DynamoTable(\"orders\")] class Order { KEY [DynamoIgnore] public required string Note { get; init; } }" },
        { "FW24010", "[DynamoTable(\"orders\")] class Order { KEY public required string? Note; }" },
        { "FW24012", "[DynamoTable(\"orders\")] class Order { [PartitionKey, DynamoAttribute(\"" + new string('k', 256) + "\")] public required string Id { get; init; } }" },
        { "FW24013", "[DynamoTable(\"orders\")] class Order { KEY [DynamoAttribute(\"Id\")] public string? Number { get; init; } [DynamoAttribute(\"Number\")] public string? Other { get; init; } }" },
        { "FW24015", "[DynamoTable(\"orders\")] class Order { KEY [Version] public string? Version { get; init; } }" },
        { "FW24018", "[DynamoTable(\"orders\"), GlobalIndex(\"x\", PartitionKey = \"Id\")] class Order { KEY }" },
        { "FW24019", "[DynamoTable(\"orders\"), GlobalIndex(\"by-other\", PartitionKey = \"Other\")] class Order { KEY }" },
        { "FW24019", "[DynamoTable(\"orders\"), GlobalIndex(\"by-none\")] class Order { KEY }" },
        { "FW24019", "[DynamoTable(\"orders\"), GlobalIndex(\"by-a\", PartitionKey = \"AB\")] class Order { KEY public string? Ab { get; init; } public string? aB { get; init; } }" },
        { "FW24032", "[DynamoTable(\"orders\")] class Order { KEY [System.Text.Json.Serialization.JsonIgnore] public required string Note { get; init; } }" },
        { "FW24032", "[DynamoTable(\"orders\")] record Order([property: PartitionKey] string Id, [property: System.Text.Json.Serialization.JsonIgnore] string Note);" },
        { "FW24032", "[DynamoTable(\"orders\")] class Order { KEY [System.Text.Json.Serialization.JsonPropertyName(\"Id\")] public string? Note { get; init; } }" },
        { "FW24032", "[DynamoTable(\"orders\")] class Order { KEY [Amazon.DynamoDBv2.DataModel.DynamoDBHashKey] public required string Note { get; init; } }" },
        { "FW24032", "[DynamoTable(\"orders\")] class Order { KEY [Amazon.DynamoDBv2.DataModel.DynamoDBGlobalSecondaryIndexHashKey(\"by-note\")] public required string Note { get; init; } }" },
        { "FW24101", "static class Limits { public const int Batch = 0; } [DynamoTable(\"orders\"), StreamEnabled(BatchSize = Limits.Batch)] class Order { KEY }" },
        { "FW24103", "[DynamoTable(\"orders\"), StreamEnabled(TopicName = \"…!…\")] class Order { KEY }" },
        { "FW24105", "[DynamoTable(\"orders\"), StreamEnabled(TopicName = \"changes\")] class Order { KEY } [DynamoTable(\"notes\"), StreamEnabled(TopicName = \"changes\")] class Note { KEY } [DynamoTable(\"a-a\"), StreamEnabled(TopicName = \"orders-stream\")] class A { KEY } [DynamoTable(\"b-b\"), StreamEnabled(TopicName = \"notes-stream\")] class B { KEY }" },
        { "FW24106", "[DynamoTable(\"orders\"), StreamEnabled(LargeRecords = LargeRecordPolicy.Park)] class Order { KEY [System.ComponentModel.DataAnnotations.MaxLength(200_000)] public string? Text { get; init; } } [DynamoTable(\"orders\"), StreamEnabled(LargeRecords = LargeRecordPolicy.Park)] class Note { KEY }" },
        { "FW24203", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, LogGroupName = \"aws/audit\")] class Order { KEY }" },
        { "FW24201", "static class Limits { public const int Days = 15; } [DynamoTable(\"orders\"), Audit(AuditLoggerType.Console, QueueRetentionDays = Limits.Days)] class Order { KEY }" },
        { "FW24202", "[DynamoTable(\"orders\"), Audit((AuditLoggerType)7)] class Order { KEY }" },
        { "FW24203", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, LogGroupName = \"\")] class Order { KEY }" },
        { "FW24204", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.DynamoDb, AuditTableName = \"a\")] class Order { KEY }" },
        { "FW24205", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, Region = \"Frankfurt\")] class Order { KEY }" },
        { "FW24207", "[DynamoTable(\"orders\"), StreamEnabled(ViewType = StreamViewType.NewImage), Audit(AuditLoggerType.Console)] class Order { KEY } [DynamoTable(\"orders\"), StreamEnabled(ViewType = StreamViewType.NewImage)] class Note { KEY }" },
        { "FW24208", "static class Limits { public const int Batch = 11; } [DynamoTable(\"orders\"), StreamEnabled(Fifo = true), Audit(AuditLoggerType.Console, BatchSize = Limits.Batch)] class Order { KEY }" },
        { "FW24212", "[DynamoTable(\"orders\")] class Order { KEY [Sensitive] public required string Email { get; init; } }" },
        { "FW24212", "[DynamoTable(\"orders\")] class Order { KEY [Sensitive(Redaction.Mask)] public required int Pin { get; init; } }" },
        { "FW24215", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.DynamoDb, AuditTableName = \"notes\")] class Order { KEY } [DynamoTable(\"notes\")] class Note { KEY } [DynamoTable(\"orders-audit\")] class Page { KEY }" },
        { "FW24218", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.DynamoDb)] class Order { [PartitionKey] public string Id => \"AUDIT#\" + Number; public required string Number { get; init; } } [DynamoTable(\"orders\"), Audit(AuditLoggerType.DynamoDb)] class Note { KEY }" },
        { "FW24223", "[DynamoTable(\"orders\")] class Order : IOne, ITwo { KEY public required string Mail { get; init; } } interface IOne { [Sensitive(Redaction.Mask)] string Mail { get; } } interface ITwo { [Sensitive(Redaction.Hmac)] string Mail { get; } }" },
        { "FW24301", "static class Limits { public const int Days = 0; } [DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [ChangeQueue(RetentionDays = Limits.Days)] class Mailer : OrderChangeHandler { INSERTED }" },
        { "FW24302", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } class Mailer : OrderChangeHandler { private Mailer() { } INSERTED }" },
        { "FW24302", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } class Mailer<T> : OrderChangeHandler { INSERTED }" },
        { "FW24304", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [OnChange(\"Status\")] class Mailer : OrderChangeHandler { MODIFIED }" },
        { "FW24305", "[DynamoTable(\"orders\")] class Order { KEY } [DynamoTable(\"orders\")] class Note { KEY } class Mailer : OrderChangeHandler { INSERTED }" },
        { "FW24306", "[DynamoTable(\"orders\"), StreamEnabled(ViewType = StreamViewType.OldImage)] class Order { KEY } [DynamoTable(\"orders\"), StreamEnabled(ViewType = StreamViewType.OldImage)] class Note { KEY } class Mailer : OrderChangeHandler { INSERTED }" },
        { "FW24307", "static class Limits { public const int Batch = 11; } [DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [ChangeQueue(BatchSize = Limits.Batch)] class Mailer : OrderChangeHandler { INSERTED }" },
        { "FW24330", "static class Limits { public const int Batch = 11; } [DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [ChangeQueue(BatchSize = Limits.Batch, MaxBatchingWindowSeconds = 1, ExpectedSeconds = 7)] class Mailer : OrderChangeHandler { INSERTED }" },
        { "FW24330", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [ChangeQueue(ExpectedSeconds = 30)] class Mailer : OrderChangeHandler { INSERTED }" },
        { "FW24401", "[assembly: Fw24App(\"shop\", TimeoutSeconds = Limits.Timeout)] static class Limits { public const int Timeout = 901; } [DynamoTable(\"orders\")] class Order { KEY }" },
        { "FW24403", "static class Outer { [InfrastructureStack] public partial class ShopStack : Amazon.CDK.Stack; } [DynamoTable(\"orders\")] class Order { KEY } LIBRARY" },
        { "FW24404", "[InfrastructureStack] partial class ShopStack; [DynamoTable(\"orders\")] class Order { KEY }" },
        { "FW24404", "[InfrastructureStack] partial class ShopStack : Base; class Base; [DynamoTable(\"orders\")] class Order { KEY } LIBRARY" },
        { "FW24506", "[DynamoTable(\"orders\")] class Order { KEY } [DynamoTable(\"orders\")] class Note { KEY public string? entityType { get; init; } }" },
        { "FW24505", "static class A { [DynamoTable(\"orders\")] public class Order { KEY } } static class B { [DynamoTable(\"orders\")] public class Order { KEY } }" },
    };

    /// <summary>The sources before and after a fix.</summary>
    public static TheoryData<string, string, string> Written => new()
    {
        // Names.
        { "FW24103", "[DynamoTable(\"orders.all\"), Audit(AuditLoggerType.Console)] class Order { KEY }", "[DynamoTable(\"orders.all\"), Audit(AuditLoggerType.Console)] [StreamEnabled(TopicName = \"orders-all-stream\")] class Order { KEY }" },
        { "FW24103", "[DynamoTable(\"orders\"), StreamEnabled(Fifo = true, TopicName = \"orders.fifo\")] class Order { KEY }", "[DynamoTable(\"orders\"), StreamEnabled(Fifo = true, TopicName = \"orders\")] class Order { KEY }" },
        { "FW24103", "[DynamoTable(\"orders.all\"), StreamEnabled] class Order { KEY }", "[DynamoTable(\"orders.all\"), StreamEnabled(TopicName = \"orders-all-stream\")] class Order { KEY }" },
        { "FW24402", "[assembly: Fw24App(\"my shop\")] [DynamoTable(\"orders\")] class Order { KEY }", "[assembly: Fw24App(\"my-shop\")] [DynamoTable(\"orders\")] class Order { KEY }" },
        { "FW24402", "[assembly: Fw24App(\"_Acme.Orders\")] [DynamoTable(\"orders\")] class Order { KEY }", "[assembly: Fw24App(\"Acme-Orders\")] [DynamoTable(\"orders\")] class Order { KEY }" },
        { "FW24205", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, Region = \"EU_Central 1\")] class Order { KEY }", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, Region = \"eu-central-1\")] class Order { KEY }" },
        { "FW24205", "[Fw24.DynamoTable(\"orders\"), Fw24.Audit(AuditLoggerType.Cloudwatch, Region = \"eu-central-1b\")] class Order { KEY }", "[Fw24.DynamoTable(\"orders\"), Fw24.Audit(AuditLoggerType.Cloudwatch, Region = \"eu-central-1\")] class Order { KEY }" },

        // Values.
        { "FW24101", "[DynamoTable(\"orders\"), StreamEnabled(BatchSize = -1)] class Order { KEY }", "[DynamoTable(\"orders\"), StreamEnabled(BatchSize = 1)] class Order { KEY }" },
        { "FW24101", "[DynamoTable(\"orders\"), StreamEnabled(MaxRecordAgeSeconds = 604_800)] class Order { KEY }", "[DynamoTable(\"orders\"), StreamEnabled(MaxRecordAgeSeconds = 86400)] class Order { KEY }" },
        { "FW24202", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, Retention = (AuditRetention)366)] class Order { KEY }", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, Retention = AuditRetention.ThirteenMonths)] class Order { KEY }" },
        { "FW24202", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, Retention = (AuditRetention)3654)] class Order { KEY }", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, Retention = AuditRetention.Forever)] class Order { KEY }" },
        { "FW24202", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch, Retention = (AuditRetention)(-1))] class Order { KEY }", "[DynamoTable(\"orders\"), Audit(AuditLoggerType.Cloudwatch)] class Order { KEY }" },
        { "FW24002", "[DynamoTable(\"orders\", Discriminator = \"\")] class Order { KEY }", "[DynamoTable(\"orders\")] class Order { KEY }" },
        { "FW24019", "[DynamoTable(\"orders\"), GlobalIndex(\"by-ref\", PartitionKey = nameof(Ref), SortKey = \"s\")] class Order { KEY public string? Ref { get; init; } [DynamoAttribute(\"s\")] public string? State { get; init; } }", "[DynamoTable(\"orders\"), GlobalIndex(\"by-ref\", PartitionKey = nameof(Ref), SortKey = nameof(State))] class Order { KEY public string? Ref { get; init; } [DynamoAttribute(\"s\")] public string? State { get; init; } }" },
        { "FW24026", "[DynamoTable(\"orders\"), GlobalIndex(\"by-id\", PartitionKey = \"Id\", SortKey = \"Id\")] class Order { KEY }", "[DynamoTable(\"orders\"), GlobalIndex(\"by-id\", PartitionKey = \"Id\")] class Order { KEY }" },

        // Modifiers and declarations.
        { "FW24003", "static class Outer { [DynamoTable(\"orders\")] private sealed class Order { KEY } }", "static class Outer { [DynamoTable(\"orders\")] internal sealed class Order { KEY } }" },
        { "FW24003", "static class Outer { [DynamoTable(\"orders\")] class Order { KEY } }", "static class Outer { [DynamoTable(\"orders\")] internal class Order { KEY } }" },
        { "FW24003", "[DynamoTable(\"orders\")] file record Order([property: PartitionKey] string Id);", "[DynamoTable(\"orders\")] record Order([property: PartitionKey] string Id);" },
        { "FW24004", "[DynamoTable(\"orders\")] record Order(string OrderId, string Text);", "[DynamoTable(\"orders\")] record Order([property: PartitionKey] string OrderId, string Text);" },
        { "FW24004", "[DynamoTable(\"orders\")] class Order { [DynamoAttribute(\"id\")] public required string Id { get; init; } }", "[DynamoTable(\"orders\")] class Order { [DynamoAttribute(\"id\")] [PartitionKey] public required string Id { get; init; } }" },
        { "FW24006", "[DynamoTable(\"orders\")] record Order([property: PartitionKey] string? Id);", "[DynamoTable(\"orders\")] record Order([property: PartitionKey] string Id);" },
        { "FW24006", "[DynamoTable(\"orders\")] class Order { [PartitionKey] public Guid? Id { get; init; } }", "[DynamoTable(\"orders\")] class Order { [PartitionKey] public Guid Id { get; init; } }" },
        { "FW24006", "[DynamoTable(\"orders\")] class Order { KEY [SortKey] public string? Part { get; init; } = \"\"; }", "[DynamoTable(\"orders\")] class Order { KEY [SortKey] public string Part { get; init; } = \"\"; }" },
        { "FW24009", "[DynamoTable(\"orders\")] class Order { KEY [AuditIgnore] protected string? Note { get; set; } }", "[DynamoTable(\"orders\")] class Order { KEY [AuditIgnore] protected internal string? Note { get; set; } }" },
        { "FW24010", "[DynamoTable(\"orders\")] class Order { KEY [DynamoIgnore] public required int Count { get; init; } }", "[DynamoTable(\"orders\")] class Order { KEY [DynamoIgnore] public int Count { get; init; } }" },
        { "FW24302", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } static class Handlers { private sealed class Mailer : OrderChangeHandler { INSERTED } }", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } static class Handlers { internal sealed class Mailer : OrderChangeHandler { INSERTED } }" },
        { "FW24404", "[InfrastructureStack] partial class ShopStack : IDisposable, ICloneable { public new void Dispose() { } public object Clone() => this; } [DynamoTable(\"orders\")] class Order { KEY } LIBRARY", "[InfrastructureStack] partial class ShopStack : Amazon.CDK.Stack, IDisposable, ICloneable { public new void Dispose() { } public object Clone() => this; } [DynamoTable(\"orders\")] class Order { KEY } LIBRARY" },
        { "FW24207", "[DynamoTable(\"orders\"), StreamEnabled(ViewType = StreamViewType.NewImage)] class Note { KEY } [DynamoTable(\"orders\"), Audit(AuditLoggerType.Console)] class Order { KEY }", "[DynamoTable(\"orders\"), StreamEnabled] class Note { KEY } [DynamoTable(\"orders\"), Audit(AuditLoggerType.Console)] class Order { KEY }" },
        { "FW24304", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY [DynamoAttribute(\"s\")] public string? State { get; init; } } [OnChange(nameof(Order.Id), \"s\")] class Mailer : OrderChangeHandler { MODIFIED }", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY [DynamoAttribute(\"s\")] public string? State { get; init; } } [OnChange(nameof(Order.Id), nameof(Order.State))] class Mailer : OrderChangeHandler { MODIFIED }" },

        { "FW24030", "[DynamoTable(\"orders\")] class Order { KEY internal int Count { get; set; } }", "[DynamoTable(\"orders\")] class Order { KEY [DynamoIgnore] internal int Count { get; set; } }" },
        { "FW24030", "[DynamoTable(\"orders\")] class Order { KEY public int Count; }", "[DynamoTable(\"orders\")] class Order { KEY [DynamoIgnore] public int Count; }" },
        { "FW24030", "[DynamoTable(\"orders\")] class Order : Base { KEY } class Base { public int Count, Number; }", "[DynamoTable(\"orders\")] class Order : Base { KEY } class Base { [DynamoIgnore] public int Count, Number; }" },
        { "FW24030", "[DynamoTable(\"orders\")] class Order : Base { KEY public new string Note => \"\"; } class Base { public string? Note { get; set; } }", "[DynamoTable(\"orders\")] class Order : Base { KEY [DynamoIgnore] public new string Note => \"\"; } class Base { public string? Note { get; set; } }" },
        { "FW24032", "[DynamoTable(\"orders\")] record Order([property: PartitionKey] string Id, [property: System.Text.Json.Serialization.JsonPropertyName(\"mail\")] string Mail);", "[DynamoTable(\"orders\")] record Order([property: PartitionKey] string Id, [property: System.Text.Json.Serialization.JsonPropertyName(\"mail\")] [property: DynamoAttribute(\"mail\")] string Mail);" },
        { "FW24032", "[DynamoTable(\"orders\")] class Order { KEY [Amazon.DynamoDBv2.DataModel.DynamoDBRangeKey] public required string Part { get; init; } }", "[DynamoTable(\"orders\")] class Order { KEY [Amazon.DynamoDBv2.DataModel.DynamoDBRangeKey] [SortKey] public required string Part { get; init; } }" },
        { "FW24032", "[DynamoTable(\"orders\")] class Order { KEY [System.Text.Json.Serialization.JsonPropertyName(\"a\"), Amazon.DynamoDBv2.DataModel.DynamoDBProperty(\"b\")] public string? Note { get; init; } }", "[DynamoTable(\"orders\")] class Order { KEY [System.Text.Json.Serialization.JsonPropertyName(\"a\"), Amazon.DynamoDBv2.DataModel.DynamoDBProperty(\"b\")] [DynamoAttribute(\"b\")] public string? Note { get; init; } }" },

        // Surrounding code.
        { "FW24032", "[DynamoTable(\"orders\")] class Order\n{\n    KEY\n\n    /// <summary>Secret.</summary>\n    [System.Text.Json.Serialization.JsonIgnore] // nobody's\n    public string? Password { get; init; }\n}", "[DynamoTable(\"orders\")] class Order\n{\n    KEY\n\n    /// <summary>Secret.</summary>\n    [System.Text.Json.Serialization.JsonIgnore] // nobody's\n    [DynamoIgnore]\n    public string? Password { get; init; }\n}" },
        { "FW24101", "[DynamoTable(\"orders\")] [StreamEnabled(\n    Fifo = true, // in order\n    BatchSize = /* many */ 0 /* too few */)] // of the table\nclass Order { KEY }", "[DynamoTable(\"orders\")] [StreamEnabled(\n    Fifo = true, // in order\n    BatchSize = /* many */ 1 /* too few */)] // of the table\nclass Order { KEY }" },
        { "FW24206", "[DynamoTable(\"orders\")]\n[Audit(\n    AuditLoggerType.Console, // read by nobody\n    Retention = AuditRetention.OneDay,\n    BatchSize = 3)]\nclass Order { KEY }", "[DynamoTable(\"orders\")]\n[Audit(\n    AuditLoggerType.Console, // read by nobody\n    BatchSize = 3)]\nclass Order { KEY }" },
        { "FW24214", "[DynamoTable(\"orders\")]\n[Audit(\n    AuditLoggerType.DynamoDb,\n    BatchSize = 3 /* few */)]\nclass Order { [PartitionKey] public required int Id { get; init; } }", "[DynamoTable(\"orders\")]\n[Audit(\n    AuditLoggerType.DynamoDb,\n    BatchSize = 3,\n    AuditTableName = \"orders-audit\" /* few */)]\nclass Order { [PartitionKey] public required int Id { get; init; } }" },
        { "FW24312", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY }\n\n/// <summary>Mails.</summary>\n[OnChange(nameof(Order.Id))] // only then\n[ChangeQueue]\n// A mailer.\nclass Mailer : OrderChangeHandler { INSERTED }", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY }\n\n/// <summary>Mails.</summary>\n // only then\n[ChangeQueue]\n// A mailer.\nclass Mailer : OrderChangeHandler { INSERTED }" },
        { "FW24312", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY }\n\n/// <summary>Mails.</summary>\n[OnChange(nameof(Order.Id))]\nclass Mailer : OrderChangeHandler { INSERTED }", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY }\n\n/// <summary>Mails.</summary>\nclass Mailer : OrderChangeHandler { INSERTED }" },
        { "FW24312", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [Obsolete, OnChange(nameof(Order.Id))] class Mailer : OrderChangeHandler { INSERTED }", "[DynamoTable(\"orders\"), StreamEnabled] class Order { KEY } [Obsolete] class Mailer : OrderChangeHandler { INSERTED }" },
        { "FW24012", "[DynamoTable(\"orders\")] class Order\n{\n    KEY\n\n    // A note.\n    [DynamoAttribute(\"\")]\n    public string? Note { get; init; }\n}", "[DynamoTable(\"orders\")] class Order\n{\n    KEY\n\n    // A note.\n    public string? Note { get; init; }\n}" },
        { "FW24305", "/// <summary>An order.</summary>\r\n[DynamoTable(\"orders\")] // a table\r\nclass Order { KEY }\r\nclass Mailer : OrderChangeHandler { INSERTED }", "/// <summary>An order.</summary>\r\n[DynamoTable(\"orders\")] // a table\r\n[StreamEnabled]\r\nclass Order { KEY }\r\nclass Mailer : OrderChangeHandler { INSERTED }" },
        { "FW24403", "[DynamoTable(\"orders\")] class Order { KEY }\n[InfrastructureStack]\n// All of it.\nclass ShopStack : Amazon.CDK.Stack; // no more\nLIBRARY", "[DynamoTable(\"orders\")] class Order { KEY }\n[InfrastructureStack]\n// All of it.\npartial class ShopStack : Amazon.CDK.Stack; // no more\nLIBRARY" },
        { "FW24003", "\n#if true\n[DynamoTable(\"orders\")]\n#endif\n/* not yet */ abstract class Order { KEY }", "\n#if true\n[DynamoTable(\"orders\")]\n#endif\n/* not yet */ class Order { KEY }" },
        { "FW24404", "[DynamoTable(\"orders\")] class Order { KEY }\n[InfrastructureStack]\npartial class ShopStack // all\n{\n}\nLIBRARY", "[DynamoTable(\"orders\")] class Order { KEY }\n[InfrastructureStack]\npartial class ShopStack : Amazon.CDK.Stack // all\n{\n}\nLIBRARY" },
        { "FW24008", "[DynamoTable(\"orders\")] class Order\n{\n    KEY\n    public int Number // counts\n    {\n        get; // here\n    }\n}", "[DynamoTable(\"orders\")] class Order\n{\n    KEY\n    public int Number // counts\n    {\n        get; // here\n        init;\n    }\n}" },
    };

    [Theory]
    [MemberData(nameof(Withheld))]
    public async Task A_fix_is_withheld_where_no_remedy_is_safe(string id, string source)
    {
        var test = await CodeFixTest.OpenAsync(Full(source));

        var diagnostics = test.Diagnostics.Where(diagnostic => diagnostic.Id == id).ToList();
        Assert.NotEmpty(diagnostics);
        foreach (var diagnostic in diagnostics)
        {
            Assert.Empty(await test.OffersAsync(diagnostic));
        }
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_fix_writes_this_and_keeps_the_rest(string id, string wrong, string right)
    {
        var test = await CodeFixTest.OpenAsync(Full(wrong));
        test = await test.FixedAsync(id);

        Assert.Equal([Full(right)], await test.SourcesAsync());
        Assert.Empty(test.Diagnostics);
        Assert.Empty(test.Errors);
    }

    [Theory]
    [InlineData("[DynamoTable(\"orders\"), StreamEnabled(BatchSize = 0)] class Order { KEY }", "Set BatchSize = 1")]
    [InlineData("[DynamoTable(\"my orders\")] class Order { KEY }", "Write \"my-orders\"")]
    [InlineData("[DynamoTable(\"orders\"), Audit(AuditLoggerType.Console, Region = \"eu-central-1\")] class Order { KEY }", "Remove Region")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [Sensitive(Redaction.Mask)] public int Pin { get; init; } }", "Remove Redaction.Mask")]
    [InlineData("[DynamoTable(\"orders\")] class Order { public required string Id { get; init; } }", "Add [PartitionKey] to Id")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [DynamoAttribute(\"\")] public string? Note { get; init; } }", "Remove [DynamoAttribute(\"\")]")]
    [InlineData("[DynamoTable(\"orders\")] file class Order { KEY }", "Remove 'file'")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [AuditIgnore] string? Note { get; set; } }", "Make it internal")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY public int Number { get; } }", "Add 'init' to Number")]
    [InlineData("[DynamoTable(\"orders\")] class Order { [PartitionKey] public string? Id { get; set; } }", "Make it required string")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY public int Count; }", "Add [DynamoIgnore] to Count")]
    [InlineData("[DynamoTable(\"orders\")] class Order { KEY [System.Text.Json.Serialization.JsonPropertyName(\"mail\")] public string? Mail { get; init; } }", "Add [DynamoAttribute(\"mail\")] to Mail")]
    [InlineData("[InfrastructureStack] class ShopStack : Amazon.CDK.Stack; [DynamoTable(\"orders\")] class Order { KEY } LIBRARY", "Add 'partial'")]
    [InlineData("[InfrastructureStack] partial class ShopStack; [DynamoTable(\"orders\")] class Order { KEY } LIBRARY", "Derive from Amazon.CDK.Stack")]
    public async Task A_title_says_what_will_be_written(string source, string title)
    {
        var test = await CodeFixTest.OpenAsync(Full(source));

        Assert.Equal(title, Assert.Single(await test.OffersAsync(Assert.Single(test.Diagnostics))).Title);
    }

    [Fact]
    public async Task A_handlers_fix_may_be_in_its_entitys_file()
    {
        var test = await CodeFixTest.OpenAsync(Full("class Mailer : OrderChangeHandler { INSERTED }"), Full("[DynamoTable(\"orders\")]\nclass Order { KEY }"));
        test = await test.FixedAsync("FW24305");

        Assert.Equal([Full("class Mailer : OrderChangeHandler { INSERTED }"), Full("[DynamoTable(\"orders\")]\n[StreamEnabled]\nclass Order { KEY }")], await test.SourcesAsync());
        Assert.Empty(test.Diagnostics);
    }

    [Fact]
    public async Task Settings_of_one_attribute_are_mended_together()
    {
        var test = await CodeFixTest.OpenAsync(
            Full("[DynamoTable(\"orders\"), StreamEnabled(BatchSize = 0, Fifo = true, ParallelizationFactor = 11)] class Order { KEY }"),
            Full("[DynamoTable(\"notes\"), StreamEnabled(RetryAttempts = -2)] class Note { KEY }"));
        test = (await test.FixedEverywhereAsync("FW24101"))!;

        Assert.Equal(
            [
                Full("[DynamoTable(\"orders\"), StreamEnabled(BatchSize = 1, Fifo = true, ParallelizationFactor = 10)] class Order { KEY }"),
                Full("[DynamoTable(\"notes\"), StreamEnabled(RetryAttempts = -1)] class Note { KEY }"),
            ],
            await test.SourcesAsync());
        Assert.Empty(test.Diagnostics);
    }

    [Fact]
    public async Task Options_of_one_attribute_are_removed_together()
    {
        var test = await CodeFixTest.OpenAsync(Full("[DynamoTable(\"orders\"), Audit(AuditLoggerType.Console, Region = \"eu-central-1\", BatchSize = 3, TimeToLiveDays = 1)] class Order { KEY }"));
        test = (await test.FixedEverywhereAsync("FW24206"))!;

        Assert.Equal([Full("[DynamoTable(\"orders\"), Audit(AuditLoggerType.Console, BatchSize = 3)] class Order { KEY }")], await test.SourcesAsync());
        Assert.Empty(test.Diagnostics);
    }

    [Fact]
    public async Task The_apps_settings_are_mended()
    {
        var test = await CodeFixTest.OpenAsync(Full("[assembly: Fw24App(\"shop\", TimeoutSeconds = 901, MemoryMegabytes = 64)] [DynamoTable(\"orders\")] class Order { KEY }"));
        test = (await test.FixedEverywhereAsync("FW24401"))!;

        Assert.Equal([Full("[assembly: Fw24App(\"shop\", TimeoutSeconds = 900, MemoryMegabytes = 128)] [DynamoTable(\"orders\")] class Order { KEY }")], await test.SourcesAsync());
        Assert.Empty(test.Diagnostics);
    }

    internal static string Full(string source) => "using Fw24; " + source
        .Replace("KEY", Key, StringComparison.Ordinal)
        .Replace("INSERTED", Inserted, StringComparison.Ordinal)
        .Replace("MODIFIED", Inserted.Replace("Inserted", "Modified", StringComparison.Ordinal), StringComparison.Ordinal)
        .Replace("LIBRARY", "namespace Amazon.CDK { public class Stack; }", StringComparison.Ordinal);
}
