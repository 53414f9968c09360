using System.Text;
using Fw24.Generators.Tests.Entities;
using Fw24.Model;

namespace Fw24.Generators.Tests;

/// <summary>Values that converters store as others.</summary>
public sealed class ConverterTests
{
    private const string Id = "00000000-0000-0000-0000-000000000001";

    private static readonly Ticket s_ticket = new()
    {
        Id = new(Guid.Parse(Id)),
        Priority = Priority.High,
        Open = true,
        At = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000),
        Closed = DateTime.UnixEpoch.AddMilliseconds(1_795_000_000_123),
        Parent = new(Guid.Parse(Id)),
        Others = [new(Guid.Parse(Id))],
        Seen = [new(Guid.Parse(Id))],
        Label = new("urgent"),
        Place = new("https://example.org/"),
        Named = Priority.Low,
    };

    private static TableModel Table { get; } = new() { Name = "tickets", PartitionKey = new KeyAttribute("Id", KeyType.String), Entities = [TicketCodec.Model] };

    [Fact]
    public void Values_are_stored_as_their_converters_say()
        => Assert.Equal(
            $$$$"""{"At":{"N":"1795000000"},"Closed":{"N":"1795000000123"},"Id":{"S":"{{{{Id}}}}"},"label":{"M":{"T":{"S":"urgent"}}},"Named":{"S":"Low"},"Open":{"N":"1"},"Others":{"L":[{"S":"{{{{Id}}}}"}]},"Parent":{"S":"{{{{Id}}}}"},"Place":{"S":"example.org"},"Priority":{"N":"7"},"Seen":{"SS":["{{{{Id}}}}"]}}""",
            Write(s_ticket));

    [Fact]
    public void Values_come_back()
    {
        var read = Read(Write(s_ticket));

        Assert.Equal(s_ticket with { Others = read.Others, Seen = read.Seen }, read);
        Assert.Equal(s_ticket.Others, read.Others);
        Assert.Equal(s_ticket.Seen, read.Seen);
        Assert.Equal(DateTimeKind.Utc, read.Closed!.Value.Kind);
        Assert.Empty(new TicketChanges(s_ticket, read));
    }

    [Fact]
    public void Null_is_no_matter_of_a_converter()
    {
        var read = Read(Write(s_ticket with { Closed = null, Parent = null, Label = null, Place = null }));

        Assert.Equal((null, null, null, null), (read.Closed, read.Parent, read.Label, read.Place));
    }

    [Fact]
    public void Converted_values_are_keys()
    {
        Assert.Equal($$$"""{"Id":{"S":"{{{Id}}}"},"Priority":{"N":"7"}}""", Encoding.UTF8.GetString(new TicketKey(s_ticket.Id, Priority.High).ToItemKey().Json.Span));
        var change = TicketChange.Read(default, new StreamRecord { Operation = ChangeOperations.Remove, OldImage = new(Encoding.UTF8.GetBytes(Write(s_ticket))) });
        Assert.Equal(new TicketKey(s_ticket.Id, Priority.High), change.Key);
    }

    [Theory]
    [InlineData("\"Open\":{\"N\":\"1\"}", "\"Open\":{\"N\":\"2\"}", "Ticket.Open: expected a value that BooleanAsNumber accepts, found another.")]
    [InlineData("\"Priority\":{\"N\":\"7\"}", "\"Priority\":{\"N\":\"300\"}", "Ticket.Priority: expected a value that EnumAsNumber`1 accepts, found another.")]
    [InlineData("\"At\":{\"N\":\"1795000000\"}", "\"At\":{\"N\":\"999999999999999\"}", "Ticket.At: expected a value that EpochSeconds accepts, found another.")]
    [InlineData("\"Parent\":{\"S\":\"" + Id + "\"}", "\"Parent\":{\"S\":\"00000000-0000-0000-0000-000000000000\"}", "Ticket.Parent: expected a value that TicketIdConverter accepts, found another.")]
    [InlineData("\"L\":[{\"S\":\"" + Id + "\"}]", "\"L\":[{\"S\":\"" + Id + "\"},{\"S\":\"00000000-0000-0000-0000-000000000000\"}]", "Ticket.Others[1]: expected a value that TicketIdConverter accepts, found another.")]
    [InlineData("\"Open\":{\"N\":\"1\"}", "\"Open\":{\"BOOL\":true}", "Ticket.Open: expected a number (N), found a boolean (BOOL).")]
    public void What_a_converter_does_not_accept_is_named_without_its_value(string stored, string other, string message)
    {
        var item = Write(s_ticket);
        Assert.Contains(stored, item, StringComparison.Ordinal);

        Assert.Equal(message, Assert.Throws<ItemFormatException>(() => Read(item.Replace(stored, other, StringComparison.Ordinal))).Message);
    }

    [Fact]
    public void Times_of_any_kind_are_instants()
    {
        var local = new DateTime(2026, 11, 28, 12, 0, 0, DateTimeKind.Unspecified);

        Assert.Equal(new DateTimeOffset(local, TimeSpan.Zero).ToUnixTimeSeconds(), EpochSeconds.ToStored(local));
        Assert.Equal(-1, EpochSeconds.ToStored(DateTimeOffset.UnixEpoch.AddSeconds(-1)));
        Assert.Equal(1, EpochMilliseconds.ToStored(DateTimeOffset.UnixEpoch.AddTicks(15_000)));
    }

    private static string Write(Ticket ticket)
    {
        var item = System.Text.Json.Nodes.JsonNode.Parse(TicketCodec.Model.ToImage(ticket, Table).Json.Span)!.AsObject();
        return "{" + string.Join(',', item.OrderBy(static member => member.Key, StringComparer.OrdinalIgnoreCase).Select(static member => $"\"{member.Key}\":{member.Value!.ToJsonString()}")) + "}";
    }

    private static Ticket Read(string item) => TicketCodec.Model.FromImage(new ItemImage(Encoding.UTF8.GetBytes(item)));
}
