using Fw24.Generators.Model.Locks;

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A stored enum and its lock.</summary>
/// <param name="Class">The enum, with <c>global::</c>.</param>
/// <param name="Now">The enum as the code declares it.</param>
/// <param name="Then">The enum as it is locked.</param>
internal sealed record EnumOfLock(string Class, LockedEnum Now, LockedEnum Then)
{
    /// <summary>The members that are gone, each with the new member of the same value, if any.</summary>
    public IEnumerable<(LockedMember Then, LockedMember? Now)> Removed => Then.Members
        .Where(then => Now.Members.All(now => now.Name != then.Name))
        .Select(then => (then, Renamed(then)));

    // The member for unknown names is read for the old name, whatever its value is.
    private LockedMember? Renamed(LockedMember then) => Now.Members.FirstOrDefault(now
        => now.Value == then.Value && now.Name != Now.Unknown && Then.Members.All(other => other.Name != now.Name));
}
