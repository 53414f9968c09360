using Fw24.Runtime.Tests.Harness.Flow;
using Fw24.Tables;

namespace Fw24.Runtime.Tests.Handlers;

/// <summary>The actor of what a handler writes.</summary>
public sealed class ActingHandlerTests
{
    public static TheoryData<ActAsAttribute?, string?> Actors => new()
    {
        { null, null },
        { new ActAsAttribute(), "OrderHandler" },
        { new ActAsAttribute { Actor = "billing" }, "billing" },
        { new ActAsAttribute { OnBehalf = true }, "u-7" },
        { new ActAsAttribute { OnBehalf = true, Actor = "billing" }, "u-7" },
    };

    [Theory]
    [MemberData(nameof(Actors))]
    public async Task A_handler_acts_as_its_attribute_says(ActAsAttribute? actAs, string? actor)
    {
        var queue = actAs is null ? new TestQueue(actor: "By") : TestQueue.Acting(actAs);
        string? found = "none";
        queue.Notes.OnChange = async (_, _) =>
        {
            await Task.Yield();
            found = AmbientActor.Current;
        };

        Assert.Empty(await queue.InvokeAsync(queue.Message(TestQueue.Change("1"))));

        Assert.Equal(actor, found);
        Assert.Null(AmbientActor.Current);
    }

    [Theory]
    [InlineData(null, "OrderHandler")]
    [InlineData("billing", "billing")]
    public async Task A_change_without_an_actor_is_handled_as_the_name(string? name, string actor)
    {
        var queue = TestQueue.Acting(new ActAsAttribute { OnBehalf = true, Actor = name });
        string? found = null;
        queue.Notes.OnChange = (_, _) => Task.FromResult(found = AmbientActor.Current);
        var change = TestQueue.Change("1");

        change = change with { NewImage = change.NewImage!.Replace("\"By\"", "\"Other\"", StringComparison.Ordinal) };
        Assert.Empty(await queue.InvokeAsync(queue.Message(change)));

        Assert.Equal(actor, found);
    }

    [Fact]
    public async Task A_handler_of_batches_acts_as_the_name()
    {
        var queue = TestQueue.Acting(new ActAsAttribute(), handlesBatches: true);
        string? found = null;
        queue.Notes.OnBatch = (_, _, _) => Task.FromResult(found = AmbientActor.Current);

        Assert.Empty(await queue.InvokeAsync(queue.Message(TestQueue.Change("1"))));

        Assert.Equal("OrderHandler", found);
    }

    [Fact]
    public async Task Handlers_side_by_side_have_their_own_actors()
    {
        var queue = TestQueue.Acting(new ActAsAttribute { OnBehalf = true });
        var both = new TaskCompletionSource();
        var found = new List<string?>();
        queue.Notes.OnChange = async (_, _) =>
        {
            if (found.Count == 0)
            {
                found.Add(null);
                await both.Task;
                found[0] = AmbientActor.Current;
                return;
            }

            found.Add(AmbientActor.Current);
            both.SetResult();
        };
        var other = TestQueue.Change("2");

        var first = queue.InvokeAsync(queue.Message(TestQueue.Change("1")));
        other = other with { NewImage = other.NewImage!.Replace("u-7", "u-8", StringComparison.Ordinal) };
        Assert.Empty(await queue.InvokeAsync(queue.Message(other)));

        Assert.Empty(await first);
        Assert.Equal(["u-7", "u-8"], found);
    }
}
