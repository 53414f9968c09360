namespace Fw24;

/// <summary>What happened to an item, as a set.</summary>
[Flags]
public enum ChangeOperations
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The item did not exist before.</summary>
    Insert = 1,

    /// <summary>The item existed and was written.</summary>
    Modify = 2,

    /// <summary>The item no longer exists.</summary>
    Remove = 4,
}
