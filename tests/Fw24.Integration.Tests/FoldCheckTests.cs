using System.Text;
using Fw24.Audit;
using Fw24.Model;
using Orders;
using Orders.Local.Checks;

namespace Fw24.Integration.Tests;

/// <summary>The sample's <c>fold=ok</c> must be able to fail.</summary>
public sealed class FoldCheckTests
{
    private static readonly TableModel s_orders = OrdersApp.Model.Tables.Single(static table => table.Name == "orders");

    private static readonly string[] s_records =
    [
        Record("e-1", "100", "insert", """{"entityType":{"new":"Order"},"Status":{"new":"Placed"},"Lines":{"new":[{"Sku":"a"}]}}"""),
        Record("e-2", "101", "modify", """{"Status":{"old":"Placed","new":"Paid"}}"""),
        Record("e-3", "102", "modify", """{"Status":{"old":"Paid","new":"Shipped"},"Lines[0].Sku":{"old":"a","new":"b"}}"""),
    ];

    private static readonly string s_item = Item("""  "Status":{"S":"Shipped"},"Lines":{"L":[{"M":{"Sku":{"S":"b"}}}]} """);

    [Fact]
    public void Records_in_any_order_and_twice_are_right()
        => Assert.Empty(Compare([s_item], [s_records[2], s_records[0], s_records[1], s_records[0], s_records[2]]));

    [Fact]
    public void What_the_audit_does_not_show_is_no_difference()
        => Assert.Empty(Compare([s_item.Replace("\"Status\"", "\"Email\":{\"S\":\"a@b.example\"},\"UpdatedAt\":{\"S\":\"2026-03-02T08:00:00Z\"},\"Status\"", StringComparison.Ordinal)], s_records));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_missing_record_is_found(int missing)
        => Assert.NotEmpty(Compare([s_item], [.. s_records.Where((_, index) => index != missing)]));

    [Fact]
    public void Another_value_is_found()
        => Assert.Equal(["orders ord-1 order: Status differs between table and trail"], Compare([s_item.Replace("Shipped", "Delivered", StringComparison.Ordinal)], s_records));

    [Fact]
    public void An_item_without_a_trail_is_found()
        => Assert.Equal(["orders ord-1 order: the audit trail has no record of it"], Compare([s_item], []));

    [Fact]
    public void A_trail_without_an_item_is_found()
        => Assert.Equal(["orders ord-1 order: the table has no such item, its trail does"], Compare([], s_records));

    [Fact]
    public void H22_a_secret_in_the_trail_is_found()
    {
        var leaked = Record("e-4", "103", "modify", """{"Email":{"new":"a@b.example"}}""");

        Assert.Equal(["orders ord-1 order: Email differs between table and trail"], Compare([Item("""  "Status":{"S":"Shipped"},"Email":{"S":"a@b.example"},"Lines":{"L":[{"M":{"Sku":{"S":"b"}}}]} """)], [.. s_records, leaked]));
    }

    [Fact]
    public void A_card_that_is_not_the_orders_is_found()
    {
        var order = new Order { OrderId = "ord-1", CustomerId = "cus-1", Status = OrderStatus.Paid, Total = 12.50m, PlacedAt = DateTimeOffset.UnixEpoch };
        var card = new BoardCard { OrderId = "ord-1", CustomerId = "cus-1", Status = OrderStatus.Paid, Total = 12.50m, Currency = "EUR", PlacedAt = DateTimeOffset.UnixEpoch, SequenceNumber = "1" };

        Assert.Empty(ProjectionCheck.Compare([order], [card]));
        Assert.Empty(ProjectionCheck.Compare([], [card with { Status = null }]));
        Assert.Single(ProjectionCheck.Compare([order], [card with { Status = OrderStatus.Placed }]));
        Assert.Single(ProjectionCheck.Compare([order], []));
        Assert.Single(ProjectionCheck.Compare([], [card]));
    }

    private static string[] Compare(string[] items, string[] records) =>
    [
        .. FoldCheck.Compare(
            s_orders,
            items.Select(static item => new ItemImage(Encoding.UTF8.GetBytes(item))),
            AuditTrail.Gather(records.Select(static record => AuditEntry.Parse(Encoding.UTF8.GetBytes(record))))),
    ];

    private static string Item(string attributes)
        => $$$"""{"OrderId":{"S":"ord-1"},"Part":{"S":"order"},"entityType":{"S":"Order"},{{{attributes}}}}""";

    private static string Record(string id, string sequence, string operation, string changes) => $$$"""
        {"schema":"fw24.audit/1","id":"{{{id}}}","time":"2026-03-02T08:00:00Z","recordedAt":"2026-03-02T08:00:01Z","app":"orders","table":"orders","entity":"Order","operation":"{{{operation}}}","key":{"OrderId":"ord-1","Part":"order"},"changes":{{{changes}}},"actorKind":"unknown","origin":"application","sequence":"{{{sequence}}}"}
        """;
}
