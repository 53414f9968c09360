namespace Fw24.Configuration;

/// <summary>The ARN of a secret.</summary>
/// <param name="Value">The full ARN.</param>
/// <param name="Region">The region in the ARN.</param>
internal sealed record SecretArn(string Value, string Region)
{
    /// <summary>The form of such an ARN, for errors.</summary>
    public const string Form = "the ARN of a secret (arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME)";

    /// <summary>Parses an ARN.</summary>
    /// <returns>The ARN; <see langword="null"/> if the text is not the ARN of a secret.</returns>
    public static SecretArn? Parse(string text)
        => text.Split(':') is ["arn", { Length: > 0 }, "secretsmanager", { Length: > 0 } region, { Length: > 0 }, "secret", { Length: > 0 }] ? new SecretArn(text, region) : null;
}
