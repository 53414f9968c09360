using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A locked entity that the code no longer declares, of a table that it still does.</summary>
/// <param name="Then">The entity as it is locked.</param>
/// <param name="Neighbour">Another entity's class of the table, with <c>global::</c>; empty if the project declares none.</param>
internal sealed record RemovedEntity(LockedEntity Then, string Neighbour);
