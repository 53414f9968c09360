using System.Text;
using CsCheck;
using Fw24.Audit.Records;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit;

public sealed class ImageDiffTests
{
    [Theory]
    [InlineData("""{"a":{"S":"x"}}""", """{"a":{"S":"y"}}""", """a: {"S":"x"} -> {"S":"y"}""")]
    [InlineData("""{"a":{"S":"x"}}""", """{"a":{"S":"\u0078"}}""", "")]
    [InlineData("""{"a":{"N":"1"}}""", """{"a":{"N":"1.0"}}""", "")]
    [InlineData("""{"a":{"N":"99999999999999999999999999999999999998"}}""", """{"a":{"N":"99999999999999999999999999999999999999"}}""",
        """a: {"N":"99999999999999999999999999999999999998"} -> {"N":"99999999999999999999999999999999999999"}""")]
    [InlineData("""{"a":{"N":"1"}}""", """{"a":{"S":"1"}}""", """a: {"N":"1"} -> {"S":"1"}""")]
    [InlineData("""{"a":{"SS":["x","y"]}}""", """{"a":{"SS":["y","x"]}}""", "")]
    [InlineData("""{"a":{"NS":["1","2"]}}""", """{"a":{"NS":["2.0","1"]}}""", "")]
    [InlineData("""{"a":{"L":[{"S":"x"},{"S":"y"}]}}""", """{"a":{"L":[{"S":"y"},{"S":"x"}]}}""", """a[0]: {"S":"x"} -> {"S":"y"}; a[1]: {"S":"y"} -> {"S":"x"}""")]
    [InlineData("""{"a":{"L":[{"S":"x"}]}}""", """{"a":{"L":[{"S":"x"},{"NULL":true}]}}""", """a[1]:  -> {"NULL":true}""")]
    [InlineData("""{"a":{"L":[{"S":"x"},{"S":"y"}]}}""", """{"a":{"L":[]}}""", """a[0]: {"S":"x"} -> ; a[1]: {"S":"y"} -> """)]
    [InlineData("""{"a":{"NULL":true}}""", """{}""", """a: {"NULL":true} -> """)]
    [InlineData("""{"a":{"M":{}}}""", """{"a":{"L":[]}}""", """a: {"M":{}} -> {"L":[]}""")]
    [InlineData("""{"Lines":{"L":[{"M":{"Qty":{"N":"1"}}},{"M":{"Sku":{"S":"a"},"Qty":{"N":"1"}}}]}}""", """{"Lines":{"L":[{"M":{"Qty":{"N":"1"}}},{"M":{"Sku":{"S":"a"},"Qty":{"N":"2"}}}]}}""",
        """Lines[1].Qty: {"N":"1"} -> {"N":"2"}""")]
    [InlineData("""{"a":{"M":{"b":{"S":"x"}}}}""", """{"a":{"M":{"b":{"S":"x"},"c":{"BOOL":true}}}}""", """a.c:  -> {"BOOL":true}""")]
    [InlineData("""{"a":{"S":"1"},"b":{"S":"2"},"c":{"S":"3"}}""", """{"c":{"S":"4"},"a":{"S":"1"},"d":{"S":"5"}}""", """b: {"S":"2"} -> ; c: {"S":"3"} -> {"S":"4"}; d:  -> {"S":"5"}""")]
    [InlineData(""" { "a" : { "S" : "x" } } """, """{"a":{"S":"x"}}""", "")]
    public void H21_Differences_are_by_type_value_and_place(string old, string @new, string expected)
        => Assert.Equal(expected, Describe(AuditTable.ImageOf(old.Trim()), AuditTable.ImageOf(@new)));

    [Theory]
    [InlineData("a.b", @"a\.b")]
    [InlineData("a[0]", @"a\[0\]")]
    [InlineData("\\", @"\\")]
    [InlineData("", "")]
    public void Names_that_look_like_paths_are_escaped(string name, string path)
    {
        var image = AuditTable.ImageOf($$$"""{"{{{name.Replace("\\", "\\\\", StringComparison.Ordinal)}}}":{"S":"x"}}""");

        Assert.Equal($$"""{{path}}:  -> {"S":"x"}""", Describe(default, image));
        Assert.Equal([new PathStep(name, -1)], AttributePath.Parse(path));
    }

    [Fact]
    public void H21_No_two_places_have_the_same_path()
    {
        string[] names = ["", ".", "[", "]", "\\", "a", "[0]", "a.", ".a"];
        var steps = names.Select(static name => new PathStep(name, -1)).Append(new PathStep(null, 0)).Append(new PathStep(null, 10)).ToArray();
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var first in names)
        {
            foreach (var second in steps)
            {
                foreach (var third in steps)
                {
                    PathStep[] place = [new PathStep(first, -1), second, third];
                    var path = PathOf(place);

                    Assert.True(paths.TryAdd(path, string.Join(" / ", place)), $"'{path}' is {paths[path]} and {string.Join(" / ", place)}");
                    Assert.Equal(place, AttributePath.Parse(path));
                }
            }
        }
    }

    [Fact]
    public void H21_An_item_written_otherwise_is_the_same()
    {
        Seeded.ForAll(Gen.Select(RandomItems.Item, Gen.Int), 3000, static draw =>
        {
            var random = new Random(draw.Item2);

            Assert.Equal("", Describe(RandomHistory.Write(draw.Item1, random), RandomHistory.Write(draw.Item1, random)));
        });
    }

    [Fact]
    public void H29_Hostile_depth_is_an_error_and_costs_no_stack()
    {
        var (left, right) = (Nested("M", "{\"a\":", "}", "x"), Nested("M", "{\"a\":", "}", "y"));

        Assert.Throws<ItemFormatException>(() => new ImageDiff().Compare(left, right));
        Assert.Throws<ItemFormatException>(() => new ImageDiff().Compare(Nested("L", "[", "]", "x"), Nested("L", "[", "]", "y")));

        static ItemImage Nested(string type, string open, string close, string value)
        {
            const int Depth = 10_000;
            var text = new StringBuilder("{\"a\":");
            text.Insert(text.Length, $"{{\"{type}\":{open}", Depth).Append($"{{\"S\":\"{value}\"}}").Insert(text.Length, close + "}", Depth);
            return AuditTable.ImageOf(text.Append('}').ToString());
        }
    }

    [Theory]
    [InlineData("""{"a":{"S":"x"}""")]
    [InlineData("""{"a":"x"}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":{"M":{"b":{"S":"x"}},"S":"y"}}""")]
    [InlineData("""{"b":{"S":"x"},"a":{"S":"z"},"a":{"S":"z"}}""")]
    [InlineData("""["a"]""")]
    public void H29_What_is_no_image_is_an_error(string broken)
        => Assert.Throws<ItemFormatException>(() => new ImageDiff().Compare(AuditTable.ImageOf(broken), AuditTable.ImageOf("""{"a":{"M":{"b":{"S":"y"}}}}""")));

    [Theory]
    [InlineData("""{"By":{"S":"a"},"x":{"S":"1"}}""", """{"By":{"S":"a"},"x":{"S":"2"}}""", """{"S":"a"}""", """{"S":"a"}""")]
    [InlineData("""{"By":{"S":"a"}}""", """{"By":{"S":"b"}}""", """{"S":"a"}""", """{"S":"b"}""")]
    [InlineData("""{"x":{"S":"1"},"By":{"S":"a"}}""", """{"By":{"S":"b"},"x":{"S":"1"}}""", """{"S":"a"}""", """{"S":"b"}""")]
    [InlineData("""{"x":{"S":"1"}}""", """{"x":{"S":"1"},"By":{"S":"b"}}""", "", """{"S":"b"}""")]
    [InlineData("""{"x":{"M":{"By":{"S":"nested"}}}}""", """{"x":{"M":{"By":{"S":"other"}}}}""", "", "")]
    public void The_watched_attribute_is_found_whether_it_changed_or_not_and_also_when_it_is_hidden(string old, string @new, string watchedOld, string watchedNew)
    {
        foreach (var hidden in new byte[][][] { [], ["By"u8.ToArray()] })
        {
            var diff = new ImageDiff();
            diff.Compare(AuditTable.ImageOf(old), hidden, AuditTable.ImageOf(@new), hidden, "By"u8.ToArray());

            Assert.Equal((watchedOld, watchedNew), (Encoding.UTF8.GetString(diff.WatchedOld), Encoding.UTF8.GetString(diff.WatchedNew)));
        }
    }

    private static string Describe(ItemImage old, ItemImage @new)
    {
        var diff = new ImageDiff();
        diff.Compare(old, @new);
        var changes = new List<string>();
        for (var i = 0; i < diff.Count; i++)
        {
            var change = diff[i];
            changes.Add($"{Encoding.UTF8.GetString(change.Path)}: {Encoding.UTF8.GetString(change.Old)} -> {Encoding.UTF8.GetString(change.New)}");
        }

        return string.Join("; ", changes);
    }

    private static string PathOf(PathStep[] steps)
    {
        var path = new AttributePath();
        foreach (var step in steps)
        {
            _ = step.Name is { } name ? path.Push(Encoding.UTF8.GetBytes(name)) : path.Push(step.Index);
        }

        return Encoding.UTF8.GetString(path.Text);
    }
}
