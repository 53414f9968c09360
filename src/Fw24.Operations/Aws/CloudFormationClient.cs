using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Fw24.Aws.Client;

namespace Fw24.Operations.Aws;

/// <summary>Reads stacks and their templates from AWS CloudFormation.</summary>
/// <remarks>The service-specific endpoint variable is <c>AWS_ENDPOINT_URL_CLOUDFORMATION</c>.</remarks>
/// <param name="configure">Changes the client's settings.</param>
internal sealed class CloudFormationClient(Action<ClientConfig>? configure = null) : IDisposable
{
    private readonly QueryService _service = new(
        new AwsService("CloudFormation", "cloudformation", "cloudformation", "2010-05-15"), configure);

    /// <summary>Finds the stack that a resource belongs to (<c>DescribeStackResources</c>).</summary>
    /// <param name="physicalId">The resource's name in AWS.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The stack's id; <see langword="null"/> if no stack has the resource.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<string?> FindStackAsync(string physicalId, CancellationToken cancellationToken)
    {
        try
        {
            var result = await _service.CallAsync(
                "DescribeStackResources", [new("PhysicalResourceId", physicalId)], cancellationToken).ConfigureAwait(false);
            return result.Members("StackResources").FirstOrDefault()?.Text("StackId");
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "ValidationError")
        {
            return null;
        }
    }

    /// <summary>Reads a stack (<c>DescribeStacks</c>).</summary>
    /// <param name="stack">The stack's name or id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<DeployedStack> DescribeStackAsync(string stack, CancellationToken cancellationToken)
    {
        var result = await _service.CallAsync("DescribeStacks", [new("StackName", stack)], cancellationToken)
            .ConfigureAwait(false);
        return result.Members("Stacks").FirstOrDefault() is { } found
            ? StackOf(found)
            : throw new XmlException("The response of DescribeStacks has no stack.");
    }

    /// <summary>Reads the template that a stack was deployed with, as it was passed (<c>GetTemplate</c>).</summary>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<string> GetTemplateAsync(string stack, CancellationToken cancellationToken)
    {
        var result = await _service.CallAsync(
            "GetTemplate", [new("StackName", stack), new("TemplateStage", "Original")], cancellationToken).ConfigureAwait(false);
        return result.Element("TemplateBody")?.Value ?? "";
    }

    /// <summary>Reads the ids of the stacks within a stack (<c>ListStackResources</c>).</summary>
    /// <returns>The ids by the logical ids of the resources.</returns>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ListNestedAsync(string stack, CancellationToken cancellationToken)
    {
        var pages = await _service.CallPagesAsync("ListStackResources", [new("StackName", stack)], cancellationToken)
            .ConfigureAwait(false);
        return pages.SelectMany(static page => page.Members("StackResourceSummaries"))
            .Where(static resource => resource.Text("ResourceType") is "AWS::CloudFormation::Stack")
            .DistinctBy(static resource => resource.Text("LogicalResourceId"))
            .ToDictionary(
                static resource => resource.Text("LogicalResourceId") ?? "",
                static resource => resource.Text("PhysicalResourceId") ?? "",
                StringComparer.Ordinal);
    }

    /// <summary>Reads what the last drift detection found (<c>DescribeStackResourceDrifts</c>). None is started.</summary>
    /// <exception cref="AmazonServiceException">The service returned an error.</exception>
    public async Task<IReadOnlyList<ResourceDrift>> ListDriftsAsync(string stack, CancellationToken cancellationToken)
    {
        var pages = await _service.CallPagesAsync(
            "DescribeStackResourceDrifts",
            [
                new("StackName", stack),
                new("StackResourceDriftStatusFilters.member.1", "MODIFIED"),
                new("StackResourceDriftStatusFilters.member.2", "DELETED"),
            ],
            cancellationToken).ConfigureAwait(false);
        return [.. pages.SelectMany(static page => page.Members("StackResourceDrifts")).Select(static drift => new ResourceDrift(
            drift.Text("LogicalResourceId") ?? "",
            drift.Text("StackResourceDriftStatus") ?? "",
            [.. drift.Members("PropertyDifferences").Select(static property => property.Text("PropertyPath") ?? "")]))];
    }

    /// <inheritdoc/>
    public void Dispose() => _service.Dispose();

    private static DeployedStack StackOf(XElement stack) => new()
    {
        Id = stack.Text("StackId") ?? "",
        Name = stack.Text("StackName") ?? "",
        Status = stack.Text("StackStatus") ?? "",
        StatusReason = stack.Text("StackStatusReason"),
        UpdatedAt = stack.Time("LastUpdatedTime") ?? stack.Time("CreationTime"),
        RootId = stack.Text("RootId"),
        DriftStatus = stack.Element("DriftInformation")?.Text("StackDriftStatus"),
    };
}
