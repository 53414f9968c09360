namespace Fw24.Console.Feed;

/// <summary>The names by which the feed and the topology's picture speak of the same part of a cloud.</summary>
internal static class NodeId
{
    /// <summary>What writes to tables from outside.</summary>
    public const string Writers = "writers";

    public static string Table(string name) => $"table:{name}";

    public static string Function(string name) => $"function:{name}";

    public static string Topic(string name) => $"topic:{name}";

    public static string Queue(string name) => $"queue:{name}";

    /// <summary>The place in which a function stores audit records.</summary>
    public static string Store(string function) => $"store:{function}";
}
