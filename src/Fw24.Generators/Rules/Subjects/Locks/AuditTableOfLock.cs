using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A table of audit records that is locked: the indexes that the tables which share it need.</summary>
/// <param name="Name">The audit table's name.</param>
/// <param name="Now">The indexes as the code declares them.</param>
/// <param name="Then">The indexes as they are locked.</param>
/// <param name="Entities">The entities that the project declares of the table whose audit differs, in ordinal order of their names.</param>
internal sealed record AuditTableOfLock(
    string Name, IReadOnlyList<string> Now, IReadOnlyList<string> Then, IReadOnlyList<EntitySummary> Entities) : TableSubject(Entities);
