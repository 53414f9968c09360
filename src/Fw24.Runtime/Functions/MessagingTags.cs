namespace Fw24.Functions;

/// <summary>Names of messaging systems, by OpenTelemetry's semantic conventions.</summary>
internal static class MessagingTags
{
    /// <summary>The value of <c>messaging.system</c> for a topic.</summary>
    public const string Sns = "aws.sns";

    /// <summary>The value of <c>messaging.system</c> for a queue.</summary>
    public const string Sqs = "aws_sqs";
}
