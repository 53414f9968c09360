using Fw24.Model;
using Fw24.Runtime.Tests.Flow;

namespace Fw24.Runtime.Tests.Handlers;

/// <summary>What <c>[OnChange]</c> watches, where redaction left nothing of it to see.</summary>
public sealed class WatchedAttributesTests
{
    public static TheoryData<Redaction> Hiding => [Redaction.Remove, Redaction.Mask];

    [Theory]
    [MemberData(nameof(Hiding))]
    public async Task W6_a_sensitive_attribute_that_changed_reaches_the_handler(Redaction redaction)
    {
        var queue = Watching(redaction, "Email");

        Assert.Empty(await queue.InvokeAsync(
            queue.MessageWithChanged(Change("email", "a@b", "c@d")),
            queue.MessageWithChanged(Change("other", "a@b", "a@b", status: "Paid"))));

        Assert.Equal(["email"], queue.Notes.EventIds);
    }

    [Theory]
    [MemberData(nameof(Hiding))]
    public async Task W6_a_sensitive_attribute_that_came_or_went_reaches_the_handler(Redaction redaction)
    {
        var queue = Watching(redaction, "Email");

        Assert.Empty(await queue.InvokeAsync(queue.MessageWithChanged(Change("came", null, "a@b")), queue.MessageWithChanged(Change("went", "a@b", null))));

        Assert.Equal(["came", "went"], queue.Notes.EventIds);
    }

    [Theory]
    [InlineData("""["*"]""")]
    [InlineData("""["Status","*"]""")]
    [InlineData("""["Status","Em\u0061il"]""")]
    [InlineData("""["Status" """)]
    [InlineData("""{"Status":1}""")]
    [InlineData("""["Status",1]""")]
    [InlineData("Status")]
    [InlineData("")]
    public async Task W6_what_changed_and_cannot_be_told_reaches_the_handler(string changed)
    {
        var queue = Watching(Redaction.Remove, "Email");

        Assert.Empty(await queue.InvokeAsync(queue.MessageWithChanged(Change("1", "a@b", "a@b", status: "Paid"), changed)));

        Assert.Equal(["1"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task W6_a_message_without_attributes_reaches_the_handler()
    {
        var queue = Watching(Redaction.Mask, "Email");
        var message = queue.Message(Change("1", "a@b", "c@d"));

        Assert.Empty(await queue.InvokeAsync(
            message,
            message.Replace("\"messageAttributes\":{},", "", StringComparison.Ordinal),
            message.Replace("\"messageAttributes\":{}", "\"messageAttributes\":null", StringComparison.Ordinal)));

        Assert.Equal(["1", "1", "1"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task W6_of_attributes_that_images_show_the_images_decide()
    {
        // A name in the attribute, such as after a replay with another redaction, is no reason of its own.
        var queue = new TestQueue(sensitive: [new SensitiveAttributeModel("Email", Redaction.Remove)], onChange: "Status");

        Assert.Empty(await queue.InvokeAsync(
            queue.MessageWithChanged(Change("email", "a@b", "c@d")),
            queue.MessageWithChanged(Change("status", "a@b", "a@b", status: "Paid"))));

        Assert.Equal(["status"], queue.Notes.EventIds);
    }

    private static TestQueue Watching(Redaction redaction, string name) => new(sensitive: [new SensitiveAttributeModel(name, redaction)], onChange: name);

    private static TestRecord Change(string id, string? oldEmail, string? newEmail, string status = "Placed")
    {
        var record = TestQueue.Change(id, "Placed", status);
        return record with { OldImage = With(record.OldImage!, oldEmail), NewImage = With(record.NewImage!, newEmail) };
    }

    private static string With(string image, string? email) => email is null ? image : image[..^1] + ",\"Email\":{\"S\":\"" + email + "\"}}";
}
