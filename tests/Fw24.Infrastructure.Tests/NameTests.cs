using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

public sealed class NameTests(Synthesis synthesis)
{
    [Theory]
    [InlineData("AWS::Lambda::Function", "FunctionName", 64, 33)]
    [InlineData("AWS::SQS::Queue", "QueueName", 80, 56)]
    [InlineData("AWS::SNS::Topic", "TopicName", 256, 11)]
    [InlineData("AWS::DynamoDB::Table", "TableName", 255, 11)]
    [InlineData("AWS::Logs::LogGroup", "LogGroupName", 512, 33)]
    public void H26_names_of_any_length_fit_and_stay_apart(string type, string property, int limit, int count)
    {
        var names = synthesis.Templates["long-names"].OfType(type).Select(resource => (string)resource.Value["Properties"]![property]!).ToList();
        Assert.Equal(count, names.Count);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.InRange(name.Length, 1, limit));
    }

    [Fact]
    public void H26_a_name_that_is_cut_ends_in_a_hash_of_the_whole_and_never_changes()
    {
        var queues = synthesis.Templates["long-names"].OfType("AWS::SQS::Queue").Select(static queue => (string)queue.Value["Properties"]!["QueueName"]!);

        // The first digits of the SHA-256 of long-names-tt…tt-0002-audit.
        Assert.Contains($"long-names-{new string('t', 55)}-bde7c92c.fifo", queues);
    }

    [Fact]
    public void H26_logical_ids_fit()
        => Assert.All(synthesis.Templates["long-names"].Resources.Keys, static id => Assert.InRange(id.Length, 1, 255));

    [Fact]
    public void H26_the_buckets_policy_fits()
    {
        // 20 KB (S3, "Bucket policies") with full ARNs: a role's has up to 31 characters and a name of 64; the bucket's is shorter.
        const int MaxBytes = 20_480, ArnLength = 97;
        var policy = synthesis.Templates["long-names"].OfType("AWS::S3::BucketPolicy").Max(static policy => Size(policy.Value["Properties"]!["PolicyDocument"]!));
        Assert.InRange(policy, 10_000, MaxBytes);

        static int Size(JsonNode node) => node switch
        {
            JsonObject reference when reference.ContainsKey("Fn::GetAtt") || reference.ContainsKey("Ref") => ArnLength,
            JsonObject join when join["Fn::Join"] is { } parts => parts[1]!.AsArray().Sum(static part => Size(part!)),
            JsonObject members => 2 + members.Sum(static member => member.Key.Length + 4 + Size(member.Value!)),
            JsonArray elements => 2 + elements.Sum(static element => 1 + Size(element!)),
            _ => node.ToJsonString().Length,
        };
    }

    [Fact]
    public void Names_of_tables_and_of_what_they_share_do_not_meet()
    {
        var tables = synthesis.Templates["awkward-names"].OfType("AWS::DynamoDB::Table").Select(static table => (string)table.Value["Properties"]!["TableName"]!);
        Assert.Superset(new HashSet<string> { "app", "ParkingQueue", "trail" }, tables.ToHashSet());
        Assert.NotNull(synthesis.Templates["awkward-names"].Single("AWS::Logs::LogGroup", "LogGroupName", "trail"));
    }

    [Fact]
    public void Names_that_a_service_would_refuse_are_spelt_otherwise()
    {
        var app = synthesis.Templates["awkward-names"];
        var functions = app.OfType("AWS::Lambda::Function").Select(static function => (string)function.Value["Properties"]!["FunctionName"]!).Order(StringComparer.Ordinal);
        Assert.All(functions, static name => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", name));
        Assert.All(app.OfType("AWS::SQS::Queue"), static queue => Assert.Matches("^[a-zA-Z0-9_-]{1,80}$", (string)queue.Value["Properties"]!["QueueName"]!));

        // The runtime compares the name within the app, so it stays the same.
        var variables = app.OfType("AWS::Lambda::Function").Select(static function => (string)function.Value["Properties"]!["Environment"]!["Variables"]!["FW24_FUNCTION"]!).Order(StringComparer.Ordinal);
        Assert.Equal(["2026.things-audit", "2026.things-stream", "ParkingQueue-audit", "ParkingQueue-stream", "Table", "app-audit", "app-stream", "Überwachung"], variables);
    }

    [Fact]
    public void Tables_whose_names_are_one_word_to_CSharp_have_classes_of_their_own()
        => Assert.Superset(
            new HashSet<string> { "MyTableTable.g.cs", "MyTableTable2.g.cs", "MyTableTable3.g.cs", "_2026ThingsTable.g.cs" },
            TestApps.AwkwardNames.Files().Keys.ToHashSet());

    [Fact]
    public void Nothing_else_is_renamed_when_an_entity_or_a_handler_is_added()
    {
        var (before, after) = (synthesis.Templates["before"], synthesis.Templates["after"]);
        Assert.True(after.Resources.Count > before.Resources.Count + 30);
        foreach (var (id, resource) in before.Resources)
        {
            Assert.True(after.Resources.TryGetValue(id, out var same), id);

            // Exceptions: the bucket's policy names its users, the parking queue its source queues, a role the tables whose audit records it
            // may not touch, and a stream mapping waits for all subscriptions. All else stays the same.
            if ((string?)resource["Type"] is not "AWS::S3::BucketPolicy")
            {
                Assert.Equal(PropertiesOf(resource), PropertiesOf(same));
                Assert.Subset(
                    (same["DependsOn"]?.AsArray() ?? []).Select(static id => (string)id!).ToHashSet(),
                    (resource["DependsOn"]?.AsArray() ?? []).Select(static id => (string)id!).ToHashSet());
            }
        }
    }

    [Fact]
    public void The_order_of_declarations_changes_nothing()
    {
        var shuffled = TestApps.After with { Entities = Reversed(TestApps.After.Entities) };
        Assert.Equal(TestApps.After.Files(), shuffled.Files());
    }

    private static string PropertiesOf(JsonObject resource)
    {
        var properties = resource["Properties"]!.DeepClone().AsObject();
        if ((string?)properties["QueueName"] is "growing-parked-records")
        {
            properties.Remove("RedriveAllowPolicy");
        }

        foreach (var statement in properties["PolicyDocument"]?["Statement"]!.AsArray().Where(static statement => (string?)statement!["Sid"] is "LeaveAuditRecords").ToList() ?? [])
        {
            properties["PolicyDocument"]!["Statement"]!.AsArray().Remove(statement);
        }

        return properties.ToJsonString();
    }

    // The assembly attribute and the statement stay first; the types after them are reversed.
    private static string Reversed(string source)
    {
        var parts = source.Split("\n\n");
        return string.Join("\n\n", [.. parts[..2], .. parts[2..].Reverse()]);
    }
}
