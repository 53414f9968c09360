using System.Globalization;
using System.Text;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure.Manifest;

/// <summary>Prints <c>topology.md</c>: the flow of changes, as a Mermaid diagram.</summary>
internal static class TopologyEmitter
{
    public static string Emit(InfrastructureModel app)
    {
        var text = new StringBuilder();
        text.Append("# Topology of ").Append(Text(app.App)).Append("\n\n```mermaid\nflowchart LR\n");
        var nodes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in app.Tables)
        {
            Node($"table {table.Name}", $"[(\"{Text(table.Name)}<br/>{Text(string.Join(", ", table.Entities))}\")]");
        }

        foreach (var table in app.Tables)
        {
            if (table.Stream is { } stream)
            {
                WriteStream(table, stream);
            }
        }

        if (app.Seal is { } seal)
        {
            var (function, log) = (Node($"function {seal.Function.Name}", $"[[\"{seal.Function.Name}\"]]"), SealLog());
            Edge(function, log, $"seals, every {(seal.Minutes is 1 ? "minute" : $"{Number(seal.Minutes)} minutes")}");
        }

        return text.Append("```").ToString();

        void WriteStream(TableConstruct table, StreamConstruct stream)
        {
            var processor = Node($"function {stream.Function.Name}", $"[[\"{Text(stream.Function.Name)}\"]]");
            var name = DeployedName.Topic(stream.Topic, stream.Fifo);
            var topic = Node($"topic {name}", $"{{{{\"{Text(name)}\"}}}}");
            Edge(nodes[$"table {table.Name}"], processor, $"stream, {Number(stream.BatchSize)} a batch");
            Edge(processor, topic, stream.Fifo ? "FIFO, by item" : "");
            foreach (var subscriber in stream.Subscribers)
            {
                var function = Node($"function {subscriber.Function.Name}", $"[[\"{Text(subscriber.Function.Name)}\"]]");
                Edge(topic, function, Text(Condition(subscriber)));
                foreach (var used in subscriber.Tables)
                {
                    Edge(function, nodes[$"table {used}"], "");
                }

                if (subscriber.IsIdempotent)
                {
                    var records = app.IdempotencyTable!;
                    Edge(function, Node($"table {records}", $"[(\"{Text(records)}\")]"), "handled changes");
                }

                if (subscriber.Audit is { Kind: not AuditDestinationKind.Console } audit)
                {
                    var isTable = audit.Kind is not AuditDestinationKind.LogGroup;
                    var store = Node($"{(isTable ? "table" : "log")} {audit.Name}", isTable ? $"[(\"{Text(audit.Name)}\")]" : $"[\\\"{Text(audit.Name)}\"/]");
                    Edge(function, store, "audit records");
                }

                if (subscriber.IsSealed)
                {
                    Edge(function, SealLog(), "commitments");
                }
            }
        }

        string SealLog() => Node("seal log", "[(\"seal log\")]");

        string Node(string key, string shape)
        {
            if (!nodes.TryGetValue(key, out var id))
            {
                id = $"n{(nodes.Count + 1).ToString(CultureInfo.InvariantCulture)}";
                nodes.Add(key, id);
                text.Append("  ").Append(id).Append(shape).Append('\n');
            }

            return id;
        }

        void Edge(string from, string to, string label)
            => text.Append("  ").Append(from).Append(label.Length is 0 ? " --> " : $" -- \"{label}\" --> ").Append(to).Append('\n');
    }

    // Order: insert, modify of Status
    private static string Condition(SubscriberConstruct subscriber)
    {
        var conditions = subscriber.Filter.ToDictionary(
            static condition => condition.Attribute, static condition => string.Join(", ", condition.Values.Where(IsNamed)));
        if (conditions.Count is 0)
        {
            return "every change";
        }

        return (conditions.TryGetValue("entity", out var entity) ? $"{entity}: " : "")
            + conditions["operation"]
            + (conditions.TryGetValue("changed", out var changed) ? $" of {changed}" : "");
    }

    private static bool IsNamed(string value) => value is not "*" && !value.StartsWith(FilterCondition.Backfill, StringComparison.Ordinal);

    // Characters special to Mermaid or Markdown are written as their number: "a" → #34;a#34;
    private static string Text(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            _ = char.IsLetterOrDigit(c) || char.IsSurrogate(c) || " -_.,:/+".IndexOf(c) >= 0 ? text.Append(c)
                : VisibleText.IsUnseen(c) ? text.Append(' ')
                : text.Append('#').Append(Number(c)).Append(';');
        }

        return text.ToString();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
