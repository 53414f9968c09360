namespace Fw24.Configuration;

/// <summary>A secret's ARN.</summary>
/// <param name="Value">The whole of it.</param>
/// <param name="Region">The region it names.</param>
internal sealed record SecretArn(string Value, string Region)
{
    /// <summary>What such an ARN looks like, for errors.</summary>
    public const string Form = "the ARN of a secret (arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME)";

    /// <summary>Reads an ARN.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The ARN; <see langword="null"/> when the text is not one of a secret.</returns>
    public static SecretArn? Parse(string text)
        => text.Split(':') is ["arn", { Length: > 0 }, "secretsmanager", { Length: > 0 } region, { Length: > 0 }, "secret", { Length: > 0 }] ? new SecretArn(text, region) : null;
}
