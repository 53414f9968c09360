using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>An entity and its lock.</summary>
/// <param name="Now">The entity as the code declares it.</param>
/// <param name="Then">The entity as it is locked.</param>
/// <param name="Attributes">The attributes of both.</param>
internal sealed record EntityOfLock(LockedEntity Now, LockedEntity Then, AttributesOfLock Attributes);
