using System.Text;
using CsCheck;
using Fw24.Audit.Records;
using Fw24.Runtime.Tests.Harness;
using Fw24.Runtime.Tests.Harness.Audit;

namespace Fw24.Runtime.Tests.Audit;

public sealed class ImageDigestTests
{
    [Fact]
    public void H32_Images_have_one_digest_exactly_when_they_are_the_same_to_DynamoDB()
    {
        using var digest = new ImageDigest(new HiddenAttributes(AuditTable.Model()));
        Seeded.ForAll(Gen.Select(RandomItems.Change, Gen.Int), 2_000, draw =>
        {
            var random = new Random(draw.Item2);
            var (old, @new) = (RandomHistory.Write(draw.Item1.Old, random), RandomHistory.Write(draw.Item1.New, random));

            Assert.Equal(digest.Of(old), digest.Of(RandomHistory.Write(draw.Item1.Old, random)));
            Assert.Equal(AuditTable.Same(old, @new), digest.Of(old) == digest.Of(@new));
        });
    }

    [Fact]
    public void An_image_that_is_absent_has_none()
    {
        using var digest = new ImageDigest(new HiddenAttributes(AuditTable.Model()));

        Assert.Null(digest.Of(default));
        Assert.Matches("^[A-Za-z0-9_-]{22}$", digest.Of(AuditTable.ImageOf("{}")));
    }

    [Theory]
    [InlineData("""{"a":{"S":"x"}}""", """{"a":{"B":"eA=="}}""")]
    [InlineData("""{"a":{"S":"1"}}""", """{"a":{"N":"1"}}""")]
    [InlineData("""{"a":{"NULL":true}}""", "{}")]
    [InlineData("""{"a":{"L":[]}}""", """{"a":{"M":{}}}""")]
    [InlineData("""{"a":{"L":[{"S":"x"}]}}""", """{"a":{"SS":["x"]}}""")]
    [InlineData("""{"a":{"L":[{"L":[]},{"S":"x"}]}}""", """{"a":{"L":[{"L":[{"S":"x"}]}]}}""")]
    [InlineData("""{"a":{"S":"x"},"b":{"S":"y"}}""", """{"a":{"S":"xKb"},"c":{"S":"y"}}""")]
    [InlineData("""{"ab":{"S":"c"}}""", """{"a":{"S":"bc"}}""")]
    public void What_differs_in_type_or_place_differs(string left, string right)
    {
        using var digest = new ImageDigest(new HiddenAttributes(AuditTable.Model()));

        Assert.NotEqual(digest.Of(AuditTable.ImageOf(left)), digest.Of(AuditTable.ImageOf(right)));
    }

    [Fact]
    public void H22_H32_Sensitive_attributes_are_left_out_and_the_digest_says_so()
    {
        using var digest = new ImageDigest(new HiddenAttributes(AuditTable.Model(sensitive: ["Email"])));
        using var another = new ImageDigest(new HiddenAttributes(AuditTable.Model(sensitive: ["Phone"])));
        using var plain = new ImageDigest(new HiddenAttributes(AuditTable.Model()));
        var (image, rekeyed, changed) = (
            AuditTable.ImageOf("""{"Id":{"S":"1"},"Email":{"S":"hmac:a"}}"""), AuditTable.ImageOf("""{"Email":{"S":"hmac:b"},"Id":{"S":"1"}}"""), AuditTable.ImageOf("""{"Id":{"S":"2"}}"""));

        Assert.Matches("^[A-Za-z0-9_-]{22}~[A-Za-z0-9_-]{8}$", digest.Of(image));
        Assert.Equal(digest.Of(image), digest.Of(rekeyed));
        Assert.False(ImageDigest.MayMeet(digest.Of(image), digest.Of(changed)));
        Assert.NotEqual(digest.Of(AuditTable.ImageOf("""{"M":{"M":{"Email":{"S":"a"}}}}""")), digest.Of(AuditTable.ImageOf("""{"M":{"M":{"Email":{"S":"b"}}}}""")));

        // With different rules nothing is known about two images, except that one exists and the other does not.
        Assert.True(ImageDigest.MayMeet(digest.Of(image), another.Of(changed)));
        Assert.True(ImageDigest.MayMeet(digest.Of(image), plain.Of(changed)));
        Assert.False(ImageDigest.MayMeet(digest.Of(image), null));
        Assert.False(ImageDigest.MayMeet(null, plain.Of(image)));
        Assert.True(ImageDigest.MayMeet(null, null));
    }

    [Fact]
    public void H29_What_is_no_image_is_an_error_and_the_next_one_is_not_touched()
    {
        using var digest = new ImageDigest(new HiddenAttributes(AuditTable.Model()));
        var image = AuditTable.ImageOf("""{"b":{"N":"1.0"},"a":{"SS":["y","x"]}}""");
        var expected = digest.Of(image);
        string deep = string.Concat(Enumerable.Repeat("""{"L":[""", 100)) + string.Concat(Enumerable.Repeat("]}", 100));

        foreach (var broken in new[] { """{"a":{"X":1}}""", """{"a":{"N":"canary"}}""", """{"a":{"B":"*"}}""", """{"b":{"S":"x"},"a":{"SS":["x",1]}}""", $$"""{"a":{{deep}}}""", "[" })
        {
            var error = Assert.Throws<ItemFormatException>(() => digest.Of(new ItemImage(Encoding.UTF8.GetBytes(broken))));
            Assert.DoesNotContain("canary", error.Message, StringComparison.Ordinal);
            Assert.Equal(expected, digest.Of(image));
        }
    }
}
