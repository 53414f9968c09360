namespace Fw24.Simulation;

/// <summary>How a promise was broken.</summary>
internal enum FindingKind
{
    /// <summary>A change is neither where it belongs nor anywhere from where it could be brought there.</summary>
    Lost,

    /// <summary>A change had an effect twice.</summary>
    Duplicated,

    /// <summary>Of two changes of an item the later one was seen first.</summary>
    OutOfOrder,

    /// <summary>The audit trail of an item does not give the item.</summary>
    Fold,

    /// <summary>The audit trail of an item has a hole that it does not say, or says one that it does not have.</summary>
    Gap,

    /// <summary>Something was given up, parked or left lying that should have gone through.</summary>
    LeftBehind,

    /// <summary>What is parked is not what came.</summary>
    NotWhole,

    /// <summary>A function was handed, or answered, what it should not.</summary>
    Contract,
}
