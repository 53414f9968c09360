using Fw24.Functions.Handlers;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Runtime.Tests.Publishing;

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

    [Theory]
    [InlineData("", "Shipped,1", """{"S":"Placed"}""", """{"S":"Shipped"}""", true)]
    [InlineData("", "Shipped,1", """{"N":"0"}""", """{"N":"1"}""", true)]
    [InlineData("", "Shipped,1", """{"S":"Shipped"}""", """{"S":"Placed"}""", false)]
    [InlineData("", "Shipped,1", """{"S":"Shipped"}""", """{"S":"Shipped"}""", false)]
    [InlineData("Placed,0", "Shipped,1", """{"S":"Placed"}""", """{"S":"Shipped"}""", true)]
    [InlineData("Placed,0", "Shipped,1", """{"S":"Paid"}""", """{"S":"Shipped"}""", false)]
    [InlineData("1.5", "", """{"N":"1.50"}""", """{"N":"2"}""", true)]
    [InlineData("1.5", "", """{"S":"1.50"}""", """{"S":"2"}""", false)]
    [InlineData("", "true", """{"BOOL":false}""", """{"BOOL":true}""", true)]
    [InlineData("", "true", """{"BOOL":true}""", """{"BOOL":false}""", false)]
    [InlineData("a", "", """{"S":"a"}""", null, true)]
    [InlineData("a", "", null, """{"S":"a"}""", false)]
    [InlineData("", "a", """{"S":"a"}""", null, false)]
    public void OnChange_asks_for_values_before_and_after(string from, string to, string? old, string? @new, bool changed)
    {
        var watched = new WatchedAttributes(new HandlerModel<OrderHandler, OrderChange>
        {
            Name = "H",
            TableName = "t",
            Entity = Renamed(),
            Operations = ChangeOperations.Modify,
            OnChange = ["Label"],
            OnChangeFrom = from.Split(',', StringSplitOptions.RemoveEmptyEntries),
            OnChangeTo = to.Split(',', StringSplitOptions.RemoveEmptyEntries),
            Read = OrderChange.Read,
        });

        var record = new StreamRecord { Operation = ChangeOperations.Modify, OldImage = Item(old), NewImage = Item(@new) };
        Assert.Equal(changed, watched.Changed(record));

        static ItemImage Item(string? value) => Image(value is null ? "{}" : $$"""{"Label":{{value}}}""");
    }

    [Theory]
    [InlineData("""{"Label":{"S":"x"}}""", """{"title":{"S":"x"}}""", false)]
    [InlineData("""{"Label":{"S":"x"}}""", """{"title":{"S":"y"}}""", true)]
    [InlineData("""{"Label":{"S":"x"}}""", """{"Label":{"S":"y"}}""", true)]
    [InlineData("""{"Label":{"S":"x"}}""", """{"name":{"S":"x"}}""", false)]
    [InlineData("""{"title":{"S":"x"},"name":{"S":"x"}}""", """{"title":{"S":"x"},"name":{"S":"y"}}""", false)]
    [InlineData("""{"name":{"S":"x"}}""", """{}""", true)]
    [InlineData("""{"other":{"S":"x"}}""", """{"other":{"S":"y"}}""", false)]
    public void A_value_that_moves_between_an_attributes_names_did_not_change(string old, string @new, bool changed)
    {
        var watched = new WatchedAttributes(new HandlerModel<OrderHandler, OrderChange>
        {
            Name = "H",
            TableName = "t",
            Entity = Renamed(),
            Operations = ChangeOperations.Modify,
            OnChange = ["Label", "name", "title"],
            Read = OrderChange.Read,
        });

        Assert.Equal(changed, watched.Changed(new StreamRecord { Operation = ChangeOperations.Modify, OldImage = Image(old), NewImage = Image(@new) }));
    }

    [Theory]
    [InlineData("""{"Pk":{"S":"p"},"name":{"S":"x"}}""", """{"Pk":{"S":"p"},"title":{"S":"x"}}""", "")]
    [InlineData("""{"Pk":{"S":"p"},"name":{"S":"x"},"title":{"S":"x"}}""", """{"Pk":{"S":"p"},"title":{"S":"x"}}""", "")]
    [InlineData("""{"Pk":{"S":"p"},"name":{"S":"x"}}""", """{"Pk":{"S":"p"},"title":{"S":"y"}}""", "name,title")]
    [InlineData("""{"Pk":{"S":"p"},"name":{"S":"x"}}""", """{"Pk":{"S":"p"},"name":{"S":"y"}}""", "name")]
    [InlineData("""{"Pk":{"S":"p"},"name":{"S":"x"}}""", """{"Pk":{"S":"p"}}""", "name")]
    public void A_secret_that_moves_between_an_attributes_names_did_not_change(string old, string @new, string redacted)
    {
        var hmac = Renamed(new("Label", Redaction.Hmac) { AliasOf = "title" }, new("name", Redaction.Hmac) { AliasOf = "title" }, new("title", Redaction.Hmac));
        var table = new TableModel { Name = "shop", PartitionKey = new KeyAttribute("Pk", KeyType.String), Entities = [hmac] };

        var message = ChangeMessageWriterTests.Write(TestQueue.Change("1") with { OldImage = old, NewImage = @new }, table, environment: RedactorTests.Environment);

        Assert.Contains($"\"redacted\":\"{redacted}\"", message.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"S\":\"x\"", message.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"S\":\"y\"", message.Body, StringComparison.Ordinal);

        // Equal values of both names have equal hashes.
        Assert.Equal(redacted is "" ? 1 : @new.Contains('y') ? 2 : 1, message.Body.Split("hmac:").Skip(1).Select(static mark => mark.Split('"')[0]).Distinct().Count());
    }

    private static EntityModel<object> Renamed(params SensitiveAttributeModel[] sensitive) => new()
    {
        Name = "Order",
        Aliases = [new("name", "title"), new("Label", "title")],
        Sensitive = sensitive,
        Read = static (ref _) => throw new NotSupportedException(),
        Write = static (_, _) => throw new NotSupportedException(),
    };

    private static ItemImage Image(string json) => new(System.Text.Encoding.UTF8.GetBytes(json));

    private static TestQueue Watching(Redaction redaction, string name)
        => new(sensitive: [new SensitiveAttributeModel(name, redaction)], onChange: name);

    private static TestRecord Change(string id, string? oldEmail, string? newEmail, string status = "Placed")
    {
        var record = TestQueue.Change(id, "Placed", status);
        return record with { OldImage = With(record.OldImage!, oldEmail), NewImage = With(record.NewImage!, newEmail) };
    }

    private static string With(string image, string? email)
        => email is null ? image : image[..^1] + ",\"Email\":{\"S\":\"" + email + "\"}}";
}
