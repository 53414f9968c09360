namespace Fw24.Configuration;

/// <summary>The ARN of a key of AWS KMS.</summary>
/// <param name="Value">The full ARN.</param>
/// <param name="Region">The region in the ARN.</param>
internal sealed record KeyArn(string Value, string Region)
{
    /// <summary>The form of such an ARN, for errors.</summary>
    public const string Form = "the ARN of a KMS key (arn:aws:kms:REGION:ACCOUNT:key/ID)";

    /// <summary>Parses an ARN.</summary>
    /// <returns>The ARN; <see langword="null"/> if the text is not the ARN of a key.</returns>
    public static KeyArn? Parse(string text)
        => text.Split(':') is ["arn", { Length: > 0 }, "kms", { Length: > 0 } region, { Length: > 0 }, ['k', 'e', 'y', '/', _, ..]]
            ? new KeyArn(text, region)
            : null;
}
