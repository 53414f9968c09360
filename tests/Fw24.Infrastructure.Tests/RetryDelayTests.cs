using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>Handlers that delay failed messages may hide those of their own queue.</summary>
public sealed class RetryDelayTests(Synthesis synthesis)
{
    private const string Variable = "FW24_QUEUE_URL";

    [Fact]
    public void S8_a_handler_that_delays_messages_may_hide_those_of_its_queue_and_no_other_may()
    {
        var functions = 0;
        foreach (var template in synthesis.Templates.Values)
        {
            var grants = new List<(string Role, string Queue)>();
            foreach (var (resource, statement) in template.Statements().Select(static found => (found.Resource, found.Statement)))
            {
                if (statement["Action"]!.ToJsonString().Contains("ChangeMessageVisibility", StringComparison.Ordinal))
                {
                    Assert.Equal("DelayFailedMessages", (string?)statement["Sid"]);
                    Assert.Equal("\"sqs:ChangeMessageVisibility\"", statement["Action"]!.ToJsonString());
                    var role = (string)template.Resources[resource]["Properties"]!["Roles"]![0]!["Ref"]!;
                    grants.Add((role, (string)statement["Resource"]!["Fn::GetAtt"]![0]!));
                }
            }

            var users = new List<(string Role, string Queue)>();
            foreach (var (id, function) in template.OfType("AWS::Lambda::Function"))
            {
                if (function["Properties"]!["Environment"]?["Variables"]?[Variable] is { } url)
                {
                    functions++;
                    var queue = (string)url["Ref"]!;
                    users.Add(((string)function["Properties"]!["Role"]!["Fn::GetAtt"]![0]!, queue));
                    Assert.Contains(template.OfType("AWS::Lambda::EventSourceMapping"), mapping
                        => (string?)mapping.Value["Properties"]!["EventSourceArn"]!["Fn::GetAtt"]?[0] == queue
                            && (string?)mapping.Value["Properties"]!["FunctionName"]!["Ref"] == id);
                }
            }

            Assert.Equal(users.Order(), grants.Order());
        }

        Assert.True(functions >= 2);
    }

    [Fact]
    public void The_manifest_states_the_queue_and_the_permission()
    {
        var function = synthesis.Manifests["every-option"]["functions"]!.AsArray()
            .Single(static entry => (string?)entry!["function"] is "ThingWatcher")!;

        var queue = (string?)function["environment"]![Variable]!["urlOf"]!["queue"];
        Assert.Equal("every-option-ThingWatcher", queue);
        Assert.Contains(function["permissions"]!.AsArray(), permission
            => permission!["actions"]!.ToJsonString() is """["sqs:ChangeMessageVisibility"]"""
                && (string?)permission["resources"]![0]!["queue"] == queue);
    }
}
