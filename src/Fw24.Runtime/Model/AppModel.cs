namespace Fw24.Model;

/// <summary>The generator's model of an app: its tables and handlers, which determine its functions.</summary>
public sealed class AppModel
{
    /// <summary>The app's name.</summary>
    public required string Name { get; init; }

    /// <summary>The tables, in ordinal order of their names.</summary>
    public required IReadOnlyList<TableModel> Tables
    {
        get;
        init
        {
            field = value;

            // A table does not know that another table keeps its audit records there.
            foreach (var table in value)
            {
                table.HoldsAuditRecords |= value.Any(other => other.AuditTableName == table.Name);
            }
        }
    }

    /// <summary>The change handlers, in ordinal order of their names.</summary>
    public required IReadOnlyList<HandlerModel> Handlers { get; init; }

    /// <summary>The settings that the app's functions share.</summary>
    public Fw24AppAttribute Settings { get => field ??= new Fw24AppAttribute(Name); init; }

    /// <summary>The name of the function that seals audit records.</summary>
    internal const string SealFunction = "seal";

    /// <summary>Indicates whether the audit of a table is sealed.</summary>
    internal bool IsSealed => Tables.Any(static table => table.Audit is { Sealed: true });

    /// <summary>The name of the table of the changes that <see cref="IdempotentAttribute"/> handlers have handled.</summary>
    internal string IdempotencyTable => $"{Name}-idempotency";

    /// <summary>Returns the table that contains an entity's items.</summary>
    /// <exception cref="ArgumentException">The app has no such entity.</exception>
    internal TableModel TableOf(EntityModel entity)
    {
        foreach (var table in Tables)
        {
            if (table.Entities.Contains(entity))
            {
                return table;
            }
        }

        throw new ArgumentException($"The app '{Name}' has no entity {entity.Name}.", nameof(entity));
    }
}
