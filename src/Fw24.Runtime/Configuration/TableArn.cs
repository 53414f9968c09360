using System.Text;

namespace Fw24.Configuration;

/// <summary>The ARN of a table.</summary>
/// <param name="Value">The full ARN.</param>
/// <param name="Name">The table's name.</param>
internal sealed record TableArn(string Value, string Name)
{
    /// <summary>The form of such an ARN, for errors.</summary>
    public const string Form = "the ARN of a DynamoDB table (arn:aws:dynamodb:REGION:ACCOUNT:table/NAME)";

    private const string Table = "table/";
    private const string Stream = "/stream/";

    /// <summary>The ARN in UTF-8.</summary>
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Value);

    /// <summary>Parses an ARN.</summary>
    /// <returns>The ARN; <see langword="null"/> if the text is not the ARN of a table.</returns>
    public static TableArn? Parse(string text)
        => text.Split(':') is ["arn", var partition, "dynamodb", var region, var account, var resource]
            && IsPlain(partition) && IsPlain(region) && IsPlain(account)
            && resource.StartsWith(Table, StringComparison.Ordinal) && IsPlain(resource[Table.Length..])
            ? new TableArn(text, resource[Table.Length..])
            : null;

    /// <summary>Parses the ARN of a table, or of a table's stream.</summary>
    /// <returns>The table's ARN; <see langword="null"/> if the text is neither.</returns>
    public static TableArn? ParseSource(string text)
        => Parse(text.IndexOf(Stream, StringComparison.Ordinal) is >= 0 and var stream ? text[..stream] : text);

    // A table's name has up to 255 letters, digits, "_", "-" and "." (DynamoDB, "Naming rules"); the other parts are far shorter.
    internal static bool IsPlain(string part)
    {
        foreach (var c in part)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            {
                return false;
            }
        }

        return part.Length is > 0 and <= 255;
    }
}
