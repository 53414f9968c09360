using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A locked handler that the code no longer declares.</summary>
/// <param name="Then">The handler as it is locked, with the present names of its table and entity.</param>
/// <param name="Successor">The handler that probably has its place under a new name; <see langword="null"/> without one.</param>
/// <param name="Entity">The class of its entity, with <c>global::</c>; empty if the project does not declare it.</param>
internal sealed record RemovedHandler(LockedHandler Then, LockedHandler? Successor, string Entity);
