using System.Text;
using Fw24.Generators.Tests.Entities;
using Fw24.Generators.Tests.Harness;
using Fw24.Model;

namespace Fw24.Generators.Tests;

/// <summary>Items that earlier and later versions of a class wrote.</summary>
public sealed class EvolutionTests
{
    private const string Whole = """{"Id":{"S":"1"},"title":{"S":"t"},"Channel":{"S":"shop"},"rate":{"N":"1.5"},"Stage":{"S":"Done"},"Level":{"N":"9"}}""";

    [Theory]
    [InlineData("""{"title":{"S":"new"}}""", "new")]
    [InlineData("""{"name":{"S":"old"}}""", "old")]
    [InlineData("""{"Label":{"S":"older"}}""", "older")]
    [InlineData("""{"title":{"S":"new"},"name":{"S":"old"}}""", "new")]
    [InlineData("""{"name":{"S":"old"},"title":{"S":"new"}}""", "new")]
    [InlineData("""{"name":{"S":"old"},"Label":{"S":"older"}}""", "old")]
    [InlineData("""{"Label":{"S":"older"},"name":{"S":"old"}}""", "old")]
    [InlineData("""{"Label":{"S":"older"},"title":{"S":"new"},"name":{"S":"old"}}""", "new")]
    public void The_present_name_wins_over_aliases_and_an_alias_over_later_ones(string attributes, string title)
        => Assert.Equal(title, Read($$$"""{"Id":{"S":"1"},{{{attributes[1..]}}}""").Title);

    [Fact]
    public void An_alias_is_read_and_the_present_name_is_written()
    {
        var read = Read("""{"Id":{"S":"1"},"name":{"S":"t"},"remark":{"S":"r"},"Count":{"NULL":true},"lvl":{"N":"4"},"Part":{"M":{"number":{"N":"5"}}}}""");

        Assert.Equal(("t", "r", null, 4L, new EvolvedPart(5, "pcs")), (read.Title, read.Note, read.Kept, read.Level, read.Part!));
        var written = Encoding.UTF8.GetString(EvolvedCodec.Model.ToImage(read with { Stage = Stage.Open }, Table).Json.Span);
        Assert.Equal(
            """{"Active":{"BOOL":true},"Channel":{"S":"web"},"Id":{"S":"1"},"Kept":{"NULL":true},"Level":{"N":"4"},"Note":{"S":"r"},"Part":{"M":{"no":{"N":"5"},"Unit":{"S":"pcs"}}},"Stage":{"S":"Open"},"rate":{"N":"3"},"title":{"S":"t"}}""",
            Ordered(written));
    }

    [Fact]
    public void A_default_is_the_value_of_an_item_without_the_attribute()
    {
        var read = Read("""{"Id":{"S":"1"},"title":{"S":"t"}}""");

        Assert.Equal(("web", 3m, Stage.Open, true, 2L), (read.Channel, read.Rate, read.Stage, read.Active, read.Level));
    }

    [Fact]
    public void A_default_is_not_the_value_of_an_item_with_the_attribute()
    {
        var read = Read(Whole[..^1] + ""","Active":{"NULL":true}}""");

        Assert.Equal(("shop", 1.5m, Stage.Done, null, 9L), (read.Channel, read.Rate, read.Stage, read.Active, read.Level));
    }

    [Theory]
    [InlineData("Shipped")]
    [InlineData("Open, Done, Shipped")]
    [InlineData("")]
    public void An_unknown_name_is_read_as_the_member_for_it(string name)
        => Assert.Equal(Stage.Unknown, Read(Whole.Replace("Done", name, StringComparison.Ordinal)).Stage);

    [Fact]
    public void The_member_for_unknown_names_is_not_written()
    {
        var read = Read(Whole.Replace("Done", "Shipped", StringComparison.Ordinal));

        var exception = Assert.Throws<ArgumentException>(() => EvolvedCodec.Model.ToImage(read, Table));
        Assert.StartsWith("Evolved.Stage cannot be stored in DynamoDB: it is Stage.Unknown, which is read for names that the enum does not have", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_method_upgrades_items_before_they_are_read()
    {
        var read = UpgradedCodec.Model.FromImage(Image("""{"Id":{"S":"1"},"first":{"S":"Ada"},"last":{"S":"L"},"Cents":{"N":"250"},"paid":{"BOOL": true}}"""));

        Assert.Equal(("Ada L", 2.5m, true, "paid"), (read.Name, read.Total, read.Paid, Assert.Single(read.Tags)));
    }

    [Fact]
    public void An_item_that_needs_no_upgrade_is_read_as_it_is()
    {
        var item = """{"Id":{"S":"1"},"Name":{"S":"n"},"Total":{"N":"1"},"Paid":{"BOOL":false},"Tags":{"L":[]}}""";

        var read = UpgradedCodec.Model.FromImage(Image(item));

        Assert.Equal(("n", 1m, false), (read.Name, read.Total, read.Paid));
        Assert.Empty(read.Tags);
    }

    [Fact]
    public void An_accessible_method_upgrades_items_from_the_SDK_and_from_changes()
    {
        Assert.Equal(1, UpgradedOpenlyCodec.FromItem(new Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue> { ["Id"] = new() { S = "1" } }).Size);
        var record = new StreamRecord { Operation = ChangeOperations.Insert, NewImage = Image("""{"Id":{"S":"1"}}""") };
        Assert.Equal(1, Assert.IsType<UpgradedOpenlyChange.Inserted>(UpgradedOpenlyChange.Read(default, record)).New.Size);
    }

    [Fact]
    public void What_the_upgrade_lacks_is_named()
        => Assert.Equal(
            "Upgraded.Total: expected an attribute, found none.",
            Assert.Throws<ItemFormatException>(() => UpgradedCodec.Model.FromImage(Image("""{"Id":{"S":"1"},"Name":{"S":"n"},"paid":{"BOOL":true}}"""))).Message);

    [Fact]
    public void W9_a_modification_whose_old_item_lacks_a_required_attribute_has_its_new_item()
    {
        var change = Modified("""{"Id":{"S":"1"},"Channel":{"S":"old"}}""", Whole);

        Assert.Equal("t", change.New.Title);
        Assert.Equal("1", change.Key.Id);
        Assert.Equal("Evolved.title: expected an attribute, found none.", change.OldFault?.Message);
        Assert.Same(change.OldFault, Assert.Throws<ItemFormatException>(() => change.Old));
        Assert.Same(change.OldFault, Assert.Throws<ItemFormatException>(() => change.Changes));
        Assert.Equal("other", (change with { Old = change.New with { Title = "other" } }).Changes.Title?.Old);
    }

    [Fact]
    public void A_modification_whose_old_item_can_be_read_has_both()
    {
        var change = Modified(Whole.Replace("title", "name", StringComparison.Ordinal), Whole);

        Assert.Null(change.OldFault);
        Assert.Equal(change.New, change.Old);
        Assert.Empty(change.Changes);
        Assert.Equal(change, Modified(Whole, Whole));
        Assert.Equal(change, new EvolvedChange.Modified(default, change.Old, change.New));
        Assert.NotEqual(change, change with { Old = change.Old with { Title = "other" } });
    }

    [Fact]
    public void A_modification_whose_new_item_cannot_be_read_cannot_be_made()
        => Assert.Throws<ItemFormatException>(() => Modified(Whole, """{"Id":{"S":"1"}}"""));

    [Fact]
    public void The_model_knows_what_an_item_may_lack_and_the_earlier_names()
    {
        var model = EvolvedCodec.Model;

        Assert.Equal(["Count", "Label", "Note", "Part", "code", "e-mail", "lvl", "mail", "name", "pin", "remark"], model.Optional!.Order(StringComparer.Ordinal));
        Assert.Contains(new AttributeAlias("name", "title"), model.Aliases);
        Assert.Equal(7, model.Aliases.Count);
        Assert.Equal(["code", "pin"], model.AuditIgnored.Order(StringComparer.Ordinal));
        Assert.Equal(
            [new("code", Redaction.Remove) { AliasOf = "pin" }, new("e-mail", Redaction.Hmac) { AliasOf = "mail" }, new("mail", Redaction.Hmac), new("pin", Redaction.Remove)],
            model.Sensitive);
    }

    [Fact]
    public void F10_items_without_discriminator_belong_to_the_entity_that_owns_them()
    {
        var test = GeneratorTest.Run("""
            using Fw24;
            namespace Shop;
            [DynamoTable("shop", OwnsUnmarkedItems = true)] public sealed record Order { [PartitionKey] public required string Id { get; init; } }
            [DynamoTable("shop")] public sealed record Note { [PartitionKey] public required string Id { get; init; } }
            [DynamoTable("notes", OwnsUnmarkedItems = true)] public sealed record Lone { [PartitionKey] public required string Id { get; init; } }
            """);
        using var app = new LoadedApp(test);
        var tables = app.Model("Shop", "Shop.ShopApp").Tables;
        var (shop, lone) = (tables.Single(static table => table.Name is "shop"), tables.Single(static table => table.Name is "notes"));

        Assert.Equal("Order", shop.UnmarkedEntity?.Name);
        Assert.Equal("Order", shop.EntityOf(Image("""{"Id":{"S":"o1"}}"""))?.Name);
        Assert.Equal("Note", shop.EntityOf(Image("""{"Id":{"S":"o1"},"entityType":{"S":"Note"}}"""))?.Name);
        Assert.Null(shop.EntityOf(Image("""{"Id":{"S":"o1"},"entityType":{"S":"Stranger"}}""")));
        Assert.Null(lone.UnmarkedEntity);
    }

    [Fact]
    public void A_handler_watches_an_attribute_under_its_earlier_names_too()
    {
        var test = GeneratorTest.Run("""
            using Fw24;
            using System.Threading;
            using System.Threading.Tasks;
            namespace Shop;
            [DynamoTable("shop"), StreamEnabled] public sealed record Order
            {
                [PartitionKey] public required string Id { get; init; }
                [DynamoAttribute("state", Aliases = ["Status"])] public string? State { get; init; }
            }

            [OnChange(nameof(Order.State))]
            public sealed class Watcher : OrderChangeHandler
            {
                protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """);
        using var app = new LoadedApp(test);

        Assert.Equal(["Status", "state"], Assert.Single(app.Model("Shop", "Shop.ShopApp").Handlers).OnChange);
    }

    private static TableModel Table { get; } = new() { Name = "evolved", PartitionKey = new KeyAttribute("Id", KeyType.String), Entities = [EvolvedCodec.Model] };

    private static Evolved Read(string item) => EvolvedCodec.Model.FromImage(Image(item));

    private static EvolvedChange.Modified Modified(string old, string @new)
        => Assert.IsType<EvolvedChange.Modified>(EvolvedChange.Read(default, new StreamRecord { Operation = ChangeOperations.Modify, OldImage = Image(old), NewImage = Image(@new) }));

    private static ItemImage Image(string json) => new(Encoding.UTF8.GetBytes(json));

    private static string Ordered(string item)
        => "{" + string.Join(',', System.Text.Json.Nodes.JsonNode.Parse(item)!.AsObject().OrderBy(static member => member.Key, StringComparer.Ordinal).Select(static member => $"\"{member.Key}\":{member.Value!.ToJsonString()}")) + "}";
}
