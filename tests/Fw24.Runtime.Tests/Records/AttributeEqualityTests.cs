using System.Text;
using CsCheck;
using Fw24.Items;
using Fw24.Runtime.Tests.Harness;

namespace Fw24.Runtime.Tests.Records;

public sealed class AttributeEqualityTests
{
    [Theory]
    [InlineData("""{"S":"a"}""", """{"S":"\u0061"}""")]
    [InlineData("""{"S":"\ud83d\ude00\n"}""", """{"S":"😀\u000A"}""")]
    [InlineData("""{"S":"/"}""", """{ "S" : "\/" }""")]
    [InlineData("""{"N":"1"}""", """{"N":"1.0"}""")]
    [InlineData("""{"N":"1"}""", """{"N":"001e0"}""")]
    [InlineData("""{"N":"0"}""", """{"N":"-0.000"}""")]
    [InlineData("""{"N":"1E+125"}""", """{"N":"0.1e126"}""")]
    [InlineData("""{"N":"12345678901234567890123456789012345678"}""", """{"N":"1.2345678901234567890123456789012345678E37"}""")]
    [InlineData("""{"B":"QQ=="}""", """{"B":"QR=="}""")]
    [InlineData("""{"B":"/w=="}""", """{"B":"\/w=="}""")]
    [InlineData("""{"NULL":true}""", """{"NULL": true}""")]
    [InlineData("""{"SS":["a","b","c"]}""", """{"SS":["c","a","b"]}""")]
    [InlineData("""{"NS":["1","2"]}""", """{"NS":["2.0","1e0"]}""")]
    [InlineData("""{"BS":["QQ==","Qg=="]}""", """{"BS":["Qg==","QQ=="]}""")]
    [InlineData("""{"M":{"a":{"S":"1"},"b":{"L":[{"N":"1"}]}}}""", """{"M":{"b":{"L":[{"N":"1.00"}]},"\u0061":{"S":"1"}}}""")]
    [InlineData("""{"M":{}}""", """{"M":{ }}""")]
    [InlineData("""{"L":[]}""", """{"L":[ ]}""")]
    public void H21_values_that_are_the_same_to_DynamoDB_are_equal(string left, string right)
    {
        Assert.True(AreEqual(left, right));
        Assert.True(AreEqual(right, left));
    }

    [Theory]
    [InlineData("""{"S":"1"}""", """{"N":"1"}""")]
    [InlineData("""{"S":"a"}""", """{"S":"b"}""")]
    [InlineData("""{"S":"\n"}""", """{"S":"n"}""")]
    [InlineData("""{"S":"a"}""", """{"S":"aa"}""")]
    [InlineData("""{"S":"\u0061"}""", """{"S":"ab"}""")]
    [InlineData("""{"N":"1"}""", """{"N":"-1"}""")]
    [InlineData("""{"N":"12345678901234567890123456789012345678"}""", """{"N":"12345678901234567890123456789012345679"}""")]
    [InlineData("""{"N":"1e-130"}""", """{"N":"0"}""")]
    [InlineData("""{"B":"QQ=="}""", """{"B":"QUE="}""")]
    [InlineData("""{"BOOL":true}""", """{"BOOL":false}""")]
    [InlineData("""{"NULL":true}""", """{"BOOL":true}""")]
    [InlineData("""{"SS":["a","b"]}""", """{"SS":["a"]}""")]
    [InlineData("""{"SS":["a","b"]}""", """{"SS":["b","c"]}""")]
    [InlineData("""{"SS":["a"]}""", """{"L":[{"S":"a"}]}""")]
    [InlineData("""{"L":[{"S":"a"},{"S":"b"}]}""", """{"L":[{"S":"b"},{"S":"a"}]}""")]
    [InlineData("""{"M":{"a":{"S":"1"}}}""", """{"M":{"b":{"S":"1"}}}""")]
    [InlineData("""{"M":{"a":{"S":"1"},"b":{"S":"2"}}}""", """{"M":{"b":{"S":"2"}}}""")]
    [InlineData("""{"M":{"a":{"NULL":true}}}""", """{"M":{}}""")]
    [InlineData("""{"M":{"a":{"S":"1"},"a":{"S":"1"}}}""", """{"M":{"a":{"S":"1"},"b":{"S":"1"}}}""")]
    [InlineData("""{"M":{"c":{"S":"1"},"a":{"S":"1"},"a":{"S":"1"}}}""", """{"M":{"a":{"S":"1"},"b":{"S":"1"},"c":{"S":"1"}}}""")]
    [InlineData("""{"SS":["c","a","a"]}""", """{"SS":["a","b","c"]}""")]
    [InlineData("""{"NS":["3","1.0","1"]}""", """{"NS":["1","2","3"]}""")]
    public void H21_values_that_differ_are_not_equal(string left, string right)
    {
        Assert.False(AreEqual(left, right));
        Assert.False(AreEqual(right, left));
    }

    [Fact]
    public void H21_agrees_with_the_model_on_random_values()
        => Seeded.ForAll(Gen.Select(RandomItems.Value, RandomItems.Value, Gen.Int), 3000, static draw =>
        {
            var (left, right, seed) = draw;
            var random = new Random(seed);
            var reworded = RandomItems.Reword(left, random);

            Assert.Equal(ModelValue.AreSame(left, right), AreEqual(ModelJson.WriteValue(left, random), ModelJson.WriteValue(right, random)));
            Assert.True(ModelValue.AreSame(left, reworded));
            Assert.True(AreEqual(ModelJson.WriteValue(left, random), ModelJson.WriteValue(reworded, random)));
        });

    [Fact]
    public void H29_large_maps_and_sets_in_opposite_order_are_compared_in_linear_time()
    {
        // 20,000 members: comparing each with each would take 400 million comparisons and make this test time out.
        var names = Enumerable.Range(0, 20_000).Select(static i => $"name{i}").ToArray();
        var map = new ModelValue.Members([.. names.Select(static name => KeyValuePair.Create(name, (ModelValue)new ModelValue.Text(name)))]);
        var set = new ModelValue.Texts(names);

        Assert.True(AttributeEquality.AreEqual(ModelJson.Value(map), ModelJson.Value(new ModelValue.Members([.. map.Values.Reverse()]))));
        Assert.True(AttributeEquality.AreEqual(ModelJson.Value(set), ModelJson.Value(new ModelValue.Texts([.. names.Reverse()]))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"S":1}""")]
    [InlineData("""{"S":"a" """)]
    [InlineData("""{"S":"a","N":"1"}""")]
    [InlineData("""{"X":"a"}""")]
    [InlineData("""{"M":{"a"}}""")]
    [InlineData("""{"SS":["a",]}""")]
    public void H29_what_is_no_value_is_refused(string broken)
        => Assert.Throws<ItemFormatException>(() => AreEqual(broken, """{"S":"a"}""") | AreEqual(broken, """{"M":{"a":{"S":"a"}}}""") | AreEqual(broken, """{"SS":["a"]}"""));

    [Fact]
    public void H29_nesting_is_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"L":[""", 100_000));

        Assert.Throws<ItemFormatException>(() => AreEqual(deep, deep + " "));
    }

    [Fact]
    public void Comparing_allocates_nothing()
    {
        var old = Encoding.UTF8.GetBytes("""{"M":{"a":{"S":"text \n"},"b":{"N":"12.50"},"c":{"SS":["x","y","z"]},"d":{"L":[{"B":"QQ=="},{"NULL":true}]}}}""");
        var @new = Encoding.UTF8.GetBytes("""{"M":{"d":{"L":[{"B":"QQ=="},{"NULL":true}]},"c":{"SS":["z","y","x"]},"b":{"N":"12.5"},"a":{"S":"text \u000a"}}}""");
        Assert.True(AttributeEquality.AreEqual(old, @new));

        Assert.Equal(0, Allocated.By(() => AttributeEquality.AreEqual(old, @new)));
    }

    private static bool AreEqual(string left, string right)
        => AttributeEquality.AreEqual(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
