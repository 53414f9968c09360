using System.Text.Json.Nodes;
using Amazon.CDK;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>The order in which CloudFormation creates resources: no change may be read from the stream before it can reach all consumers.</summary>
[Collection(Synthesis.Here)]
public sealed class DeploymentTests(Synthesis synthesis)
{
    [Fact]
    public void Nothing_is_published_before_who_subscribes_is_there()
    {
        var mappings = 0;
        foreach (var template in synthesis.Templates.Values)
        {
            foreach (var (_, mapping) in template.OfType("AWS::Lambda::EventSourceMapping").Where(static mapping => mapping.Value["Properties"]!["StartingPosition"] is not null))
            {
                var processor = template.Resources[(string)mapping["Properties"]!["FunctionName"]!["Ref"]!];
                var topic = processor["Properties"]!["Environment"]!["Variables"]!["FW24_TOPIC_ARN"]!.ToJsonString();
                var subscriptions = template.OfType("AWS::SNS::Subscription")
                    .Where(subscription => (string?)subscription.Value["Properties"]!["Protocol"] is "sqs" && subscription.Value["Properties"]!["TopicArn"]!.ToJsonString() == topic)
                    .Select(static subscription => subscription.Key);
                Assert.Subset(DependsOn(mapping), subscriptions.ToHashSet());
                mappings++;
            }
        }

        Assert.True(mappings > 30);
    }

    [Fact]
    public void A_topic_delivers_nothing_before_it_may()
    {
        var subscriptions = 0;
        foreach (var template in synthesis.Templates.Values)
        {
            var policies = template.OfType("AWS::SQS::QueuePolicy").ToDictionary(static policy => (string)policy.Value["Properties"]!["Queues"]![0]!["Ref"]!, static policy => policy.Key);
            foreach (var (_, subscription) in template.OfType("AWS::SNS::Subscription").Where(static subscription => (string?)subscription.Value["Properties"]!["Protocol"] is "sqs"))
            {
                var queue = (string)subscription["Properties"]!["Endpoint"]!["Fn::GetAtt"]![0]!;
                var deadLetters = (string)subscription["Properties"]!["RedrivePolicy"]!["deadLetterTargetArn"]!["Fn::GetAtt"]![0]!;
                Assert.Subset(DependsOn(subscription), new HashSet<string> { policies[queue], policies[deadLetters] });
                subscriptions++;
            }
        }

        Assert.True(subscriptions > 40);
    }

    [Fact]
    public void A_function_does_not_run_before_it_may_do_what_it_does()
    {
        foreach (var template in synthesis.Templates.Values)
        {
            foreach (var (_, function) in template.OfType("AWS::Lambda::Function"))
            {
                var role = (string)function["Properties"]!["Role"]!["Fn::GetAtt"]![0]!;
                var policies = template.OfType("AWS::IAM::Policy").Where(policy => (string)policy.Value["Properties"]!["Roles"]![0]!["Ref"]! == role).Select(static policy => policy.Key);
                var naming = template.Statements().Where(found => found.Type is "AWS::S3::BucketPolicy" && found.Statement["Principal"]!.ToJsonString().Contains($"\"{role}\"", StringComparison.Ordinal)).Select(static found => found.Resource);
                Assert.Subset(DependsOn(function), policies.Concat(naming).ToHashSet());
            }
        }
    }

    [Fact]
    public void Without_functions_a_stack_says_how_to_publish_them()
    {
        var app = new App(new AppProps { AnalyticsReporting = false });
        var error = Assert.Throws<InvalidOperationException>(() => TestApps.Unpublished.AddTo(app, static () => throw new InvalidOperationException("Nobody asks for it.")));
        Assert.StartsWith("There are no published functions at ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "Build this project to publish them; or publish the app (dotnet publish -c Release -r linux-x64 -p:PublishAot=true) and set the property Fw24Functions to the output, or Code in Configure(UnpublishedStackProps).",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void H12_a_message_that_a_topic_cannot_deliver_is_kept_in_a_queue_of_the_same_kind()
    {
        foreach (var template in synthesis.Templates.Values)
        {
            foreach (var (_, subscription) in template.OfType("AWS::SNS::Subscription").Where(static subscription => (string?)subscription.Value["Properties"]!["Protocol"] is "sqs"))
            {
                var properties = subscription["Properties"]!;
                var queue = template.Resources[(string)properties["Endpoint"]!["Fn::GetAtt"]![0]!];
                var deadLetters = (string)properties["RedrivePolicy"]!["deadLetterTargetArn"]!["Fn::GetAtt"]![0]!;
                Assert.Equal((bool?)queue["Properties"]!["FifoQueue"], (bool?)template.Resources[deadLetters]["Properties"]!["FifoQueue"]);

                var delivering = template.Statements().Where(found => found.Type is "AWS::SQS::QueuePolicy" && (string?)found.Statement["Effect"] is "Allow" && found.Statement["Resource"]!.ToJsonString().Contains($"\"{deadLetters}\"", StringComparison.Ordinal));
                var statement = Assert.Single(delivering).Statement;
                Assert.Equal("sqs:SendMessage", (string?)statement["Action"]);
                Assert.Equal("sns.amazonaws.com", (string?)statement["Principal"]!["Service"]);
                Assert.Equal(properties["TopicArn"]!.ToJsonString(), statement["Condition"]!["ArnEquals"]!["aws:SourceArn"]!.ToJsonString());

                // A filter policy applies to message attributes by default.
                Assert.Null(properties["FilterPolicyScope"]);
            }
        }
    }

    private static HashSet<string> DependsOn(JsonObject resource) => resource["DependsOn"] switch
    {
        JsonArray several => several.Select(static id => (string)id!).ToHashSet(),
        JsonValue one => [(string)one!],
        _ => [],
    };
}
