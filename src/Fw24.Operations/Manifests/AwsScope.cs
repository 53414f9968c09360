namespace Fw24.Operations.Manifests;

/// <summary>The partition, region and account of an app, which complete the names of its resources to ARNs.</summary>
/// <param name="Partition">The partition, such as <c>aws</c>.</param>
/// <param name="Region">The region.</param>
/// <param name="Account">The account.</param>
internal sealed record AwsScope(string Partition, string Region, string Account)
{
    /// <summary>Reads the scope of an ARN; <see langword="null"/> if the text is not an ARN.</summary>
    public static AwsScope? Of(string? arn)
        => arn?.Split(':') is ["arn", var partition, _, var region, var account, _, ..] ? new(partition, region, account) : null;

    /// <summary>Returns the ARN of a topic.</summary>
    public string Topic(string name) => $"arn:{Partition}:sns:{Region}:{Account}:{name}";

    /// <summary>Returns the ARN of a table.</summary>
    public string Table(string name) => $"arn:{Partition}:dynamodb:{Region}:{Account}:table/{name}";

    /// <summary>Returns the ARN of a queue.</summary>
    public string Queue(string name) => $"arn:{Partition}:sqs:{Region}:{Account}:{name}";
}
