namespace Fw24.Operations.Aws;

/// <summary>A resource that is not as its stack's template says, as a drift detection of CloudFormation found it.</summary>
/// <param name="LogicalId">The resource's logical id.</param>
/// <param name="Status"><c>MODIFIED</c> or <c>DELETED</c>.</param>
/// <param name="Paths">The paths of the properties that differ, such as <c>/VisibilityTimeout</c>.</param>
internal sealed record ResourceDrift(string LogicalId, string Status, IReadOnlyList<string> Paths);
