using Fw24.Generators.Model.Apps;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>Indexes the tables of an app by the names that must be unique, so that checking each table against the others is not quadratic.</summary>
internal sealed class TableNames
{
    private readonly Dictionary<string, TableModel> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _statedTopics = new(StringComparer.Ordinal);
    private readonly ILookup<string, TableModel> _byTopic;

    /// <summary>Indexes the tables.</summary>
    /// <param name="tables">The tables, in ordinal order of their names.</param>
    public TableNames(IReadOnlyCollection<TableModel> tables)
    {
        foreach (var table in tables)
        {
            _byName[table.Name] = table;
            if (table.Stream is { TopicName: { } topic })
            {
                _statedTopics.Add(topic);
            }
        }

        _byTopic = tables.Where(static table => table.Stream is not null).ToLookup(static table => TopicOf(table, table.Stream!), StringComparer.Ordinal);
    }

    /// <summary>Gets the name of a topic in AWS.</summary>
    public static string TopicOf(TableModel table, StreamEnabledAttribute stream)
        => DeployedName.Topic(stream.TopicName ?? DefaultTopic(table), stream.Fifo);

    /// <summary>Gets the name that a topic derives from its table's.</summary>
    public static string DefaultTopic(TableModel table) => $"{table.Name}-stream";

    /// <summary>Finds a table by name.</summary>
    public TableModel? Find(string name) => _byName.TryGetValue(name, out var table) ? table : null;

    /// <summary>Gets the tables whose changes are published to a topic.</summary>
    public IEnumerable<TableModel> OfTopic(string topic) => _byTopic[topic];

    /// <summary>Indicates whether a table states this topic.</summary>
    public bool IsStatedTopic(string topic) => _statedTopics.Contains(topic);
}
