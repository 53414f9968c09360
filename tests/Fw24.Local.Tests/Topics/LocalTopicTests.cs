using Amazon.Runtime;
using Fw24.Local.Faults;
using Fw24.Local.Resources;
using Fw24.Local.Tests.Harness;
using Fw24.Local.Topics;

namespace Fw24.Local.Tests.Topics;

public sealed class LocalTopicTests
{
    private const string Standard = "changes";
    private const string Fifo = "changes.fifo";

    [Fact]
    public async Task A_request_has_1_to_10_entries_with_ids_of_their_own()
    {
        await using var cloud = Create();
        var topic = cloud.Topics[Standard];

        AssertRefused("EmptyBatchRequest", () => topic.PublishBatch([]));
        AssertRefused("TooManyEntriesInBatchRequest", () => topic.PublishBatch([.. Enumerable.Range(0, 11).Select(static id => Message($"{id}"))]));
        AssertRefused("BatchEntryIdsNotDistinct", () => topic.PublishBatch([Message("1"), Message("1")]));
        Assert.Equal(10, topic.PublishBatch([.. Enumerable.Range(0, 10).Select(static id => Message($"{id}"))]).Count(static entry => entry.MessageId is not null));
        Assert.Equal(10, topic.Published);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("a.b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    [InlineData("a/b", false)]
    [InlineData("aZ09-_", true)]
    public async Task P6_an_entry_s_id_is_of_letters_digits_hyphens_and_underscores(string id, bool isTaken)
    {
        await using var cloud = Create();
        if (!isTaken)
        {
            AssertRefused("InvalidBatchEntryId", () => cloud.Topics[Standard].PublishBatch([Message("1"), Message(id)]));
        }

        Assert.Equal(0, cloud.Topics[Standard].Published);
        Assert.All(cloud.Topics[Standard].PublishBatch([Message(isTaken ? id : "1")]), static entry => Assert.NotNull(entry.MessageId));
    }

    [Fact]
    public async Task P6_an_entry_s_id_has_at_most_80_characters()
    {
        await using var cloud = Create();
        AssertRefused("InvalidBatchEntryId", () => cloud.Topics[Standard].PublishBatch([Message(new string('a', 81))]));
        Assert.Equal(0, cloud.Topics[Standard].Published);
        cloud.Topics[Standard].PublishBatch([Message(new string('a', 80))]);
        Assert.Equal(1, cloud.Topics[Standard].Published);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task P7_raw_delivery_of_more_than_10_attributes_is_discarded_and_the_publisher_does_not_learn_it(int attributes, bool isDelivered)
    {
        await using var cloud = Create();
        var message = Message("1", "body", Enumerable.Range(0, attributes).ToDictionary(static n => $"a{n}", static n => new MessageAttribute("String", "x")));

        Assert.Null(Assert.Single(cloud.Topics[Standard].PublishBatch([message])).Code);
        Assert.Null(Assert.Single(cloud.Topics[Fifo].PublishBatch([message with { GroupId = "g", DeduplicationId = "d" }])).Code);

        Assert.Equal(2, cloud.Topics[Standard].Published + cloud.Topics[Fifo].Published);
        Assert.All(["all", "filtered", "all.fifo"], queue => Assert.Equal(isDelivered ? 1 : 0, cloud.Queues[queue].Count));
        Assert.Equal(isDelivered ? 0 : 3, cloud.Report().Discarded);
    }

    [Fact]
    public async Task P7_a_queue_refuses_a_message_of_more_than_10_attributes()
    {
        await using var cloud = Create();
        var attributes = Enumerable.Range(0, 11).ToDictionary(static n => $"a{n}", static n => new MessageAttribute("String", "x"));
        AssertRefused("InvalidParameterValue", () => cloud.Queues["all"].Send(Cloud.Bytes("body"), attributes));
    }

    [Fact]
    public async Task H07_a_request_has_at_most_262144_bytes_attributes_included()
    {
        await using var cloud = Create();
        Assert.Equal(262_144, cloud.Topics[Standard].MaxMessageBytes);
        var topic = cloud.Topics[Standard];
        var attributes = new Dictionary<string, MessageAttribute> { ["name"] = new("String", "välue") };
        var room = 262_144 - "name".Length - "String".Length - 6;

        topic.PublishBatch([Message("1", new string('x', room - 1000), attributes), Message("2", new string('x', 1000))]);
        AssertRefused("BatchRequestTooLong", () => topic.PublishBatch([Message("1", new string('x', room - 1000), attributes), Message("2", new string('x', 1001))]));
        Assert.Equal(2, topic.Published);
    }

    [Theory]
    [InlineData(1_048_576)]
    [InlineData(1_024)]
    public async Task A1_3_a_topic_may_accept_more_or_less(int maxMessageBytes)
    {
        await using var cloud = Create(maxMessageBytes: maxMessageBytes);

        var largest = Message("1", new string('x', maxMessageBytes));
        cloud.Topics[Standard].PublishBatch([largest]);
        AssertRefused("BatchRequestTooLong", () => cloud.Topics[Standard].PublishBatch([Message("1", new string('x', maxMessageBytes + 1))]));
        AssertRefused("BatchRequestTooLong", () => cloud.Topics[Standard].PublishBatch([largest, Message("2", "x")]));

        Assert.Equal(maxMessageBytes, Assert.Single(cloud.Queues["all"].Messages).Body.Length);
        Assert.Equal(262_144, cloud.Topics[Fifo].MaxMessageBytes);
    }

    [Fact]
    public async Task A2_3_a_standard_topic_forwards_a_message_group_to_standard_queues_and_takes_no_deduplication_id()
    {
        await using var cloud = Create();
        var entries = cloud.Topics[Standard].PublishBatch(
        [
            Message("1", "a") with { GroupId = "g" },
            Message("2", "b") with { GroupId = "g", DeduplicationId = "d" },
        ]);

        Assert.Equal([null, "InvalidParameter"], entries.Select(static entry => entry.Code));
        var message = Assert.Single(cloud.Queues["all"].Messages);
        Assert.Equal(("a", "g", null, null), (message.Text, message.GroupId, message.DeduplicationId, message.SequenceNumber));
    }

    [Fact]
    public async Task A2_3_a_message_group_holds_nothing_back_in_a_standard_queue()
    {
        await using var cloud = Create();
        cloud.Topics[Standard].PublishBatch([Message("1", "a") with { GroupId = "g" }, Message("2", "b") with { GroupId = "g" }]);

        Assert.Equal("a", Assert.Single(cloud.Queues["all"].Receive(1)).Text);
        Assert.Equal("b", Assert.Single(cloud.Queues["all"].Receive(1)).Text);
    }

    [Fact]
    public async Task An_entry_of_a_fifo_topic_names_its_group_and_deduplication_id()
    {
        await using var cloud = Create();
        var entries = cloud.Topics[Fifo].PublishBatch(
        [
            Message("1") with { DeduplicationId = "d1" },
            Message("2") with { GroupId = "g" },
            Message("3") with { GroupId = "g", DeduplicationId = new string('d', 129) },
            Message("4") with { GroupId = "g g", DeduplicationId = "d4" },
            Message("5") with { GroupId = "g", DeduplicationId = new string('d', 128) },
        ]);

        Assert.Equal(["InvalidParameter", "InvalidParameter", "InvalidParameter", "InvalidParameter", null], entries.Select(static entry => entry.Code));
        Assert.All(entries.Take(4), static entry => Assert.True(entry.SenderFault));
        Assert.Equal(1, cloud.Queues["all.fifo"].Count);
    }

    [Fact]
    public async Task A_deduplication_id_is_published_once_in_5_minutes()
    {
        await using var cloud = Create();
        var topic = cloud.Topics[Fifo];
        var first = Assert.Single(topic.PublishBatch([Message("1", "a") with { GroupId = "g", DeduplicationId = "d" }]));
        await cloud.AdvanceAsync(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1), Cloud.Cancelled);
        var again = Assert.Single(topic.PublishBatch([Message("1", "b") with { GroupId = "other", DeduplicationId = "d" }]));
        await cloud.AdvanceAsync(TimeSpan.FromTicks(1), Cloud.Cancelled);
        var later = Assert.Single(topic.PublishBatch([Message("1", "c") with { GroupId = "g", DeduplicationId = "d" }]));

        Assert.Equal(first.MessageId, again.MessageId);
        Assert.NotEqual(first.MessageId, later.MessageId);
        Assert.Equal(["a", "c"], cloud.Queues["all.fifo"].Messages.Select(static message => message.Text));
        Assert.Equal(1, cloud.Report().Deduplicated);
    }

    [Theory]
    [InlineData("""{"operation":["modify"]}""", "operation=modify", true)]
    [InlineData("""{"operation":["modify"]}""", "operation=insert", false)]
    [InlineData("""{"operation":["modify"]}""", "operation=Modify", false)]
    [InlineData("""{"operation":["modify"]}""", "entity=Order", false)]
    [InlineData("""{"operation":["modify","insert"],"entity":["Order"]}""", "operation=insert;entity=Order", true)]
    [InlineData("""{"operation":["modify","insert"],"entity":["Order"]}""", "operation=insert;entity=Note", false)]
    [InlineData("""{"changed":["Status","*"]}""", """changed=["Total","Status"]""", true)]
    [InlineData("""{"changed":["Status","*"]}""", """changed=["Total"]""", false)]
    [InlineData("""{"changed":["Status","*"]}""", """changed=["*"]""", true)]
    [InlineData("""{"changed":["Status"]}""", """changed=["*"]""", false)]
    [InlineData("""{"changed":["*"]}""", """changed=["Status"]""", false)]
    [InlineData("""{"changed":["Status"]}""", "changed=[]", false)]
    [InlineData("""{"changed":["Status"]}""", "changed=[\"Status\"", false)]
    [InlineData("""{"changed":["1"]}""", "changed=[1]", false)]
    [InlineData("{}", "operation=modify", true)]
    public async Task A_filter_policy_compares_exactly(string policy, string attributes, bool isDelivered)
    {
        await using var cloud = Create(System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(policy));
        cloud.Topics[Standard].PublishBatch([Message("1", "body", attributes.Split(';').Select(static pair => pair.Split('=')).ToDictionary(
            static pair => pair[0], static pair => new MessageAttribute(pair[1][0] == '[' ? "String.Array" : "String", pair[1])))]);

        Assert.Equal(isDelivered ? 1 : 0, cloud.Queues["filtered"].Count);
        Assert.Equal(isDelivered ? 0 : 1, cloud.Report().FilteredOut);
        Assert.Equal(1, cloud.Queues["all"].Count);
    }

    [Fact]
    public async Task Raw_delivery_keeps_body_and_attributes()
    {
        await using var cloud = Create();
        cloud.Topics[Fifo].PublishBatch([Message("1", "body", new Dictionary<string, MessageAttribute> { ["a"] = new("String", "b") }) with { GroupId = "g", DeduplicationId = "d" }]);

        var message = Assert.Single(cloud.Queues["all.fifo"].Messages);
        Assert.Equal(("body", "g", "d"), (message.Text, message.GroupId, message.DeduplicationId));
        Assert.Equal(new MessageAttribute("String", "b"), message.Attributes["a"]);
    }

    [Fact]
    public async Task A_standard_topic_repeats_and_reorders_when_asked_to_and_a_fifo_topic_does_not()
    {
        await using var cloud = Create(configure: static options =>
            options.Faults = LocalFaults.Random(3, new LocalFaultRates { Duplicate = 0.2, Delay = 0.4 }));
        for (var number = 0; number < 100; number++)
        {
            var message = Message("1", $"{number}");
            cloud.Topics[Standard].PublishBatch([message]);
            cloud.Topics[Fifo].PublishBatch([message with { GroupId = "g", DeduplicationId = $"{number}" }]);
        }

        await cloud.RunUntilIdleAsync(Cloud.Cancelled);
        var standard = cloud.Queues["all"].Messages.Select(static message => message.Text).ToList();
        Assert.Equal(100, standard.Distinct().Count());
        Assert.InRange(standard.Count, 110, 130);
        Assert.NotEqual(standard.Distinct().OrderBy(static text => int.Parse(text, null)), standard.Distinct());
        Assert.Equal(Enumerable.Range(0, 100).Select(static number => $"{number}"), cloud.Queues["all.fifo"].Messages.Select(static message => message.Text));
    }

    [Fact]
    public async Task Without_faults_a_standard_topic_delivers_once_and_in_order()
    {
        await using var cloud = Create();
        for (var number = 0; number < 20; number++)
        {
            cloud.Topics[Standard].PublishBatch([Message("1", $"{number}")]);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(static number => $"{number}"), cloud.Queues["all"].Messages.Select(static message => message.Text));
    }

    private static LocalCloud Create(
        Dictionary<string, IReadOnlyList<string>>? policy = null,
        Action<LocalCloudOptions>? configure = null,
        int maxMessageBytes = 262_144) => Cloud.Create(
        Cloud.Topology(
            topics: [new TopicResource { Name = Standard, MaxMessageBytes = maxMessageBytes }, new TopicResource { Name = Fifo }],
            queues: [new QueueResource { Name = "all" }, new QueueResource { Name = "filtered" }, new QueueResource { Name = "all.fifo" }],
            subscriptions:
            [
                new SubscriptionResource { Topic = Standard, Queue = "all" },
                new SubscriptionResource { Topic = Standard, Queue = "filtered", FilterPolicy = policy ?? [] },
                new SubscriptionResource { Topic = Fifo, Queue = "all.fifo" },
            ]),
        configure);

    private static TopicMessage Message(string id, string body = "body", IReadOnlyDictionary<string, MessageAttribute>? attributes = null)
        => new() { Id = id, Body = Cloud.Bytes(body), Attributes = attributes ?? new Dictionary<string, MessageAttribute>() };

    private static void AssertRefused(string code, Action publish)
        => Assert.Equal(code, Assert.Throws<AmazonServiceException>(publish).ErrorCode);
}
