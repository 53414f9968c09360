using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A handler and its lock.</summary>
/// <param name="Now">The handler as the code declares it.</param>
/// <param name="Then">The handler as it is locked, with the present names of its table and entity.</param>
internal sealed record HandlerOfLock(LockedHandler Now, LockedHandler Then);
