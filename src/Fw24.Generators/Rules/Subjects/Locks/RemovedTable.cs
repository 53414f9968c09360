using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A locked table that the code no longer declares.</summary>
internal sealed record RemovedTable(LockedTable Then);
