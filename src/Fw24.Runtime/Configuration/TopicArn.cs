namespace Fw24.Configuration;

/// <summary>A topic's ARN.</summary>
/// <param name="Value">The whole of it.</param>
/// <param name="Region">The region it names.</param>
internal sealed record TopicArn(string Value, string Region)
{
    /// <summary>What such an ARN looks like, for errors.</summary>
    public const string Form = "the ARN of an SNS topic (arn:aws:sns:REGION:ACCOUNT:NAME)";

    /// <summary>The topic's name.</summary>
    public string Name => Value[(Value.LastIndexOf(':') + 1)..];

    /// <summary>Reads an ARN.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The ARN; <see langword="null"/> when the text is not one of a topic.</returns>
    public static TopicArn? Parse(string text) =>
        text.Split(':') is ["arn", { Length: > 0 }, "sns", { Length: > 0 } region, { Length: > 0 }, { Length: > 0 }] ? new TopicArn(text, region) : null;
}
