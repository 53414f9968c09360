namespace Fw24.Configuration;

/// <summary>The ARN of a topic.</summary>
/// <param name="Value">The full ARN.</param>
/// <param name="Region">The region in the ARN.</param>
internal sealed record TopicArn(string Value, string Region)
{
    /// <summary>The form of such an ARN, for errors.</summary>
    public const string Form = "the ARN of an SNS topic (arn:aws:sns:REGION:ACCOUNT:NAME)";

    /// <summary>The topic's name.</summary>
    public string Name => Value[(Value.LastIndexOf(':') + 1)..];

    /// <summary>Parses an ARN.</summary>
    /// <returns>The ARN; <see langword="null"/> if the text is not the ARN of a topic.</returns>
    public static TopicArn? Parse(string text)
        => text.Split(':') is ["arn", { Length: > 0 }, "sns", { Length: > 0 } region, { Length: > 0 }, { Length: > 0 }] ? new TopicArn(text, region) : null;
}
