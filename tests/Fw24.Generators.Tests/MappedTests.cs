using System.Text;
using System.Text.Json.Nodes;
using Fw24.Generators.Tests.Entities;
using Fw24.Items;
using Fw24.Model;

namespace Fw24.Generators.Tests;

/// <summary>Entities in the form of the AWS SDK's object mapper; the integration tests compare with the mapper itself.</summary>
public sealed class MappedTests
{
    private const string Item = """
        "Answers":{"NS":["0","1"]},"At":{"S":"2026-11-28T10:05:00.123Z"},"Checks":{"L":[{"N":"1"},{"N":"0"}]},"Closed":{"S":"1969-12-31T23:59:59.999Z"},
        "Expires":{"N":"1795000000"},"Fallback":{"M":{"value__":{"N":"7"}}},"Maybe":{"N":"0"},"Names":{"L":[{"S":"b"},{"S":"a"},{"S":"b"}]},
        "Numbers":{"NS":["1","2"]},"Open":{"N":"1"},"Part":{"M":{"Priority":{"N":"0"},"Yes":{"N":"1"}}},"Priorities":{"L":[{"N":"7"}]},"Priority":{"N":"200"},
        "Sorted":{"L":[{"S":"a"},{"S":"b"}]},"Steps":{"L":[{"M":{"value__":{"N":"7"}}},{"NULL":true}]},"Times":{"M":{"t":{"L":[{"S":"2026-11-28T10:05:00.123Z"}]}}}
        """;

    private static readonly DateTime s_time = new(2026, 11, 28, 10, 5, 0, 123, DateTimeKind.Utc);

    private static readonly Mapped s_mapped = new()
    {
        Priority = (Priority)200,
        At = DateTime.SpecifyKind(s_time.AddTicks(4_567), DateTimeKind.Unspecified),
        Open = true,
        Maybe = false,
        Fallback = Priority.High,
        Closed = DateTime.UnixEpoch.AddTicks(-1),
        Expires = DateTime.UnixEpoch.AddSeconds(1_795_000_000.5),
        Names = ["b", "a", "b"],
        Checks = [true, false],
        Steps = [Priority.High, null],
        Numbers = [2, 1],
        Answers = [true, false],
        Priorities = [Priority.High],
        Sorted = ["b", "a"],
        Times = new() { ["t"] = [s_time] },
        Part = new() { Yes = true },
    };

    private static AppModel App { get; } = Fw24GeneratorsTestsApp.Model;

    [Fact]
    public void F14_values_are_stored_as_the_mapper_stores_them()
        => Assert.Equal($"{{{Item.Replace("\n", "", StringComparison.Ordinal)}}}", Write(s_mapped));

    [Fact]
    public void F14_values_come_back_with_the_precision_of_the_mapper()
    {
        var read = Read("");

        Assert.Equal((s_time, DateTimeKind.Utc), (read.At, read.At.Kind));
        Assert.Equal(((Priority)200, true, false, Priority.High), (read.Priority, read.Open, read.Maybe, read.Fallback));
        Assert.Equal((DateTime.UnixEpoch.AddMilliseconds(-1), DateTime.UnixEpoch.AddSeconds(1_795_000_000)), (read.Closed, read.Expires));
        Assert.Equal(s_mapped.Names, read.Names);
        Assert.Equal(s_mapped.Checks, read.Checks);
        Assert.Equal(s_mapped.Steps, read.Steps);
        Assert.Equal(s_mapped.Numbers, read.Numbers);
        Assert.Equal(s_mapped.Answers, read.Answers);
        Assert.Equal(s_mapped.Priorities, read.Priorities);
        Assert.Equal(s_mapped.Sorted, read.Sorted);
        Assert.Equal([s_time], read.Times["t"]);
        Assert.Equal(s_mapped.Part, read.Part);
        Assert.Equal(Write(read), Write(s_mapped));
    }

    [Theory]
    [InlineData("\"Open\":{\"BOOL\":true}")]
    [InlineData("\"Open\": {\"N\" : \"1\"}")]
    [InlineData("\"Fallback\":{\"N\":\"7\"}")]
    [InlineData("\"Fallback\":{\"S\":\"High\"}")]
    [InlineData("\"Fallback\":{\"M\":{\"other\":{\"N\":\"0\"},\"value__\":{\"N\":\"7\"}}}")]
    [InlineData("\"Closed\":{\"S\":\"1969-12-31T23:59:59.9990000Z\"}")]
    [InlineData("\"Names\":{\"L\":[{\"S\":\"b\"},{\"S\":\"a\"},{\"S\":\"b\"}]}")]
    [InlineData("\"Names\":{\"SS\":[\"b\",\"a\",\"b\"]}")]
    [InlineData("\"Checks\":{\"NS\":[\"1\",\"0\"]}")]
    [InlineData("\"Checks\":{\"L\":[{\"BOOL\":true},{\"N\":\"0\"}]}")]
    [InlineData("\"Numbers\":{\"L\":[{\"N\":\"2\"},{\"N\":\"1\"}]}")]
    [InlineData("\"Answers\":{\"L\":[{\"BOOL\":true},{\"BOOL\":false}]}")]
    [InlineData("\"Priorities\":{\"NS\":[\"7\"]}")]
    [InlineData("\"Priorities\":{\"SS\":[\"High\"]}")]
    [InlineData("\"Sorted\":{\"SS\":[\"b\",\"a\"]}")]
    [InlineData("\"Steps\":{\"L\":[{\"S\":\"High\"},{\"NULL\":true}]}")]
    [InlineData("\"Times\":{\"M\":{\"t\":{\"SS\":[\"2026-11-28T10:05:00.123Z\"]}}}")]
    [InlineData("\"Part\":{\"M\":{\"Yes\":{\"BOOL\":true},\"Priority\":{\"S\":\"Low\"}}}")]
    public void F14_other_forms_of_a_value_are_the_same_value(string attribute)
    {
        var read = Read(attribute);

        Assert.Empty(new MappedChanges(Read(""), read));
        Assert.Equal(Write(s_mapped), Write(read));
    }

    [Theory]
    [InlineData("\"Closed\":{\"N\":\"-1\"}", -1)]
    [InlineData("\"Closed\":{\"N\":\"1795000000\"}", 1_795_000_000)]
    public void F14_a_time_may_be_a_number_of_seconds(string attribute, long seconds)
    {
        var closed = Read(attribute).Closed!.Value;

        Assert.Equal((DateTime.UnixEpoch.AddSeconds(seconds), DateTimeKind.Utc), (closed, closed.Kind));
    }

    // The mapper omits empty lists and sets.
    [Fact]
    public void F14_a_list_that_an_item_lacks_is_empty()
    {
        var read = MappedCodec.Model.FromImage(new ItemImage("""{"Priority":{"N":"0"}}"""u8.ToArray()));

        Assert.Empty(read.Names);
        Assert.Empty(read.Checks);
        Assert.Empty(read.Numbers);
    }

    [Theory]
    [InlineData("\"Open\":{\"N\":\"2\"}", "Mapped.Open: expected a value that BooleanAsNumber accepts, found another.")]
    [InlineData("\"Open\":{\"S\":\"1\"}", "Mapped.Open: expected a number (N), found a string (S).")]
    [InlineData("\"Fallback\":{\"N\":\"300\"}", "Mapped.Fallback: expected a number (N) that Byte can hold, found another number.")]
    [InlineData("\"Fallback\":{\"S\":\"Urgent\"}", "Mapped.Fallback: expected a number (N) or a name of Priority, found another text.")]
    [InlineData("\"Fallback\":{\"M\":{}}", "Mapped.Fallback.value__: expected an attribute, found none.")]
    [InlineData("\"Closed\":{\"N\":\"999999999999999\"}", "Mapped.Closed: expected a value that EpochSeconds accepts, found another.")]
    [InlineData("\"Closed\":{\"BOOL\":true}", "Mapped.Closed: expected a string (S), found a boolean (BOOL).")]
    [InlineData("\"Names\":{\"S\":\"a\"}", "Mapped.Names: expected a set (SS, NS or BS), found a string (S).")]
    [InlineData("\"Names\":{\"NS\":[\"1\"]}", "Mapped.Names: expected a string (S), found a number (N).")]
    [InlineData("\"Checks\":{\"NS\":[\"1\",\"2\"]}", "Mapped.Checks: expected a value that BooleanAsNumber accepts, found another.")]
    public void F14_what_no_mapper_writes_is_named_without_its_value(string attribute, string message)
        => Assert.Equal(message, Assert.Throws<ItemFormatException>(() => Read(attribute)).Message);

    [Theory]
    [InlineData("{\"BOOL\":true}", "{\"BOOL\":false}")]
    [InlineData("{\"N\":\"1\"}", "{\"N\":\"0\"}")]
    public void F14_with_V2_booleans_are_written_as_such_and_every_form_is_read(string yes, string no)
    {
        const string V2 = """
            "Checks":{"L":[{"BOOL":true}]},"Id":{"S":"1"},"Level":{"N":"18446744073709551615"},"Maybe":{"BOOL":false},"Open":{"BOOL":true},
            "Part":{"M":{"Priority":{"N":"0"},"Yes":{"BOOL":true}}}
            """;
        var part = new MappedPart { Yes = true };
        var mapped = new MappedV2 { Id = "1", Open = true, Maybe = false, Checks = [true], Level = MappedLevel.High, Part = part };

        Assert.Equal($"{{{V2.Replace("\n", "", StringComparison.Ordinal)}}}", Ordered(AttributeMap.ToItem(MappedV2Codec.ToItem(mapped, App))));
        var form = V2.Replace("{\"BOOL\":true}", yes, StringComparison.Ordinal).Replace("{\"BOOL\":false}", no, StringComparison.Ordinal);
        var read = MappedV2Codec.Model.FromImage(new ItemImage(Encoding.UTF8.GetBytes($"{{{form}}}")));
        Assert.Equal(mapped with { Checks = read.Checks }, read);
        Assert.Equal(mapped.Checks, read.Checks);
    }

    [Fact]
    public void F14_keys_are_in_the_form_of_the_mapper()
    {
        var key = new MappedKey(Priority.High, s_time.AddTicks(1)).ToItemKey();
        Assert.Equal("""{"Priority":{"N":"7"},"At":{"S":"2026-11-28T10:05:00.123Z"}}""", Encoding.UTF8.GetString(key.Json.Span));

        var removal = new StreamRecord { Operation = ChangeOperations.Remove, OldImage = Image("\"Open\":{\"BOOL\":true}") };
        var change = MappedChange.Read(default, removal);
        Assert.Equal(new MappedKey((Priority)200, s_time), change.Key);
    }

    private static string Write(Mapped mapped) => Ordered(AttributeMap.ToItem(MappedCodec.ToItem(mapped, App)));

    private static string Ordered(ItemImage image)
    {
        var attributes = JsonNode.Parse(image.Json.Span)!.AsObject().OrderBy(static member => member.Key, StringComparer.Ordinal);
        return $"{{{string.Join(',', attributes.Select(static member => $"\"{member.Key}\":{member.Value!.ToJsonString()}"))}}}";
    }

    /// <summary>Reads the item with another form of one of its attributes.</summary>
    private static Mapped Read(string attribute) => MappedCodec.Model.FromImage(Image(attribute));

    private static ItemImage Image(string attribute)
    {
        var item = JsonNode.Parse($"{{{Item}}}")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse($"{{{attribute}}}")!.AsObject().ToList())
        {
            item[name] = value!.DeepClone();
        }

        return new ItemImage(Encoding.UTF8.GetBytes(item.ToJsonString()));
    }
}
