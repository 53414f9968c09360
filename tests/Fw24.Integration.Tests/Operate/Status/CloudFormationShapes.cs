using System.Xml.Linq;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>Stacks as AWS CloudFormation describes them: <c>orders</c>, and those nested in it.</summary>
internal sealed class CloudFormationShapes
{
    private static readonly XNamespace s_space = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

    /// <summary>The deployed templates, by the names of the stacks. Without one, no stack has a function.</summary>
    public Dictionary<string, string> Templates { get; } = new(StringComparer.Ordinal);

    /// <summary>The status of the stacks.</summary>
    public string Status { get; set; } = "UPDATE_COMPLETE";

    /// <summary>The stack that has the functions.</summary>
    public string FunctionsStack { get; set; } = "orders";

    /// <summary>The resources that a drift detection found changed: the logical id and the property's path.</summary>
    public List<(string LogicalId, string? Path)> Drifts { get; } = [];

    public static string IdOf(string stack) => $"arn:aws:cloudformation:eu-central-1:123456789012:stack/{stack}/7f";

    public LoopbackAnswer Answer(string action, LoopbackRequest request)
    {
        var stack = request.Parameter("StackName")?.Split('/') is [_, var name, ..] ? name : null;
        return action switch
        {
            "DescribeStackResources" when Templates.Count > 0 => QueryShapes.Result(
                action, s_space, QueryShapes.List("StackResources", [[new XElement("StackId", IdOf(FunctionsStack))]])),
            "DescribeStacks" when stack is not null
                => QueryShapes.Result(action, s_space, QueryShapes.List("Stacks", [Describe(stack)])),
            "GetTemplate" when stack is not null && Templates.TryGetValue(stack, out var template)
                => QueryShapes.Result(action, s_space, new XElement("TemplateBody", template)),
            "ListStackResources" => QueryShapes.Result(action, s_space, QueryShapes.List(
                "StackResourceSummaries",
                Templates.Keys.Where(static name => name is not "orders").Select(static name => new object?[]
                {
                    new XElement("LogicalResourceId", name),
                    new XElement("PhysicalResourceId", IdOf(name)),
                    new XElement("ResourceType", "AWS::CloudFormation::Stack"),
                }))),
            "DescribeStackResourceDrifts" => QueryShapes.Result(
                action,
                s_space,
                QueryShapes.List("StackResourceDrifts", Drifts.Select(static drift => Drift(drift.LogicalId, drift.Path)))),
            _ => QueryShapes.Error(400, "ValidationError"),
        };
    }

    private object?[] Describe(string stack) =>
    [
        new XElement("StackId", IdOf(stack)),
        new XElement("StackName", stack),
        new XElement("StackStatus", Status),
        new XElement("CreationTime", "2026-11-01T08:00:00.000Z"),
        new XElement("LastUpdatedTime", "2026-11-22T09:30:00.000Z"),
        stack is "orders" ? null : new XElement("RootId", IdOf("orders")),
        new XElement("DriftInformation", new XElement("StackDriftStatus", Drifts.Count > 0 ? "DRIFTED" : "NOT_CHECKED")),
    ];

    private static object?[] Drift(string logicalId, string? path) =>
    [
        new XElement("LogicalResourceId", logicalId),
        new XElement("StackResourceDriftStatus", path is null ? "DELETED" : "MODIFIED"),
        path is null ? null : QueryShapes.List("PropertyDifferences", [[new XElement("PropertyPath", path)]]),
    ];
}
