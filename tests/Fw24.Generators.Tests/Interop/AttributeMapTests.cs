using Amazon.DynamoDBv2.Model;
using Fw24.Generators.Tests.Entities;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Interop;

/// <summary>Items as maps of the AWS SDK for DynamoDB.</summary>
public sealed class AttributeMapTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Values_of_every_type_come_back_from_the_SDKs_map(int seed)
    {
        output.WriteLine($"seed {seed}");
        var entities = new RandomEntities(new Random(seed));
        for (var count = 0; count < 200; count++)
        {
            var written = entities.AllTypes();

            var read = AllTypesCodec.FromItem(AllTypesCodec.ToItem(written, Fw24GeneratorsTestsApp.Model));

            Assert.Empty(new AllTypesChanges(written, read));
            Assert.Equal(written.DateTimeOffset.Offset, read.DateTimeOffset.Offset);
            Assert.Equal(written.DateTime.Kind, read.DateTime.Kind);
        }
    }

    [Fact]
    public void An_item_of_a_shared_table_has_its_discriminator()
    {
        var item = ParcelNoteCodec.ToItem(new ParcelNote("p-1", "note#1", "fragile"), Fw24GeneratorsTestsApp.Model);

        Assert.Equal(["Id", "Part", "Text", "entityType"], item.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("ParcelNote", item["entityType"].S);
        Assert.Equal(new ParcelNote("p-1", "note#1", "fragile"), ParcelNoteCodec.FromItem(item));
    }

    [Fact]
    public void H18_no_map_is_made_of_an_item_whose_key_is_an_audit_records()
        => Assert.Throws<ArgumentException>(() => ParcelCodec.ToItem(new Parcel("AUDIT#1", "main"), Fw24GeneratorsTestsApp.Model));

    [Fact]
    public void What_is_missing_or_of_another_type_is_named_and_never_shown()
    {
        var missing = Assert.Throws<ItemFormatException>(() => ParcelCodec.FromItem(new Dictionary<string, AttributeValue> { ["Id"] = new() { S = "canary" } }));
        var wrong = Assert.Throws<ItemFormatException>(() => ParcelCodec.FromItem(new Dictionary<string, AttributeValue> { ["Id"] = new() { S = "canary" }, ["Part"] = new() { N = "12345" } }));

        Assert.Equal(("Parcel", "Part"), (missing.Entity, missing.Path));
        Assert.Equal(("Parcel", "Part"), (wrong.Entity, wrong.Path));
        Assert.DoesNotContain("canary", missing.Message + wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("12345", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_app_without_the_entity_is_refused()
        => Assert.Throws<ArgumentException>(() => ParcelCodec.ToItem(new Parcel("p-1", "main"), new Model.AppModel { Name = "other", Tables = [], Handlers = [] }));

    [Fact]
    public void A_project_that_does_not_see_the_SDK_compiles_without_it()
    {
        var test = GeneratorTest.Run(new TestProject
        {
            Sources = ["""namespace Shop; [Fw24.DynamoTable("orders")] public sealed record Order([property: Fw24.PartitionKey] string Id);"""],
            References = [.. TestReferences.All.Where(static reference => !reference.Display!.Contains("AWSSDK.DynamoDBv2", StringComparison.Ordinal))],
        });

        Assert.DoesNotContain("AttributeValue", test.Files["Shop.Order.Entity.g.cs"], StringComparison.Ordinal);
    }
}
