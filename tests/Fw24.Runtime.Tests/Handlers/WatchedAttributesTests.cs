using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Handlers;

/// <summary>The attributes watched by <c>[OnChange]</c> whose values redaction has hidden.</summary>
public sealed class WatchedAttributesTests
{
    public static TheoryData<Redaction> Hiding => [Redaction.Remove, Redaction.Mask];

    [Theory]
    [MemberData(nameof(Hiding))]
    public async Task W6_a_sensitive_attribute_that_changed_reaches_the_handler(Redaction redaction)
    {
        var queue = Watching(redaction, "Email");

        Assert.Empty(await queue.InvokeAsync(
            queue.Message(Change("email", "a@b", "c@d")),
            queue.Message(Change("other", "a@b", "a@b", status: "Paid"))));

        Assert.Equal(["email"], queue.Notes.EventIds);
    }

    [Theory]
    [MemberData(nameof(Hiding))]
    public async Task W6_a_sensitive_attribute_that_came_or_went_reaches_the_handler(Redaction redaction)
    {
        var queue = Watching(redaction, "Email");

        Assert.Empty(await queue.InvokeAsync(queue.Message(Change("came", null, "a@b")), queue.Message(Change("went", "a@b", null))));

        Assert.Equal(["came", "went"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task W6_a_message_of_an_older_version_reaches_the_handler()
    {
        var queue = Watching(Redaction.Mask, "Email");
        var message = queue.Message(Change("1", "a@b", "c@d"));
        var older = message.Replace(@"\u0022redacted\u0022:\u0022Email\u0022,", "", StringComparison.Ordinal);
        Assert.NotEqual(message, older);

        Assert.Empty(await queue.InvokeAsync(older));

        Assert.Equal(["1"], queue.Notes.EventIds);
    }

    [Fact]
    public async Task W6_of_attributes_that_images_show_the_images_decide()
    {
        var queue = new TestQueue(sensitive: [new SensitiveAttributeModel("Email", Redaction.Remove)], onChange: "Status");

        Assert.Empty(await queue.InvokeAsync(
            queue.Message(Change("email", "a@b", "c@d")),
            queue.Message(Change("status", "a@b", "a@b", status: "Paid"))));

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
