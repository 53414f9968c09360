namespace Fw24.Audit;

/// <summary>How much of an item an audit trail tells.</summary>
public enum ItemKnowledge
{
    /// <summary>Nothing, not even whether the item existed: records that would tell are missing.</summary>
    NotKnown,

    /// <summary>The item did not exist.</summary>
    Absent,

    /// <summary>The item existed, and some of its attributes are known: the trail begins after the item did.</summary>
    Partial,

    /// <summary>The item existed, and all of it that the audit shows is known.</summary>
    Whole,
}
