using System.Diagnostics;
using System.Text;
using Fw24.Model;
using Fw24.Runtime.Tests.Harness;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Tables;

/// <summary>What a table stores with each write by itself: the handler's actor, and the trace context.</summary>
public sealed class StampTests
{
    private readonly MemoryItemStore _store = new("Id");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Stored => Encoding.UTF8.GetString(Assert.Single(_store.Items).Json.Span);

    [Fact]
    public async Task The_actor_of_the_running_handler_is_stored_instead_of_the_items()
    {
        await ActAsync("mailer", async () => await Table(actor: "By").PutAsync(new Letter("l-1", "u-7"), Cancellation));

        Assert.Contains("\"By\":{\"S\":\"mailer\"}", Stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_actor_that_is_named_goes_before_the_handlers()
    {
        await ActAsync("mailer", async () => await Table(actor: "By").As("u-8").PutAsync(new Letter("l-1", "u-7"), Cancellation));

        Assert.Contains("\"By\":{\"S\":\"u-8\"}", Stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_actor_the_items_own_is_stored()
    {
        await Table(actor: "By").PutAsync(new Letter("l-1", "u-7"), Cancellation);

        Assert.Contains("\"By\":{\"S\":\"u-7\"}", Stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entity_without_an_actor_is_not_affected()
    {
        await ActAsync("mailer", async () => await Table().PutAsync(new Letter("l-1", "u-7"), Cancellation));

        Assert.Contains("\"By\":{\"S\":\"u-7\"}", Stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_context_of_the_write_is_stored()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var stored = await Table(trace: "By").PutAsync(new Letter("l-1", "00-1-2-00"), Cancellation);

        Assert.Equal(activity.Id, stored.By);
        Assert.Contains($"\"By\":{{\"S\":\"{activity.Id}\"}}", Stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_trace_that_of_an_earlier_write_is_removed()
    {
        var table = Table(trace: "By");
        using (new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            await table.PutAsync(new Letter("l-1", null), Cancellation);
        }

        var item = await table.PutAsync(new Letter("l-1", "00-1-2-00"), Cancellation);

        Assert.Null(item.By);
        Assert.DoesNotContain("\"By\"", Stored, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_has_the_trace_of_its_write_unless_the_write_left_an_earlier_one()
    {
        var entity = Entity(actor: null, trace: "By");
        var (old, @new) = (Image("00-1-2-00"), Image("00-3-4-00"));

        Assert.Equal("00-3-4-00", entity.TraceParentOf(new StreamRecord { OldImage = old, NewImage = @new }));
        Assert.Equal("00-3-4-00", entity.TraceParentOf(new StreamRecord { NewImage = @new }));
        Assert.Null(entity.TraceParentOf(new StreamRecord { OldImage = @new, NewImage = @new }));
        Assert.Null(entity.TraceParentOf(new StreamRecord { OldImage = old }));
        Assert.Null(Entity(actor: null, trace: null).TraceParentOf(new StreamRecord { NewImage = @new }));

        static ItemImage Image(string trace) => new(Encoding.UTF8.GetBytes($$$"""{"By":{"S":"{{{trace}}}"}}"""));
    }

    private static async Task ActAsync(string actor, Func<Task> act)
    {
        AmbientActor.Current = actor;
        await act();
    }

    private Table<Letter> Table(string? actor = null, string? trace = null)
    {
        var entity = Entity(actor, trace);
        var table = new TableModel
        {
            Name = "letters",
            PartitionKey = new KeyAttribute("Id", KeyType.String),
            Entities = [entity],
        };
        return new Table<Letter>(table, entity, _store);
    }

    private static EntityModel<Letter> Entity(string? actor, string? trace) => new()
    {
        Name = "Letter",
        Actor = actor,
        TraceParent = trace,
        Optional = ["By"],
        Read = static (ref item) => Read(ref item),
        Write = static (writer, letter) => Write(writer, letter),
    };

    private static Letter Read(ref ItemReader item)
    {
        var letter = new Letter("", null);
        while (item.NextAttribute(out var name))
        {
            letter = name.Is("Id"u8) ? letter with { Id = item.ReadString() } : letter with { By = item.ReadString() };
        }

        return letter;
    }

    private static void Write(ItemWriter writer, Letter letter)
    {
        writer.WriteName("Id"u8);
        writer.WriteString(letter.Id);
        if (letter.By is not null)
        {
            writer.WriteName("By"u8);
            writer.WriteString(letter.By);
        }
    }

    private sealed record Letter(string Id, string? By);
}
