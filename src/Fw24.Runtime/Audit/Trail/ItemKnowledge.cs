namespace Fw24.Audit;

/// <summary>The extent to which an audit trail shows an item.</summary>
public enum ItemKnowledge
{
    /// <summary>Nothing is known, not even whether the item existed: the relevant records are missing.</summary>
    NotKnown,

    /// <summary>The item did not exist.</summary>
    Absent,

    /// <summary>The item existed, and some of its attributes are known: the trail begins later than the item.</summary>
    Partial,

    /// <summary>The item existed, and everything that is audited of it is known.</summary>
    Whole,
}
