namespace Fw24.Generators.Rules;

/// <summary>Names that AWS takes, and the nearest ones to those that it refuses.</summary>
internal static class ResourceNames
{
    private const string Fifo = ".fifo";
    private const string Reserved = "aws/";
    private const int MinTable = 3;
    private const int MaxTable = 255;
    private const int MaxTopic = 256;
    private const int MaxLogGroup = 512;
    private const int MaxRegion = 32;

    /// <summary>A table or index: 3 to 255 characters (DynamoDB, "Naming rules").</summary>
    public static bool IsTable(string name) => name.Length is >= MinTable and <= MaxTable && name.All(IsOfTable);

    /// <summary>A topic, without <c>.fifo</c>: up to 256 characters with it (SNS, CreateTopic).</summary>
    public static bool IsTopic(string name) => name.Length >= 1 && name.Length <= MaxTopic - Fifo.Length && name.All(IsWord);

    /// <summary>A log group: up to 512 characters, not beginning with <c>aws/</c> (CloudWatch Logs, CreateLogGroup).</summary>
    public static bool IsLogGroup(string name) => name.Length is >= 1 and <= MaxLogGroup && name.All(IsOfLogGroup) && !name.StartsWith(Reserved, StringComparison.Ordinal);

    /// <summary>A region, such as <c>eu-central-1</c> or <c>us-gov-west-1</c>: words of lower-case letters, and a number (AWS General Reference).</summary>
    public static bool IsRegion(string name)
        => name.Length <= MaxRegion
            && name.Split('-') is { Length: >= 3 } parts
            && parts.Take(parts.Length - 1).All(static part => part.Length > 0 && part.All(static c => c is >= 'a' and <= 'z'))
            && parts[parts.Length - 1] is { Length: > 0 } number
            && number.All(static c => c is >= '0' and <= '9');

    /// <summary>The table or index that a name comes nearest to; empty when it is too short or hardly legal at all.</summary>
    public static string NearestTable(string name) => Nearest(name, IsOfTable, MaxTable) is { Length: >= MinTable } nearest ? nearest : "";

    /// <summary>The topic that a name comes nearest to, without <c>.fifo</c>; empty when it is hardly legal at all.</summary>
    public static string NearestTopic(string name)
        => Nearest(name.EndsWith(Fifo, StringComparison.Ordinal) ? name.Substring(0, name.Length - Fifo.Length) : name, IsWord, MaxTopic - Fifo.Length);

    /// <summary>The log group that a name comes nearest to; empty when it is hardly legal at all.</summary>
    public static string NearestLogGroup(string name) => Nearest(name, IsOfLogGroup, MaxLogGroup) is var nearest && IsLogGroup(nearest) ? nearest : "";

    /// <summary>The region that was meant: in other letters, with other signs between its words, or as one of its zones; empty when it is none.</summary>
    public static string NearestRegion(string name)
    {
        var plain = name.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        if (plain.Length > 2 && plain[plain.Length - 1] is >= 'a' and <= 'z' && plain[plain.Length - 2] is >= '0' and <= '9')
        {
            plain = plain.Substring(0, plain.Length - 1);
        }

        return IsRegion(plain) ? plain : "";
    }

    // A name of which less than half remains is another name.
    private static string Nearest(string name, Func<char, bool> isLegal, int limit)
        => name.Length > 0 && name.Count(isLegal) * 2 >= name.Length
            ? new string([.. name.Take(limit).Select(c => isLegal(c) ? c : '-')])
            : "";

    private static bool IsOfTable(char c) => IsWord(c) || c is '.';

    private static bool IsOfLogGroup(char c) => IsWord(c) || c is '.' or '/' or '#';

    private static bool IsWord(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
}
