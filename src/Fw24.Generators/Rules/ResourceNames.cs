namespace Fw24.Generators.Rules;

/// <summary>Names that AWS takes.</summary>
internal static class ResourceNames
{
    private const string Fifo = ".fifo";

    /// <summary>A table or index: 3 to 255 characters (DynamoDB, "Naming rules").</summary>
    public static bool IsTable(string name) => name.Length is >= 3 and <= 255 && name.All(static c => IsWord(c) || c is '.');

    /// <summary>A topic, without <c>.fifo</c>: up to 256 characters with it (SNS, CreateTopic).</summary>
    public static bool IsTopic(string name) => name.Length is >= 1 && name.Length <= 256 - Fifo.Length && name.All(IsWord);

    /// <summary>A log group: up to 512 characters (CloudWatch Logs, CreateLogGroup).</summary>
    public static bool IsLogGroup(string name) => name.Length is >= 1 and <= 512 && name.All(static c => IsWord(c) || c is '.' or '/' or '#');

    /// <summary>A region, such as <c>eu-central-1</c> or <c>us-gov-west-1</c>: words of lower-case letters, and a number (AWS General Reference).</summary>
    public static bool IsRegion(string name)
        => name.Length <= 32
            && name.Split('-') is { Length: >= 3 } parts
            && parts.Take(parts.Length - 1).All(static part => part.Length > 0 && part.All(static c => c is >= 'a' and <= 'z'))
            && parts[parts.Length - 1] is { Length: > 0 } number
            && number.All(static c => c is >= '0' and <= '9');

    private static bool IsWord(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
}
