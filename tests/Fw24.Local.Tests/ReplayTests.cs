using System.Text;
using Fw24.Local.Queues;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Tests.Shop;
using Fw24.Model;
using Fw24.Replay;
using Microsoft.Extensions.DependencyInjection;

namespace Fw24.Local.Tests;

/// <summary>A replay through a cloud reports the true outcomes, as one through an app's own functions does.</summary>
public sealed class ReplayTests
{
    private static readonly AppModel s_app = ShopApp.Model(queue: new ChangeQueueAttribute { MaxReceiveCount = 1 });

    private readonly Seen _seen = new();

    [Fact]
    public async Task W8_a_dead_letter_fails_as_long_as_its_handler_does_and_then_succeeds()
    {
        await using var cloud = Create();
        var letter = await DeadLetterAsync(cloud);
        var replayer = Replayer(cloud);

        var first = await replayer.ReplayMessageAsync("Mailer", letter.Body, Cloud.Cancelled);
        _seen.Do = static (_, _, _, _) => Task.CompletedTask;
        var second = await replayer.ReplayMessageAsync("Mailer", letter.Body, Cloud.Cancelled);

        Assert.Equal((RecordResult.Failed, "System.IO.IOException (message withheld, since it may quote an item)"), (Assert.Single(first.Outcomes).Result, first.FirstReason));
        Assert.True(first is { Succeeded: false, CanBeDeleted: false });
        Assert.Equal(RecordResult.Handled, Assert.Single(second.Outcomes).Result);
        Assert.True(second is { Succeeded: true, CanBeDeleted: true });
    }

    [Fact]
    public async Task W8_what_is_parked_again_is_no_success_and_a_stream_processor_takes_no_message()
    {
        await using var cloud = Create();
        var letter = await DeadLetterAsync(cloud);
        var replayer = Replayer(cloud);

        var parked = await replayer.ReplayMessageAsync("Mailer", "{}"u8.ToArray(), Cloud.Cancelled);
        var refused = await replayer.ReplayMessageAsync("orders-stream", letter.Body, Cloud.Cancelled);

        Assert.True(parked is { Succeeded: false, CanBeDeleted: true });
        Assert.Equal(RecordResult.Parked, parked.Outcomes[0].Result);
        Assert.Equal(RecordResult.Refused, refused.Outcomes[0].Result);
        var message = Assert.Single(cloud.ParkingQueue.Messages);
        Assert.Contains("\"function\":\"Mailer\"", Encoding.UTF8.GetString(message.Body.Span), StringComparison.Ordinal);
    }

    private LocalCloud Create()
    {
        _seen.Do = static (_, _, _, _) => throw new IOException("smtp.example.org does not answer");
        return LocalCloud.Create(s_app, options => options.Services = services => services.AddSingleton(_seen));
    }

    // As in the documentation of LocalCloud.InvokeAsync.
    private static Replayer Replayer(LocalCloud cloud)
        => new(s_app, name => (payload, _, token) => new(cloud.InvokeAsync(name, payload, token)), cloud.Claims);

    private static async Task<LocalMessage> DeadLetterAsync(LocalCloud cloud)
    {
        cloud.Tables["orders"].Put(ShopApp.Item(new Order("o-1", "Placed", 1)));
        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        return Assert.Single(cloud.Queues["Mailer-dlq.fifo"].Messages);
    }
}
