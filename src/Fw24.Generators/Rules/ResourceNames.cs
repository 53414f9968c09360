namespace Fw24.Generators.Rules;

/// <summary>Checks names against the rules of AWS, and finds the nearest valid name.</summary>
internal static class ResourceNames
{
    private const string Fifo = ".fifo";
    private const string Reserved = "aws/";
    private const int MaxApp = 64;
    private const int MinTable = 3;
    private const int MaxTable = 255;
    private const int MaxTopic = 256;
    private const int MaxLogGroup = 512;
    private const int MaxRegion = 32;

    // AWS General Reference, "Regions and zones", including the other partitions, as of November 2025.
    private static readonly HashSet<string> s_regions = new(StringComparer.Ordinal)
    {
        "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
        "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ca-central-1", "ca-west-1", "cn-north-1", "cn-northwest-1", "eu-central-1", "eu-central-2", "eu-isoe-west-1", "eu-north-1",
        "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "eusc-de-east-1", "il-central-1", "me-central-1", "me-south-1",
        "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-gov-east-1", "us-gov-west-1", "us-iso-east-1", "us-iso-west-1",
        "us-isob-east-1", "us-isob-west-1", "us-isof-east-1", "us-isof-south-1", "us-west-1", "us-west-2",
    };

    /// <summary>
    /// Checks the name of an app, or another name that those of its functions, queues and log groups contain: 1 to 64 letters, digits, hyphens and
    /// underscores, starting with a letter or digit. The limit is that of functions, the shortest of these: 64 characters (Lambda, CreateFunction).
    /// </summary>
    public static bool IsApp(string name) => name.Length is >= 1 and <= MaxApp && name.All(IsWord) && IsLetterOrDigit(name[0]);

    /// <summary>Checks the name of a table or index: 3 to 255 characters (DynamoDB, "Naming rules").</summary>
    public static bool IsTable(string name) => name.Length is >= MinTable and <= MaxTable && name.All(IsOfTable);

    /// <summary>Checks the name of a topic, without <c>.fifo</c>: up to 256 characters with it (SNS, CreateTopic).</summary>
    public static bool IsTopic(string name) => name.Length >= 1 && name.Length <= MaxTopic - Fifo.Length && name.All(IsWord);

    /// <summary>Checks the name of a log group: up to 512 characters, not beginning with <c>aws/</c> (CloudWatch Logs, CreateLogGroup).</summary>
    public static bool IsLogGroup(string name)
        => name.Length is >= 1 and <= MaxLogGroup && name.All(IsOfLogGroup) && !name.StartsWith(Reserved, StringComparison.Ordinal);

    /// <summary>
    /// Checks the form of a region, such as <c>eu-central-1</c> or <c>us-gov-west-1</c>: lower-case words and a number (AWS General Reference).
    /// </summary>
    public static bool IsRegion(string name)
        => name.Length <= MaxRegion
            && name.Split('-') is { Length: >= 3 } parts
            && parts.Take(parts.Length - 1).All(static part => part.Length > 0 && part.All(static c => c is >= 'a' and <= 'z'))
            && parts[parts.Length - 1] is { Length: > 0 } number
            && number.All(static c => c is >= '0' and <= '9');

    /// <summary>Indicates whether a region existed when this version was built.</summary>
    public static bool IsKnownRegion(string name) => s_regions.Contains(name);

    /// <summary>
    /// Gets the default name of an app: the assembly's name, with hyphens for invalid characters. As long as the assembly's name, it may still be invalid.
    /// </summary>
    public static string App(string assembly) => new string([.. assembly.Select(static c => IsWord(c) ? c : '-')]).TrimStart('-', '_');

    /// <summary>Gets the valid app name nearest to a name; empty if most of its characters are invalid.</summary>
    public static string NearestApp(string name) => App(Nearest(name, IsWord, MaxApp));

    /// <summary>Gets the valid table or index name nearest to a name; empty if it is too short or most of its characters are invalid.</summary>
    public static string NearestTable(string name) => Nearest(name, IsOfTable, MaxTable) is { Length: >= MinTable } nearest ? nearest : "";

    /// <summary>Gets the valid topic name nearest to a name, without <c>.fifo</c>; empty if most of its characters are invalid.</summary>
    public static string NearestTopic(string name)
        => Nearest(name.EndsWith(Fifo, StringComparison.Ordinal) ? name.Substring(0, name.Length - Fifo.Length) : name, IsWord, MaxTopic - Fifo.Length);

    /// <summary>Gets the valid log group name nearest to a name; empty if most of its characters are invalid.</summary>
    public static string NearestLogGroup(string name)
        => Nearest(name, IsOfLogGroup, MaxLogGroup) is var nearest && IsLogGroup(nearest) ? nearest : "";

    /// <summary>Gets the region probably meant by a name with other case or separators, or that of a zone; empty without one.</summary>
    public static string NearestRegion(string name)
    {
        var plain = name.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        if (plain.Length > 2 && plain[plain.Length - 1] is >= 'a' and <= 'z' && plain[plain.Length - 2] is >= '0' and <= '9')
        {
            plain = plain.Substring(0, plain.Length - 1);
        }

        return IsRegion(plain) ? plain : "";
    }

    // If less than half of the characters remain, the result is an unrelated name.
    private static string Nearest(string name, Func<char, bool> isLegal, int limit)
        => name.Length > 0 && name.Count(isLegal) * 2 >= name.Length
            ? new string([.. name.Take(limit).Select(c => isLegal(c) ? c : '-')])
            : "";

    private static bool IsOfTable(char c) => IsWord(c) || c is '.';

    private static bool IsOfLogGroup(char c) => IsWord(c) || c is '.' or '/' or '#';

    private static bool IsWord(char c) => IsLetterOrDigit(c) || c is '_' or '-';

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
