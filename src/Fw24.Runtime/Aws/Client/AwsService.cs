namespace Fw24.Aws.Client;

/// <summary>The properties of a service, in the terms of AWS's service models.</summary>
/// <param name="Id">The service id, such as <c>DynamoDB Streams</c>, which determines the endpoint variable (<c>AWS_ENDPOINT_URL_DYNAMODB_STREAMS</c>).</param>
/// <param name="EndpointPrefix">The prefix of the host name, such as <c>streams.dynamodb</c>.</param>
/// <param name="SigningName">The name in signatures, such as <c>dynamodb</c>.</param>
/// <param name="Version">The API version, such as <c>2012-08-10</c>.</param>
internal sealed record AwsService(string Id, string EndpointPrefix, string SigningName, string Version);
