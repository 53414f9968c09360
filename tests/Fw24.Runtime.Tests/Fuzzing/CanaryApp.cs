using Fw24.Model;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>A random table as the generator describes one: some entities, and secrets with all redactions and with names that are hard to find.</summary>
internal sealed class CanaryApp
{
    /// <summary>The attribute that distinguishes the entities.</summary>
    public const string Discriminator = "entityType";

    private static readonly string[] s_names =
        ["ssn", "Mail/Home", "q\"t", "back\\slash", "tab\there", "é", "😀", "a,b", "Keys", "NewImage", "SizeBytes", "eventID", "S", "M", "redacted", "***", "x.y[0]"];

    /// <summary>Draws an app.</summary>
    /// <param name="random">The source of all choices.</param>
    /// <param name="forgets">Indicates whether its model lacks one of its secrets, as if a redaction did not work.</param>
    public CanaryApp(Random random, bool forgets = false)
    {
        var names = random.GetItems(s_names, random.Next(1, 6)).Distinct(StringComparer.Ordinal).ToArray();
        var entities = Enumerable.Range(0, random.Next(1, 4)).Select(static number => $"Entity{number}").ToArray();
        HasSortKey = random.Next(2) == 0;
        IsShared = entities.Length > 1 || random.Next(4) == 0;
        var rules = entities.Select(entity => names.Where(_ => random.Next(2) == 0).Select(name => new SensitiveAttributeModel(name, (Redaction)random.Next(3))).ToArray()).ToArray();
        rules[0] = rules[0].Length == 0 ? [new SensitiveAttributeModel(names[0], (Redaction)random.Next(3))] : rules[0];
        Secrets = [.. rules.SelectMany(static own => own).Select(static own => own.Name).Distinct(StringComparer.Ordinal)];
        Entities = entities;
        Clear = [.. entities.SelectMany((entity, index) => Secrets
            .Where(name => rules[index].All(rule => rule.Name != name) && random.Next(2) == 0)
            .Select(name => new ClearAttributeModel(entity, name)))];
        var forgotten = forgets ? Secrets[0] : null;
        Table = new TableModel
        {
            Name = "orders",
            PartitionKey = new KeyAttribute("Pk", KeyType.String),
            SortKey = HasSortKey ? new KeyAttribute("Sk", KeyType.String) : null,
            Entities = [.. entities.Select((entity, index) => TestTables.Entity(entity, [.. rules[index].Where(rule => rule.Name != forgotten)]))],
            Discriminator = IsShared ? Discriminator : null,
            ClearAttributes = Clear,
            Stream = new StreamEnabledAttribute { Fifo = random.Next(2) == 0, LargeRecords = random.Next(4) == 0 ? LargeRecordPolicy.Park : LargeRecordPolicy.ClaimCheck },
            Audit = random.Next(2) == 0 ? new AuditAttribute(AuditLoggerType.Console) : new AuditAttribute(AuditLoggerType.DynamoDb),
        };
    }

    public TableModel Table { get; }

    public bool HasSortKey { get; }

    /// <summary>Indicates whether a discriminator distinguishes its rows.</summary>
    public bool IsShared { get; }

    public IReadOnlyList<string> Entities { get; }

    /// <summary>The names that are sensitive in some entity.</summary>
    public IReadOnlyList<string> Secrets { get; }

    private IReadOnlyList<ClearAttributeModel> Clear { get; }

    /// <summary>Indicates whether a row of an entity stores an attribute in clear.</summary>
    /// <param name="entity">The entity's name; <see langword="null"/> for a row without an entity.</param>
    /// <param name="name">The attribute.</param>
    public bool IsClear(string? entity, string name) => entity is not null && Clear.Contains(new ClearAttributeModel(entity, name));
}
