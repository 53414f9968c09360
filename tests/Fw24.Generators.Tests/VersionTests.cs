using Amazon.DynamoDBv2.Model;
using Fw24.Generators.Tests.Entities;

namespace Fw24.Generators.Tests;

public sealed class VersionTests
{
    private static readonly Dictionary<string, AttributeValue> s_old = new() { ["Id"] = new() { S = "a" } };

    [Fact]
    public void W5_An_item_without_the_attribute_has_version_0_however_the_class_makes_it()
    {
        Assert.Equal(0, CountedCodec.FromItem(s_old).Version);
        Assert.Equal(0, RequiredCountedCodec.FromItem(s_old).Version);
        Assert.Equal(0, StartedCodec.FromItem(s_old).Version);
    }

    [Fact]
    public void W5_A_version_comes_back()
    {
        var item = new Dictionary<string, AttributeValue>(s_old) { ["Version"] = new() { N = "3" } };

        Assert.Equal(3, CountedCodec.FromItem(item).Version);
        Assert.Equal(3, RequiredCountedCodec.FromItem(item).Version);
        Assert.Equal(3, StartedCodec.FromItem(item).Version);
    }
}
