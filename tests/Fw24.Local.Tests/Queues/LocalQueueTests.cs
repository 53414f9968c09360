using Amazon.Runtime;
using Fw24.Local.Queues;
using Fw24.Local.Resources;
using Fw24.Local.Tests.Harness;

namespace Fw24.Local.Tests.Queues;

public sealed class LocalQueueTests : IAsyncDisposable
{
    private readonly LocalCloud _cloud = Cloud.Create(Cloud.Topology(queues:
    [
        new QueueResource { Name = "dead" },
        new QueueResource { Name = "dead.fifo", RetentionSeconds = 1_209_600 },
        new QueueResource { Name = "work", VisibilityTimeoutSeconds = 60, DeadLetterQueue = "dead", MaxReceiveCount = 3, RetentionSeconds = 3600 },
        new QueueResource { Name = "work.fifo", VisibilityTimeoutSeconds = 60, DeadLetterQueue = "dead.fifo", MaxReceiveCount = 3, RetentionSeconds = 3600 },
    ]));

    private LocalQueue Standard => _cloud.Queues["work"];

    private LocalQueue Fifo => _cloud.Queues["work.fifo"];

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Theory]
    [InlineData("work")]
    [InlineData("work.fifo")]
    public async Task A_received_message_is_hidden_until_its_visibility_timeout(string name)
    {
        var queue = _cloud.Queues[name];
        Send(queue, "a");
        var first = Assert.Single(queue.Receive());
        Assert.Equal((1, true), (first.ReceiveCount, first.IsInFlight));
        await _cloud.AdvanceAsync(TimeSpan.FromSeconds(59), Cloud.Cancelled);
        Assert.Empty(queue.Receive());
        await _cloud.AdvanceAsync(TimeSpan.FromSeconds(1), Cloud.Cancelled);

        var again = Assert.Single(queue.Receive());
        Assert.Equal((first.MessageId, 2), (again.MessageId, again.ReceiveCount));
        Assert.Equal(_cloud.Time.GetUtcNow().AddSeconds(-60), again.FirstReceivedAt);
    }

    [Theory]
    [InlineData("dead")]
    [InlineData("dead.fifo")]
    public async Task A_message_of_an_earlier_run_keeps_its_id_and_its_age(string name)
    {
        var queue = _cloud.Queues[name];
        Send(queue, "a");
        var kept = Assert.Single(queue.Messages);
        await using var next = Cloud.Create(_cloud.Topology);
        await next.AdvanceAsync(TimeSpan.FromHours(1), Cloud.Cancelled);
        next.Queues[name].Restore(kept);

        var restored = Assert.Single(next.Queues[name].Receive());
        Assert.Equal((kept.MessageId, kept.SentAt, "a"), (restored.MessageId, restored.SentAt, restored.Text));
        Assert.Equal(queue.Fifo, restored.SequenceNumber is not null);
    }

    [Theory]
    [InlineData("work")]
    [InlineData("work.fifo")]
    public async Task A_deleted_message_does_not_come_back(string name)
    {
        var queue = _cloud.Queues[name];
        Send(queue, "a", "b");
        queue.Delete(queue.Receive(1)[0]);
        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(2), Cloud.Cancelled);

        Assert.Equal(["b"], Texts(queue.Receive()));
        Assert.Equal(1, queue.Count);
    }

    [Theory]
    [InlineData("work", "dead")]
    [InlineData("work.fifo", "dead.fifo")]
    public async Task A_message_received_too_often_goes_to_the_dead_letter_queue(string name, string dead)
    {
        var queue = _cloud.Queues[name];
        Send(queue, "a");
        var sent = _cloud.Time.GetUtcNow();
        for (var receive = 1; receive <= 3; receive++)
        {
            Assert.Equal(receive, Assert.Single(queue.Receive()).ReceiveCount);
            await _cloud.AdvanceAsync(TimeSpan.FromMinutes(1), Cloud.Cancelled);
        }

        Assert.Equal(1, queue.Count);
        Assert.Empty(queue.Receive());
        Assert.Equal(0, queue.Count);
        var message = Assert.Single(_cloud.Queues[dead].Messages);
        Assert.Equal(("a", queue.Arn, 0), (message.Text, message.DeadLetterSource, message.ReceiveCount));

        // "Dead-letter queue retention": the age is kept in a standard queue and reset in a FIFO queue.
        Assert.Equal(queue.Fifo ? sent.AddMinutes(3) : sent, message.SentAt);
        Assert.Equal(1, _cloud.Report().DeadLettered);
    }

    [Theory]
    [InlineData("work")]
    [InlineData("work.fifo")]
    public async Task A_message_is_dropped_when_its_retention_is_over(string name)
    {
        var queue = _cloud.Queues[name];
        Send(queue, "a");
        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(30), Cloud.Cancelled);
        Send(queue, "b");
        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(30), Cloud.Cancelled);

        Assert.Equal(["b"], Texts(queue.Messages));
        Assert.Equal(["b"], Texts(queue.Receive()));
        Assert.Equal(1, _cloud.Report().ExpiredMessages);
    }

    [Fact]
    public async Task A_group_is_locked_while_a_message_of_it_is_in_flight()
    {
        Fifo.Send("a1", "a", "1");
        Fifo.Send("b1", "b", "2");
        Fifo.Send("a2", "a", "3");
        Fifo.Send("a3", "a", "4");
        var a1 = Assert.Single(Fifo.Receive(1));
        Assert.Equal("a1", a1.Text);
        Assert.Equal(["b1"], Texts(Fifo.Receive()));
        Assert.Empty(Fifo.Receive());

        // It is back in front of later messages.
        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(1), Cloud.Cancelled);
        var again = Fifo.Receive(2);
        Assert.Equal(["a1", "a2"], Texts(again.Where(static message => message.GroupId == "a")));
        Fifo.Delete(again[0]);
        Assert.DoesNotContain(Fifo.Receive(), static message => message.GroupId == "a");
        Fifo.Delete(again[1]);
        Assert.Equal(["a3"], Texts(Fifo.Receive().Where(static message => message.GroupId == "a")));
    }

    [Fact]
    public void A_receive_takes_as_many_of_a_group_as_it_can_before_the_next_group()
    {
        foreach (var text in (string[])["a1", "b1", "a2", "b2", "a3"])
        {
            Fifo.Send(text, text[..1], text);
        }

        Assert.Equal(["a1", "a2", "a3", "b1"], Texts(Fifo.Receive(4)));
    }

    [Fact]
    public async Task A_group_whose_first_message_died_goes_on_with_the_next()
    {
        Fifo.Send("a1", "a", "1");
        for (var receive = 0; receive < 3; receive++)
        {
            Fifo.Receive(1);
            await _cloud.AdvanceAsync(TimeSpan.FromMinutes(1), Cloud.Cancelled);
        }

        Fifo.Send("a2", "a", "2");
        Assert.Equal(["a2"], Texts(Fifo.Receive()));
        Assert.Equal(["a1"], Texts(_cloud.Queues["dead.fifo"].Messages));
    }

    [Fact]
    public async Task A_deduplication_id_is_taken_once_in_5_minutes_even_when_the_message_is_gone()
    {
        var first = Fifo.Send("a", "g", "d");
        Fifo.Delete(Fifo.Receive()[0]);
        Assert.Equal(first, Fifo.Send("b", "g", "d"));
        Assert.Equal(0, Fifo.Count);
        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(5), Cloud.Cancelled);
        Assert.NotEqual(first, Fifo.Send("c", "g", "d"));
        Assert.Equal(["c"], Texts(Fifo.Messages));
    }

    [Fact]
    public async Task A_fifo_queue_refuses_a_receipt_that_is_over()
    {
        Fifo.Send("a", "g", "1");
        var message = Fifo.Receive()[0];
        await _cloud.AdvanceAsync(TimeSpan.FromMinutes(1), Cloud.Cancelled);
        Fifo.Delete(message);
        Assert.Equal(1, Fifo.Count);
    }

    [Fact]
    public void Sequence_numbers_of_a_fifo_queue_have_20_digits_and_rise()
    {
        Send(Fifo, "a", "b", "c");
        var numbers = Fifo.Messages.Select(static message => message.SequenceNumber!).ToList();
        Assert.All(numbers, static number => Assert.Equal(20, number.Length));
        Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);
        Send(Standard, "a");
        Assert.Null(Standard.Messages[0].SequenceNumber);
    }

    [Fact]
    public void What_SQS_refuses_is_refused()
    {
        Assert.Equal("MissingParameter", Assert.Throws<AmazonServiceException>(() => Standard.Send("")).ErrorCode);
        Assert.Equal("MissingParameter", Assert.Throws<AmazonServiceException>(() => Fifo.Send("a", deduplicationId: "d")).ErrorCode);
        Assert.Equal("InvalidParameterValue", Assert.Throws<AmazonServiceException>(() => Fifo.Send("a", "g")).ErrorCode);
        Standard.Send(new string('x', LocalQueue.MaxMessageBytes));
        Assert.Equal("InvalidParameterValue", Assert.Throws<AmazonServiceException>(() => Standard.Send(new string('x', LocalQueue.MaxMessageBytes + 1))).ErrorCode);
    }

    private static void Send(LocalQueue queue, params string[] texts)
    {
        foreach (var text in texts)
        {
            queue.Send(text, queue.Fifo ? text : null, queue.Fifo ? text : null);
        }
    }

    private static IEnumerable<string> Texts(IEnumerable<LocalMessage> messages) => messages.Select(static message => message.Text);
}
