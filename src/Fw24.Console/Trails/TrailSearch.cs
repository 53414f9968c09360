namespace Fw24.Console.Trails;

/// <summary>A search for records of many items. Each condition that is set must apply.</summary>
internal sealed record TrailSearch
{
    public string Table { get; init; } = "";

    public string Actor { get; init; } = "";

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }
}
