namespace Fw24.Simulation;

/// <summary>The ways in which a guarantee can be violated.</summary>
internal enum FindingKind
{
    /// <summary>A change is neither where it belongs nor in a place from which it could be replayed.</summary>
    Lost,

    /// <summary>A change had an effect twice.</summary>
    Duplicated,

    /// <summary>The later of two changes of an item was seen first.</summary>
    OutOfOrder,

    /// <summary>The audit trail of an item does not fold to the item.</summary>
    Fold,

    /// <summary>The audit trail of an item has an unmarked gap, or marks one that it does not have.</summary>
    Gap,

    /// <summary>Something was given up, parked or left behind that should have gone through.</summary>
    Leftovers,

    /// <summary>The parked content is not the original.</summary>
    NotWhole,

    /// <summary>A record is not sealed as it is stored.</summary>
    Seal,

    /// <summary>A function received or returned something it should not.</summary>
    Contract,
}
