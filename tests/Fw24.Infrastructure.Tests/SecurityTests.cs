using System.Text.Json.Nodes;
using Amazon.CDK;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>Security that differs between stacks; <see cref="SecurityProperties"/> has the common properties.</summary>
[Collection(Synthesis.Here)]
public sealed class SecurityTests(Synthesis synthesis)
{
    [Fact]
    public void S18_A_subscription_that_the_topic_would_refuse_is_refused_before_it_is_deployed()
    {
        var app = new App(new AppProps { AnalyticsReporting = false });
        var code = Path.Combine(TestPaths.Project, "Snapshots");
        var error = Assert.Throws<InvalidOperationException>(() => TestApps.Mailed.AddTo(app, () => Amazon.CDK.AWS.Lambda.Code.FromAsset(code)));
        Assert.Matches("^mailed/things/.* subscribes to the changes of the table things by email, but changes contain items: the topic allows only firehose, lambda, sqs\\. Add \"email\" to FurtherProtocols of ThingsTable in the stack's Configure\\.", error.Message);
    }

    [Fact]
    public void A1_3_a_topic_of_large_messages_takes_no_subscription_that_SNS_refuses_it()
        => Assert.StartsWith(
            "The topic of the table things accepts messages above 256 KiB (MaxMessageBytes), which SNS delivers only to SQS, Lambda "
                + "and Firehose. Remove \"email\" from FurtherProtocols of ThingsTable in the stack's Configure,",
            StageTests.Refusal(TestApps.MailedLarge),
            StringComparison.Ordinal);

    [Fact]
    public void S18_More_queues_than_one_can_name_have_no_dead_letter_queue_and_no_other_queue_of_the_account_has_it_either()
    {
        var app = synthesis.Templates["eleven"];
        var queues = app.OfType("AWS::SQS::Queue").Select(static queue => queue.Value["Properties"]!).ToList();
        Assert.Equal(12, queues.Count);
        Assert.All(queues, static queue => Assert.Null(queue["RedrivePolicy"]));
        Assert.All(queues, static queue => Assert.Equal("denyAll", (string?)queue["RedriveAllowPolicy"]!["redrivePermission"]));
    }

    [Fact]
    public void S9_A_table_called_as_what_is_parked_shares_nothing_with_it()
    {
        var objects = synthesis.Templates["squatters"].Statements().SelectMany(static found => Strings(found.Statement["Resource"])).ToList();
        Assert.Contains(objects, static resource => resource.Contains("/parked/*", StringComparison.Ordinal));
        Assert.DoesNotContain(objects, static resource => resource.Contains("/.parked/*", StringComparison.Ordinal));
        Assert.Equal(
            ["%D0%A1%D0%BC%D0%BE%D1%82%D1%80%D0%B8%D1%82%D0%B5%D0%BB%D1%8C", ".parked-stream", "parked-stream"],
            objects.Where(static resource => resource.Contains("/~parked/", StringComparison.Ordinal)).Select(static resource => resource.Split('/')[^2]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void S9_A_role_names_a_handler_in_characters_that_IAM_takes()
    {
        // U+0009, U+000A, U+000D, U+0020 to U+00FF (IAM, PutRolePolicy).
        foreach (var found in synthesis.Templates.Values.SelectMany(static template => template.Statements()).Where(static found => found.Type is "AWS::IAM::Policy"))
        {
            Assert.All(Strings(found.Statement["Resource"]), static resource => Assert.DoesNotContain(resource, static c => c > '\u00FF'));
        }

        Assert.Contains(
            synthesis.Templates["squatters"].Statements().SelectMany(static found => Strings(found.Statement["Resource"])),
            static resource => resource.Contains("/~parked/%D0%A1%D0%BC", StringComparison.Ordinal));
    }

    [Fact]
    public void S5_The_loggers_of_two_tables_keep_apart()
    {
        // Audit records of payments are kept in ledger, which has no records of its own.
        var denials = synthesis.Templates["neighbours"].Statements().Where(static found => (string?)found.Statement["Sid"] is "LeaveAuditRecords").ToList();
        Assert.Equal(2, denials.Count);
        Assert.DoesNotContain(denials, static found => found.Resource.Contains("Audit", StringComparison.Ordinal));
    }

    [Fact]
    public void S8_A_stack_tells_the_build_that_its_alarms_reach_nobody()
    {
        // Creates the other stacks first: they would write to the file, too.
        _ = synthesis.Templates;
        Assert.Matches("^silent: The alarms of this stack notify nobody, .*Set AlarmTopic in Configure\\(AllNestedStackProps\\)", Told(TestApps.AllNested with { Name = "silent" }));
        Assert.Equal("\n", Told(TestApps.OwnKey with { Name = "heard" }));

        static string Told(TestApp stack)
        {
            var file = Path.GetTempFileName();
            System.Environment.SetEnvironmentVariable("FW24_WARNINGS_FILE", file);
            try
            {
                stack.AddTo(new App(new AppProps { AnalyticsReporting = false }), static () => Amazon.CDK.AWS.Lambda.Code.FromAsset(Path.Combine(TestPaths.Project, "Snapshots")));
                return File.ReadAllText(file);
            }
            finally
            {
                System.Environment.SetEnvironmentVariable("FW24_WARNINGS_FILE", null);
                File.Delete(file);
            }
        }
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        null => [],
        JsonArray several => several.SelectMany(Strings),
        JsonObject { Count: 1 } join when join["Fn::Join"] is { } parts => [string.Concat(parts[1]!.AsArray().Select(static part => part is JsonValue ? part.ToString() : "{}"))],
        _ => [node.ToString()],
    };
}
