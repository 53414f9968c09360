namespace Fw24.Audit;

/// <summary>What an erasure removes from audit records in addition to their values.</summary>
[Flags]
public enum ErasureScope
{
    /// <summary>The values alone.</summary>
    Values = 0,

    /// <summary>The names of the attributes that a change concerned, which may be personal data themselves if they are data: keys of a map, for instance.</summary>
    Names = 1,

    /// <summary>The actors, if the data subject is one.</summary>
    Actors = 2,
}
