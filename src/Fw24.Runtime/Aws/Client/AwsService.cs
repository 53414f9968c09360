namespace Fw24.Aws.Client;

/// <summary>How a service is called, in the words of AWS's service models.</summary>
/// <param name="Id">Its id, such as <c>DynamoDB Streams</c>: its endpoint variable (<c>AWS_ENDPOINT_URL_DYNAMODB_STREAMS</c>) follows from it.</param>
/// <param name="EndpointPrefix">What its host name begins with, such as <c>streams.dynamodb</c>.</param>
/// <param name="SigningName">The name its signatures carry, such as <c>dynamodb</c>.</param>
/// <param name="Version">The version of its interface, such as <c>2012-08-10</c>.</param>
internal sealed record AwsService(string Id, string EndpointPrefix, string SigningName, string Version);
