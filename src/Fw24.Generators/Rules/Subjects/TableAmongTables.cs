using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>A table among the others of its app.</summary>
/// <param name="Entities">The entities of the table, in ordinal order of their names.</param>
/// <param name="Table">The table.</param>
/// <param name="Tables">All tables, including this one.</param>
internal sealed record TableAmongTables(IReadOnlyList<EntitySummary> Entities, TableModel Table, TableNames Tables) : TableSubject(Entities);
