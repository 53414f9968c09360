using Fw24.Audit;

namespace Fw24.Clinic.Tests.Faults;

/// <summary>A change as the test made it: what its record has to say.</summary>
/// <param name="Table">The table.</param>
/// <param name="Id">The item's id.</param>
/// <param name="Time">The time, in seconds.</param>
/// <param name="Actor">The actor whose name the item has: that of before, if it was deleted.</param>
/// <param name="Kind">The actor's relation to the change.</param>
/// <param name="Before">The item before; <see langword="null"/> if there was none.</param>
/// <param name="After">The item after; <see langword="null"/> if there is none.</param>
internal sealed record Written(
    string Table, string Id, DateTimeOffset Time, string? Actor, AuditActorKind Kind, object? Before, object? After)
{
    /// <summary>Indicates whether the audit logger cannot handle the change for now.</summary>
    public bool IsLost { get; init; }

    /// <summary>The operation.</summary>
    public ChangeOperations Operation => Before is null ? ChangeOperations.Insert
        : After is null ? ChangeOperations.Remove
        : ChangeOperations.Modify;

    /// <summary>The attributes that changed: the values before and after as JSON, empty without one.</summary>
    public IEnumerable<(string Name, string Old, string New)> Changes
    {
        get
        {
            var (old, @new) = (ClinicItems.AttributesOf(Before), ClinicItems.AttributesOf(After));
            foreach (var name in old.Keys.Union(@new.Keys).Order(StringComparer.Ordinal))
            {
                if (old.GetValueOrDefault(name, "") is var before && @new.GetValueOrDefault(name, "") is var after && before != after)
                {
                    yield return (name, before, after);
                }
            }
        }
    }

    /// <summary>Indicates whether the change wrote a value into an attribute.</summary>
    public bool Sets(string name, string value) => Changes.Any(change => change.Name == name && change.New == value);

    /// <summary>Everything that a record of the change says, as a text.</summary>
    public override string ToString() => ClinicItems.Text(
        Table,
        ClinicItems.KeyOf(Table, Id),
        Operation,
        Time,
        Actor,
        Kind,
        Changes.Select(static one => $"{one.Name}: {one.Old} > {one.New}"));
}
