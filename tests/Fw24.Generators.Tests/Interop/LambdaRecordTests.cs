using System.Globalization;
using System.Text;
using Amazon.Lambda.DynamoDBEvents;
using Fw24.Changes.Reading;
using Fw24.Generators.Tests.Entities;
using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Interop;

/// <summary>Typed changes from records of Amazon.Lambda.DynamoDBEvents.</summary>
public sealed class LambdaRecordTests(ITestOutputHelper output)
{
    private const string Shop = """
        using Fw24;
        using Amazon.Lambda.DynamoDBEvents;

        namespace Shop;

        [DynamoTable("orders"), StreamEnabled]
        public sealed record Order([property: PartitionKey] string Id, bool IsPaid, string? Note, IReadOnlyDictionary<string, bool> Flags, IReadOnlyList<bool> Marks);

        public static class Check
        {
            public static string Read()
            {
                var image = new Dictionary<string, DynamoDBEvent.AttributeValue>
                {
                    ["Id"] = new() { S = "1" },
                    ["IsPaid"] = new() { BOOL = false },
                    ["Note"] = new() { NULL = true },
                    ["Flags"] = new() { M = new() { ["a"] = new() { BOOL = true }, ["b"] = new() { BOOL = false } } },
                    ["Marks"] = new() { L = [new() { BOOL = false }] },
                };
                var record = new DynamoDBEvent.DynamodbStreamRecord { EventID = "e", EventName = "INSERT", Dynamodb = new() { SequenceNumber = "1", Keys = new() { ["Id"] = image["Id"] }, NewImage = image } };
                var order = ((OrderChange.Inserted)record.ToOrderChange()!).New;
                return $"{order.Id} {order.IsPaid} {order.Note is null} {order.Flags["a"]} {order.Flags["b"]} {order.Marks[0]}";
            }
        }
        """;

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void A_record_of_every_type_of_property_is_the_change_that_the_payload_is(int seed)
    {
        output.WriteLine($"seed {seed}");
        var entities = new RandomEntities(new Random(seed));
        for (var count = 0; count < 100; count++)
        {
            var @new = entities.AllTypes();
            var old = entities.AllTypes() with { Id = @new.Id, At = @new.At };
            var payload = StreamEvents.Of(StreamEvents.Record(count.ToString(CultureInfo.InvariantCulture), "MODIFY", Json(new AllTypesKey(@new.Id, @new.At).ToItemKey()), Json(ItemWriter.ToItem(old, AllTypesCodec.Write)), Json(ItemWriter.ToItem(@new, AllTypesCodec.Write))));

            var change = Assert.IsType<AllTypesChange.Modified>(LambdaEventReader.Read(payload)[0].ToAllTypesChange());

            var record = StreamBatch.Read(payload)[0];
            Assert.Equal((Encoding.UTF8.GetString(record.EventId.Span), Encoding.UTF8.GetString(record.SequenceNumber.Span), record.ChangedAt, record.Origin), (change.EventId, change.SequenceNumber, change.ChangedAt, change.Origin));
            Assert.Empty(new AllTypesChanges(old, change.Old));
            Assert.Empty(new AllTypesChanges(@new, change.New));
        }
    }

    [Fact]
    public void H23_a_removal_says_why_and_who_wrote_last()
    {
        const string Keys = """{"Id":{"S":"p-1"},"Part":{"S":"main"}}""";
        const string Image = """{"Id":{"S":"p-1"},"Part":{"S":"main"},"Weight":{"N":"7"},"By":{"S":"u-7"},"entityType":{"S":"Parcel"}}""";
        var records = LambdaEventReader.Read(StreamEvents.Of(
            StreamEvents.Record("1", "REMOVE", Keys, Image, null, byTimeToLive: true),
            StreamEvents.Record("2", "REMOVE", Keys, Image, null)));

        var changes = records.Select(static record => Assert.IsType<ParcelChange.Removed>(record.ToParcelChange())).ToList();

        Assert.Equal([RemovalReason.Expired, RemovalReason.Deleted], changes.Select(static change => change.Reason));
        Assert.Equal(["u-7", "u-7"], changes.Select(static change => change.Actor));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1479499740), changes[0].ChangedAt);
    }

    [Fact]
    public void H25_a_record_of_another_entity_or_of_none_is_no_change()
    {
        const string Keys = """{"Id":{"S":"p-1"},"Part":{"S":"note#1"}}""";
        var note = LambdaEventReader.Read(StreamEvents.Of(StreamEvents.Record("1", "INSERT", Keys, null, """{"Id":{"S":"p-1"},"Part":{"S":"note#1"},"Text":{"S":"fragile"},"entityType":{"S":"ParcelNote"}}""")))[0];
        var unknown = LambdaEventReader.Read(StreamEvents.Of(StreamEvents.Record("2", "INSERT", Keys, null, Keys)))[0];

        Assert.Null(note.ToParcelChange());
        Assert.Equal("fragile", Assert.IsType<ParcelNoteChange.Inserted>(note.ToParcelNoteChange()).New.Text);
        Assert.Null(unknown.ToParcelChange());
        Assert.Null(unknown.ToParcelNoteChange());
    }

    [Fact]
    public void H18_an_audit_record_in_the_table_is_no_change()
    {
        const string Keys = """{"Id":{"S":"AUDIT#Parcel#p-1"},"Part":{"S":"1"}}""";
        const string Image = """{"Id":{"S":"AUDIT#Parcel#p-1"},"Part":{"S":"1"},"entityType":{"S":"Parcel"}}""";

        Assert.Null(LambdaEventReader.Read(StreamEvents.Of(StreamEvents.Record("1", "INSERT", Keys, null, Image)))[0].ToParcelChange());
    }

    [Fact]
    public void H24_what_is_wrong_is_named_and_never_shown()
    {
        const string Keys = """{"Id":{"S":"canary"},"Part":{"S":"main"}}""";
        var wrong = LambdaEventReader.Read(StreamEvents.Of(StreamEvents.Record("1", "INSERT", Keys, null, """{"Id":{"S":"canary"},"Part":{"S":"main"},"Weight":{"S":"canary"},"entityType":{"S":"Parcel"}}""")))[0];
        var empty = new DynamoDBEvent.DynamodbStreamRecord();

        var wrongType = Assert.Throws<ItemFormatException>(() => wrong.ToParcelChange());
        Assert.Equal(("Parcel", "Weight"), (wrongType.Entity, wrongType.Path));
        Assert.DoesNotContain("canary", wrongType.Message, StringComparison.Ordinal);
        Assert.Contains("dynamodb.Keys", Assert.Throws<ItemFormatException>(() => empty.ToParcelChange()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => default(DynamoDBEvent.DynamodbStreamRecord)!.ToParcelChange());
    }

    [Fact]
    public void H17_a_missing_image_is_an_error_and_no_change()
    {
        const string Keys = """{"Id":{"S":"p-1"},"Part":{"S":"main"}}""";
        var record = LambdaEventReader.Read(StreamEvents.Of(StreamEvents.Record("1", "MODIFY", Keys, null, """{"Id":{"S":"p-1"},"Part":{"S":"main"},"entityType":{"S":"Parcel"}}""", viewType: "NEW_IMAGE")))[0];

        Assert.Throws<MissingImageException>(() => record.ToParcelChange());
    }

    [Fact]
    public void H29_values_that_are_nested_too_deep_are_refused()
    {
        var value = new DynamoDBEvent.AttributeValue { S = "x" };
        for (var depth = 0; depth < 10_000; depth++)
        {
            value = new DynamoDBEvent.AttributeValue { L = [value] };
        }

        var record = LambdaEventReader.Read(StreamEvents.Of(StreamEvents.Record("1", "INSERT", """{"Id":{"S":"p-1"}}""", null, "{}")))[0];
        record.Dynamodb.NewImage["Deep"] = value;

        Assert.Throws<ArgumentException>(() => record.ToParcelChange());
    }

    // Version 3.0 says false where no value is meant; 3.1 made its booleans nullable.
    [Theory]
    [InlineData("bool?")]
    [InlineData("bool")]
    public void Both_shapes_of_version_3_are_read(string boolean)
    {
        var package = Package(boolean);
        var shop = GeneratorTest.Run(new TestProject { Sources = [Shop], References = [.. TestReferences.All, package.ToReference()] });
        using var loaded = new LoadedApp(package, shop);

        Assert.Equal("1 False True True False False", loaded.Type("Shop", "Shop.Check").GetMethod("Read")!.Invoke(null, null));
    }

    [Fact]
    public void The_file_is_printed_as_it_was_accepted()
    {
        var package = Package("bool?");
        var shop = GeneratorTest.Run(new TestProject { Sources = [Shop], References = [.. TestReferences.All, package.ToReference()] });

        Snapshot.Verify("LambdaRecords", shop, static file => file is "ShopApp.LambdaRecords.g.cs");
    }

    [Fact]
    public void Without_the_package_and_with_its_older_versions_nothing_is_printed()
    {
        const string Order = """namespace Shop; [Fw24.DynamoTable("orders"), Fw24.StreamEnabled] public sealed record Order([property: Fw24.PartitionKey] string Id);""";
        const string Version2 = """namespace Amazon.Lambda.DynamoDBEvents; public class DynamoDBEvent { public class DynamodbStreamRecord; }""";

        Assert.DoesNotContain("ShopApp.LambdaRecords.g.cs", GeneratorTest.Run(Order).Files.Keys);
        Assert.DoesNotContain("ShopApp.LambdaRecords.g.cs", GeneratorTest.Run(new TestProject { Sources = [Order, Version2] }).Files.Keys);
    }

    [Fact]
    public void A_program_reads_changes_of_its_libraries_entities_too_unless_they_are_internal()
    {
        var package = Package("bool?");
        var program = GeneratorTest.Run(new TestProject
        {
            IsExecutable = true,
            References = [.. TestReferences.All, package.ToReference(), LibraryTests.Compiled.ToReference()],
            Sources =
            [
                """
                namespace Shop;

                [Fw24.DynamoTable("labels"), Fw24.StreamEnabled]
                public sealed record Item([property: Fw24.PartitionKey] string Id);

                public static class Start
                {
                    public static void Main() { }
                }
                """,
            ],
        });

        var file = program.Files["ShopApp.LambdaRecords.g.cs"];
        Assert.Contains("global::Stock.ItemChange? ToStock_ItemChange(this", file, StringComparison.Ordinal);
        Assert.Contains("global::Shop.ItemChange? ToShop_ItemChange(this", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", file, StringComparison.Ordinal);
    }

    private static string Json(ItemImage item) => Encoding.UTF8.GetString(item.Json.Span);

    private static GeneratorTest Package(string boolean)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Fw24.Generators.Tests", "Interop", "DynamoDBEvent.cs"));
        return GeneratorTest.RunOnly(new TestProject { AssemblyName = "Amazon.Lambda.DynamoDBEvents", Sources = [source.Replace("bool?", boolean, StringComparison.Ordinal)] });
    }
}
