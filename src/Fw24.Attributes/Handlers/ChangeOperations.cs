namespace Fw24;

/// <summary>Operations on an item, as a set of flags.</summary>
[Flags]
public enum ChangeOperations
{
    /// <summary>No operation.</summary>
    None = 0,

    /// <summary>The item did not exist before.</summary>
    Insert = 1,

    /// <summary>The item existed and was written.</summary>
    Modify = 2,

    /// <summary>The item no longer exists.</summary>
    Remove = 4,
}
