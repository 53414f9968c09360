using Fw24.Audit;
using Fw24.Audit.Reader;
using Fw24.Audit.Reading;
using Fw24.Audit.Reading.Stores;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Audit.Trails;

/// <summary>Entities of one table of which one hides an attribute that another one shows.</summary>
public sealed class SharedTrailTests
{
    private const string Placed = """{"Id":{"S":"item-1"},"Type":{"S":"Order"},"Note":{"S":"n"},"State":{"S":"A"}}""";
    private const string Paid = """{"Id":{"S":"item-1"},"Type":{"S":"Order"},"Note":{"S":"n"},"State":{"S":"B"}}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_entity_hides_is_in_the_state_that_is_folded_from_the_present_item()
    {
        var table = new TableModel
        {
            Name = "orders",
            PartitionKey = new KeyAttribute("Id", KeyType.String),
            Discriminator = "Type",
            Audit = new AuditAttribute(AuditLoggerType.DynamoDb) { AuditTableName = "audit" },
            Entities = [Entity("Order", []), Entity("Note", ["State"], "Note")],
            ClearAttributes = [new ClearAttributeModel("Order", "Note")],
        };
        var rows = new MemoryItemStore("pk", "sk");
        var record = AuditTable.Writer(table).Write(AuditTable.Change(Placed, Paid, number: 2));
        Assert.Empty(await new DynamoDbAuditSink(rows, table, "audit").StoreAsync([record], Stop));
        var items = new MemoryItemStore("Id");
        await items.PutAsync("orders", AuditTable.ImageOf(Paid), null, Stop);
        var source = new AuditSource("shop", table, new DynamoDbAuditStore(rows, table, "audit", "orders"), items, "orders", null);
        var trail = new AuditSources([source], [TestTables.App(table)]).Of("Order", AuditTable.ImageOf("""{"Id":{"S":"item-1"}}"""))
            .RecordedSince(AuditTable.Start);

        var difference = await trail.DifferenceAsync(AuditTable.Start.AddSeconds(1), null, Stop);

        Assert.True(AuditTable.Same(AuditTable.ImageOf(Placed), difference.Old.Audited.Item));
        Assert.True(AuditTable.Same(AuditTable.ImageOf(Paid), difference.New.Audited.Item));
        Assert.Empty(difference.New.NotShown);
        Assert.Equal(["State"], difference.Changes.Select(static change => change.Path));
    }

    private static EntityModel<object> Entity(string name, string[] ignored, params string[] sensitive) => new()
    {
        Name = name,
        AuditIgnored = ignored,
        Sensitive = [.. sensitive.Select(static one => new SensitiveAttributeModel(one, Redaction.Remove))],
        Read = static (ref _) => throw new NotSupportedException(),
        Write = static (_, _) => throw new NotSupportedException(),
    };
}
