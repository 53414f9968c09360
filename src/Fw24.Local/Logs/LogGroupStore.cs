namespace Fw24.Local.Logs;

/// <summary>The log groups by name.</summary>
internal sealed class LogGroupStore(IReadOnlyDictionary<string, LocalLogGroup> groups)
{
    public LocalLogGroup Find(string name) => groups.TryGetValue(name, out var group)
        ? group
        : throw AwsErrors.Refused("ResourceNotFoundException", "The specified log group does not exist.");
}
