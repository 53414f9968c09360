namespace Fw24.Model;

/// <summary>Everything the generator found in an app: its tables and handlers, and so its functions.</summary>
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

            // A table does not know of another one that keeps its audit records there.
            foreach (var table in value)
            {
                table.HoldsAuditRecords |= value.Any(other => other.AuditTableName == table.Name);
            }
        }
    }

    /// <summary>The change handlers, in ordinal order of their names.</summary>
    public required IReadOnlyList<HandlerModel> Handlers { get; init; }

    /// <summary>What the app's functions have in common.</summary>
    public Fw24AppAttribute Settings { get => field ??= new Fw24AppAttribute(Name); init; }

    /// <summary>The table that holds an entity's items.</summary>
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
