namespace Fw24.Operations.Aws;

/// <summary>A subscription of a topic.</summary>
/// <param name="Arn">The subscription's ARN; <c>PendingConfirmation</c> until it is confirmed.</param>
/// <param name="Protocol">The protocol, such as <c>sqs</c>.</param>
/// <param name="Endpoint">The endpoint, such as a queue's ARN.</param>
internal sealed record TopicSubscription(string Arn, string Protocol, string Endpoint);
