using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fw24.Generators.Tests.Entities;
using Fw24.Generators.Tests.Harness;
using Fw24.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Tests;

/// <summary>The members of a class that are stored, and the values they get when their attributes are absent.</summary>
public sealed class MemberTests(ITestOutputHelper output)
{
    private static readonly string[] s_names = ["red", "Red", "RED", "blue", "green", ""];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void F2_what_can_be_read_and_set_through_the_entity_is_stored_wherever_its_accessors_are(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var count = 0; count < 100; count++)
        {
            var written = new Widget
            {
                Id = Any(),
                Label = Any(),
                Code = Any(),
                Shared = Any(),
                Made = random.Next(3) is 0 ? null : Any(),
                Steps = random.Next(),
                Needed = Any(),
                Count = random.Next(),
                Note = Any(),
                Tag = Any(),
                Part = random.Next(3) is 0 ? null : new Part { Name = Any() },
                Pin = new Pin { Number = random.Next() },
            };
            written.Guard(Any());

            var item = ItemWriter.ToItem(written, WidgetCodec.Write);
            var read = Read(Text(item), WidgetCodec.Model);

            // The setter adds its mark again.
            Assert.Equal(written.Shared + "!", read.Shared);
            read.Shared = written.Shared[..^1];
            Assert.Empty(new WidgetChanges(written, read));
            Assert.Equal(Text(item), Text(ItemWriter.ToItem(read, WidgetCodec.Write)));
        }

        string Any() => s_names[random.Next(s_names.Length)] + random.Next(10).ToString(CultureInfo.InvariantCulture);
    }

    [Fact]
    public void F2_the_item_has_each_property_once_by_the_name_that_its_base_gives_it()
    {
        var item = ItemWriter.ToItem(new Widget { Id = "w", Label = " blue ", Code = "x9", Needed = "n", Part = new Part { Name = "P" } }, WidgetCodec.Write);

        Assert.Equal(
            """{"Code":{"S":"X9"},"Count":{"N":"0"},"Guarded":{"S":"guarded"},"Id":{"S":"w"},"Label":{"S":"blue"},"Needed":{"S":"n"},"Note":{"S":"note"},"Part":{"M":{"Name":{"S":"p"}}},"Pin":{"M":{"Number":{"N":"0"}}},"s6":{"S":"s"},"Steps":{"N":"1"},"Tag":{"S":"tag"}}""",
            Text(item));
        Assert.Equal(("none", "C", "s", 1, "guarded", "note"), Read("""{"Id":{"S":"w"},"Needed":{"S":"n"}}""", WidgetCodec.Model) is var read ? (read.Label, read.Code, read.Shared, read.Steps, read.Guarded, read.Note) : default);
    }

    [Fact]
    public void F2_a_base_in_another_assembly_is_stored_as_far_as_it_shows()
    {
        var library = GeneratorTest.Run(new TestProject
        {
            Sources =
            [
                """
                namespace Lib;

                public abstract class Base
                {
                    public virtual string Label { get; set; } = "none";
                    public virtual int Rank { get; protected set; } = 1;
                    public string Guarded { get; protected set; } = "guarded";
                    public string Hidden { get; private set; } = "hidden";
                    public string Computed => Hidden + Guarded;
                    public string Cached => field ??= Computed;

                    public void Hide(string value) => (Hidden, Guarded) = (value, value);
                }

                public sealed class Point(int x) { public int X { get; } = x; public int Twice => X * 2; public string Made { get; internal set; } = ""; }
                """,
            ],
            AssemblyName = "Lib",
        });
        var test = GeneratorTest.Run(new TestProject
        {
            Sources =
            [
                """
                namespace Shop;

                [Fw24.DynamoTable("orders")]
                public sealed class Order : Lib.Base
                {
                    [Fw24.PartitionKey] public required string Id { get; init; }
                    public override string Label { set => base.Label = value.Trim(); }
                    public override int Rank => base.Rank;
                    public Lib.Point? Point { get; init; }
                }

                public static class Probe
                {
                    public static string Write()
                    {
                        var order = new Order { Id = "1", Label = " a ", Point = new(3) };
                        order.Hide("x");
                        return System.Text.Encoding.UTF8.GetString(Fw24.ItemWriter.ToItem(order, OrderCodec.Write).Json.Span);
                    }

                    public static string Again(string item)
                    {
                        var reader = new Fw24.ItemReader(System.Text.Encoding.UTF8.GetBytes(item), "Order");
                        return System.Text.Encoding.UTF8.GetString(Fw24.ItemWriter.ToItem(OrderCodec.Read(ref reader), OrderCodec.Write).Json.Span);
                    }
                }
                """,
            ],
            References = [.. TestReferences.All, library.ToReference()],
        });
        using var app = new LoadedApp(library, test);
        var probe = app.Type("Shop", "Shop.Probe");
        var item = (string)probe.GetMethod("Write")!.Invoke(null, null)!;

        // The compiler does not see a private setter of another assembly.
        Assert.Equal("""{"Guarded":{"S":"x"},"Id":{"S":"1"},"Label":{"S":"a"},"Point":{"M":{"X":{"N":"3"}}},"Rank":{"N":"1"}}""", item);
        Assert.Equal(item, probe.GetMethod("Again")!.Invoke(null, [item]));
        Assert.Equal(["Hidden", "Made"], Inspection.Violations(test).Select(static finding => finding.Member));
    }

    [Fact]
    public void F4_an_absent_attribute_leaves_what_a_constructor_or_a_field_says()
    {
        var read = Read("""{"Id":{"S":"1"}}""", OwnsCodec.Model);

        Assert.Equal((true, 7, "o", "text", "base", 5), (read.On, read.Retries, read.Optional, read.Text, read.Kind, read.Level));
        Assert.Equal(["word"], read.Words);
    }

    [Fact]
    public void F4_an_absent_attribute_leaves_what_an_accessor_makes()
    {
        var read = Read("""{"Id":{"S":"1"},"Nest":{"M":{}}}""", LazyCodec.Model);

        Assert.Equal((7, "none", null, 3, "later", 5, 0), (read.Retries, read.Text, read.Trimmed, read.Part, read.Later, read.Nest.X, read.Plain));
        Assert.Equal(["lazy"], read.Words);
    }

    [Fact]
    public void F4_a_parameter_that_takes_a_null_says_what_is_absent()
        => Assert.Equal(("none", 3), Read("""{"Id":{"S":"1"}}""", TakesNullCodec.Model) is var read ? (read.Note, read.Count) : default);

    [Fact]
    public void F4_a_base_records_constructor_says_what_is_absent()
        => Assert.Equal(new Positional("1"), Read("""{"Id":{"S":"1"}}""", PositionalCodec.Model));

    [Fact]
    public void F4_what_is_there_replaces_it()
    {
        var owns = new Owns { Id = "1", On = false, Retries = 0, Optional = null, Text = "", Words = [], Kind = "", Level = 0 };
        var lazy = new Lazy { Id = "1", Retries = 0, Words = [], Text = "", Part = 9, Later = "", Nest = new Nest { X = 0 }, Trimmed = " a " };

        Assert.Empty(new OwnsChanges(owns, Read(Text(ItemWriter.ToItem(owns, OwnsCodec.Write)), OwnsCodec.Model)));
        Assert.Empty(new LazyChanges(lazy, Read(Text(ItemWriter.ToItem(lazy, LazyCodec.Write)), LazyCodec.Model)));
        Assert.Equal(new Positional("1") with { Kind = "k", Rank = 0 }, Read(Text(ItemWriter.ToItem(new Positional("1") with { Kind = "k", Rank = 0 }, PositionalCodec.Write)), PositionalCodec.Model));
    }

    [Fact]
    public void F4_a_computed_getter_with_a_cache_is_computed()
        => Assert.Equal(
            """{"Id":{"S":"1"},"Later":{"S":"later"},"Nest":{"M":{"X":{"N":"5"}}},"Part":{"N":"3"},"Plain":{"N":"0"},"Retries":{"N":"7"},"Text":{"S":"none"},"Words":{"L":[{"S":"lazy"}]}}""",
            Text(ItemWriter.ToItem(new Lazy { Id = "1" }, LazyCodec.Write)));

    [Theory]
    [InlineData(Shipment.Shipped, "Shipped")]
    [InlineData(Shipment.Returned, "Returned")]
    [InlineData((Shipment)9, "9")]
    public void F12_the_name_that_is_declared_first_and_not_obsolete_is_written(Shipment state, string name)
        => Assert.StartsWith($$"""{"Access":{"S":"None"},"Accesses":{"L":[]},"State":{"S":"{{name}}"}""", Text(ItemWriter.ToItem(new ShipmentOf { State = state }, ShipmentOfCodec.Write)), StringComparison.Ordinal);

    [Fact]
    public void F12_an_obsolete_name_gives_way_to_one_that_is_not()
    {
        // The enum is from a library, and its names are not in alphabetical order.
        var library = GeneratorTest.Run(new TestProject
        {
            Sources = ["#pragma warning disable CS0618\n" + """namespace Lib; public enum State { [System.Obsolete("Use Shipped.")] Dispatched, Shipped = Dispatched, ASent = Dispatched, [System.Obsolete("Gone.")] Old, [System.Obsolete("Gone.")] AncientOne = Old }"""],
            AssemblyName = "Lib",
        });
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources = ["namespace Shop; [Fw24.DynamoTable(\"orders\")] public sealed record Order([property: Fw24.PartitionKey] string Id, Lib.State State);"],
            References = [.. TestReferences.All, library.ToReference()],
        });

        var codec = test.Files["Shop.Order.Entity.g.cs"];
        Assert.True(Place("Shipped") < Place("ASent") && Place("Shipped") < Place("Dispatched") && Place("Old") < Place("AncientOne"), codec);

        int Place(string name)
        {
            Assert.Contains($".Add(\"{name}\"", codec, StringComparison.Ordinal);
            return codec.IndexOf($".Add(\"{name}\"", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Dispatched", Shipment.Shipped)]
    [InlineData("Shipped", Shipment.Shipped)]
    [InlineData("ARefund", Shipment.Returned)]
    [InlineData("9", (Shipment)9)]
    public void F12_every_name_is_read(string name, Shipment state)
        => Assert.Equal(state, Read($$$"""{"State":{"S":"{{{name}}}"}}""", ShipmentOfCodec.Model).State);

    [Theory]
    [InlineData(Access.Edit, "Edit")]
    [InlineData(Access.Edit | Access.Own, "Edit, Own")]
    [InlineData(Access.View | Access.Edit, "Both")]
    [InlineData(Access.View | Access.Edit | Access.Own, "Both, Own")]
    [InlineData((Access)10, "10")]
    public void F12_a_flag_of_several_names_is_written_by_the_first(Access access, string text)
    {
        var item = Text(ItemWriter.ToItem(new ShipmentOf { State = Shipment.Placed, Access = access, Accesses = [access] }, ShipmentOfCodec.Write));
        var read = Read(item, ShipmentOfCodec.Model);

        Assert.StartsWith($$"""{"Access":{"S":"{{text}}"},"Accesses":{"L":[{"S":"{{text}}"}]}""", item, StringComparison.Ordinal);
        Assert.Equal(access, read.Access);
        Assert.Equal([access], read.Accesses);
    }

    [Theory]
    [InlineData("Change, Own")]
    [InlineData("Edit, Own")]
    public void F12_every_name_of_a_flag_is_read(string text)
        => Assert.Equal(Access.Edit | Access.Own, Read($$$"""{"State":{"S":"Placed"},"Access":{"S":"{{{text}}}"}}""", ShipmentOfCodec.Model).Access);

    [Theory]
    [InlineData("Own,Edit")]
    [InlineData("Edit, Nothing")]
    [InlineData("View, Edit")]
    [InlineData(" Edit")]
    [InlineData("+2")]
    [InlineData("edit")]
    public void F12_what_no_enum_gives_is_an_error_that_names_the_attribute_and_the_enums_names(string text)
    {
        var message = Assert.Throws<ItemFormatException>(() => Read($$$"""{"State":{"S":"Placed"},"Access":{"S":"{{{text}}}"}}""", ShipmentOfCodec.Model)).Message;

        Assert.Contains("ShipmentOf.Access: ", message, StringComparison.Ordinal);
        Assert.Contains("Access's names (", message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, message.Replace("Edit", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void F13_an_instant_is_one_key_whatever_its_kind()
    {
        var utc = new DateTime(2026, 11, 22, 10, 0, 0, DateTimeKind.Utc);
        DateTime[] kinds = [utc, utc.ToLocalTime(), DateTime.SpecifyKind(utc, DateTimeKind.Unspecified)];

        foreach (var at in kinds)
        {
            var timed = new Timed { Id = "1", At = at, Due = at };

            Assert.Equal("""{"Id":{"S":"1"},"At":{"S":"2026-11-22T10:00:00.0000000Z"}}""", Text(new TimedKey("1", at).ToItemKey()));
            Assert.StartsWith("""{"At":{"S":"2026-11-22T10:00:00.0000000Z"},"Due":{"S":"2026-11-22T10:00:00.0000000Z"},"Id":{"S":"1"}""", Text(ItemWriter.ToItem(timed, TimedCodec.Write)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void F13_a_time_that_is_no_key_keeps_its_kind()
    {
        var timed = new Timed { Id = "1", At = DateTime.UnixEpoch, Other = new DateTime(2026, 11, 22, 10, 0, 0, DateTimeKind.Unspecified) };
        var read = Read(Text(ItemWriter.ToItem(timed, TimedCodec.Write)), TimedCodec.Model);

        Assert.Equal((DateTimeKind.Utc, DateTimeKind.Unspecified), (read.At.Kind, read.Other.Kind));
        Assert.Equal(timed, read);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void F13_keys_that_are_times_sort_as_time_does(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var times = Enumerable.Range(0, 200).Select(_ => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), (DateTimeKind)random.Next(2))).ToList();

        var byTime = times.Order().Select(Key).ToList();

        Assert.Equal(byTime.Order(StringComparer.Ordinal), byTime);

        static string Key(DateTime at) => Text(new TimedKey("1", at).ToItemKey());
    }

    [Fact]
    public void F20_the_comparers_that_an_instance_comes_with_survive_a_read()
    {
        var written = new Comparers
        {
            Id = "1",
            Tags = ["Red"],
            Sorted = new HashSet<string> { "Red", "blue" },
            Descending = [1, 3, 2],
            Read = new HashSet<string> { "Red" },
            Immutable = ["Red"],
            ImmutableSorted = ["Red"],
            Frozen = FrozenSet.ToFrozenSet(["Red"]),
            Backed = ["Red"],
            Optional = ["Red"],
            Plain = ["Red"],
            Map = new() { ["Red"] = 1 },
            SortedMap = new Dictionary<string, int> { ["blue"] = 2, ["Red"] = 1 },
            ReadMap = new Dictionary<string, List<int>> { ["Red"] = [1] },
            ImmutableMap = [],
            ImmutableSortedMap = ImmutableSortedDictionary<string, int>.Empty,
            FrozenMap = new Dictionary<string, int> { ["Red"] = 1 }.ToFrozenDictionary(),
            PlainMap = new() { ["Red"] = 1 },
        };
        var item = Text(ItemWriter.ToItem(written, ComparersCodec.Write));
        var read = Read(item, ComparersCodec.Model);

        Assert.Contains("red", read.Tags);
        Assert.Contains("red", read.Sorted);
        Assert.Equal(["blue", "Red"], read.Sorted);
        Assert.Equal([3, 2, 1], read.Descending);
        Assert.Contains("red", read.Read);
        Assert.Contains("red", (IReadOnlySet<string>)read.Immutable);
        Assert.Contains("red", (IReadOnlySet<string>)read.ImmutableSorted);
        Assert.Contains("red", (IReadOnlySet<string>)read.Frozen);
        Assert.Contains("red", read.Backed);
        Assert.Contains("red", read.Optional!);
        Assert.DoesNotContain("red", read.Plain);
        Assert.True(read.Map.ContainsKey("red"));
        Assert.True(read.SortedMap.ContainsKey("red"));
        Assert.Equal(["blue", "Red"], read.SortedMap.Keys);
        Assert.True(read.ReadMap.ContainsKey("red"));
        Assert.Equal(StringComparer.OrdinalIgnoreCase, read.ImmutableMap.KeyComparer);
        Assert.Equal(StringComparer.OrdinalIgnoreCase, read.ImmutableSortedMap.KeyComparer);
        Assert.True(read.FrozenMap.ContainsKey("red"));
        Assert.False(read.PlainMap.ContainsKey("red"));
        Assert.Equal(item, Text(ItemWriter.ToItem(read, ComparersCodec.Write)));
    }

    [Fact]
    public void F20_a_constructors_comparers_survive_a_read_and_null_is_null()
    {
        Assert.Contains("red", Read("""{"Id":{"S":"1"},"Tags":{"SS":["Red"]}}""", MadeCodec.Model).Tags);
        Assert.Null(Read("""{"Id":{"S":"1"},"Optional":{"NULL":true}}""", ComparersCodec.Model).Optional);
        Assert.Contains("NONE", (IReadOnlySet<string>)Read("""{"Id":{"S":"1"}}""", ComparersCodec.Model).Frozen);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void F20_no_comparer_loses_what_the_item_keeps_apart(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var count = 0; count < 100; count++)
        {
            var names = s_names.Where(name => name.Length > 0 && random.Next(2) is 0).ToList();
            var set = names.Count is 0 ? """{"L":[]}""" : "{\"SS\":[" + string.Join(',', names.Select(static name => $"\"{name}\"")) + "]}";
            var map = "{\"M\":{" + string.Join(',', names.Select(static name => $"\"{name}\":{{\"N\":\"1\"}}")) + "}}";
            string[] sets = ["Tags", "Sorted", "Read", "Immutable", "ImmutableSorted", "Frozen", "Backed", "Optional"];
            string[] maps = ["Map", "SortedMap", "ImmutableMap", "ImmutableSortedMap", "FrozenMap"];
            var read = Read("{\"Id\":{\"S\":\"1\"}," + string.Join(',', sets.Select(name => $"\"{name}\":{set}").Concat(maps.Select(name => $"\"{name}\":{map}"))) + "}", ComparersCodec.Model);

            Assert.All<IEnumerable<string>>([read.Tags, read.Sorted, read.Read, read.Immutable, read.ImmutableSorted, read.Frozen, read.Backed, read.Optional!], kept => Assert.Equal(names.ToHashSet(), kept.ToHashSet()));
            Assert.All<IEnumerable<KeyValuePair<string, int>>>([read.Map, read.SortedMap, read.ImmutableMap, read.ImmutableSortedMap, read.FrozenMap], kept => Assert.Equal(names.ToHashSet(), kept.Select(static pair => pair.Key).ToHashSet()));
        }
    }

    [Fact]
    public async Task F16_what_another_generator_adds_is_said_where_it_was_made_of()
    {
        var test = GeneratorTest.RunOnly(new TestProject
        {
            Sources =
            [
                """
                namespace Shop;

                [Fw24.DynamoTable("orders")]
                public sealed partial class Order
                {
                    private string _name = "";
                    [Fw24.DynamoIgnore] private string m_note = "";

                    [Fw24.PartitionKey] public required string Id { get; init; }
                    public Line? Line { get; init; }
                }

                public sealed partial class Line
                {
                    public int Number { get; set; }
                }
                """,
            ],
        });
        var whole = test.Output.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            """
            // <auto-generated/>
            namespace Shop;

            partial class Order
            {
                public string Name { get => _name; set => _name = value; }
                public string Note { get => m_note; set => m_note = value; }
                public int Bare { get; set; }
                public int Computed => 1;
                [Fw24.DynamoIgnore] public int Ignored { get; set; }
            }

            partial class Line
            {
                public int Count { get; set; }
            }
            """,
            GeneratorTest.ParseOptions,
            "Other/Other.Generator/Order.g.cs",
            cancellationToken: TestContext.Current.CancellationToken));

        Assert.Empty(await AnalyzerTest.DiagnosticsAsync(test));
        var diagnostics = await AnalyzerTest.DiagnosticsAsync(whole);
        Assert.Equal(
            ["Order.Bare at Order", "Order.Name at _name", "Line.Count at Line"],
            diagnostics.Select(static diagnostic => $"{diagnostic.GetMessage(CultureInfo.InvariantCulture).Split(' ')[0]} at {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}"));
        Assert.All(diagnostics, static diagnostic => Assert.Equal("FW24030", diagnostic.Id));
        Assert.All(diagnostics, static diagnostic => Assert.Contains("another generator adds it", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.All(diagnostics, static diagnostic => Assert.Empty(diagnostic.AdditionalLocations));
    }

    [Fact]
    public async Task F16_a_key_that_another_generator_adds_is_said_though_nothing_was_generated()
    {
        var test = GeneratorTest.RunOnly(new TestProject { Sources = ["namespace Shop; [Fw24.DynamoTable(\"orders\")] public sealed partial class Order { public string? Text { get; init; } }"] });
        var whole = test.Output.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "namespace Shop; partial class Order { [Fw24.PartitionKey] public required string Id { get; init; } }",
            GeneratorTest.ParseOptions,
            "Other/Other.Generator/Order.g.cs",
            cancellationToken: TestContext.Current.CancellationToken));

        Assert.StartsWith("Order.Id is not stored because another generator adds it", Assert.Single(await AnalyzerTest.DiagnosticsAsync(whole)).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void F2_F4_classes_of_any_making_keep_their_own_values_and_come_back(int seed)
    {
        output.WriteLine($"seed {seed}");
        var test = GeneratorTest.Run(new TestProject { Sources = [RandomClasses.Source(new Random(seed), classes: 30)] });
        using var app = new LoadedApp(test);

        Assert.Equal("", app.Type("Shop", "Shop.Probe").GetMethod("Check")!.Invoke(null, null));
    }

    private static T Read<T>(string item, EntityModel<T> entity)
        where T : class
    {
        var reader = new ItemReader(Encoding.UTF8.GetBytes(item), entity.Name);
        return entity.Read(ref reader);
    }

    private static string Text(ItemImage item) => Encoding.UTF8.GetString(item.Json.Span);
}
