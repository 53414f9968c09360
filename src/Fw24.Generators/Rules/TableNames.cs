using Fw24.Generators.Model;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Rules;

/// <summary>The tables of an app by what must be unique among them, so that checking each against all others takes no quadratic time.</summary>
internal sealed class TableNames
{
    private readonly Dictionary<string, TableModel> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _statedTopics = new(StringComparer.Ordinal);
    private readonly ILookup<string, TableModel> _byTopic;

    /// <summary>Gathers the tables.</summary>
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

    /// <summary>A topic's name as AWS knows it.</summary>
    public static string TopicOf(TableModel table, StreamEnabledAttribute stream) => PhysicalName.Topic(stream.TopicName ?? $"{table.Name}-stream", stream.Fifo);

    /// <summary>The table of a name, if there is one.</summary>
    public TableModel? Find(string name) => _byName.TryGetValue(name, out var table) ? table : null;

    /// <summary>The tables whose changes are published to a topic.</summary>
    public IEnumerable<TableModel> OfTopic(string topic) => _byTopic[topic];

    /// <summary>Whether a table states this topic.</summary>
    public bool IsStatedTopic(string topic) => _statedTopics.Contains(topic);
}
