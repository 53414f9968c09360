using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fw24;

/// <summary>
/// The rule by which resources are named in AWS: the name from the app's declarations, then a hyphen and the stage, if there is one. Stacks,
/// functions and <c>Fw24.Local</c> all use it.
/// </summary>
/// <remarks>
/// <para>
/// A name that is too long, or contains characters that its service refuses, is adapted and made unique by eight hexadecimal digits of its
/// SHA-256. The stage is never cut: with a stage, each limit is reduced by the length of the longest stage and its hyphen, so a name is the same
/// whether the stage is known when the template is made or is a parameter of the template.
/// </para>
/// <para>
/// Names of two stages differ unless a name ends as a stage does: an app with the tables <c>orders</c> and <c>orders-eu</c> should not have both
/// the stage <c>dev</c> and the stage <c>eu-dev</c> in one account and region.
/// </para>
/// </remarks>
public static class DeployedName
{
    /// <summary>The maximum length of a stage, in characters.</summary>
    /// <remarks>It leaves 43 of the 64 characters of a function's name (Lambda, CreateFunction).</remarks>
    public const int MaxStageLength = 20;

    /// <summary>The regular expression that a stage matches, such as for the <c>AllowedPattern</c> of a template's parameter.</summary>
    public const string StagePattern = "^[A-Za-z0-9]([A-Za-z0-9-]{0,18}[A-Za-z0-9])?$";

    /// <summary>The form of a stage, for errors.</summary>
    public const string StageForm = "1 to 20 letters, digits and hyphens, beginning and ending with a letter or digit";

    private const int HashLength = 8;

    /// <summary>Indicates whether a text can be a stage.</summary>
    /// <param name="text">The text.</param>
    /// <returns><see langword="true"/> if it has the form <see cref="StageForm"/>.</returns>
    public static bool IsStage(string text)
        => text is { Length: > 0 and <= MaxStageLength }
            && text.All(static c => IsLetterOrDigit(c) || c is '-')
            && text[0] is not '-'
            && text[text.Length - 1] is not '-';

    /// <summary>Returns the name of a table: up to 255 characters (DynamoDB, "Naming rules").</summary>
    /// <param name="name">The table's name in the model.</param>
    /// <param name="stage">The stage; <see langword="null"/> for none. A CDK token is allowed.</param>
    /// <returns>The name in AWS.</returns>
    public static string Table(string name, string? stage = null) => Of(name, stage, "", 255, "_.");

    /// <summary>Returns the name of a function: up to 64 characters (Lambda, CreateFunction).</summary>
    /// <param name="name">The function's name with the app's: <c>orders-OrderBoard</c>.</param>
    /// <param name="stage">The stage; <see langword="null"/> for none. A CDK token is allowed.</param>
    /// <returns>The name in AWS.</returns>
    public static string Function(string name, string? stage = null) => Of(name, stage, "", 64, "_");

    /// <summary>Returns the name of a queue: up to 80 characters, including <c>.fifo</c> (SQS, CreateQueue).</summary>
    /// <param name="name">The queue's name without <c>.fifo</c>.</param>
    /// <param name="fifo">Indicates whether it is FIFO.</param>
    /// <param name="stage">The stage; <see langword="null"/> for none. A CDK token is allowed.</param>
    /// <returns>The name in AWS.</returns>
    public static string Queue(string name, bool fifo, string? stage = null) => Of(name, stage, fifo ? ".fifo" : "", 80, "_");

    /// <summary>Returns the name of a topic: up to 256 characters, including <c>.fifo</c> (SNS, CreateTopic).</summary>
    /// <param name="name">The topic's name without <c>.fifo</c>.</param>
    /// <param name="fifo">Indicates whether it is FIFO.</param>
    /// <param name="stage">The stage; <see langword="null"/> for none. A CDK token is allowed.</param>
    /// <returns>The name in AWS.</returns>
    public static string Topic(string name, bool fifo, string? stage = null) => Of(name, stage, fifo ? ".fifo" : "", 256, "_");

    /// <summary>Returns the name of a log group: up to 512 characters (CloudWatch Logs, CreateLogGroup).</summary>
    /// <param name="name">The log group's name in the model.</param>
    /// <param name="stage">The stage; <see langword="null"/> for none. A CDK token is allowed.</param>
    /// <returns>The name in AWS.</returns>
    public static string LogGroup(string name, string? stage = null) => Of(name, stage, "", 512, "_./#");

    /// <summary>Returns the name of a stack's export: up to 255 letters, digits, colons and hyphens (CloudFormation, "Outputs").</summary>
    /// <param name="name">The export's name with the app's: <c>orders:OrderBoard:queue-url</c>.</param>
    /// <param name="stage">The stage; <see langword="null"/> for none. A CDK token is allowed.</param>
    /// <returns>The name in CloudFormation.</returns>
    public static string Export(string name, string? stage = null) => Of(name, stage, "", 255, ":");

    private static string Of(string name, string? stage, string suffix, int limit, string punctuation)
    {
        var end = stage is null ? suffix : $"-{stage}{suffix}";
        var room = limit - suffix.Length - (stage is null ? 0 : MaxStageLength + 1);
        var plain = new string([.. name.Select(c => IsLetterOrDigit(c) || c is '-' || punctuation.IndexOf(c) >= 0 ? c : '-')]);
        if (plain == name && name.Length <= room)
        {
            return name + end;
        }

        var kept = room - 1 - HashLength;
        return $"{(plain.Length > kept ? plain.Substring(0, kept) : plain)}-{Hash(name)}{end}";
    }

    private static string Hash(string name)
    {
        using var sha = SHA256.Create();
        var digest = sha.ComputeHash(Encoding.UTF8.GetBytes(name)).Take(HashLength / 2);
        return string.Concat(digest.Select(static b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
