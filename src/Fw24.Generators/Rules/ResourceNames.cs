namespace Fw24.Generators.Rules;

/// <summary>Names that AWS takes, and the nearest ones to those that it refuses.</summary>
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

    // AWS General Reference, "Regions and zones", and those of its other partitions, as of November 2025.
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
    /// What an app is called, and any other name that those of its functions, queues and log groups are made of: 1 to 64 letters, digits, hyphens and
    /// underscores, the first of them a letter or digit. Of those resources a function has the shortest name: 64 characters (Lambda, CreateFunction).
    /// </summary>
    public static bool IsApp(string name) => name.Length is >= 1 and <= MaxApp && name.All(IsWord) && IsLetterOrDigit(name[0]);

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

    /// <summary>Whether AWS had a region when this version was made.</summary>
    public static bool IsKnownRegion(string name) => s_regions.Contains(name);

    /// <summary>What an app is called by default: its assembly's name, with hyphens for what no app may be called. It is as long as that name, and so may be no app's.</summary>
    public static string App(string assembly) => new string([.. assembly.Select(static c => IsWord(c) ? c : '-')]).TrimStart('-', '_');

    /// <summary>The app that a name comes nearest to; empty when it is hardly legal at all.</summary>
    public static string NearestApp(string name) => App(Nearest(name, IsWord, MaxApp));

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

    private static bool IsWord(char c) => IsLetterOrDigit(c) || c is '_' or '-';

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
